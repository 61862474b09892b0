// Reads a decoded register file; the only way from a file to a Register. All faults at once, nothing half-read.
import { Reading } from '../base/reading.ts';
import { fail, type Result, succeed } from '../base/result.ts';
import { below, type Spot } from '../base/spot.ts';
import type { Instant } from '../time/instant.ts';
import { parseInstant } from '../time/instant.ts';
import { readDate, readTime } from '../time/read-date.ts';
import { reportDanglingIds } from './check-register.ts';
import type {
  Accession,
  Activity,
  Assessment,
  Derogation,
  Flow,
  Instrument,
  Organisation,
  Party,
  Regime,
  Register,
  Standing,
  StandingName,
  Subjects,
} from './register.ts';
import {
  ASSESSMENT_RESULTS,
  CONSENT_FLAGS,
  COUNTRIES,
  COVERS,
  DEROGATION_FLAGS,
  GROUNDS,
  INFORMATION_ITEMS,
  INSTRUMENT_KINDS,
  MODES,
  ORGANISATION_KINDS,
  REGIME_BASES,
  REGIMES,
  REGIONS_OF_THEIR_OWN,
  ROLES,
  STANDINGS,
} from './words.ts';

export const REGISTER_FORMAT = 'sekisho/register@1';
const TOP_KEYS = [
  'format',
  'group',
  'organisations',
  'activities',
  'flows',
  'instruments',
  'assessments',
  'note',
];
const COMMON_KEYS = ['id', 'note', 'recordedAt'];
const ORGANISATION_KEYS = [
  ...COMMON_KEYS,
  'name',
  'member',
  'country',
  'region',
  'kind',
  'io',
  'parent',
  'sectors',
  'regimes',
  'standing',
  'from',
  'until',
];
const ACTIVITY_KEYS = [
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
];
const FLOW_KEYS = [
  ...COMMON_KEYS,
  'activity',
  'from',
  'to',
  'fromRole',
  'toRole',
  'mode',
  'at',
  'after',
  'tools',
  'derogation',
  'automated',
  'clearText',
  'combinesEuData',
  'since',
  'until',
];
const INSTRUMENT_KEYS = [
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
];
const ASSESSMENT_KEYS = [
  ...COMMON_KEYS,
  'instrument',
  'flows',
  'country',
  'on',
  'result',
  'measures',
  'problematicLaw',
  'appliedInPractice',
];

/**
 * Reads `format: sekisho/register@1`. In: the decoded file (plain values). Out: a register whose ids all lead somewhere.
 * Faults (all of them): unknown-format, unknown-key, missing-key, wrong-type, bad-id, bad-word, bad-country, bad-region, bad-date,
 * bad-instant, bad-number, bad-period, empty-text, end-before-start, duplicate-id, dangling-id, parent-cycle, too-many.
 */
export function parseRegister(value: unknown): Result<Register> {
  const reading = new Reading();
  if (isOfAnotherFormat(value)) {
    readFormat(reading, value.format);
    return fail(reading.faults());
  }
  const fields = reading.fields(value, null, TOP_KEYS);
  if (fields === undefined) return fail(reading.faults());
  readFormat(reading, fields['format']);
  const group = readGroup(reading, fields['group'], below(null, 'group'));
  const organisations = readRecords(reading, fields['organisations'], 'organisations', readOrganisation);
  if (fields['organisations'] === undefined) {
    reading.missing(null, 'organisations', 'A register lists at least the organisations of the group.');
  }
  const activities = readRecords(reading, fields['activities'], 'activities', readActivity);
  const flows = readRecords(reading, fields['flows'], 'flows', readFlow);
  const instruments = readRecords(reading, fields['instruments'], 'instruments', readInstrument);
  const assessments = readRecords(reading, fields['assessments'], 'assessments', readAssessment);
  const register: Register = {
    ...(group && { group }),
    organisations,
    activities,
    flows,
    instruments,
    assessments,
  };
  reportDanglingIds(reading, fields, register);
  return reading.issues.length > 0 ? fail(reading.faults()) : succeed(register);
}

