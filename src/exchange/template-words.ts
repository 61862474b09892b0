// Words of records as the templates of authorities show them: labels, periods and addresses in the language of the template.
import type { Fields } from '../core/base/reading.ts';
import { isWithin } from '../core/engine/evaluate.ts';
import type { Rulebook } from '../core/law/rulebook.ts';
import type { RegisterOut } from './format.ts';

type Tongue = 'en' | 'fr';

/** Names of countries in the language of the template. */
export function countryName(code: string, tongue: Tongue): string {
  return new Intl.DisplayNames(tongue, { type: 'region' }).of(code) ?? code;
}

/** The label of a word in English where it is one of the shared list; else the word itself. A French label is none of ours. */
export function labelOf(rulebook: Rulebook, list: string, word: string): string {
  return rulebook.termOf(list, word)?.labels.en ?? word;
}

const UNITS: Readonly<Record<Tongue, Readonly<Record<string, readonly [string, string]>>>> = {
  en: { Y: ['year', 'years'], M: ['month', 'months'], W: ['week', 'weeks'], D: ['day', 'days'] },
  fr: { Y: ['an', 'ans'], M: ['mois', 'mois'], W: ['semaine', 'semaines'], D: ['jour', 'jours'] },
};

/** A period in words, as in `10 years`; one of several units stays as it is. */
export function periodText(period: string, tongue: Tongue): string {
  const found = /^P(\d+)([YMWD])$/.exec(period);
  if (found === null) return period;
  const [one, many] = UNITS[tongue][found[2] as string] as readonly [string, string];
  return `${found[1]} ${found[1] === '1' ? one : many}`;
}

/** How long data are kept, as an activity says it. */
export function retentionText(activity: Fields, tongue: Tongue): string {
  const { retention, retentionCriterion } = activity;
  return [typeof retention === 'string' ? periodText(retention, tongue) : undefined, retentionCriterion]
    .filter((part) => typeof part === 'string')
    .join('; ');
}

/** A record by its id. */
export function recordOf(
  out: RegisterOut,
  noun: keyof RegisterOut['records'],
  id: unknown,
): Fields | undefined {
  return out.records[noun].find((record) => record['id'] === id);
}

/** The name of a record; its id where it has none. */
export function nameOf(out: RegisterOut, noun: keyof RegisterOut['records'], id: unknown): string {
  const name = recordOf(out, noun, id)?.['name'];
  return typeof name === 'string' ? name : String(id);
}

export function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

export function mapsOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'object' && item !== null) : [];
}

/** Who is appointed for a role, at the moment the register speaks of. */
export function appointed(
  out: RegisterOut,
  organisation: Fields | undefined,
  role: string,
): Fields | undefined {
  const { asOf } = out;
  const found = mapsOf(organisation?.['appointments']).find(
    (one) =>
      one['role'] === role &&
      !(typeof one['from'] === 'string' && one['from'] > asOf) &&
      !(typeof one['until'] === 'string' && one['until'] <= asOf),
  );
  if (found === undefined) return undefined;
  return recordOf(out, 'persons', found['person']) ?? recordOf(out, 'organisations', found['organisation']);
}

export interface Contact {
  readonly name: string;
  readonly address: string;
  readonly postalCode: string;
  readonly city: string;
  readonly country: string;
  readonly email: string;
  readonly phone: string;
}

/** Name and contact details of an organisation or a person; empty texts where nothing is known. */
export function contactOf(record: Fields | undefined, tongue: Tongue): Contact {
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  const address = (record?.['address'] ?? {}) as Fields;
  const contact = (record?.['contact'] ?? {}) as Fields;
  const country = text(address['country']) || text(record?.['country']);
  return {
    name: text(record?.['name']) || text(record?.['id']),
    address: textsOf(address['lines']).join(', '),
    postalCode: text(address['postalCode']),
    city: text(address['city']),
    country: country === '' ? '' : countryName(country, tongue),
    email: text(contact['email']) || text(record?.['email']),
    phone: text(contact['phone']) || text(record?.['phone']),
  };
}

/** Does a place belong to a territory of the law files on the day the register speaks of? */
export function isInTerritory(place: string, territory: string, { rulebook, asOf }: RegisterOut): boolean {
  if (rulebook.rules.get(territory)?.kind !== 'territory') return false;
  return isWithin(place, territory, { rulebook, on: asOf, struck: new Set(), departed: new Set() });
}
