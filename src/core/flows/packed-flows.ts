// The flows of a register as numbers that are asked like a map: names are looked up once, and a record is made when somebody asks for it.
// A million take some hundred megabytes so, instead of one or two gigabytes as records.
import type { Instant } from '../time/instant.ts';
import { ALWAYS, dayOfNumber, NEVER, numberOfDay } from './columns-day-number.ts';
import {
  BEGINS,
  type FlowColumns,
  FROM_PERSON,
  mannerNumber,
  mannerOf,
  NOBODY,
  numbersOf,
  TO_STAFF,
  type Whole,
} from './columns-flows.ts';
import { IdTable, TextPool } from './columns-ids.ts';
import { IntList, WordTable } from './columns-table.ts';
import type { Derogation, Flow, Party, Register } from './register.ts';
import { MODES, ROLES } from './words.ts';

/** Beside `FROM_PERSON`, `TO_STAFF` and `BEGINS`; no law asks it. */
const FROM_STAFF = 8;
const TO_PERSON = 16;
const PARTIES = FROM_PERSON | TO_STAFF | BEGINS;

/** Numbers of one flow side by side. */
const ID = 0;
const EXPORTER = 1;
const IMPORTER = 2;
const ACTIVITY = 3;
const PARTY_BITS = 4;
const MANNER = 5;
const AT = 6;
const TOOLS = 7;
const DEROGATION = 8;
const FROM = 9;
const UNTIL = 10;
const AFTER = 11;
const REST = 12;
const LINE = 13;

/** What is said of a flow and no law asks. */
type Rest = Pick<Flow, 'note' | 'name' | 'systems' | 'provisionRecord'>;

/** Flows in the order in which they were added; a record of one is equal to what was added, and another one each time. */
export class PackedFlows implements ReadonlyMap<string, Flow> {
  /** Also ids that flows name and that have no flow (yet). */
  private readonly ids = new IdTable();
  /** By number of an id: the number of its flow and one; 0 where there is none. */
  private readonly flowOfId = new IntList();
  private readonly lines = new IntList(64 * LINE);
  /** Moments, `NaN` where none is known. */
  private recordedAt = new Float64Array(64);
  private readonly after = new IntList();
  private readonly rest = new TextPool();
  private readonly organisations = new WordTable();
  private readonly activities = new WordTable();
  private readonly places = new WordTable();
  private readonly toolLists = new WordTable();
  private readonly tools: (readonly string[])[] = [];
  private readonly derogationTexts = new WordTable();
  private readonly derogations: Derogation[] = [];

  get size(): number {
    return this.lines.length / LINE;
  }

  /** Adds a flow behind the others; false where there is one of that id, which stays. */
  add(flow: Flow): boolean {
    const id = this.numberOfId(flow.id);
    if (this.flowOfId.items[id] !== 0) return false;
    // Records have as many shapes as there are ways to leave keys out; to read twenty keys of one shape is far quicker.
    const whole: Whole<Flow> = { ...NO_FLOW, ...flow };
    const { sender, recipient, after, activity, at } = whole;
    const { lines, size } = this;
    let bits = after.length === 0 ? BEGINS : 0;
    if (sender.is !== 'organisation') bits |= sender.is === 'staff' ? FROM_STAFF : FROM_PERSON;
    if (recipient.is !== 'organisation') bits |= recipient.is === 'staff' ? TO_STAFF : TO_PERSON;
    lines.push(id);
    lines.push(this.numberOfParty(sender));
    lines.push(this.numberOfParty(recipient));
    lines.push(activity === undefined ? NOBODY : this.activities.intern(activity));
    lines.push(bits);
    lines.push(mannerNumber(whole));
    lines.push(at === undefined ? 0 : this.places.intern(at) + 1);
    lines.push(whole.tools === undefined ? 0 : this.numberOfTools(whole.tools) + 1);
    lines.push(whole.derogation === undefined ? 0 : this.numberOfDerogation(whole.derogation) + 1);
    lines.push(whole.from === undefined ? ALWAYS : numberOfDay(whole.from));
    lines.push(whole.until === undefined ? NEVER : numberOfDay(whole.until));
    lines.push(this.after.length);
    lines.push(this.rest.length);
    for (const earlier of after) this.after.push(this.numberOfId(earlier));
    this.rest.push(restText(whole));
    if (size === this.recordedAt.length) this.recordedAt = grown(this.recordedAt, Math.max(64, size * 2));
    this.recordedAt[size] = whole.recordedAt ?? Number.NaN;
    this.flowOfId.items[id] = size + 1;
    return true;
  }

