// Reads an assessment of a register: what came of looking at a transfer, a country or an instrument.
import type { Reading } from '../base/reading.ts';
import { below, type Spot } from '../base/spot.ts';
import { readDate } from '../time/read-date.ts';
import {
  COMMON_KEYS,
  compact,
  readCommon,
  readCountry,
  readFreeText,
  readFreeTexts,
  readIds,
} from './read-parts.ts';
import type { Assessment } from './register.ts';
import { ASSESSMENT_RESULTS } from './words.ts';

export const ASSESSMENT_KEYS = [
  ...COMMON_KEYS,
  'name',
  'instrument',
  'flows',
  'country',
  'on',
  'result',
  'measures',
  'problematicLaw',
  'appliedInPractice',
  'documents',
] as const;

/** The assessment, or nothing where it is not even a map. */
export function readAssessment(reading: Reading, value: unknown, spot: Spot | null): Assessment | undefined {
  const fields = reading.fields(value, spot, ASSESSMENT_KEYS);
  if (fields === undefined) return undefined;
  return compact({
    ...readCommon(reading, fields, spot),
    name: readFreeText(reading, fields['name'], below(spot, 'name')),
    instrument: reading.id(fields['instrument'], below(spot, 'instrument')),
    flows: readIds(reading, fields['flows'], below(spot, 'flows')),
    country: readCountry(reading, fields['country'], below(spot, 'country')),
    on: readDate(reading, fields['on'], below(spot, 'on')),
    result: reading.word(fields['result'], below(spot, 'result'), ASSESSMENT_RESULTS),
    measures: readFreeTexts(reading, fields['measures'], below(spot, 'measures')),
    problematicLaw: reading.flag(fields['problematicLaw'], below(spot, 'problematicLaw')),
    appliedInPractice: reading.flag(fields['appliedInPractice'], below(spot, 'appliedInPractice')),
    documents: readIds(reading, fields['documents'], below(spot, 'documents')),
  });
}
