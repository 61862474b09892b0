// What every field of a form may need to know: which record it is, its faults, and what is around it.
import { createContext, useContext } from 'react';
import type { RecordNoun } from '../../../core/flows/words.ts';
import type { Fields } from '../../client/records.ts';
import type { Surroundings } from './field.ts';

interface RecordForm {
  readonly noun: RecordNoun;
  /** Null for a record that is not kept yet. */
  readonly id: string | null;
  readonly record: Fields;
  /** What is wrong, by path, in the reader's words. */
  readonly faults: ReadonlyMap<string, string>;
  readonly around: Surroundings;
}

export const RecordFormContext = createContext<RecordForm | null>(null);

export function useRecordForm(): RecordForm {
  const form = useContext(RecordFormContext);
  if (form === null) throw new Error('A field of a record was shown outside of its form.');
  return form;
}
