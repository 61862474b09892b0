// Reads a decoded law file; the only way from a file to a Law. Every fault of the file is noted, none stops the reading.
import { type Fields, Reading } from '../base/reading.ts';
import { fail, type Result, succeed } from '../base/result.ts';
import { below, type Spot } from '../base/spot.ts';
import { COUNTINGS } from '../time/counting.ts';
import type { Period } from '../time/period.ts';
import { parsePeriod } from '../time/period.ts';
import { readTime } from '../time/read-date.ts';
import { ASKED_FIELDS, ASKED_NOUNS, type AskedNoun } from './asked-fields.ts';
import {
  type AsksRule,
  BOUND,
  CAPACITIES,
  type Due,
  type Ending,
  type Law,
  type LawInstrument,
  type Member,
  PLAIN_KINDS,
  type PlainKind,
  RULE_KINDS,
  type Rule,
  STAGES,
  STRENGTHS,
  TIERS,
} from './law.ts';
import { readCondition } from './parse-condition.ts';
import { readSources, readWording } from './parse-source.ts';

const LAW_KEYS = [
  'format',
  'id',
  'laws',
  'title',
  'from',
  'until',
  'ended',
  'source',
  'unverified',
  'note',
  'rules',
];
const BASE_KEYS = [
  'id',
  'kind',
  'laws',
  'from',
  'until',
  'when',
  'except',
  'says',
  'cites',
  'quote',
  'source',
  'unverified',
  'note',
];
const KEYS_OF_KIND: Record<string, readonly string[]> = {
  territory: ['includes', 'members'],
  helps: ['measure'],
  permits: ['tier', 'tool', 'instrument', 'bound', 'for', 'carries', 'depends', 'leaves'],
  duty: ['duty', 'met', 'broken', 'owed-by', 'to', 'stage', 'due'],
  asks: ['of', 'as', 'field', 'or', 'instrument', 'strength'],
};

/** Reads `format: sekisho/instrument@1`. `path` is the file's path with dots, which its id must equal. */
export function parseLawInstrument(value: unknown, path: string): Result<LawInstrument> {
  const reading = new Reading();
  const fields = reading.fields(value, null, [
    'format',
    'id',
    'answers',
    'continued-by',
    'name',
    'short',
    'from',
    'until',
    'source',
    'unverified',
    'note',
  ]);
  if (fields === undefined) return fail(reading.faults());
  const id = readOwnId(reading, fields, path.replace(/\.instrument$/, ''));
  const answers = reading.id(fields['answers'], below(null, 'answers'));
  if (fields['answers'] === undefined)
    reading.missing(null, 'answers', 'It is the name of this law in answers.');
  const continuedBy = reading.id(fields['continued-by'], below(null, 'continued-by'));
  const name = readWording(reading, fields['name'], below(null, 'name'));
  const short = readWording(reading, fields['short'], below(null, 'short'));
  const source = readSources(
    reading,
    fields['source'],
    below(null, 'source'),
    fields['unverified'] !== undefined,
  );
  const time = readTime(reading, fields, null);
  const remarks = readRemarks(reading, fields, null);
  if (reading.issues.length > 0 || !id || !answers || !name || !short || !source)
    return fail(reading.faults());
  return succeed({
    id,
    answers,
    name,
    short,
    source,
    ...time,
    ...remarks,
    ...(continuedBy !== undefined && { continuedBy }),
  });
}

