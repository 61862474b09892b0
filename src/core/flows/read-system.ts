// Reads a system of a register: what keeps data, in which countries, and from which others they can be seen.
import type { Reading } from '../base/reading.ts';
import { below, type Spot } from '../base/spot.ts';
import { readTime } from '../time/read-date.ts';
import {
  COMMON_KEYS,
  compact,
  readCommon,
  readCountry,
  readFreeText,
  readFreeTexts,
  readIds,
  readMap,
  readRegion,
} from './read-parts.ts';
import type { AccessPlace, StoragePlace, System } from './register.ts';
import { STORE_USES } from './words.ts';

export const SYSTEM_KEYS = [
  ...COMMON_KEYS,
  'name',
  'description',
  'operator',
  'supplier',
  'division',
  'stores',
  'reachedFrom',
  'data',
  'activities',
  'security',
  'from',
  'until',
] as const;

/** The system, or nothing where it is not even a map. */
export function readSystem(reading: Reading, value: unknown, spot: Spot | null): System | undefined {
  const fields = reading.fields(value, spot, SYSTEM_KEYS);
  if (fields === undefined) return undefined;
  const common = readCommon(reading, fields, spot);
  const name = readFreeText(reading, fields['name'], below(spot, 'name'));
  if (fields['name'] === undefined) reading.missing(spot, 'name', 'A system is known by its name.');
  return compact({
    ...common,
    name: name ?? common.id,
    description: readFreeText(reading, fields['description'], below(spot, 'description')),
    operator: reading.id(fields['operator'], below(spot, 'operator')),
    supplier: reading.id(fields['supplier'], below(spot, 'supplier')),
    division: reading.id(fields['division'], below(spot, 'division')),
    stores: reading.list(fields['stores'], below(spot, 'stores'), (item, at) =>
      readStoragePlace(reading, item, at),
    ),
    reachedFrom: reading.list(fields['reachedFrom'], below(spot, 'reachedFrom'), (item, at) =>
      readAccessPlace(reading, item, at),
    ),
    data: readFreeTexts(reading, fields['data'], below(spot, 'data')),
    activities: readIds(reading, fields['activities'], below(spot, 'activities')),
    security: readFreeTexts(reading, fields['security'], below(spot, 'security')),
    ...readTime(reading, fields, spot),
  });
}

function readStoragePlace(reading: Reading, value: unknown, spot: Spot): StoragePlace | undefined {
  const fields = readMap(reading, value ?? null, spot, ['country', 'region', 'by', 'use']);
  if (fields === undefined) return undefined;
  const country = readCountry(reading, fields['country'], below(spot, 'country'));
  if (fields['country'] === undefined)
    reading.missing(spot, 'country', 'Name the country in which the data lie, as in JP.');
  const rest = compact({
    region: readRegion(reading, fields['region'], below(spot, 'region'), country),
    by: reading.id(fields['by'], below(spot, 'by')),
    use: reading.word(fields['use'], below(spot, 'use'), STORE_USES),
  });
  return country === undefined ? undefined : { country, ...rest };
}

function readAccessPlace(reading: Reading, value: unknown, spot: Spot): AccessPlace | undefined {
  const fields = readMap(reading, value ?? null, spot, ['country', 'by']);
  if (fields === undefined) return undefined;
  const country = readCountry(reading, fields['country'], below(spot, 'country'));
  if (fields['country'] === undefined)
    reading.missing(spot, 'country', 'Name the country from which the data can be seen, as in JP.');
  const by = reading.id(fields['by'], below(spot, 'by'));
  return country === undefined ? undefined : { country, ...(by !== undefined && { by }) };
}
