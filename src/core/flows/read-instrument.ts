// Reads an instrument of a register: what was signed, approved or certified, and whom it binds.
import type { Reading } from '../base/reading.ts';
import { below, type Spot } from '../base/spot.ts';
import { readDate, readTime } from '../time/read-date.ts';
import {
  COMMON_KEYS,
  compact,
  readCommon,
  readFreeText,
  readFreeTexts,
  readIds,
  readMap,
} from './read-parts.ts';
import type { Accession, Instrument } from './register.ts';
import { INFORMATION_ITEMS, INSTRUMENT_KINDS } from './words.ts';

export const INSTRUMENT_KEYS = [
  ...COMMON_KEYS,
  'name',
  'kind',
  'modules',
  'parties',
  'exporters',
  'importers',
  'activities',
  'data',
  'approval',
  'processingUnchanged',
  'accessions',
  'informed',
  'from',
  'until',
  'documents',
] as const;

/** The instrument, or nothing where its kind is missing. */
export function readInstrument(reading: Reading, value: unknown, spot: Spot | null): Instrument | undefined {
  const fields = reading.fields(value, spot, INSTRUMENT_KEYS);
  if (fields === undefined) return undefined;
  const common = readCommon(reading, fields, spot);
  const kind = reading.word(fields['kind'], below(spot, 'kind'), INSTRUMENT_KINDS);
  if (fields['kind'] === undefined)
    reading.missing(
      spot,
      'kind',
      `It decides what the instrument can carry: ${INSTRUMENT_KINDS.join(', ')}.`,
    );
  const rest = compact({
    ...common,
    name: readFreeText(reading, fields['name'], below(spot, 'name')),
    modules: reading.list(fields['modules'], below(spot, 'modules'), (item, at) =>
      reading.count(item, at, 1, 4),
    ),
    parties: readIds(reading, fields['parties'], below(spot, 'parties')),
    exporters: readIds(reading, fields['exporters'], below(spot, 'exporters')),
    importers: readIds(reading, fields['importers'], below(spot, 'importers')),
    activities: readIds(reading, fields['activities'], below(spot, 'activities')),
    data: readFreeTexts(reading, fields['data'], below(spot, 'data')),
    approval: readApproval(reading, fields['approval'], below(spot, 'approval')),
    processingUnchanged: reading.flag(fields['processingUnchanged'], below(spot, 'processingUnchanged')),
    accessions: reading.list(fields['accessions'], below(spot, 'accessions'), (item, at) =>
      readAccession(reading, item, at),
    ),
    informed: reading.list(fields['informed'], below(spot, 'informed'), (item, at) =>
      reading.word(item, at, INFORMATION_ITEMS),
    ),
    ...readTime(reading, fields, spot),
    documents: readIds(reading, fields['documents'], below(spot, 'documents')),
  });
  return kind === undefined ? undefined : { ...rest, kind };
}

function readApproval(reading: Reading, value: unknown, spot: Spot): Instrument['approval'] | undefined {
  const fields = readMap(reading, value, spot, ['authority', 'on']);
  if (fields === undefined) return undefined;
  const authority = reading.id(fields['authority'], below(spot, 'authority'));
  return compact({ authority, on: readDate(reading, fields['on'], below(spot, 'on')) });
}

function readAccession(reading: Reading, value: unknown, spot: Spot): Accession | undefined {
  const fields = readMap(reading, value ?? null, spot, ['party', 'from', 'until']);
  if (fields === undefined) return undefined;
  const party = reading.id(fields['party'], below(spot, 'party'));
  if (fields['party'] === undefined)
    reading.missing(spot, 'party', 'It names the organisation that acceded.');
  const time = readTime(reading, fields, spot);
  return party === undefined ? undefined : { party, ...time };
}
