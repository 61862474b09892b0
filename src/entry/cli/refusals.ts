// Faults and refusals from below, as bad input of a command.
import type { Issue } from '../../core/base/issue.ts';
import type { Result } from '../../core/base/result.ts';
import type { Refusal } from '../../records/group/refusal.ts';
import { BadInput } from './faults.ts';

export function demandSound<T>(result: Result<T>): T {
  if (!result.ok) throw new BadInput(result.fault);
  return result.value;
}

/** What was refused ends the command; what was stopped on request ends it as that. */
export function demandDone<T>(result: Result<T, Refusal>, { signal }: { signal?: AbortSignal } = {}): T {
  if (result.ok) return result.value;
  if (signal?.aborted === true) throw signal.reason;
  throw new BadInput(issuesOf(result.fault));
}

function issuesOf(refusal: Refusal): readonly Issue[] {
  if ('issues' in refusal && refusal.issues.length > 0) return refusal.issues;
  const { code, message, hint } = refusal;
  const path = 'of' in refusal ? `${refusal.of.noun}[${JSON.stringify(refusal.of.id)}]` : 'request';
  const first: Issue = { code, at: { path }, message, hint };
  if (!('by' in refusal)) return [first];
  const naming = refusal.by.map((one) => `${one.noun} ${one.id} (${one.path})`);
  return [{ ...first, hint: `${hint} Named by: ${naming.join(', ')}${refusal.more > 0 ? ' …' : ''}` }];
}
