// The register of a group as a whole, in the form of the register file, from one state of the ledger.
import type { Fields } from '../../core/base/reading.ts';
import type { Result } from '../../core/base/result.ts';
import { RegisterCollector } from '../../core/flows/collect-register.ts';
import { IdTable } from '../../core/flows/columns-ids.ts';
import { REGISTER_FORMAT } from '../../core/flows/parse-register.ts';
import { RECORD_NOUNS, type RecordNoun } from '../../core/flows/record-kinds.ts';
import type { Register } from '../../core/flows/register.ts';
import type { Instant } from '../../core/time/instant.ts';
import { readRecordedAt } from '../../kit/store/read-head.ts';
import { type Clocks, type KeptRecord, readNearest } from '../../kit/store/read-records.ts';
import type { Scope } from '../../kit/store/scope.ts';
import type { Store } from '../../kit/store/store.ts';
import { readPosition, streamRecords } from '../../kit/store/stream-records.ts';
import { readGroupOf } from '../group/group-actions.ts';
import { asKeptFields, isRecordNoun, nameOf, namesOf } from './record-store.ts';

export interface RegisterPage {
  readonly noun: RecordNoun;
  /** Each with `recordedAt`, in the order of their ids. */
  readonly records: readonly Fields[];
}

export interface RegisterWish extends Clocks {
  /** Left out: all. */
  readonly nouns?: readonly RecordNoun[];
}

/** The records page by page, noun by noun, all from one state of the ledger. */
export async function* streamRegister(
  scope: Scope,
  store: Store,
  { nouns = RECORD_NOUNS, ...clocks }: RegisterWish = {},
): AsyncGenerator<RegisterPage> {
  const position = await readPosition(scope, store, clocks);
  for (const noun of RECORD_NOUNS.filter((one) => nouns.includes(one))) {
    for await (const page of streamRecords(scope, store, noun, position, clocks))
      yield { noun, records: page.map(asRecorded) };
  }
}

function asRecorded(kept: KeptRecord): Fields {
  return { ...asKeptFields(kept).record, recordedAt: kept.recordedAt };
}

/** How far what is recorded reaches: the position of the ledger, and the moment up to which it counts. */
export interface RegisterState {
  readonly position: number;
  readonly recordedUpTo?: Instant;
}

/** A register on its way out of the store. */
export interface RegisterStream {
  /** Format and group, as a register file has them. */
  readonly head: Fields;
  readonly state: RegisterState;
  /**
   * All records. As of a day, a record for which no statement speaks on that day, but which others name, comes last, as the nearest
   * statement has it (the next one, else the last), so that every name leads somewhere.
   */
  readonly pages: AsyncIterable<RegisterPage>;
}

/** The whole register, page by page, from one state of the ledger. */
export async function openRegister(scope: Scope, store: Store, clocks: Clocks = {}): Promise<RegisterStream> {
  const position = await readPosition(scope, store, clocks);
  const last = clocks.knownAt === undefined ? await readRecordedAt(scope, store, position) : null;
  const recordedUpTo = clocks.knownAt ?? (last === null ? undefined : (Date.parse(last) as Instant));
  const kept = (await readGroupOf(scope, store))?.group;
  const { id = scope.groupId, name } = kept ?? {};
  return {
    head: { format: REGISTER_FORMAT, group: { id, ...(name !== undefined && { name }) } },
    state: { position, ...(recordedUpTo !== undefined && { recordedUpTo }) },
    pages: streamWhole(scope, store, clocks, position),
  };
}

async function* streamWhole(
  scope: Scope,
  store: Store,
  clocks: Clocks,
  position: number,
): AsyncGenerator<RegisterPage> {
  const { asOf } = clocks;
  const missing = asOf === undefined ? null : new NamesMissing();
  for (const noun of RECORD_NOUNS) {
    for await (const page of streamRecords(scope, store, noun, position, clocks)) {
      for (const kept of page) missing?.see(noun, kept);
      yield { noun, records: page.map(asRecorded) };
    }
  }
  if (missing === null || asOf === undefined) return;
  for (let wanted = missing.take(); wanted.length > 0; wanted = missing.take()) {
    for (const { noun, recordId } of wanted) {
      const kept = await readNearest(scope, store, noun, recordId, { asOf, known: position });
      if (kept === null) continue;
      missing.see(noun, kept);
      yield { noun, records: [asRecorded(kept)] };
    }
  }
}

/** A list for each noun, to be filled. */
export function emptyLists(): Record<RecordNoun, Fields[]> {
  return Object.fromEntries(RECORD_NOUNS.map((noun) => [noun, [] as Fields[]])) as Record<
    RecordNoun,
    Fields[]
  >;
}

/** The whole register, and of which state of the ledger it is. */
export async function readRegisterAndState(
  scope: Scope,
  store: Store,
  clocks: Clocks = {},
): Promise<{ readonly register: Fields; readonly state: RegisterState }> {
  const { head, state, pages } = await openRegister(scope, store, clocks);
  const lists = emptyLists();
  for await (const { noun, records } of pages) for (const record of records) lists[noun].push(record);
  return { register: { ...head, ...lists }, state };
}

/** The whole register as plain values: what `parseRegister` reads. */
export async function readRegister(scope: Scope, store: Store, clocks: Clocks = {}): Promise<Fields> {
  return (await readRegisterAndState(scope, store, clocks)).register;
}

/** The whole register, checked, without holding it as plain values; the faults are those of `RegisterCollector`. */
export async function collectRegister(
  scope: Scope,
  store: Store,
  clocks: Clocks = {},
): Promise<Result<Register>> {
  const { head, pages } = await openRegister(scope, store, clocks);
  const collector = new RegisterCollector();
  for await (const { noun, records } of pages) for (const record of records) collector.add(noun, record);
  return collector.finish(head['group']);
}

interface Wanted {
  readonly noun: RecordNoun;
  readonly recordId: string;
}

/** Which names lead nowhere so far. */
class NamesMissing {
  private readonly seen = new IdTable();
  private readonly wanted = new Map<string, Wanted>();

  see(noun: RecordNoun, kept: KeptRecord): void {
    const own = nameOf({ noun, recordId: kept.recordId });
    this.seen.intern(own);
    this.wanted.delete(own);
    for (const one of namesOf(noun, kept.body)) {
      const name = nameOf(one);
      if (isRecordNoun(one.noun) && this.seen.find(name) < 0)
        this.wanted.set(name, { noun: one.noun, recordId: one.recordId });
    }
  }

  /** Those that are missing; none of them is answered twice. */
  take(): Wanted[] {
    const taken = [...this.wanted.values()];
    for (const one of taken) this.seen.intern(nameOf(one));
    this.wanted.clear();
    return taken;
  }
}
