// Approvals: which records of a group are changed only with a second person, and what would free them of that. No law says so; the group does.
import type { Group } from './register.ts';
import { RECORD_NOUNS, type RecordNoun } from './words.ts';

/** All that is read of a group here. */
export type Approving = Pick<Group, 'approvals'>;

/**
 * Must a second person approve changes of such records?
 *
 * @example wantsApproval({ approvals: { wanted: true, nouns: ['flows'] } }, 'systems') // false
 */
export function wantsApproval(group: Approving | null, noun: RecordNoun): boolean {
  const approvals = group?.approvals;
  if (approvals?.wanted !== true) return false;
  return approvals.nouns === undefined || approvals.nouns.includes(noun);
}

/**
 * The records that need a second person before and no longer do after; none: nothing is loosened.
 *
 * @example findLoosened({ approvals: { wanted: true } }, { approvals: { wanted: true, nouns: ['flows'] } }) // all but flows
 */
export function findLoosened(before: Approving | null, after: Approving | null): readonly RecordNoun[] {
  return RECORD_NOUNS.filter((noun) => wantsApproval(before, noun) && !wantsApproval(after, noun));
}
