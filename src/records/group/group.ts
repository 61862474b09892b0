// A group: whose register it is, and which of its records are approved by a second person.
import { findLoosened } from '../../core/flows/approvals.ts';
import type { Register } from '../../core/flows/register.ts';
import type { Refusal } from './refusal.ts';
import { refuse } from './refusal-words.ts';

/** As it stands under `group` in a register file. */
export type Group = NonNullable<Register['group']>;

/** Whatever frees records of the second person needs one itself; all else of a group an owner settles alone. */
export function refuseLoosening(before: Group | null, after: Group): Refusal | null {
  const nouns = findLoosened(before, after);
  if (nouns.length === 0) return null;
  return refuse(
    'approval-wanted',
    `Changes of ${nouns.join(', ')} would no longer be approved by a second person; nobody settles that alone.`,
    'Propose it as a change of the group; another person approves it.',
  );
}