  /** No room is kept for more. */
  trim(): this {
    this.ids.trim();
    this.flowOfId.trim();
    this.lines.trim();
    this.recordedAt = this.recordedAt.slice(0, this.size);
    this.after.trim();
    this.rest.trim();
    return this;
  }

  /** The number of a flow in the order of the register, or -1. */
  numberOf(id: string): number {
    const number = this.ids.find(id);
    return number < 0 ? NOBODY : this.flowOfId.items[number]! - 1;
  }

  /** The flow of a number. */
  flowAt(number: number): Flow {
    const at = number * LINE;
    const line = this.lines.items;
    const bits = line[at + PARTY_BITS]!;
    const flow: { -readonly [K in keyof Flow]: Flow[K] } = {
      id: this.idAt(number),
      after: this.afterOf(number),
      sender: this.party(line[at + EXPORTER]!, (bits & FROM_PERSON) !== 0, (bits & FROM_STAFF) !== 0),
      recipient: this.party(line[at + IMPORTER]!, (bits & TO_PERSON) !== 0, (bits & TO_STAFF) !== 0),
    };
    const recordedAt = this.recordedAt[number]!;
    if (!Number.isNaN(recordedAt)) flow.recordedAt = recordedAt as Instant;
    if (line[at + ACTIVITY] !== NOBODY) flow.activity = this.activities.words[line[at + ACTIVITY]!]!;
    readManner(line[at + MANNER]!, flow);
    if (line[at + AT] !== 0) flow.at = this.places.words[line[at + AT]! - 1]!;
    if (line[at + TOOLS] !== 0) flow.tools = this.tools[line[at + TOOLS]! - 1]!;
    if (line[at + DEROGATION] !== 0) flow.derogation = this.derogations[line[at + DEROGATION]! - 1]!;
    if (line[at + FROM] !== ALWAYS) flow.from = dayOfNumber(line[at + FROM]!);
    if (line[at + UNTIL] !== NEVER) flow.until = dayOfNumber(line[at + UNTIL]!);
    const rest = this.rest.between(line[at + REST]!, this.next(number, REST, this.rest.length));
    return rest === '' ? flow : { ...flow, ...(JSON.parse(rest) as Rest) };
  }

  /** The flows as columns; ids of a register that it does not hold lead nowhere. */
  columnsIn(register: Register): Omit<FlowColumns, 'assessed'> {
    const { size, lines, places, tools, derogations } = this;
    const organisation = numbersIn(this.organisations, register.organisations);
    const activity = numbersIn(this.activities, register.activities);
    const strangeActivities: string[] = [];
    for (const [number, id] of this.activities.words.entries()) {
      if (activity[number] !== NOBODY) continue;
      activity[number] = register.activities.size + strangeActivities.length;
      strangeActivities.push(id);
    }
    const columns = {
      count: size,
      exporter: new Int32Array(size),
      importer: new Int32Array(size),
      activity: new Int32Array(size),
      parties: new Uint8Array(size),
      manner: new Int32Array(size),
      at: new Uint16Array(size),
      tools: new Int32Array(size),
      derogation: new Int32Array(size),
      from: new Int32Array(size),
      until: new Int32Array(size),
    };
    const numbered = (numbers: Int32Array, number: number): number =>
      number === NOBODY ? NOBODY : numbers[number]!;
    const line = lines.items;
    for (let flow = 0, at = 0; flow < size; flow += 1, at += LINE) {
      columns.exporter[flow] = numbered(organisation, line[at + EXPORTER]!);
      columns.importer[flow] = numbered(organisation, line[at + IMPORTER]!);
      columns.activity[flow] = numbered(activity, line[at + ACTIVITY]!);
      columns.parties[flow] = line[at + PARTY_BITS]! & PARTIES;
      columns.manner[flow] = line[at + MANNER]!;
      columns.at[flow] = line[at + AT]!;
      columns.tools[flow] = line[at + TOOLS]!;
      columns.derogation[flow] = line[at + DEROGATION]!;
      columns.from[flow] = line[at + FROM]!;
      columns.until[flow] = line[at + UNTIL]!;
    }
    return {
      ...columns,
      ...this.arrivals(),
      places: places.words,
      strangeActivities,
      toolLists: tools,
      derogations,
    };
  }

