// Reads an activity of a register: the record of processing with what GDPR Art. 30, the FADP and the APPI ask beside each other.
import type { Reading } from '../base/reading.ts';
import { below, type Spot } from '../base/spot.ts';
import { readDate, readTime } from '../time/read-date.ts';
import {
  COMMON_KEYS,
  compact,
  readCommon,
  readCountry,
  readFreeText,
  readFreeTexts,
  readIds,
  readMap,
  readPeriod,
} from './read-parts.ts';
import type {
  Activity,
  DataRetention,
  DisclosureRecipient,
  JointUse,
  PurposeNotice,
  Subjects,
} from './register.ts';

export const ACTIVITY_KEYS = [
  ...COMMON_KEYS,
  'name',
  'controllers',
  'processors',
  'purposes',
  'subjects',
  'data',
  'legalBasis',
  'retention',
  'from',
  'until',
  'description',
  'divisions',
  'personInCharge',
  'categoriesOfProcessing',
  'recipients',
  'systems',
  'source',
  'retentionCriterion',
  'retentionByData',
  'security',
  'automatedDecisions',
  'profiling',
  'legitimateInterest',
  'jointArrangement',
  'purposeNotice',
  'jointUse',
  'specificPersonalInformation',
] as const;

/** The activity, or nothing where it is not even a map. */
export function readActivity(reading: Reading, value: unknown, spot: Spot | null): Activity | undefined {
  const fields = reading.fields(value, spot, ACTIVITY_KEYS);
  if (fields === undefined) return undefined;
  const common = readCommon(reading, fields, spot);
  const text = (key: string): string | undefined => readFreeText(reading, fields[key], below(spot, key));
  const texts = (key: string): string[] | undefined => readFreeTexts(reading, fields[key], below(spot, key));
  const ids = (key: string): string[] | undefined => readIds(reading, fields[key], below(spot, key));
  const flag = (key: string): boolean | undefined => reading.flag(fields[key], below(spot, key));
  return compact({
    ...common,
    name: text('name') ?? common.id,
    controllers: ids('controllers'),
    processors: ids('processors'),
    purposes: texts('purposes'),
    subjects: reading.list(fields['subjects'], below(spot, 'subjects'), (item, at) =>
      readSubjects(reading, item, at),
    ),
    data: texts('data'),
    legalBasis: texts('legalBasis'),
    retention: readPeriod(reading, fields['retention'], below(spot, 'retention')),
    ...readTime(reading, fields, spot),
    description: text('description'),
    divisions: ids('divisions'),
    personInCharge: reading.id(fields['personInCharge'], below(spot, 'personInCharge')),
    categoriesOfProcessing: texts('categoriesOfProcessing'),
    recipients: reading.list(fields['recipients'], below(spot, 'recipients'), (item, at) =>
      readRecipient(reading, item, at),
    ),
    systems: ids('systems'),
    source: texts('source'),
    retentionCriterion: text('retentionCriterion'),
    retentionByData: reading.list(fields['retentionByData'], below(spot, 'retentionByData'), (item, at) =>
      readDataRetention(reading, item, at),
    ),
    security: texts('security'),
    automatedDecisions: flag('automatedDecisions'),
    profiling: flag('profiling'),
    legitimateInterest: text('legitimateInterest'),
    jointArrangement: text('jointArrangement'),
    purposeNotice: readPurposeNotice(reading, fields['purposeNotice'], below(spot, 'purposeNotice')),
    jointUse: readJointUse(reading, fields['jointUse'], below(spot, 'jointUse')),
    specificPersonalInformation: flag('specificPersonalInformation'),
  });
}

function readSubjects(reading: Reading, value: unknown, spot: Spot): Subjects | undefined {
  const fields = readMap(reading, value ?? null, spot, ['category', 'countries', 'count', 'children']);
  if (fields === undefined) return undefined;
  return compact({
    category: readFreeText(reading, fields['category'], below(spot, 'category')),
    countries: reading.list(fields['countries'], below(spot, 'countries'), (item, at) =>
      readCountry(reading, item, at),
    ),
    count: reading.count(fields['count'], below(spot, 'count')),
    children: reading.flag(fields['children'], below(spot, 'children')),
  });
}

function readRecipient(reading: Reading, value: unknown, spot: Spot): DisclosureRecipient | undefined {
  const fields = readMap(reading, value ?? null, spot, ['category', 'organisation', 'country']);
  if (fields === undefined) return undefined;
  if (fields['category'] === undefined && fields['organisation'] === undefined)
    reading.missing(spot, 'category', "Say to whom: a 'category' in your words, or an 'organisation'.");
  return compact({
    category: readFreeText(reading, fields['category'], below(spot, 'category')),
    organisation: reading.id(fields['organisation'], below(spot, 'organisation')),
    country: readCountry(reading, fields['country'], below(spot, 'country')),
  });
}

function readDataRetention(reading: Reading, value: unknown, spot: Spot): DataRetention | undefined {
  const fields = readMap(reading, value ?? null, spot, ['data', 'period', 'criterion']);
  if (fields === undefined) return undefined;
  const data = readFreeTexts(reading, fields['data'], below(spot, 'data'));
  if (fields['data'] === undefined) reading.missing(spot, 'data', 'Say which data are kept that long.');
  const rest = compact({
    period: readPeriod(reading, fields['period'], below(spot, 'period')),
    criterion: readFreeText(reading, fields['criterion'], below(spot, 'criterion')),
  });
  return data === undefined ? undefined : { data, ...rest };
}

function readPurposeNotice(reading: Reading, value: unknown, spot: Spot): PurposeNotice | undefined {
  const fields = readMap(reading, value, spot, ['given', 'on', 'how']);
  if (fields === undefined) return undefined;
  return compact({
    given: reading.flag(fields['given'], below(spot, 'given')),
    on: readDate(reading, fields['on'], below(spot, 'on')),
    how: readFreeText(reading, fields['how'], below(spot, 'how')),
  });
}

function readJointUse(reading: Reading, value: unknown, spot: Spot): JointUse | undefined {
  const fields = readMap(reading, value, spot, ['data', 'users', 'purpose', 'manager']);
  if (fields === undefined) return undefined;
  return compact({
    data: readFreeTexts(reading, fields['data'], below(spot, 'data')),
    users: readFreeTexts(reading, fields['users'], below(spot, 'users')),
    purpose: readFreeText(reading, fields['purpose'], below(spot, 'purpose')),
    manager: reading.id(fields['manager'], below(spot, 'manager')),
  });
}
