// A desk: where stored groups are read and written, be it the store of this machine or a server that has one.

import type { Issue } from '../../core/base/issue.ts';
import type { RecordNoun } from '../../core/flows/record-kinds.ts';
import type { Register } from '../../core/flows/register.ts';
import type { Timeline } from '../../core/flows/timeline.ts';
import type { Language } from '../../core/law/law.ts';
import type { CivilDate } from '../../core/time/civil-date.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { EncodeOptions, Format, Mapping } from '../../exchange/format.ts';
import type { ImportFile } from '../../exchange/open-import.ts';
import type { Checkpoint } from '../../kit/store/checkpoint.ts';
import type { Verification } from '../../kit/store/verify-ledger.ts';
import type { KeyRole } from '../../records/people/key.ts';
import type { GoneWish, ImportCounts, PlannedChange } from '../../records/register/import-plan.ts';
import { BadInput } from './faults.ts';

export interface DeskGroup {
  readonly id: string;
  readonly name: string | null;
}

/** As of which day, and with what was known when. */
export interface DeskClocks {
  readonly asOf?: CivilDate;
  readonly knownAt?: Instant;
}

export interface TimelineWish {
  readonly from?: CivilDate;
  readonly until?: CivilDate;
  readonly knownAt?: Instant;
  readonly flows: readonly string[];
  readonly without: readonly string[];
  readonly leaving: readonly string[];
  /** The day from which on what is struck is struck. */
  readonly asOf: CivilDate;
}

export interface ImportOrder {
  /** Absent: the group of which the file speaks, or the only one there is. */
  readonly into?: string;
  readonly file: ImportFile;
  /** Absent: told from the file. */
  readonly format?: Format;
  readonly mapping?: Mapping;
  readonly gone: GoneWish;
  readonly why?: string;
  readonly changesMax: number;
  /** Nothing is to be written, not even a new group. */
  readonly isDryRun: boolean;
}

export interface Watch {
  readonly note: (text: string) => void;
  readonly signal: AbortSignal;
}

/** What a file would change. */
export interface DeskPlan {
  readonly groupId: string;
  readonly isNewGroup: boolean;
  readonly format: string;
  readonly counts: Readonly<Partial<Record<RecordNoun, ImportCounts>>>;
  readonly changes: readonly PlannedChange[];
  readonly more: number;
  readonly notes: readonly Issue[];
  readonly mapping: Mapping | null;
  /** Would anything be written? */
  readonly isChanging: boolean;
  /** Takes the file in as planned, and answers how many entries were appended; null: another person must apply it, under that id. */
  apply(watch: Watch): Promise<{ readonly appended: number | null; readonly waitingAs: string | null }>;
  /** Gives the plan up. */
  drop(): Promise<void>;
}

export interface ExportOrder extends DeskClocks {
  readonly groupId: string;
  readonly format: Format;
  readonly options: EncodeOptions;
  readonly language: Language;
}

export interface DeskKey {
  readonly id: string;
  readonly person: string;
  readonly role: KeyRole;
  readonly name: string | null;
  readonly until: string | null;
  readonly isWithdrawn: boolean;
}

export interface KeyOrder {
  readonly person: string;
  readonly role: KeyRole;
  readonly name?: string;
  readonly until?: string;
}

export interface Desk {
  listGroups(): Promise<readonly DeskGroup[]>;
  /** All faults of the register end the command. */
  readRegister(groupId: string, clocks: DeskClocks): Promise<Register>;
  readTimeline(groupId: string, wish: TimelineWish): Promise<Timeline>;
  /** All faults of the file end the command. */
  planImport(order: ImportOrder, watch: Watch): Promise<DeskPlan>;
  /** Applies an import that another person planned. */
  applyImport(groupId: string, importId: string, watch: Watch): Promise<void>;
  exportRegister(order: ExportOrder): AsyncIterable<Uint8Array>;
  verify(groupId: string): Promise<Verification>;
  makeCheckpoint(groupId: string): Promise<Checkpoint | null>;
  makeKey(groupId: string, order: KeyOrder): Promise<{ readonly key: DeskKey; readonly text: string }>;
  listKeys(groupId: string): Promise<readonly DeskKey[]>;
  withdrawKey(groupId: string, id: string): Promise<void>;
  /** Makes unreadable what is kept of a person; false: nothing was kept. */
  erasePerson(groupId: string, id: string, why: string | undefined): Promise<boolean>;
  close(): Promise<void>;
}

/** The group that was named, or the only one there is. */
export async function chooseGroup(desk: Desk, named: string | undefined): Promise<string> {
  const groups = await desk.listGroups();
  if (named !== undefined) {
    if (groups.some(({ id }) => id === named)) return named;
    throw unknownGroup(named, groups);
  }
  const [only] = groups;
  if (groups.length === 1 && only !== undefined) return only.id;
  throw new BadInput([
    {
      code: groups.length === 0 ? 'unknown-group' : 'bad-option',
      at: { path: '--group' },
      message:
        groups.length === 0
          ? 'No group is kept there yet.'
          : `${groups.length} groups are kept there; which one is meant?`,
      hint: groups.length === 0 ? 'Bring one in with `sekisho import FILE`.' : hintOf(groups),
    },
  ]);
}

export function unknownGroup(named: string, groups: readonly DeskGroup[]): BadInput {
  return new BadInput([
    {
      code: 'unknown-group',
      at: { path: `group:${named}` },
      message: `There is no group '${named}'.`,
      hint:
        groups.length === 0 ? 'None is kept there yet: `sekisho import FILE` brings one in.' : hintOf(groups),
    },
  ]);
}

function hintOf(groups: readonly DeskGroup[]): string {
  const names = groups.slice(0, 20).map(({ id }) => id);
  return `Groups that you can reach: ${names.join(', ')}${groups.length > 20 ? ' …' : '.'}`;
}