/** Reads `format: sekisho/law@1`. `path` is the file's path with dots, which its id must equal. */
export function parseLaw(value: unknown, path: string): Result<Law> {
  const reading = new Reading();
  const fields = reading.fields(value, null, LAW_KEYS);
  if (fields === undefined) return fail(reading.faults());
  const id = readOwnId(reading, fields, path);
  const laws = readIds(reading, fields['laws'], below(null, 'laws'));
  if (fields['laws'] === undefined)
    reading.missing(null, 'laws', 'It names the laws whose answers the file shapes; [] if none.');
  const title = readWording(reading, fields['title'], below(null, 'title'));
  const unverified = reading.text(fields['unverified'], below(null, 'unverified'));
  const source = readSources(reading, fields['source'], below(null, 'source'), unverified !== undefined);
  const time = readTime(reading, fields, null);
  const ended = readEnding(reading, fields['ended'], below(null, 'ended'));
  const remarks = readRemarks(reading, fields, null);
  const above = { file: path, laws: laws ?? [], source: source ?? [], unverified };
  const rules = reading.list(fields['rules'], below(null, 'rules'), (item, spot) =>
    readRule(reading, item, spot, above),
  );
  if (fields['rules'] === undefined) reading.missing(null, 'rules', 'A law file holds at least one rule.');
  reportDuplicates(reading, rules ?? []);
  if (reading.issues.length > 0 || !id || !title || !source || !laws || !rules) return fail(reading.faults());
  return succeed({ id, laws, title, source, rules, ...time, ...remarks, ...(ended && { ended }) });
}

interface Above {
  readonly file: string;
  readonly laws: readonly string[];
  readonly source: Law['source'];
  readonly unverified: string | undefined;
}

