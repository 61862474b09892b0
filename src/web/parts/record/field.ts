// What a form needs to know of a field: what kind of thing stands in it, and when it is asked for at all.
import type { RecordNoun } from '../../../core/flows/words.ts';
import type { Fields } from '../../client/records.ts';

export type FieldKind =
  | { readonly is: 'text'; readonly lines?: number; readonly type?: 'email' | 'tel' | 'url' }
  /** One of a closed list. */
  | { readonly is: 'word'; readonly terms: string; readonly words: readonly string[] }
  /** Some of a list; `words`: of those only, else one's own words are welcome too. */
  | { readonly is: 'words'; readonly terms?: string; readonly words?: readonly string[] }
  /** One word of one's own, with suggestions. */
  | { readonly is: 'ownWord'; readonly terms: string }
  | { readonly is: 'record'; readonly noun: RecordNoun }
  | { readonly is: 'records'; readonly noun: RecordNoun }
  /** The end of a flow: an organisation, its own people, or the person the data are about. */
  | { readonly is: 'party'; readonly may: 'data-subject' | 'staff' }
  | { readonly is: 'flag' }
  | { readonly is: 'day' }
  | { readonly is: 'country' }
  | { readonly is: 'countries' }
  | { readonly is: 'period' }
  | { readonly is: 'number' }
  | { readonly is: 'numbers'; readonly of: readonly number[] }
  | { readonly is: 'standing' }
  | { readonly is: 'documents' }
  | { readonly is: 'map'; readonly fields: readonly Field[] }
  | { readonly is: 'maps'; readonly fields: readonly Field[] };

/** What is looked at beside the record to know whether a field is asked for. */
export interface Surroundings {
  readonly countryOf: (organisation: string) => string | undefined;
}

export interface Field {
  readonly key: string;
  readonly kind: FieldKind;
  readonly isRequired?: boolean;
  /** Asked for only where this holds; what is given already is always shown. `record` is the map in which the field stands. */
  readonly when?: (record: Fields, around: Surroundings) => boolean;
}

export interface Section {
  readonly id: string;
  readonly fields: readonly Field[];
}

/** Is the field to be shown for this record? */
export function isAskedFor(field: Field, record: Fields, around: Surroundings): boolean {
  return field.when === undefined || record[field.key] !== undefined || field.when(record, around);
}

/** Is there something, if only "none"? */
export function isKnown(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}