  /** Flows that are named and not there, each where it is named first: the number of the flow that names it, and the place in its list. */
  namedInVain(): readonly { readonly flow: number; readonly at: number; readonly id: string }[] {
    const found: { flow: number; at: number; id: string }[] = [];
    if (this.ids.size === this.size) return found;
    const told = new Set<number>();
    for (let flow = 0; flow < this.size; flow += 1) {
      const first = this.lines.items[flow * LINE + AFTER]!;
      const end = this.next(flow, AFTER, this.after.length);
      for (let edge = first; edge < end; edge += 1) {
        const named = this.after.items[edge]!;
        if (this.flowOfId.items[named] !== 0 || told.has(named)) continue;
        told.add(named);
        found.push({ flow, at: edge - first, id: this.ids.at(named) });
      }
    }
    return found;
  }

  get(id: string): Flow | undefined {
    const number = this.numberOf(id);
    return number < 0 ? undefined : this.flowAt(number);
  }

  has(id: string): boolean {
    return this.numberOf(id) >= 0;
  }

  forEach(visit: (flow: Flow, id: string, flows: ReadonlyMap<string, Flow>) => void): void {
    for (const [id, flow] of this) visit(flow, id, this);
  }

  *keys(): MapIterator<string> {
    for (let number = 0; number < this.size; number += 1) yield this.idAt(number);
  }

  *values(): MapIterator<Flow> {
    for (let number = 0; number < this.size; number += 1) yield this.flowAt(number);
  }

  *entries(): MapIterator<[string, Flow]> {
    for (const flow of this.values()) yield [flow.id, flow];
  }

  [Symbol.iterator](): MapIterator<[string, Flow]> {
    return this.entries();
  }

  private idAt(number: number): string {
    return this.ids.at(this.lines.items[number * LINE + ID]!);
  }

  private numberOfId(id: string): number {
    const number = this.ids.intern(id);
    if (number === this.flowOfId.length) this.flowOfId.push(0);
    return number;
  }

  private numberOfParty(party: Party): number {
    return party.is === 'data-subject' ? NOBODY : this.organisations.intern(party.organisation);
  }

  private party(number: number, isPerson: boolean, isStaff: boolean): Party {
    if (isPerson) return { is: 'data-subject' };
    return { is: isStaff ? 'staff' : 'organisation', organisation: this.organisations.words[number]! };
  }

  private numberOfTools(tools: readonly string[]): number {
    const number = this.toolLists.intern(JSON.stringify(tools));
    this.tools[number] ??= tools;
    return number;
  }

  private numberOfDerogation(derogation: Derogation): number {
    const number = this.derogationTexts.intern(derogationText(derogation));
    this.derogations[number] ??= derogation;
    return number;
  }

  private afterOf(number: number): string[] {
    const first = this.lines.items[number * LINE + AFTER]!;
    const ids = this.after.items.subarray(first, this.next(number, AFTER, this.after.length));
    return Array.from(ids, (id) => this.ids.at(id));
  }

  /** Where the next flow begins in what flows have several of. */
  private next(number: number, place: number, end: number): number {
    return number + 1 < this.size ? this.lines.items[(number + 1) * LINE + place]! : end;
  }

