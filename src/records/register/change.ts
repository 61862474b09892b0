// A change: what somebody wants to become of a record, from draft to decision; a second person decides.
import type { ChangedNoun } from '../../api/changes.ts';
import type { Fields } from '../../core/base/reading.ts';

const CHANGE_STATES = ['draft', 'proposed', 'approved', 'rejected', 'withdrawn'] as const;

export type ChangeState = (typeof CHANGE_STATES)[number];

const CHANGE_ACTS = ['statement', 'removal', 'undo'] as const;

/** What shall be done to which record. */
export interface Proposal {
  readonly of: { readonly noun: ChangedNoun; readonly id: string };
  readonly act: (typeof CHANGE_ACTS)[number];
  /** Of a statement: the record as it shall be. */
  readonly record?: Fields;
  /** Of an undo: the id of the entry that shall count as never made. */
  readonly undoes?: string;
  readonly validFrom?: string;
  readonly validUntil?: string;
  readonly why?: string;
  /** The version of the record on which the change was made; 0: there was none. */
  readonly base: number;
}

export interface Change extends Proposal {
  readonly id: string;
  readonly state: ChangeState;
  /** Who made it. */
  readonly by: string;
  /** Who approved or rejected it. */
  readonly decidedBy?: string;
  /** Why it was rejected. */
  readonly reason?: string;
}

/** Which states lead to which. */
const WAYS: Readonly<Record<ChangeState, readonly ChangeState[]>> = {
  draft: ['draft', 'proposed', 'withdrawn'],
  proposed: ['draft', 'proposed', 'approved', 'rejected', 'withdrawn'],
  approved: [],
  rejected: [],
  withdrawn: [],
};

/** May a change go from one state to another? */
export function mayBecome(from: ChangeState, to: ChangeState): boolean {
  return WAYS[from].includes(to);
}