function readRule(reading: Reading, value: unknown, spot: Spot, above: Above): Rule | undefined {
  const kind = reading.word((value as Fields | null)?.['kind'], below(spot, 'kind'), RULE_KINDS);
  const extra = kind === undefined ? Object.values(KEYS_OF_KIND).flat() : (KEYS_OF_KIND[kind] ?? []);
  const base =
    kind === 'territory' ? BASE_KEYS.filter((key) => key !== 'when' && key !== 'except') : BASE_KEYS;
  const fields = reading.fields(value, spot, [...base, ...extra]);
  if (fields === undefined) return undefined;
  if (fields['kind'] === undefined)
    reading.missing(spot, 'kind', `It says what the rule does: ${RULE_KINDS.join(', ')}.`);
  const id = reading.id(fields['id'], below(spot, 'id'));
  if (fields['id'] === undefined)
    reading.missing(spot, 'id', "A rule's id is the file's id, or begins with it and a dot.");
  if (id !== undefined && id !== above.file && !id.startsWith(`${above.file}.`)) {
    reading.report(
      below(spot, 'id'),
      'bad-id',
      `'${id}' does not belong into this file.`,
      `It must be '${above.file}' or begin with '${above.file}.'.`,
    );
  }
  const says = readWording(reading, fields['says'], below(spot, 'says'));
  const cites = readTexts(reading, fields['cites'], below(spot, 'cites'));
  if (fields['cites'] === undefined)
    reading.missing(spot, 'cites', 'It is how answers cite the rule, as in ["GDPR Art. 45(3)"].');
  const unverified = reading.text(fields['unverified'], below(spot, 'unverified')) ?? above.unverified;
  const source =
    fields['source'] === undefined
      ? above.source
      : readSources(reading, fields['source'], below(spot, 'source'), unverified !== undefined);
  const when =
    fields['when'] === undefined ? undefined : readCondition(reading, fields['when'], below(spot, 'when'));
  const quote = reading.text(fields['quote'], below(spot, 'quote'));
  const laws = readIds(reading, fields['laws'], below(spot, 'laws')) ?? above.laws;
  const except = readIds(reading, fields['except'], below(spot, 'except')) ?? [];
  const time = readTime(reading, fields, spot);
  if (!id || !kind || !says || !cites || !source) return undefined;
  const common = {
    id,
    file: above.file,
    laws,
    except,
    says,
    cites,
    source,
    ...time,
    ...(when && { when }),
    ...(quote !== undefined && { quote }),
    ...(unverified !== undefined && { unverified }),
  };
  switch (kind) {
    case 'territory': {
      const includes = readIds(reading, fields['includes'], below(spot, 'includes')) ?? [];
      const members =
        reading.list(fields['members'], below(spot, 'members'), (item, at) =>
          readMember(reading, item, at),
        ) ?? [];
      return { ...common, kind, includes, members };
    }
    case 'permits': {
      const tool = reading.id(fields['tool'], below(spot, 'tool'));
      const instrument = readIds(reading, fields['instrument'], below(spot, 'instrument')) ?? [];
      const tier =
        reading.word(fields['tier'], below(spot, 'tier'), TIERS) ??
        (tool === 'adequacy' ? 'adequacy' : tool === 'derogation' ? 'derogation' : 'safeguard');
      if (tool === undefined && instrument.length === 0) {
        reading.missing(
          spot,
          'tool',
          'Without a register instrument the tool must be named, as in "adequacy".',
        );
      }
      return {
        ...common,
        kind,
        tier,
        ...(tool !== undefined && { tool }),
        instrument,
        bound: reading.word(fields['bound'], below(spot, 'bound'), BOUND) ?? 'both',
        for: readIds(reading, fields['for'], below(spot, 'for')) ?? ['direct', 'afresh'],
        carries:
          reading.id(fields['carries'], below(spot, 'carries')) ??
          (tier === 'derogation' ? 'derogation' : 'safeguards'),
        depends: readIds(reading, fields['depends'], below(spot, 'depends')) ?? [],
        leaves: readIds(reading, fields['leaves'], below(spot, 'leaves')) ?? [],
      };
    }
    case 'duty': {
      const duty = reading.id(fields['duty'], below(spot, 'duty'));
      if (duty === undefined) {
        if (fields['duty'] === undefined)
          reading.missing(spot, 'duty', 'It names the duty, a term of laws/terms/duties.yaml.');
        return undefined;
      }
      const met =
        fields['met'] === undefined ? undefined : readCondition(reading, fields['met'], below(spot, 'met'));
      const broken =
        fields['broken'] === undefined
          ? undefined
          : readCondition(reading, fields['broken'], below(spot, 'broken'));
      const owedBy = reading.id(fields['owed-by'], below(spot, 'owed-by'));
      const to = reading.id(fields['to'], below(spot, 'to'));
      const stage = reading.word(fields['stage'], below(spot, 'stage'), STAGES);
      const due = readDue(reading, fields['due'], below(spot, 'due'));
      return {
        ...common,
        kind,
        duty,
        ...(met && { met }),
        ...(broken && { broken }),
        ...(owedBy !== undefined && { owedBy }),
        ...(to !== undefined && { to }),
        ...(stage !== undefined && { stage }),
        ...(due && { due }),
      };
    }
    case 'asks': {
      const asked = readAsked(reading, fields, spot);
      return asked === undefined ? undefined : { ...common, kind, ...asked };
    }
    default: {
      const measure = reading.id(fields['measure'], below(spot, 'measure'));
      if (kind === 'helps' && measure === undefined)
        reading.missing(spot, 'measure', 'It names the measure that helps.');
      if (!isPlain(kind)) return undefined;
      return { ...common, kind, ...(measure !== undefined && { measure }) };
    }
  }
}

type Asked = Pick<AsksRule, 'of' | 'as' | 'fields' | 'instrument' | 'strength'>;

function readAsked(reading: Reading, fields: Fields, spot: Spot): Asked | undefined {
  const of = reading.word(fields['of'], below(spot, 'of'), ASKED_NOUNS);
  if (fields['of'] === undefined)
    reading.missing(spot, 'of', `It names the kind of record that is asked: ${ASKED_NOUNS.join(', ')}.`);
  const as = readWords(reading, fields['as'], below(spot, 'as'), CAPACITIES) ?? [];
  const strength = reading.word(fields['strength'], below(spot, 'strength'), STRENGTHS);
  if (fields['strength'] === undefined)
    reading.missing(
      spot,
      'strength',
      'It says whether the law demands the entry ("must") or advises it ("should").',
    );
  if (fields['field'] === undefined)
    reading.missing(spot, 'field', 'It names the key of the record that is asked for.');
  const instrument = readIds(reading, fields['instrument'], below(spot, 'instrument')) ?? [];
  if (of === undefined) return undefined;
  const field = readField(reading, of, fields['field'], below(spot, 'field'));
  const or = readFields(reading, of, fields['or'], below(spot, 'or'));
  if (field === undefined || strength === undefined) return undefined;
  return { of, as, fields: [field, ...or], instrument, strength };
}

