// Reads a contractor of a register: who was engaged by whom for what, and under which other engagement, to any depth.
import type { Reading } from '../base/reading.ts';
import { below, type Spot } from '../base/spot.ts';
import { readDate, readTime } from '../time/read-date.ts';
import {
  COMMON_KEYS,
  compact,
  readCommon,
  readCountry,
  readFreeText,
  readIds,
  readMap,
} from './read-parts.ts';
import type { Contractor, Subcontracting } from './register.ts';
import { SUBCONTRACTING_CONSENTS } from './words.ts';

export const CONTRACTOR_KEYS = [
  ...COMMON_KEYS,
  'organisation',
  'engagedBy',
  'under',
  'service',
  'activities',
  'systems',
  'countries',
  'contract',
  'subcontracting',
  'selectedOn',
  'auditedOn',
  'from',
  'until',
] as const;

/** The engagement, or nothing where it does not say who was engaged. */
export function readContractor(reading: Reading, value: unknown, spot: Spot | null): Contractor | undefined {
  const fields = reading.fields(value, spot, CONTRACTOR_KEYS);
  if (fields === undefined) return undefined;
  const common = readCommon(reading, fields, spot);
  const organisation = reading.id(fields['organisation'], below(spot, 'organisation'));
  if (fields['organisation'] === undefined)
    reading.missing(spot, 'organisation', 'It names the organisation that was engaged.');
  const rest = compact({
    engagedBy: reading.id(fields['engagedBy'], below(spot, 'engagedBy')),
    under: reading.id(fields['under'], below(spot, 'under')),
    service: readFreeText(reading, fields['service'], below(spot, 'service')),
    activities: readIds(reading, fields['activities'], below(spot, 'activities')),
    systems: readIds(reading, fields['systems'], below(spot, 'systems')),
    countries: reading.list(fields['countries'], below(spot, 'countries'), (item, at) =>
      readCountry(reading, item, at),
    ),
    contract: reading.id(fields['contract'], below(spot, 'contract')),
    subcontracting: readSubcontracting(reading, fields['subcontracting'], below(spot, 'subcontracting')),
    selectedOn: readDate(reading, fields['selectedOn'], below(spot, 'selectedOn')),
    auditedOn: readDate(reading, fields['auditedOn'], below(spot, 'auditedOn')),
    ...readTime(reading, fields, spot),
  });
  return organisation === undefined ? undefined : { ...common, organisation, ...rest };
}

function readSubcontracting(reading: Reading, value: unknown, spot: Spot): Subcontracting | undefined {
  const fields = readMap(reading, value, spot, ['consent', 'on']);
  if (fields === undefined) return undefined;
  return compact({
    consent: reading.word(fields['consent'], below(spot, 'consent'), SUBCONTRACTING_CONSENTS),
    on: readDate(reading, fields['on'], below(spot, 'on')),
  });
}