/** A file of another format is told so, and nothing else: its keys are no faults of a register. */
function isOfAnotherFormat(value: unknown): value is { readonly format: string } {
  if (typeof value !== 'object' || value === null) return false;
  const { format } = value as { readonly format?: unknown };
  return typeof format === 'string' && format.startsWith('sekisho/') && format !== REGISTER_FORMAT;
}

function readFormat(reading: Reading, format: unknown): void {
  if (format === REGISTER_FORMAT) return;
  if (format === undefined) {
    reading.missing(null, 'format', `A register begins with the line 'format: ${REGISTER_FORMAT}'.`);
    return;
  }
  reading.report(
    below(null, 'format'),
    'unknown-format',
    `This is not a register of a format that is known here: ${JSON.stringify(format)?.slice(0, 60)}.`,
    `Write 'format: ${REGISTER_FORMAT}'.`,
  );
}

function readGroup(reading: Reading, value: unknown, spot: Spot): Register['group'] | undefined {
  if (value === undefined) return undefined;
  const fields = reading.fields(value, spot, ['id', 'name', 'note']);
  if (fields === undefined) return undefined;
  const id = reading.id(fields['id'], below(spot, 'id'));
  const name = reading.text(fields['name'], below(spot, 'name'));
  if (fields['id'] === undefined) reading.missing(spot, 'id', 'A group has a short id, as in example.');
  return id === undefined ? undefined : { id, ...(name !== undefined && { name }) };
}

type Fields = Readonly<Record<string, unknown>>;

function readRecords<T extends { readonly id: string }>(
  reading: Reading,
  value: unknown,
  name: string,
  one: (reading: Reading, value: unknown, spot: Spot) => T | undefined,
): ReadonlyMap<string, T> {
  const records = new Map<string, T>();
  const first = new Map<string, number>();
  let index = -1;
  reading.list(value, below(null, name), (item, spot) => {
    index += 1;
    const record = one(reading, item, spot);
    if (record === undefined) return undefined;
    const earlier = first.get(record.id);
    if (earlier !== undefined) {
      reading.report(
        below(spot, 'id'),
        'duplicate-id',
        `The id '${record.id}' is used twice in ${name} (first at ${name}[${earlier}]).`,
        'Give each record an id of its own.',
      );
      return undefined;
    }
    first.set(record.id, index);
    records.set(record.id, record);
    return record;
  });
  return records;
}

/** Id, note and time of recording. A record without a readable id is kept under a private name so that its other faults are found. */
function readCommon(
  reading: Reading,
  fields: Fields,
  spot: Spot,
): { id: string; recordedAt?: Instant; note?: string } {
  const id = reading.id(fields['id'], below(spot, 'id'));
  if (fields['id'] === undefined)
    reading.missing(spot, 'id', 'Every record has an id by which others name it.');
  const note = reading.text(fields['note'], below(spot, 'note'));
  const recordedAt = readInstant(reading, fields['recordedAt'], below(spot, 'recordedAt'));
  return {
    id: id ?? `\u0000${String(spot.key)}`,
    ...(recordedAt !== undefined && { recordedAt }),
    ...(note !== undefined && { note }),
  };
}

function readInstant(reading: Reading, value: unknown, spot: Spot): Instant | undefined {
  if (value === undefined) return undefined;
  const parsed = parseInstant(value);
  if (parsed.ok) return parsed.value;
  for (const issue of parsed.fault) reading.report(spot, 'bad-instant', issue.message, issue.hint);
  return undefined;
}