function readFields(reading: Reading, of: AskedNoun, value: unknown, spot: Spot): string[] {
  if (typeof value !== 'string')
    return reading.list(value, spot, (item, at) => readField(reading, of, item, at)) ?? [];
  const one = readField(reading, of, value, spot);
  return one === undefined ? [] : [one];
}

function readField(reading: Reading, of: AskedNoun, value: unknown, spot: Spot): string | undefined {
  return reading.word(value, spot, ASKED_FIELDS[of] as readonly string[]);
}

function readWords<T extends string>(
  reading: Reading,
  value: unknown,
  spot: Spot,
  words: readonly T[],
): T[] | undefined {
  if (typeof value !== 'string')
    return reading.list(value, spot, (item, at) => reading.word(item, at, words));
  const one = reading.word(value, spot, words);
  return one === undefined ? undefined : [one];
}

function isPlain(kind: string): kind is PlainKind {
  return (PLAIN_KINDS as readonly string[]).includes(kind);
}

function readMember(reading: Reading, value: unknown, spot: Spot): Member | undefined {
  const fields = reading.fields(value, spot, ['place', 'from', 'until', 'cite', 'why']);
  if (fields === undefined) return undefined;
  const place = reading.text(fields['place'], below(spot, 'place'));
  if (fields['place'] === undefined) reading.missing(spot, 'place', 'It is the ISO 3166 code of the place.');
  if (place !== undefined && !/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/.test(place)) {
    reading.report(
      below(spot, 'place'),
      'bad-country',
      `'${place}' is not an ISO 3166 code.`,
      'Write two capital letters, as in DE.',
    );
  }
  const time = readTime(reading, fields, spot);
  const cite = reading.text(fields['cite'], below(spot, 'cite'));
  const why = reading.text(fields['why'], below(spot, 'why'));
  if (place === undefined) return undefined;
  return { place, ...time, ...(cite !== undefined && { cite }), ...(why !== undefined && { why }) };
}

function readDue(reading: Reading, value: unknown, spot: Spot): Due | undefined {
  if (value === undefined) return undefined;
  const fields = reading.fields(value, spot, [
    'start',
    'period',
    'counting',
    'calendar',
    'extension',
    'total-months-max',
    'guide',
  ]);
  if (fields === undefined) return undefined;
  const start = reading.id(fields['start'], below(spot, 'start'));
  if (fields['start'] === undefined)
    reading.missing(spot, 'start', 'It names the event with which the clock starts.');
  const period = readPeriod(reading, fields['period'], below(spot, 'period'));
  if (fields['period'] === undefined)
    reading.missing(spot, 'period', 'It is the time that the law gives, as in {hours: 72}.');
  const counting = reading.word(fields['counting'] ?? 'plain', below(spot, 'counting'), COUNTINGS);
  const calendar = reading.id(fields['calendar'], below(spot, 'calendar')) ?? 'place';
  const extension = readExtension(reading, fields['extension'], below(spot, 'extension'));
  const totalMonthsMax = reading.count(fields['total-months-max'], below(spot, 'total-months-max'), 1, 120);
  const guide = readGuide(reading, fields['guide'], below(spot, 'guide'));
  if (!start || !period || !counting) return undefined;
  return {
    start,
    period,
    counting,
    calendar,
    ...(extension && { extension }),
    ...(totalMonthsMax !== undefined && { totalMonthsMax }),
    ...(guide && { guide }),
  };
}

