// The words of refusals: each kind in one place, so that it reads the same wherever it is met.
import type { Issue } from '../../core/base/issue.ts';
import { RECORD_NOUNS } from '../../core/flows/record-kinds.ts';
import type { Difference, NamedRecord, Naming, Refusal } from './refusal.ts';

export function refuseInput(issues: readonly Issue[]): Refusal {
  const count = issues.length === 1 ? 'One fault was' : `${issues.length} faults were`;
  return {
    code: 'bad-input',
    issues,
    message: `${count} found in what was sent.`,
    hint: 'Mend what is listed; nothing was kept.',
  };
}

export function refuseAbsent(of: NamedRecord, version = 0): Refusal {
  return {
    code: 'absent',
    of,
    version,
    message: `There is no ${of.id} among the ${of.noun}.`,
    hint: hintOfAbsent(of.noun, version),
  };
}

/** Only what was kept once can come back, and only what belongs to the register. */
function hintOfAbsent(noun: string, version: number): string {
  if (version === 0) return 'Look at the list, and mend the id.';
  if ((RECORD_NOUNS as readonly string[]).includes(noun))
    return 'It was removed; its history brings it back.';
  return noun === 'keys' ? 'It was withdrawn; make a new one.' : 'It was removed; the ledger tells by whom.';
}

export function refuseTaken(of: NamedRecord, version: number): Refusal {
  return {
    code: 'taken',
    of,
    version,
    message: `There is already a ${of.id} among the ${of.noun}.`,
    hint: 'Take another id, or change the one that is there.',
  };
}

export function refuseVersion(
  of: NamedRecord,
  seen: number,
  version: number,
  differences: readonly Difference[],
): Refusal {
  return {
    code: 'version-differs',
    of,
    version,
    differences,
    message: `Somebody has changed ${of.noun} ${of.id} since: it has version ${version}, your change was made on version ${seen}.`,
    hint: 'Look at the differences, then make your change again on the present version. Nothing of either is lost.',
  };
}

export function refuseNamed(of: NamedRecord, by: readonly Naming[], more: number): Refusal {
  const names = by.slice(0, 3).map(({ noun, id, path }) => `${noun} ${id} (${path})`);
  const others = by.length - names.length + more;
  return {
    code: 'named-by-others',
    of,
    by,
    more,
    message: `${of.noun} ${of.id} is named by ${names.join(', ')}${others > 0 ? ` and ${others} others` : ''}.`,
    hint: 'Change or remove those first, or remove them together with it.',
  };
}

type Plain = Exclude<
  Refusal['code'],
  'bad-input' | 'plan-faulty' | 'absent' | 'taken' | 'version-differs' | 'named-by-others'
>;

/** A refusal that needs nothing beside its words. */
export function refuse(code: Plain, message: string, hint: string): Refusal {
  return { code, message, hint } as Refusal;
}
