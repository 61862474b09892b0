// The register of a group as a whole, in the form of the register file, from one state of the ledger.
import type { Fields } from '../../core/base/reading.ts';
import { RECORD_NOUNS, type RecordNoun } from '../../core/flows/record-kinds.ts';
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

/** The whole register, and of which state of the ledger it is. */
export async function readRegisterAndState(
  scope: Scope,
  store: Store,
  clocks: Clocks = {},
): Promise<{ readonly register: Fields; readonly state: RegisterState }> {
  const position = await readPosition(scope, store, clocks);
  const register = await readRegisterAt(scope, store, clocks, position);
  const last = clocks.knownAt === undefined ? await readRecordedAt(scope, store, position) : null;
  const recordedUpTo = clocks.knownAt ?? (last === null ? undefined : (Date.parse(last) as Instant));
  return { register, state: { position, ...(recordedUpTo !== undefined && { recordedUpTo }) } };
}

/**
 * The whole register as plain values: what `parseRegister` reads. As of a day, a record for which no statement speaks on that day,
 * but which others name, is given as the nearest statement has it (the next one, else the last), so that every name leads somewhere.
 */
export async function readRegister(scope: Scope, store: Store, clocks: Clocks = {}): Promise<Fields> {
  return readRegisterAt(scope, store, clocks, await readPosition(scope, store, clocks));
}

async function readRegisterAt(scope: Scope, store: Store, clocks: Clocks, position: number): Promise<Fields> {
  const lists: Record<RecordNoun, Fields[]> = Object.fromEntries(
    RECORD_NOUNS.map((noun) => [noun, [] as Fields[]]),
  ) as Record<RecordNoun, Fields[]>;
  const missing = new NamesMissing();
  for (const noun of RECORD_NOUNS) {
    for await (const page of streamRecords(scope, store, noun, position, clocks)) {
      for (const kept of page) {
        lists[noun].push(asRecorded(kept));
        missing.see(noun, kept);
      }
    }
  }
  const { asOf } = clocks;
  if (asOf !== undefined) {
    for (let wanted = missing.take(); wanted.length > 0; wanted = missing.take()) {
      for (const { noun, recordId } of wanted) {
        const kept = await readNearest(scope, store, noun, recordId, { asOf, known: position });
        if (kept === null) continue;
        lists[noun].push(asRecorded(kept));
        missing.see(noun, kept);
      }
    }
  }
  const kept = (await readGroupOf(scope, store))?.group;
  const { id = scope.groupId, name } = kept ?? {};
  return {
    format: 'sekisho/register@1',
    group: { id, ...(name !== undefined && { name }) },
    ...lists,
  };
}

interface Wanted {
  readonly noun: RecordNoun;
  readonly recordId: string;
}

/** Which names lead nowhere so far. */
class NamesMissing {
  private readonly seen = new Set<string>();
  private readonly wanted = new Map<string, Wanted>();

  see(noun: RecordNoun, kept: KeptRecord): void {
    const own = nameOf({ noun, recordId: kept.recordId });
    this.seen.add(own);
    this.wanted.delete(own);
    for (const one of namesOf(noun, kept.body)) {
      const name = nameOf(one);
      if (isRecordNoun(one.noun) && !this.seen.has(name))
        this.wanted.set(name, { noun: one.noun, recordId: one.recordId });
    }
  }

  /** Those that are missing; none of them is answered twice. */
  take(): Wanted[] {
    const taken = [...this.wanted.values()];
    for (const one of taken) this.seen.add(nameOf(one));
    this.wanted.clear();
    return taken;
  }
}