function readExtension(reading: Reading, value: unknown, spot: Spot): Due['extension'] | undefined {
  if (value === undefined) return undefined;
  const fields = reading.fields(value, spot, [
    'hours',
    'days',
    'working-days',
    'weeks',
    'months',
    'grounds',
    'notice',
  ]);
  if (fields === undefined) return undefined;
  const { grounds, notice, ...span } = fields;
  const period = readPeriod(reading, span, spot);
  const said = reading.text(grounds, below(spot, 'grounds'));
  if (grounds === undefined) reading.missing(spot, 'grounds', 'It says when the law allows the extension.');
  const told = notice === undefined ? undefined : readPeriod(reading, notice, below(spot, 'notice'));
  if (!period || !said) return undefined;
  return { period, grounds: said, ...(told && { notice: told }) };
}

function readGuide(reading: Reading, value: unknown, spot: Spot): Due['guide'] | undefined {
  if (value === undefined) return undefined;
  const fields = reading.fields(value, spot, ['target-day', 'outer-day']);
  if (fields === undefined) return undefined;
  const targetDay = reading.count(fields['target-day'], below(spot, 'target-day'), 1, 366);
  const outerDay = reading.count(fields['outer-day'], below(spot, 'outer-day'), 1, 366);
  if (targetDay === undefined || outerDay === undefined) {
    reading.report(
      spot,
      'missing-key',
      'A guide has "target-day" and "outer-day".',
      'Write both, as in {target-day: 3, outer-day: 5}.',
    );
    return undefined;
  }
  return { targetDay, outerDay };
}

function readPeriod(reading: Reading, value: unknown, spot: Spot): Period | undefined {
  if (value === undefined) return undefined;
  const parsed = parsePeriod(value);
  if (parsed.ok) return parsed.value;
  for (const issue of parsed.fault) reading.report(spot, 'bad-period', issue.message, issue.hint);
  return undefined;
}

function readEnding(reading: Reading, value: unknown, spot: Spot): Ending | undefined {
  if (value === undefined) return undefined;
  const fields = reading.fields(value, spot, ['by', 'why']);
  if (fields === undefined) return undefined;
  const by = reading.text(fields['by'], below(spot, 'by'));
  const why = readWording(reading, fields['why'], below(spot, 'why'));
  if (fields['by'] === undefined) reading.missing(spot, 'by', 'It names the judgment or act that ended it.');
  return by && why ? { by, why } : undefined;
}

function readOwnId(reading: Reading, fields: Fields, path: string): string | undefined {
  const id = reading.id(fields['id'], below(null, 'id'));
  if (fields['id'] === undefined)
    reading.missing(null, 'id', `It is the path of the file with dots: ${path}.`);
  else if (id !== undefined && id !== path) {
    reading.report(
      below(null, 'id'),
      'bad-id',
      `The id '${id}' is not the path of the file.`,
      `Write 'id: ${path}', or move the file.`,
    );
  }
  return id;
}

function readRemarks(
  reading: Reading,
  fields: Fields,
  spot: Spot | null,
): { unverified?: string; note?: string } {
  const unverified = reading.text(fields['unverified'], below(spot, 'unverified'));
  const note = reading.text(fields['note'], below(spot, 'note'));
  return { ...(unverified !== undefined && { unverified }), ...(note !== undefined && { note }) };
}

function readIds(reading: Reading, value: unknown, spot: Spot): string[] | undefined {
  if (typeof value === 'string') {
    const one = reading.id(value, spot);
    return one === undefined ? undefined : [one];
  }
  return reading.list(value, spot, (item, at) => reading.id(item, at));
}

function readTexts(reading: Reading, value: unknown, spot: Spot): string[] | undefined {
  return reading.list(value, spot, (item, at) => reading.text(item, at));
}

function reportDuplicates(reading: Reading, rules: readonly Rule[]): void {
  const seen = new Set<string>();
  rules.forEach((rule, index) => {
    if (seen.has(rule.id)) {
      reading.report(
        below(below(null, 'rules'), index),
        'duplicate-id',
        `Two rules are called '${rule.id}'.`,
        'Give each rule its own id.',
      );
    }
    seen.add(rule.id);
  });
}
