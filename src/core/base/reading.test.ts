// Reading: every fault is noted with its code, its place, the reader's own words and what to do.
import { describe, expect, it } from 'vitest';
import { nearestWord, Reading, shorten } from './reading.ts';
import { below } from './spot.ts';

const spot = below(null, 'x');
/** Faults that are listed at most. */
const ISSUES_KEPT = 1000;

/** What one reading step noted and gave. */
function read<T>(step: (reading: Reading) => T): { value: T; codes: string[]; reading: Reading } {
  const reading = new Reading();
  const value = step(reading);
  return { value, codes: reading.faults().map((one) => one.code), reading };
}

const WORDS = ['controller', 'joint-controller', 'processor'] as const;

describe('reading a value of unknown shape', () => {
  it.each<[string, (reading: Reading) => unknown, unknown]>([
    ['a text', (r) => r.text('et-de', spot), 'et-de'],
    ['a text in Japanese', (r) => r.text('給与', spot), '給与'],
    ['an id', (r) => r.id('et-de.2:x_1', spot), 'et-de.2:x_1'],
    ['an id of 128 letters', (r) => r.id('a'.repeat(128), spot), 'a'.repeat(128)],
    ['an id in another script', (r) => r.id('会社-1', spot), '会社-1'],
    ['a word', (r) => r.word('processor', spot, WORDS), 'processor'],
    ['a flag', (r) => r.flag(false, spot), false],
    ['a count', (r) => r.count(0, spot), 0],
    ['the greatest count', (r) => r.count(4, spot, 1, 4), 4],
    ['an empty list', (r) => r.list([], spot, () => 1), []],
    [
      'a list without what could not be read',
      (r) => r.list([1, 2, 3], spot, (n) => (n === 2 ? undefined : n)),
      [1, 3],
    ],
  ])('takes %s', (_what, step, wanted) => {
    const { value, codes } = read(step);
    expect(value).toEqual(wanted);
    expect(codes).toEqual([]);
  });

  it.each<[string, (reading: Reading) => unknown]>([
    ['a text', (r) => r.text(undefined, spot)],
    ['an id', (r) => r.id(undefined, spot)],
    ['a word', (r) => r.word(undefined, spot, WORDS)],
    ['a flag', (r) => r.flag(undefined, spot)],
    ['a count', (r) => r.count(undefined, spot)],
    ['a list', (r) => r.list(undefined, spot, () => 1)],
  ])('lets %s that is absent stay absent', (_what, step) => {
    expect(read(step)).toMatchObject({ value: undefined, codes: [] });
  });

  it.each<[string, (reading: Reading) => unknown, string]>([
    ['a number as a text', (r) => r.text(5, spot), 'wrong-type'],
    ['nothing as a text', (r) => r.text(null, spot), 'wrong-type'],
    ['a list as a text', (r) => r.text(['a'], spot), 'wrong-type'],
    ['blanks as a text', (r) => r.text(' \t\n', spot), 'empty-text'],
    ['an id with a blank', (r) => r.id('et de', spot), 'bad-id'],
    ['an id that begins with a dash', (r) => r.id('-et', spot), 'bad-id'],
    ['an id of 129 letters', (r) => r.id('a'.repeat(129), spot), 'bad-id'],
    ['an id with a slash', (r) => r.id('../etc', spot), 'bad-id'],
    ['an unknown word', (r) => r.word('contoller', spot, WORDS), 'bad-word'],
    ['a word in capitals', (r) => r.word('Controller', spot, WORDS), 'bad-word'],
    ['"yes" as a flag', (r) => r.flag('yes', spot), 'wrong-type'],
    ['0 as a flag', (r) => r.flag(0, spot), 'wrong-type'],
    ['a text as a count', (r) => r.count('5', spot), 'wrong-type'],
    ['a half', (r) => r.count(0.5, spot), 'bad-number'],
    ['less than the least', (r) => r.count(0, spot, 1, 4), 'bad-number'],
    ['more than the most', (r) => r.count(5, spot, 1, 4), 'bad-number'],
    ['no number', (r) => r.count(Number.NaN, spot), 'bad-number'],
    ['an endless number', (r) => r.count(Number.POSITIVE_INFINITY, spot), 'bad-number'],
    ['a map as a list', (r) => r.list({}, spot, () => 1), 'wrong-type'],
    ['a text as a list', (r) => r.list('a', spot, () => 1), 'wrong-type'],
    ['a list as a map', (r) => r.fields([], spot, ['a']), 'wrong-type'],
    ['nothing as a map', (r) => r.fields(null, spot, ['a']), 'wrong-type'],
    ['an unknown key', (r) => r.fields({ b: 1 }, spot, ['a']), 'unknown-key'],
    ['a key that every object inherits', (r) => r.fields({ constructor: 1 }, spot, ['a']), 'unknown-key'],
  ])('refuses %s', (_what, step, code) => {
    expect(read(step).codes).toEqual([code]);
  });

  it('says in a fault what was found, where, and what to do', () => {
    const { reading } = read((r) => r.word('contoller', below(below(null, 'flows'), 3), WORDS));
    expect(reading.faults()).toEqual([
      {
        code: 'bad-word',
        at: { path: 'flows[3]' },
        message: "'contoller' is not one of the words that count here.",
        hint: "Did you mean 'controller'? Known: controller, joint-controller, processor.",
      },
    ]);
  });

  it.each([
    [null, 'nothing'],
    [[], 'a list'],
    [{}, 'a map'],
    ['x', "the text 'x'"],
    [7, 'the number 7'],
    [true, 'the flag true'],
  ])('calls %j by a name that a person understands', (value, name) => {
    const { reading } = read((r) => r.wrongType(spot, 'a list', value));
    expect(reading.faults()[0]?.message).toBe(`Found ${name} where a list belongs.`);
  });

  it('notes all faults at once, and says how many it left out', () => {
    const { reading } = read((r) => {
      for (let index = 0; index < ISSUES_KEPT + 7; index += 1) r.text(index, below(spot, index));
    });
    const faults = reading.faults();
    expect(faults).toHaveLength(ISSUES_KEPT + 1);
    expect(faults[ISSUES_KEPT]).toMatchObject({
      code: 'too-many',
      message: '7 further faults are not listed.',
    });
    expect(faults.filter((one) => one.code === 'too-many')).toHaveLength(1);
  });

  it('lists exactly as many as it keeps without saying that there were others', () => {
    const { codes } = read((r) => {
      for (let index = 0; index < ISSUES_KEPT; index += 1) r.text(index, spot);
    });
    expect(codes).toHaveLength(ISSUES_KEPT);
    expect(codes).not.toContain('too-many');
  });
});

describe('the nearest word', () => {
  it.each([
    ['contoller', WORDS, 'controller'],
    ['PROCESSOR', WORDS, 'processor'],
    ['prozessor', WORDS, 'processor'],
    ['jointcontroller', WORDS, 'joint-controller'],
    ['fom', ['from', 'to'], 'from'],
    ['untill', ['from', 'until'], 'until'],
    ['x', ['y'], 'y'],
  ])('for %s is found', (text, words, wanted) => {
    expect(nearestWord(text, words)).toBe(wanted);
  });

  it.each([
    ['something-else', WORDS],
    ['a', ['abc']],
    ['', ['abc']],
    ['controller', []],
    ['c'.repeat(61), ['c'.repeat(61)]],
  ])('for %j is none where too much differs', (text, words) => {
    expect(nearestWord(text, words)).toBeUndefined();
  });

  it('is the first of two that are equally near', () => {
    expect(nearestWord('abx', ['aby', 'abz'])).toBe('aby');
  });
});

it('shortens a long text to sixty signs', () => {
  expect(shorten('a'.repeat(60))).toHaveLength(60);
  expect(shorten('a'.repeat(61))).toBe(`${'a'.repeat(57)}...`);
});
