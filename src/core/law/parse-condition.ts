// Reads the condition of a rule; the only way from a decoded law file to a Condition.
import type { Reading } from '../base/reading.ts';
import { nearestWord } from '../base/reading.ts';
import { below, type Spot } from '../base/spot.ts';
import { readDate } from '../time/read-date.ts';
import type { Condition, Scalar } from './condition.ts';
import { FACT_NAMES, type FactKind, factKind } from './fact-names.ts';

const SPAN_TESTS = ['over', 'under', 'at-least', 'at-most'] as const;
const TESTS = [
  'has',
  'has-all',
  'in',
  'any-in',
  'before',
  'on-or-after',
  'within-months',
  ...SPAN_TESTS,
] as const;

/** Reads a condition as FORMAT.md describes it; faults are noted in `reading`, the answer is then `undefined`. */
export function readCondition(reading: Reading, value: unknown, spot: Spot | null): Condition | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    reading.wrongType(spot, 'a condition (a map with one key)', value);
    return undefined;
  }
  const keys = Object.keys(value);
  if (keys.length !== 1) {
    reading.report(
      spot,
      'bad-condition',
      `A condition has one key; found ${keys.length}: ${keys.join(', ')}.`,
      'Put several tests under "all" or "any", one to a line with a dash.',
    );
    return undefined;
  }
  const key = keys[0] as string;
  const body = (value as Record<string, unknown>)[key];
  const here = below(spot, key);
  switch (key) {
    case 'all':
    case 'any': {
      const of = reading.list(body, here, (item, at) => readCondition(reading, item, at));
      if (of === undefined) return undefined;
      if (Array.isArray(body) && body.length === 0)
        reading.report(here, 'bad-condition', `"${key}" lists nothing.`, 'Name at least one condition.');
      return { op: key, of };
    }
    case 'not':
    case 'presumed':
    case 'if-known': {
      const of = readCondition(reading, body, here);
      return of === undefined ? undefined : { op: key, of };
    }
    case 'rule': {
      const rule = reading.id(body, here);
      return rule === undefined ? undefined : { op: 'rule', rule };
    }
    default:
      return readTest(reading, key, body, here);
  }
}

function readTest(reading: Reading, fact: string, body: unknown, spot: Spot): Condition | undefined {
  const kind = factKind(fact);
  if (kind === undefined) {
    const near = nearestWord(fact, [...FACT_NAMES.keys()]);
    reading.report(
      spot,
      'unknown-fact',
      `No fact is called '${fact}'.`,
      near === undefined
        ? 'The facts are listed in laws/FORMAT.md.'
        : `Did you mean '${near}'? The facts are listed in laws/FORMAT.md.`,
    );
    return undefined;
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    const values = readScalars(reading, body, spot);
    if (values === undefined) return undefined;
    if (kind === 'words' || kind === 'places' || kind === 'numbers') {
      reading.report(
        spot,
        'bad-condition',
        `'${fact}' is a list.`,
        'Ask a list with {has: …}, {has-all: …} or {any-in: …}.',
      );
      return undefined;
    }
    if (kind === 'flag' && values.some((value) => typeof value !== 'boolean')) {
      reading.report(spot, 'bad-condition', `'${fact}' is true or false.`, 'Compare it with true or false.');
      return undefined;
    }
    return { op: 'is', fact, values };
  }
  return readWordedTest(reading, fact, kind, body as Record<string, unknown>, spot);
}

function readWordedTest(
  reading: Reading,
  fact: string,
  kind: FactKind,
  body: Record<string, unknown>,
  spot: Spot,
): Condition | undefined {
  const keys = Object.keys(body);
  const test = keys[0];
  if (keys.length !== 1 || test === undefined || !(TESTS as readonly string[]).includes(test)) {
    reading.report(
      spot,
      'bad-condition',
      `'${fact}' is asked in an unknown way: ${keys.join(', ')}.`,
      `Known: ${TESTS.join(', ')}.`,
    );
    return undefined;
  }
  const here = below(spot, test);
  const operand = body[test];
  const wanted = kindsAskedBy(test);
  if (!wanted.includes(kind)) {
    reading.report(
      here,
      'bad-condition',
      `'${test}' cannot be asked of '${fact}', which is a ${kind}.`,
      `It is asked of: ${wanted.join(', ')}.`,
    );
    return undefined;
  }
  switch (test) {
    case 'has':
    case 'has-all': {
      const values = readScalars(reading, operand, here);
      return values === undefined ? undefined : { op: test, fact, values };
    }
    case 'in':
    case 'any-in': {
      const values = readScalars(reading, operand, here);
      return values === undefined ? undefined : { op: test, fact, territories: values.map(String) };
    }
    case 'before':
    case 'on-or-after': {
      const date = readDate(reading, operand, here);
      return date === undefined ? undefined : { op: test, fact, date };
    }
    case 'within-months': {
      const months = reading.count(operand, here, 1, 1200);
      return months === undefined ? undefined : { op: test, fact, months };
    }
    default: {
      const number = reading.count(operand, here);
      return number === undefined ? undefined : { op: test as (typeof SPAN_TESTS)[number], fact, number };
    }
  }
}

function kindsAskedBy(test: string): readonly FactKind[] {
  if (test === 'has' || test === 'has-all') return ['words', 'numbers', 'places'];
  if (test === 'in') return ['place'];
  if (test === 'any-in') return ['places'];
  if (test === 'before' || test === 'on-or-after' || test === 'within-months') return ['date'];
  return ['number'];
}

function readScalars(reading: Reading, value: unknown, spot: Spot): Scalar[] | undefined {
  const items = Array.isArray(value) ? value : [value];
  const out: Scalar[] = [];
  for (const item of items) {
    if (typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean') out.push(item);
    else {
      reading.wrongType(spot, 'a word, a number, true or false (or a list of them)', item);
      return undefined;
    }
  }
  if (out.length === 0) {
    reading.report(spot, 'bad-condition', 'The list of values is empty.', 'Name at least one value.');
    return undefined;
  }
  return out;
}