  private arrivals(): Pick<FlowColumns, 'after' | 'afterStart'> {
    const afterStart = new Int32Array(this.size + 1);
    const after = new IntList(this.after.length);
    for (let flow = 0; flow < this.size; flow += 1) {
      afterStart[flow] = after.length;
      const end = this.next(flow, AFTER, this.after.length);
      for (let edge = this.lines.items[flow * LINE + AFTER]!; edge < end; edge += 1) {
        const earlier = this.flowOfId.items[this.after.items[edge]!]! - 1;
        if (earlier >= 0) after.push(earlier);
      }
    }
    afterStart[this.size] = after.length;
    return { afterStart, after: after.trimmed() };
  }
}

/** Flows as such a map, in their order. */
export function packFlows(flows: Iterable<Flow>): PackedFlows {
  const packed = new PackedFlows();
  for (const flow of flows) packed.add(flow);
  return packed.trim();
}

/** The flows of some ids, or all, in the order of the register. */
export function flowsNamed(flows: ReadonlyMap<string, Flow>, ids: ReadonlySet<string> | undefined): Flow[] {
  return Array.from(flowsNumbered(flows, ids), ([flow]) => flow);
}

/** The same with their numbers; of packed flows only those of the ids are made. */
export function* flowsNumbered(
  flows: ReadonlyMap<string, Flow>,
  ids: ReadonlySet<string> | undefined,
): Iterable<readonly [Flow, number]> {
  if (ids !== undefined && flows instanceof PackedFlows) {
    const numbers = Array.from(ids, (id) => flows.numberOf(id)).filter((number) => number >= 0);
    for (const number of numbers.sort((one, other) => one - other)) yield [flows.flowAt(number), number];
    return;
  }
  let number = 0;
  for (const flow of flows.values()) {
    if (ids === undefined || ids.has(flow.id)) yield [flow, number];
    number += 1;
  }
}

/** With every key, or the copies would have several shapes again. */
const NO_FLOW: Whole<Flow> = {
  id: '',
  sender: { is: 'data-subject' },
  recipient: { is: 'data-subject' },
  recordedAt: undefined,
  note: undefined,
  from: undefined,
  until: undefined,
  activity: undefined,
  fromRole: undefined,
  toRole: undefined,
  mode: undefined,
  at: undefined,
  after: [],
  tools: undefined,
  derogation: undefined,
  automated: undefined,
  clearText: undefined,
  combinesEuData: undefined,
  name: undefined,
  systems: undefined,
  provisionRecord: undefined,
};

function restText({ note, name, systems, provisionRecord }: Whole<Flow>): string {
  if (note === undefined && name === undefined && systems === undefined && provisionRecord === undefined)
    return '';
  return JSON.stringify({ note, name, systems, provisionRecord });
}

function readManner(number: number, flow: { -readonly [K in keyof Flow]: Flow[K] }): void {
  const { fromRole, toRole, mode, automated, clearText, combinesEuData } = mannerOf(number);
  if (fromRole !== 0) flow.fromRole = ROLES[fromRole - 1]!;
  if (toRole !== 0) flow.toRole = ROLES[toRole - 1]!;
  if (mode !== 0) flow.mode = MODES[mode - 1]!;
  if (automated !== 0) flow.automated = automated === 1;
  if (clearText !== 0) flow.clearText = clearText === 1;
  if (combinesEuData !== 0) flow.combinesEuData = combinesEuData === 1;
}

function derogationText({ ground, flags, consent }: Derogation): string {
  const sorted = (record: object): string => Object.entries(record).sort().join(' ');
  return `${ground ?? ''}|${sorted(flags)}|${sorted(consent)}`;
}

/** For each word the number of the record of that id in its order, or -1. */
function numbersIn({ words }: WordTable, records: ReadonlyMap<string, unknown>): Int32Array {
  const numbers = numbersOf(records);
  return Int32Array.from(words, (id) => numbers.get(id) ?? NOBODY);
}

function grown(items: Float64Array<ArrayBuffer>, room: number): Float64Array<ArrayBuffer> {
  const wider = new Float64Array(room);
  wider.set(items);
  return wider;
}
