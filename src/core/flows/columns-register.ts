// The flows of a register as columns of numbers, in the order of the register; names are looked up once and never again.
import type { CivilDate } from '../time/civil-date.ts';
import { ALWAYS, NEVER, numberOfDay } from './columns-day-number.ts';
import { IntList, WordTable } from './columns-table.ts';
import type { Activity, Derogation, Flow, Organisation, Register } from './register.ts';
import { MODES, ROLES } from './words.ts';

/** Who takes part: the sender is the person concerned; the recipients are the importer's own people. */
export const FROM_PERSON = 1;
export const TO_STAFF = 2;
/** The flow names no other by which its data arrived. */
export const BEGINS = 4;

/** Not named, or not in the register. */
export const NOBODY = -1;

/** The flows of a register in columns; all of them can be handed to another thread. */
export interface FlowColumns {
  readonly count: number;
  /** Numbers of records in the order of the register; -1 where there is none. */
  readonly exporter: Int32Array;
  readonly importer: Int32Array;
  readonly activity: Int32Array;
  readonly parties: Uint8Array;
  /** Roles as stated, mode and flags: see `mannerOf`. */
  readonly manner: Int32Array;
  /** Number of a word of `places` and one; 0 where the flow names no place of its own. */
  readonly at: Uint16Array;
  /** Number of a list of `tools` and one; 0 where the flow relies on none by name. */
  readonly tools: Int32Array;
  /** Number of a derogation of `derogations` and one; 0 where it relies on none. */
  readonly derogation: Int32Array;
  /** First day and first day no longer, as numbers. */
  readonly from: Int32Array;
  readonly until: Int32Array;
  /** The flows by which the data arrived: of flow i those from `afterStart[i]` on. */
  readonly afterStart: Int32Array;
  readonly after: Int32Array;
  readonly places: readonly string[];
  /** Ids of activities that flows name and the register does not hold (yet); numbered behind those that it holds. */
  readonly strangeActivities: readonly string[];
  /** Ids of instruments. */
  readonly toolLists: readonly (readonly string[])[];
  readonly derogations: readonly Derogation[];
  /** Flows of which an assessment speaks by name: number and id of the flow, ids of assessments. */
  readonly assessed: readonly AssessedFlow[];
}

export type AssessedFlow = readonly [number: number, id: string, assessments: readonly string[]];

/** Roles, mode and flags of a flow in one number; 0 in any place: not known. */
export interface Manner {
  readonly fromRole: number;
  readonly toRole: number;
  readonly mode: number;
  readonly automated: number;
  readonly clearText: number;
  readonly combinesEuData: number;
}

/** Takes a manner apart. */
export function mannerOf(number: number): Manner {
  return {
    fromRole: number & 3,
    toRole: (number >> 2) & 3,
    mode: (number >> 4) & 7,
    automated: (number >> 7) & 3,
    clearText: (number >> 9) & 3,
    combinesEuData: (number >> 11) & 3,
  };
}

function flagNumber(flag: boolean | undefined): number {
  return flag === undefined ? 0 : flag ? 1 : 2;
}

const ROLE_NUMBERS = new Map<string | undefined, number>([
  [undefined, 0],
  ...ROLES.map((role, index): [string, number] => [role, index + 1]),
]);
const MODE_NUMBERS = new Map<string | undefined, number>([
  [undefined, 0],
  ...MODES.map((mode, index): [string, number] => [mode, index + 1]),
]);

function mannerNumber(flow: Flow): number {
  return (
    ROLE_NUMBERS.get(flow.fromRole)! |
    (ROLE_NUMBERS.get(flow.toRole)! << 2) |
    (MODE_NUMBERS.get(flow.mode)! << 4) |
    (flagNumber(flow.automated) << 7) |
    (flagNumber(flow.clearText) << 9) |
    (flagNumber(flow.combinesEuData) << 11)
  );
}

/** Numbers the records of a list by their ids, in order. */
function numbersOf(records: ReadonlyMap<string, unknown>): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  for (const id of records.keys()) numbers.set(id, numbers.size);
  return numbers;
}