function readOrganisation(reading: Reading, value: unknown, spot: Spot): Organisation | undefined {
  const fields = reading.fields(value, spot, ORGANISATION_KEYS);
  if (fields === undefined) return undefined;
  const common = readCommon(reading, fields, spot);
  const stated = readCountry(reading, fields['country'], below(spot, 'country'));
  const region = readRegion(reading, fields['region'], below(spot, 'region'), stated);
  const country = (region === undefined ? undefined : REGIONS_OF_THEIR_OWN[region]) ?? stated;
  return compact({
    ...common,
    name: reading.text(fields['name'], below(spot, 'name')) ?? common.id,
    member: reading.flag(fields['member'], below(spot, 'member')),
    country,
    region,
    kind: reading.word(fields['kind'], below(spot, 'kind'), ORGANISATION_KINDS),
    io: readInternationalOrganisation(reading, fields, spot),
    parent: reading.id(fields['parent'], below(spot, 'parent')),
    sectors: readWords(reading, fields['sectors'], below(spot, 'sectors')),
    regimes: reading.list(fields['regimes'], below(spot, 'regimes'), (item, at) =>
      readRegime(reading, item, at),
    ),
    standing: readStandings(reading, fields['standing'], below(spot, 'standing')),
    ...readTime(reading, fields, spot),
  });
}

function readRegime(reading: Reading, value: unknown, spot: Spot): Regime | undefined {
  const fields = reading.fields(value, spot, ['id', 'basis', 'art27Representative', 'note']);
  if (fields === undefined) return undefined;
  const id = reading.word(fields['id'], below(spot, 'id'), REGIMES);
  if (fields['id'] === undefined) reading.missing(spot, 'id', `It names the law: ${REGIMES.join(', ')}.`);
  const basis = reading.word(fields['basis'], below(spot, 'basis'), REGIME_BASES);
  if (fields['basis'] === undefined)
    reading.missing(spot, 'basis', `It says why the law applies: ${REGIME_BASES.join(', ')}.`);
  const art27Representative = reading.id(fields['art27Representative'], below(spot, 'art27Representative'));
  if (id === undefined || basis === undefined) return undefined;
  return compact({ id, basis, art27Representative });
}

/** Which international organisation it is; the contract writes it among the standings. */
function readInternationalOrganisation(reading: Reading, fields: Fields, spot: Spot): string | undefined {
  const { standing } = fields;
  const among = typeof standing === 'object' && standing !== null ? (standing as Fields)['io'] : undefined;
  if (among !== undefined) return reading.id(among, below(below(spot, 'standing'), 'io'));
  return reading.id(fields['io'], below(spot, 'io'));
}

function readStandings(reading: Reading, value: unknown, spot: Spot): Organisation['standing'] {
  if (value === undefined) return {};
  const fields = reading.fields(value, spot, [...STANDINGS, 'io']);
  const out: Partial<Record<StandingName, Standing>> = {};
  for (const name of STANDINGS) {
    const read = readStanding(reading, fields?.[name], below(spot, name));
    if (read !== undefined) out[name] = read;
  }
  return out;
}

function readStanding(reading: Reading, value: unknown, spot: Spot): Standing | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'boolean') return { holds: value };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    reading.wrongType(spot, 'true, false, or {from, until, covers, activities}', value);
    return undefined;
  }
  const fields = reading.fields(value, spot, ['from', 'until', 'covers', 'activities', 'note']);
  if (fields === undefined) return undefined;
  return compact({
    holds: true,
    covers: reading.list(fields['covers'], below(spot, 'covers'), (item, at) =>
      reading.word(item, at, COVERS),
    ),
    activities: readIds(reading, fields['activities'], below(spot, 'activities')),
    ...readTime(reading, fields, spot),
  });
}

function readActivity(reading: Reading, value: unknown, spot: Spot): Activity | undefined {
  const fields = reading.fields(value, spot, ACTIVITY_KEYS);
  if (fields === undefined) return undefined;
  const common = readCommon(reading, fields, spot);
  return compact({
    ...common,
    name: reading.text(fields['name'], below(spot, 'name')) ?? common.id,
    controllers: readIds(reading, fields['controllers'], below(spot, 'controllers')),
    processors: readIds(reading, fields['processors'], below(spot, 'processors')),
    purposes: readWords(reading, fields['purposes'], below(spot, 'purposes')),
    subjects: reading.list(fields['subjects'], below(spot, 'subjects'), (item, at) =>
      readSubjects(reading, item, at),
    ),
    data: readWords(reading, fields['data'], below(spot, 'data')),
    legalBasis: readWords(reading, fields['legalBasis'], below(spot, 'legalBasis')),
    retention: readRetention(reading, fields['retention'], below(spot, 'retention')),
    ...readTime(reading, fields, spot),
  });
}

