// Reads a person of a register: somebody who answers for something in the group, never a person whose data are processed.
import type { Reading } from '../base/reading.ts';
import { below, type Spot } from '../base/spot.ts';
import { readTime } from '../time/read-date.ts';
import { holdsMyNumber } from './my-number.ts';
import { COMMON_KEYS, compact, readCommon, readEmail, readFreeText, readFreeTexts } from './read-parts.ts';
import type { Person } from './register.ts';

export const PERSON_KEYS = [
  ...COMMON_KEYS,
  'name',
  'email',
  'phone',
  'organisation',
  'division',
  'languages',
  'from',
  'until',
] as const;

/** The person, or nothing where it is not even a map. */
export function readPerson(reading: Reading, value: unknown, spot: Spot | null): Person | undefined {
  const fields = reading.fields(value, spot, PERSON_KEYS);
  if (fields === undefined) return undefined;
  const common = readCommon(reading, fields, spot);
  // Ids stand in every record that names the person, and nothing there is ever encrypted.
  if (holdsMyNumber(common.id)) readFreeText(reading, common.id, below(spot, 'id'));
  const name = readFreeText(reading, fields['name'], below(spot, 'name'));
  if (fields['name'] === undefined) reading.missing(spot, 'name', 'A person is known by a name.');
  return compact({
    ...common,
    name: name ?? common.id,
    email: readEmail(reading, fields['email'], below(spot, 'email')),
    phone: reading.text(fields['phone'], below(spot, 'phone')),
    organisation: reading.id(fields['organisation'], below(spot, 'organisation')),
    division: reading.id(fields['division'], below(spot, 'division')),
    languages: readFreeTexts(reading, fields['languages'], below(spot, 'languages')),
    ...readTime(reading, fields, spot),
  });
}
