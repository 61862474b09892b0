// A group: whose register it is, and which of its records are approved by a second person.
import type { RecordNoun } from '../../core/flows/record-kinds.ts';
import type { Register } from '../../core/flows/register.ts';

/** As it stands under `group` in a register file. */
export type Group = NonNullable<Register['group']>;

/** Must a second person approve changes of such records? */
export function wantsApproval(group: Group | null, noun: RecordNoun): boolean {
  const approvals = group?.approvals;
  if (approvals?.wanted !== true) return false;
  return approvals.nouns === undefined || approvals.nouns.includes(noun);
}
