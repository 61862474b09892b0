// Where what is missing can be entered: in a field of the record itself, in another record, or in one that must be made first.
import type { RecordNoun } from '../../../core/flows/words.ts';
import type { Fields } from '../../client/records.ts';

export type PlaceToEnter =
  | { readonly is: 'field'; readonly path: string }
  | { readonly is: 'elsewhere'; readonly noun: RecordNoun; readonly ids: readonly string[] }
  | {
      readonly is: 'new';
      readonly noun: RecordNoun;
      readonly search: Readonly<Record<string, string>>;
    };

/** `field` is a field that a law asks for, as in `controllers.contact`. */
export function placeToEnter(noun: RecordNoun, field: string, record: Fields): PlaceToEnter {
  const found = ELSEWHERE[`${noun}.${field}`]?.(record);
  if (found !== undefined && !(found.is === 'elsewhere' && found.ids.length === 0)) return found;
  return { is: 'field', path: /^[^.]+/.exec(field)?.[0] ?? field };
}

const ELSEWHERE: Readonly<Record<string, (record: Fields) => PlaceToEnter>> = {
  'activities.controllers.contact': (record) => elsewhere('organisations', listOf(record, 'controllers')),
  'activities.systems.security': (record) => elsewhere('systems', listOf(record, 'systems')),
  'activities.processors.contract': (record) => ({
    is: 'new',
    noun: 'instruments',
    search: {
      kind: 'processing-agreement',
      parties: [...listOf(record, 'controllers'), ...listOf(record, 'processors')].join(','),
    },
  }),
  'organisations.appointments.data-protection-officer.contact': (record) =>
    elsewhere('persons', appointed(record, 'data-protection-officer')),
  'contractors.under.subcontracting': (record) =>
    elsewhere('contractors', typeof record['under'] === 'string' ? [record['under']] : []),
};

function elsewhere(noun: RecordNoun, ids: readonly string[]): PlaceToEnter {
  return { is: 'elsewhere', noun, ids };
}

function listOf(record: Fields, key: string): readonly string[] {
  const value = record[key];
  return Array.isArray(value) ? value.map(String) : [];
}

function appointed(record: Fields, role: string): readonly string[] {
  const found = record['appointments'];
  if (!Array.isArray(found)) return [];
  return (found as readonly Fields[])
    .filter((one) => one['role'] === role && typeof one['person'] === 'string')
    .map((one) => String(one['person']));
}