function readSubjects(reading: Reading, value: unknown, spot: Spot): Subjects | undefined {
  const fields = reading.fields(value, spot, ['category', 'countries', 'count', 'children', 'note']);
  if (fields === undefined) return undefined;
  return compact({
    category: reading.text(fields['category'], below(spot, 'category')),
    countries: reading.list(fields['countries'], below(spot, 'countries'), (item, at) =>
      readCountry(reading, item, at),
    ),
    count: reading.count(fields['count'], below(spot, 'count')),
    children: reading.flag(fields['children'], below(spot, 'children')),
  });
}

function readRetention(reading: Reading, value: unknown, spot: Spot): string | undefined {
  const text = reading.text(value, spot);
  if (text === undefined) return undefined;
  if (/^P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(\d+H)?(\d+M)?(\d+S)?)?$/.test(text)) return text;
  reading.report(
    spot,
    'bad-period',
    `'${text.slice(0, 60)}' is not a period.`,
    'Write an ISO 8601 period, as in P10Y for ten years.',
  );
  return undefined;
}

function readFlow(reading: Reading, value: unknown, spot: Spot): Flow | undefined {
  const fields = reading.fields(value, spot, FLOW_KEYS);
  if (fields === undefined) return undefined;
  const common = readCommon(reading, fields, spot);
  const sender = readParty(reading, fields['from'], below(spot, 'from'), 'from');
  const recipient = readParty(reading, fields['to'], below(spot, 'to'), 'to');
  const { since, until } = readFlowTime(reading, fields, spot);
  const rest = compact({
    ...common,
    activity: reading.id(fields['activity'], below(spot, 'activity')),
    fromRole: reading.word(fields['fromRole'], below(spot, 'fromRole'), ROLES),
    toRole: reading.word(fields['toRole'], below(spot, 'toRole'), ROLES),
    mode: reading.word(fields['mode'], below(spot, 'mode'), MODES),
    at: readCountry(reading, fields['at'], below(spot, 'at')),
    after: readIds(reading, fields['after'], below(spot, 'after')) ?? [],
    tools: readIds(reading, fields['tools'], below(spot, 'tools')),
    derogation: readDerogation(reading, fields['derogation'], below(spot, 'derogation')),
    automated: reading.flag(fields['automated'], below(spot, 'automated')),
    clearText: reading.flag(fields['clearText'], below(spot, 'clearText')),
    combinesEuData: reading.flag(fields['combinesEuData'], below(spot, 'combinesEuData')),
    from: since,
    until,
  });
  return sender === undefined || recipient === undefined ? undefined : { ...rest, sender, recipient };
}

/**
 * A flow's time. The contract writes `from` twice in a flow, once for the sender and once for the first day; the decoder hands
 * the day over as `since` (kit/library/decode-file.ts), and `since` may be written as well.
 */
function readFlowTime(
  reading: Reading,
  fields: Fields,
  spot: Spot,
): { since?: Flow['from']; until?: Flow['until'] } {
  const since = readDate(reading, fields['since'], below(spot, 'since'));
  const until = readDate(reading, fields['until'], below(spot, 'until'));
  if (since !== undefined && until !== undefined && until <= since) {
    reading.report(
      below(spot, 'until'),
      'end-before-start',
      `The flow ends on ${until}, which is not after its first day ${since}.`,
      '"until" is the first day on which it no longer runs; it must be later than the first day.',
    );
  }
  return { ...(since !== undefined && { since }), ...(until !== undefined && { until }) };
}

