// The notes taken while a due time is computed: reasons, citations and gaps, each once and in order; it decides nothing.
import type { CivilDate } from './civil-date.ts';
import type { DueAnswer, MissingWord } from './due-question.ts';

export interface DueNotes {
  readonly because: Set<string>;
  readonly cites: Set<string>;
  readonly missing: Set<MissingWord>;
}

/** Notes on which nothing stands yet. */
export function openNotes(): DueNotes {
  return { because: new Set(), cites: new Set(), missing: new Set() };
}

/** Puts times and notes together into the answer. */
export function closeNotes(
  notes: DueNotes,
  nominal: string | null,
  due: string | null,
  latest: string | null,
): DueAnswer {
  return {
    nominal,
    due,
    latest,
    because: [...notes.because],
    cites: [...notes.cites],
    missing: [...notes.missing],
  };
}

/** Notes citations, each once. */
export function cite(notes: DueNotes, cites: readonly string[]): void {
  for (const one of cites) notes.cites.add(one);
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** A date as the sentences write it: `28 Feb 2026`. */
export function sayDate(date: CivilDate): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  return `${day} ${MONTHS[month - 1]} ${year}`;
}
