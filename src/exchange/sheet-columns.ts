// All our sheets by noun: which columns each has, and its parts.
import { RECORD_NOUNS, type RecordNoun } from '../core/flows/words.ts';
import type { SheetNoun } from './sheet-column.ts';
import { DIVISIONS, ORGANISATIONS, PERSONS, SYSTEMS } from './sheet-columns-people.ts';
import { ACTIVITIES, ASSESSMENTS, CONTRACTORS, FLOWS, INSTRUMENTS } from './sheet-columns-register.ts';

const BY_NOUN: Readonly<Record<RecordNoun, SheetNoun>> = {
  organisations: ORGANISATIONS,
  divisions: DIVISIONS,
  persons: PERSONS,
  systems: SYSTEMS,
  activities: ACTIVITIES,
  flows: FLOWS,
  instruments: INSTRUMENTS,
  assessments: ASSESSMENTS,
  contractors: CONTRACTORS,
};

/** In the order in which a register lists them. */
export const SHEET_NOUNS: readonly SheetNoun[] = RECORD_NOUNS.map((noun) => BY_NOUN[noun]);

export function sheetOf(noun: RecordNoun): SheetNoun {
  return BY_NOUN[noun];
}