function readParty(reading: Reading, value: unknown, spot: Spot, end: 'from' | 'to'): Party | undefined {
  if (value === undefined) {
    const hint =
      end === 'from'
        ? "Name an organisation, or 'data-subject'."
        : "Name an organisation, or 'staff:ORGANISATION' for its own people.";
    reading.report(spot, 'missing-key', `The key '${end}' is missing.`, hint);
    return undefined;
  }
  const text = reading.text(value, spot);
  if (text === undefined) return undefined;
  if (text === 'data-subject') {
    if (end === 'from') return { is: 'data-subject' };
    reading.report(
      spot,
      'bad-word',
      "'data-subject' receives nothing here.",
      'Name the organisation that receives; answers to persons are no flows.',
    );
    return undefined;
  }
  const staff = /^staff:(.*)$/.exec(text)?.[1];
  const organisation = reading.id(staff ?? text, spot);
  if (organisation === undefined) return undefined;
  return { is: staff === undefined ? 'organisation' : 'staff', organisation };
}

function readDerogation(reading: Reading, value: unknown, spot: Spot): Derogation | undefined {
  if (value === undefined) return undefined;
  const fields = reading.fields(value, spot, ['ground', 'consent', 'note', ...DEROGATION_FLAGS]);
  if (fields === undefined) return undefined;
  const ground = reading.word(fields['ground'], below(spot, 'ground'), GROUNDS);
  const consentSpot = below(spot, 'consent');
  const consentFields =
    fields['consent'] === undefined
      ? undefined
      : reading.fields(fields['consent'], consentSpot, CONSENT_FLAGS);
  return compact({
    ground,
    flags: readFlags(reading, fields, spot, DEROGATION_FLAGS),
    consent: readFlags(reading, consentFields ?? {}, consentSpot, CONSENT_FLAGS),
  });
}

function readFlags<N extends string>(
  reading: Reading,
  fields: Fields,
  spot: Spot,
  names: readonly N[],
): Partial<Record<N, boolean>> {
  const out: Partial<Record<N, boolean>> = {};
  for (const name of names) {
    const flag = reading.flag(fields[name], below(spot, name));
    if (flag !== undefined) out[name] = flag;
  }
  return out;
}

function readInstrument(reading: Reading, value: unknown, spot: Spot): Instrument | undefined {
  const fields = reading.fields(value, spot, INSTRUMENT_KEYS);
  if (fields === undefined) return undefined;
  const common = readCommon(reading, fields, spot);
  reading.text(fields['name'], below(spot, 'name'));
  const kind = reading.word(fields['kind'], below(spot, 'kind'), INSTRUMENT_KINDS);
  if (fields['kind'] === undefined)
    reading.missing(
      spot,
      'kind',
      `It decides what the instrument can carry: ${INSTRUMENT_KINDS.join(', ')}.`,
    );
  const rest = compact({
    ...common,
    modules: reading.list(fields['modules'], below(spot, 'modules'), (item, at) =>
      reading.count(item, at, 1, 4),
    ),
    parties: readIds(reading, fields['parties'], below(spot, 'parties')),
    exporters: readIds(reading, fields['exporters'], below(spot, 'exporters')),
    importers: readIds(reading, fields['importers'], below(spot, 'importers')),
    activities: readIds(reading, fields['activities'], below(spot, 'activities')),
    data: readWords(reading, fields['data'], below(spot, 'data')),
    approval: readApproval(reading, fields['approval'], below(spot, 'approval')),
    processingUnchanged: reading.flag(fields['processingUnchanged'], below(spot, 'processingUnchanged')),
    accessions: reading.list(fields['accessions'], below(spot, 'accessions'), (item, at) =>
      readAccession(reading, item, at),
    ),
    informed: reading.list(fields['informed'], below(spot, 'informed'), (item, at) =>
      reading.word(item, at, INFORMATION_ITEMS),
    ),
    ...readTime(reading, fields, spot),
  });
  return kind === undefined ? undefined : { ...rest, kind };
}

