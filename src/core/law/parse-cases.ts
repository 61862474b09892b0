// Reads cases: situations with the answer that the law should give, written so that a lawyer can review them.
import { type Fields, Reading } from '../base/reading.ts';
import { fail, type Result, succeed } from '../base/result.ts';
import { below, type Spot } from '../base/spot.ts';
import type { CivilDate } from '../time/civil-date.ts';
import { readDate } from '../time/read-date.ts';
import { ASKED_NOUNS, type AskedNoun } from './asked-fields.ts';
import { factKind } from './fact-names.ts';

const CASE_ANSWERS = ['applies', 'does-not-apply', 'undetermined'] as const;
/** The verdicts that an answer can have (core/flows/answer.ts). */
const CASE_VERDICTS = ['not-a-transfer', 'lawful', 'conditional', 'undetermined', 'unlawful'];
export type CaseAnswer = (typeof CASE_ANSWERS)[number];

interface CaseBase {
  readonly name: string;
  /** Where it stands in its file, for messages. */
  readonly path: string;
  /** A court, an authority or another publisher; absent: our own case. */
  readonly source?: { readonly cite: string; readonly url?: string };
}

/** One rule, asked with a few facts. */
export interface RuleCase extends CaseBase {
  readonly is: 'rule';
  readonly rule: string;
  readonly on: CivilDate;
  readonly given: Readonly<Record<string, unknown>>;
  readonly answer: CaseAnswer;
  readonly missing?: readonly string[];
  /** For duties on which a tool depends. */
  readonly met?: boolean | 'unknown';
  readonly broken?: boolean | 'unknown';
}

/** Whole flows of a small register. */
export interface FlowCase extends CaseBase {
  readonly is: 'flow';
  readonly on: CivilDate;
  readonly register: Fields;
  readonly without: readonly string[];
  readonly leaving: readonly string[];
  readonly expect: readonly FlowExpectation[];
}

export interface FlowExpectation {
  readonly flow: string;
  readonly regime?: string;
  readonly verdict?: string;
  readonly transfer?: boolean;
  readonly tool?: string;
  readonly instrument?: string | null;
  readonly origins?: readonly string[];
  readonly missing?: readonly string[];
  readonly duties?: readonly { readonly duty: string; readonly met?: boolean }[];
  readonly applies?: readonly string[];
  readonly not?: readonly string[];
  /** The law gives no answer for this flow. */
  readonly absent?: boolean;
}

/** What the laws ask of the records of a small register. */
export interface CompletenessCase extends CaseBase {
  readonly is: 'completeness';
  readonly on: CivilDate;
  readonly register: Fields;
  readonly expect: readonly CompletenessExpectation[];
}

export interface CompletenessExpectation {
  readonly of: AskedNoun;
  readonly id: string;
  /** Rules that ask something and find it. */
  readonly given: readonly string[];
  /** Rules that ask something and do not find it. */
  readonly missing: readonly string[];
  /** Rules that do not ask. */
  readonly not: readonly string[];
  /** Facts without which it is not known whether something is asked. */
  readonly open: readonly string[];
  /** The share that is given. */
  readonly score?: number;
}

/** A due time. */
export interface DueCase extends CaseBase {
  readonly is: 'due';
  readonly rule: string;
  readonly due: Fields;
  readonly expect: Fields;
}

export type Case = RuleCase | FlowCase | CompletenessCase | DueCase;

const CASE_KEYS = [
  'name',
  'source',
  'rule',
  'on',
  'given',
  'answer',
  'missing',
  'met',
  'broken',
  'register',
  'without',
  'leaving',
  'expect',
  'completeness',
  'due',
  'note',
  'unverified',
];
const EXPECT_KEYS = [
  'flow',
  'regime',
  'verdict',
  'transfer',
  'tool',
  'instrument',
  'origins',
  'missing',
  'duties',
  'applies',
  'not',
  'absent',
];

/** Reads `format: sekisho/cases@1`. Faults: those of Reading, and `unknown-fact`, `bad-case`. */
export function parseCases(value: unknown): Result<Case[]> {
  const reading = new Reading();
  const fields = reading.fields(value, null, ['format', 'cases', 'note', 'id']);
  if (fields === undefined) return fail(reading.faults());
  const cases = reading.list(fields['cases'], below(null, 'cases'), (item, spot) =>
    readCase(reading, item, spot),
  );
  if (cases === undefined && fields['cases'] === undefined)
    reading.missing(null, 'cases', 'It lists the cases.');
  return reading.issues.length > 0 || cases === undefined ? fail(reading.faults()) : succeed(cases);
}

function readCase(reading: Reading, value: unknown, spot: Spot): Case | undefined {
  const fields = reading.fields(value, spot, CASE_KEYS);
  if (fields === undefined) return undefined;
  const name = reading.text(fields['name'], below(spot, 'name'));
  if (fields['name'] === undefined)
    reading.missing(spot, 'name', 'A case says in one line what it is about.');
  const source = readSource(reading, fields['source'], below(spot, 'source'));
  const path = `cases[${spot.key}]`;
  const base = { name: name ?? '', path, ...(source && { source }) };
  if (fields['due'] !== undefined) return readDueCase(reading, fields, spot, base);
  const on = readDate(reading, fields['on'], below(spot, 'on'));
  if (fields['on'] === undefined) reading.missing(spot, 'on', 'It is the day asked about.');
  if (fields['completeness'] !== undefined) return readCompletenessCase(reading, fields, spot, base, on);
  if (fields['register'] !== undefined) return readFlowCase(reading, fields, spot, base, on);
  return readRuleCase(reading, fields, spot, base, on);
}

