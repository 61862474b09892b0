// Reads a division of a register: a part of an organisation that answers for something.
import type { Reading } from '../base/reading.ts';
import { below, type Spot } from '../base/spot.ts';
import { readTime } from '../time/read-date.ts';
import { COMMON_KEYS, compact, readCommon, readFreeText } from './read-parts.ts';
import type { Division } from './register.ts';

export const DIVISION_KEYS = [...COMMON_KEYS, 'name', 'organisation', 'parent', 'from', 'until'] as const;

/** The division, or nothing where it does not say to which organisation it belongs. */
export function readDivision(reading: Reading, value: unknown, spot: Spot | null): Division | undefined {
  const fields = reading.fields(value, spot, DIVISION_KEYS);
  if (fields === undefined) return undefined;
  const common = readCommon(reading, fields, spot);
  const name = readFreeText(reading, fields['name'], below(spot, 'name'));
  if (fields['name'] === undefined) reading.missing(spot, 'name', 'A division is known by its name.');
  const organisation = reading.id(fields['organisation'], below(spot, 'organisation'));
  if (fields['organisation'] === undefined)
    reading.missing(spot, 'organisation', 'A division is a part of an organisation; name that one.');
  const rest = compact({
    parent: reading.id(fields['parent'], below(spot, 'parent')),
    ...readTime(reading, fields, spot),
  });
  if (organisation === undefined) return undefined;
  return { ...common, name: name ?? common.id, organisation, ...rest };
}