/** The flows of a register as columns. */
export function columnsOf(register: Register): FlowColumns {
  const count = register.flows.size;
  const columns = emptyColumns(count);
  const organisations = numbersOf(register.organisations);
  const activities = numbersOf(register.activities);
  const strange = new WordTable();
  const places = new WordTable();
  const toolLists = new WordTable();
  const tools: (readonly string[])[] = [];
  const derogations = new WordTable();
  const derogationValues: Derogation[] = [];
  const assessed = assessmentsOfFlows(register);
  const waiting: { flow: number; ids: readonly string[] }[] = [];
  const assessedFlows: AssessedFlow[] = [];
  let index = 0;
  for (const flow of register.flows.values()) {
    const { sender, recipient } = flow;
    let parties = 0;
    if (sender.is === 'data-subject') {
      parties |= FROM_PERSON;
      columns.exporter[index] = NOBODY;
    } else columns.exporter[index] = organisations.get(sender.organisation) ?? NOBODY;
    if (recipient.is === 'data-subject') columns.importer[index] = NOBODY;
    else {
      if (recipient.is === 'staff') parties |= TO_STAFF;
      columns.importer[index] = organisations.get(recipient.organisation) ?? NOBODY;
    }
    if (flow.after.length === 0) parties |= BEGINS;
    columns.parties[index] = parties;
    columns.activity[index] =
      flow.activity === undefined
        ? NOBODY
        : (activities.get(flow.activity) ?? activities.size + strange.intern(flow.activity));
    columns.manner[index] = mannerNumber(flow);
    if (flow.at !== undefined) columns.at[index] = places.intern(flow.at) + 1;
    if (flow.tools !== undefined) {
      const list = toolLists.intern(flow.tools.join('\u0001'));
      tools[list] = flow.tools;
      columns.tools[index] = list + 1;
    }
    if (flow.derogation !== undefined) {
      const text = derogationText(flow.derogation);
      const derogation = derogations.intern(text);
      derogationValues[derogation] = flow.derogation;
      columns.derogation[index] = derogation + 1;
    }
    columns.from[index] = flow.from === undefined ? ALWAYS : numberOfDay(flow.from);
    columns.until[index] = flow.until === undefined ? NEVER : numberOfDay(flow.until);
    if (flow.after.length > 0) waiting.push({ flow: index, ids: flow.after });
    const spoken = assessed.size === 0 ? undefined : assessed.get(flow.id);
    if (spoken !== undefined) assessedFlows.push([index, flow.id, spoken]);
    index += 1;
  }
  return {
    ...columns,
    ...arrivalsOf(register, waiting, columns.afterStart),
    places: places.words,
    strangeActivities: strange.words,
    toolLists: tools,
    derogations: derogationValues,
    assessed: assessedFlows,
  };
}

function emptyColumns(count: number): {
  -readonly [K in Exclude<
    keyof FlowColumns,
    'after' | 'places' | 'strangeActivities' | 'toolLists' | 'derogations' | 'assessed'
  >]: FlowColumns[K];
} {
  return {
    count,
    exporter: new Int32Array(count),
    importer: new Int32Array(count),
    activity: new Int32Array(count),
    parties: new Uint8Array(count),
    manner: new Int32Array(count),
    at: new Uint16Array(count),
    tools: new Int32Array(count),
    derogation: new Int32Array(count),
    from: new Int32Array(count),
    until: new Int32Array(count),
    afterStart: new Int32Array(count + 1),
  };
}

/** Turns the ids of earlier flows into numbers; ids that lead nowhere bring nothing. */
function arrivalsOf(
  register: Register,
  waiting: readonly { readonly flow: number; readonly ids: readonly string[] }[],
  afterStart: Int32Array,
): { after: Int32Array } {
  if (waiting.length === 0) return { after: new Int32Array(0) };
  const flows = numbersOf(register.flows);
  const after = new IntList(waiting.length);
  let next = 0;
  for (const { flow, ids } of waiting) {
    for (; next <= flow; next += 1) afterStart[next] = after.length;
    for (const id of ids) {
      const earlier = flows.get(id);
      if (earlier !== undefined) after.push(earlier);
    }
  }
  for (; next < afterStart.length; next += 1) afterStart[next] = after.length;
  return { after: after.trimmed() };
}

function assessmentsOfFlows(register: Register): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { id, flows } of register.assessments.values())
    for (const flow of flows ?? []) {
      const list = found.get(flow);
      if (list === undefined) found.set(flow, [id]);
      else list.push(id);
    }
  return found;
}

function derogationText({ ground, flags, consent }: Derogation): string {
  const sorted = (record: object): string => Object.entries(record).sort().join(' ');
  return `${ground ?? ''}|${sorted(flags)}|${sorted(consent)}`;
}

/** Everything of a register that is not a flow, by number. */
export interface GroupRecords {
  readonly organisations: readonly Organisation[];
  /** Activities by number, with the ids of those that the register does not hold. */
  readonly activities: readonly (Activity | undefined)[];
  readonly activityIds: readonly string[];
  /** Numbers of controllers and processors of each activity. */
  readonly controllers: readonly (readonly number[] | undefined)[];
  readonly processors: readonly (readonly number[] | undefined)[];
  /** First day and first day no longer of the records that bound a flow's time. */
  readonly organisationTime: Times;
  readonly activityTime: Times;
}

export interface Times {
  readonly from: Int32Array;
  readonly until: Int32Array;
}

/** The records of a register by number. */
export function recordsOf(register: Register, strangeActivities: readonly string[]): GroupRecords {
  const numbers = numbersOf(register.organisations);
  const organisations = [...register.organisations.values()];
  const known = [...register.activities.values()];
  const activities = [...known, ...strangeActivities.map(() => undefined)];
  const numbered = (ids: readonly string[] | undefined): number[] | undefined =>
    ids?.map((id) => numbers.get(id) ?? NOBODY);
  return {
    organisations,
    activities,
    activityIds: [...known.map(({ id }) => id), ...strangeActivities],
    controllers: activities.map((one) => numbered(one?.controllers)),
    processors: activities.map((one) => numbered(one?.processors)),
    organisationTime: timesOf(organisations),
    activityTime: timesOf(activities.map((one) => one ?? {})),
  };
}

function timesOf(records: readonly { readonly from?: CivilDate; readonly until?: CivilDate }[]): Times {
  return {
    from: Int32Array.from(records, ({ from }) => (from === undefined ? ALWAYS : numberOfDay(from))),
    until: Int32Array.from(records, ({ until }) => (until === undefined ? NEVER : numberOfDay(until))),
  };
}