function readRuleCase(
  reading: Reading,
  fields: Fields,
  spot: Spot,
  base: CaseBase,
  on: CivilDate | undefined,
): Case | undefined {
  const rule = reading.id(fields['rule'], below(spot, 'rule'));
  if (fields['rule'] === undefined) reading.missing(spot, 'rule', 'A case asks one rule, or has a register.');
  const answer = reading.word(fields['answer'], below(spot, 'answer'), CASE_ANSWERS);
  if (fields['answer'] === undefined)
    reading.missing(spot, 'answer', `The expected answer: ${CASE_ANSWERS.join(', ')}.`);
  const givenSpot = below(spot, 'given');
  const given = readGiven(reading, fields['given'], givenSpot);
  for (const fact of Object.keys(given)) {
    if (fact !== 'place' && factKind(fact) === undefined) {
      reading.report(
        below(givenSpot, fact),
        'unknown-fact',
        `No fact is called '${fact}'.`,
        'The facts are listed in laws/FORMAT.md.',
      );
    }
  }
  const missing = reading.list(fields['missing'], below(spot, 'missing'), (item, at) =>
    reading.text(item, at),
  );
  if (!rule || !answer || !on) return undefined;
  return {
    ...base,
    is: 'rule',
    rule,
    on,
    given,
    answer,
    ...(missing && { missing }),
    ...(fields['met'] !== undefined && { met: fields['met'] as boolean | 'unknown' }),
    ...(fields['broken'] !== undefined && { broken: fields['broken'] as boolean | 'unknown' }),
  };
}

function readGiven(reading: Reading, value: unknown, spot: Spot): Readonly<Record<string, unknown>> {
  if (value === undefined) return {};
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  reading.wrongType(spot, 'a map of facts', value);
  return {};
}

function readFlowCase(
  reading: Reading,
  fields: Fields,
  spot: Spot,
  base: CaseBase,
  on: CivilDate | undefined,
): Case | undefined {
  const register = readRegister(reading, fields['register'], below(spot, 'register'));
  if (register === undefined) return undefined;
  const expectSpot = below(spot, 'expect');
  const expect = reading.list(fields['expect'], expectSpot, (item, at) => {
    const read = reading.fields(item, at, EXPECT_KEYS);
    reading.word(read?.['verdict'], below(at, 'verdict'), CASE_VERDICTS);
    if (read !== undefined && read['flow'] === undefined)
      reading.missing(at, 'flow', 'It names the flow spoken of.');
    return read as unknown as FlowExpectation | undefined;
  });
  if (expect === undefined || expect.length === 0)
    reading.missing(spot, 'expect', 'A case with a register says what is expected.');
  const ids = (key: string): string[] =>
    reading.list(fields[key], below(spot, key), (item, at) => reading.text(item, at)) ?? [];
  if (!on || !expect) return undefined;
  return {
    ...base,
    is: 'flow',
    on,
    register,
    without: ids('without'),
    leaving: ids('leaving'),
    expect,
  };
}

function readRegister(reading: Reading, value: unknown, spot: Spot): Fields | undefined {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  reading.wrongType(spot, 'a small register', value);
  return undefined;
}

function readCompletenessCase(
  reading: Reading,
  fields: Fields,
  spot: Spot,
  base: CaseBase,
  on: CivilDate | undefined,
): Case | undefined {
  const register = readRegister(reading, fields['register'], below(spot, 'register'));
  const expect = reading.list(fields['completeness'], below(spot, 'completeness'), (item, at) => {
    const read = reading.fields(item, at, ['of', 'id', 'given', 'missing', 'not', 'open', 'score']);
    const of = reading.word(read?.['of'], below(at, 'of'), ASKED_NOUNS);
    const id = reading.id(read?.['id'], below(at, 'id'));
    for (const key of ['of', 'id'])
      if (read !== undefined && read[key] === undefined)
        reading.missing(at, key, 'It says which record is spoken of.');
    const list = (key: string): string[] =>
      reading.list(read?.[key], below(at, key), (word, place) => reading.text(word, place)) ?? [];
    if (!of || !id) return undefined;
    const score = read?.['score'];
    return {
      of,
      id,
      given: list('given'),
      missing: list('missing'),
      not: list('not'),
      open: list('open'),
      ...(typeof score === 'number' && { score }),
    };
  });
  if (!on || !register || !expect) return undefined;
  return { ...base, is: 'completeness', on, register, expect };
}

function readDueCase(reading: Reading, fields: Fields, spot: Spot, base: CaseBase): Case | undefined {
  const rule = reading.id(fields['rule'], below(spot, 'rule'));
  if (fields['rule'] === undefined) reading.missing(spot, 'rule', 'A due time belongs to a rule.');
  const dueSpot = below(spot, 'due');
  const due = reading.fields(fields['due'], dueSpot, [
    'from',
    'zone',
    'calendar',
    'months',
    'extended',
    'pauses',
    'two-working-days',
    'expect',
  ]);
  if (due === undefined) return undefined;
  const expect = reading.fields(due['expect'], below(dueSpot, 'expect'), [
    'nominal',
    'due',
    'latest',
    'missing',
  ]);
  return rule && expect ? { ...base, is: 'due', rule, due, expect } : undefined;
}

function readSource(reading: Reading, value: unknown, spot: Spot): CaseBase['source'] | undefined {
  if (value === undefined) return undefined;
  const one = Array.isArray(value) ? value[0] : value;
  const fields = reading.fields(one, spot, ['cite', 'url', 'via', 'read', 'note', 'title', 'kind']);
  const cite = reading.text(fields?.['cite'], below(spot, 'cite'));
  const url = reading.text(fields?.['url'], below(spot, 'url'));
  return cite === undefined ? undefined : { cite, ...(url !== undefined && { url }) };
}