function readApproval(reading: Reading, value: unknown, spot: Spot): Instrument['approval'] | undefined {
  if (value === undefined) return undefined;
  const fields = reading.fields(value, spot, ['authority', 'on', 'note']);
  if (fields === undefined) return undefined;
  const authority = reading.id(fields['authority'], below(spot, 'authority'));
  return compact({ authority, on: readDate(reading, fields['on'], below(spot, 'on')) });
}

function readAccession(reading: Reading, value: unknown, spot: Spot): Accession | undefined {
  const fields = reading.fields(value, spot, ['party', 'from', 'until', 'note']);
  if (fields === undefined) return undefined;
  const party = reading.id(fields['party'], below(spot, 'party'));
  if (fields['party'] === undefined)
    reading.missing(spot, 'party', 'It names the organisation that acceded.');
  const time = readTime(reading, fields, spot);
  return party === undefined ? undefined : { party, ...time };
}

function readAssessment(reading: Reading, value: unknown, spot: Spot): Assessment | undefined {
  const fields = reading.fields(value, spot, ASSESSMENT_KEYS);
  if (fields === undefined) return undefined;
  return compact({
    ...readCommon(reading, fields, spot),
    instrument: reading.id(fields['instrument'], below(spot, 'instrument')),
    flows: readIds(reading, fields['flows'], below(spot, 'flows')),
    country: readCountry(reading, fields['country'], below(spot, 'country')),
    on: readDate(reading, fields['on'], below(spot, 'on')),
    result: reading.word(fields['result'], below(spot, 'result'), ASSESSMENT_RESULTS),
    measures: readWords(reading, fields['measures'], below(spot, 'measures')),
    problematicLaw: reading.flag(fields['problematicLaw'], below(spot, 'problematicLaw')),
    appliedInPractice: reading.flag(fields['appliedInPractice'], below(spot, 'appliedInPractice')),
  });
}

function readCountry(reading: Reading, value: unknown, spot: Spot): string | undefined {
  const text = reading.text(value, spot);
  if (text === undefined) return undefined;
  if (COUNTRIES.has(text)) return text;
  reading.report(
    spot,
    'bad-country',
    `'${text.slice(0, 60)}' is not a country of ISO 3166-1.`,
    hintForCountry(text),
  );
  return undefined;
}

function hintForCountry(text: string): string {
  if (text === 'UK') return 'The United Kingdom is GB.';
  if (text === 'EL') return 'Greece is GR.';
  if (text === 'EU' || text === 'EEA')
    return 'Name the country itself, as in DE; the engine knows which countries belong together.';
  if (COUNTRIES.has(text.toUpperCase())) return `Write it in capital letters: ${text.toUpperCase()}.`;
  return 'Write the two capital letters of ISO 3166-1 alpha-2, as in JP.';
}

function readRegion(
  reading: Reading,
  value: unknown,
  spot: Spot,
  country: string | undefined,
): string | undefined {
  const text = reading.text(value, spot);
  if (text === undefined) return undefined;
  const found = /^([A-Z]{2})-[A-Z0-9]{1,3}$/.exec(text);
  if (found === null || !COUNTRIES.has(found[1] as string)) {
    reading.report(
      spot,
      'bad-region',
      `'${text.slice(0, 60)}' is not a region of ISO 3166-2.`,
      'Write country and region, as in DE-NW.',
    );
    return undefined;
  }
  if (country !== undefined && found[1] !== country) {
    reading.report(
      spot,
      'bad-region',
      `'${text}' does not lie in ${country}.`,
      'Mend the region or the country.',
    );
    return undefined;
  }
  return text;
}

function readIds(reading: Reading, value: unknown, spot: Spot): string[] | undefined {
  return reading.list(value, spot, (item, at) => reading.id(item, at));
}

function readWords(reading: Reading, value: unknown, spot: Spot): string[] | undefined {
  return reading.list(value, spot, (item, at) => reading.text(item, at));
}

type Compacted<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** Leaves out what is not known, so that "absent" has one form only. */
function compact<T extends object>(value: T): Compacted<T> {
  const out: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) if (item !== undefined) out[key] = item;
  return out as Compacted<T>;
}
