// Ten thousand seeded mutations of sound registers and law files: none crashes or hangs, and none that matters goes unnoticed.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { parseRegister } from '../../src/core/flows/parse-register.ts';
import { askAbout } from '../../src/core/flows/question.ts';
import { answerTransfers } from '../../src/core/flows/transfers.ts';
import { parseLaw } from '../../src/core/law/parse-law.ts';
import { compileRulebook, type Rulebook } from '../../src/core/law/rulebook.ts';
import { decodeFile } from '../../src/kit/library/decode-file.ts';
import { day, registerOf } from '../support/ask-register.ts';
import { loadRulebook, readLaws } from '../support/laws.ts';
import { type Seeded, seeded } from '../support/seeded.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const SLOWEST_MS = 2000;
const ON = day('2024-05-01');
const folder = readLaws();
const rulebook = loadRulebook(folder);
const read = (path: string): string =>
  readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');
const GOOD = 'test/support/fixtures/good';
const registers = [
  ...readdirSync(fileURLToPath(new URL(`../../${GOOD}`, import.meta.url))).map((name) => ({
    name,
    text: read(`${GOOD}/${name}`),
  })),
  { name: 'small-group.yaml', text: read('examples/small-group.yaml') },
];
const laws = folder.files
  .filter((file) => file.format === 'sekisho/law@1')
  .map(({ path, id }) => ({ name: path, id, text: readFileSync(path, 'utf8') }))
  .filter(({ text }) => text.length < 12_000);

const LETTERS = [
  'a',
  '0',
  ':',
  '-',
  '[',
  ']',
  '{',
  '}',
  ',',
  '"',
  "'",
  '#',
  '&',
  '*',
  '!',
  '|',
  '>',
  '%',
  '@',
  '\\',
  '\t',
  '\n',
  ' ',
  '\u0000',
  '\uFFFD',
  '\uD800',
  '\u202E',
  '\u00A0',
  '\uFEFF',
  '日',
  '😀',
  'é',
];
const VALUES = [
  '',
  'null',
  '~',
  'true',
  '[]',
  '{}',
  '-1',
  '0.5',
  '1e999',
  '99999999999999999999999',
  '.nan',
  '.inf',
  '0x1F',
  '2020-02-30',
  '"\\u0000"',
  '!!binary aGk=',
  '*x',
  '&x 1',
  '__proto__',
  'constructor',
  'x'.repeat(5000),
  '"日本"',
  '- - - -',
  '? a',
  '<<',
];

/** Ways to spoil a text; each gives another text. */
const SPOIL: Readonly<Record<string, (text: string, random: Seeded) => string>> = {
  'one sign changed': (text, random) => put(text, random.below(text.length), 1, random.pick(LETTERS)),
  'one sign more': (text, random) => put(text, random.below(text.length), 0, random.pick(LETTERS)),
  'one bit turned': (text, random) => {
    const bytes = Buffer.from(text);
    const at = random.below(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
    return bytes.toString('utf8');
  },
  'a part cut out': (text, random) => put(text, random.below(text.length), 1 + random.below(80), ''),
  'cut off': (text, random) => text.slice(0, random.below(text.length)),
  'a part twice': (text, random) => {
    const at = random.below(text.length);
    return put(text, at, 0, text.slice(at, at + 1 + random.below(200)));
  },
  'two lines exchanged': (text, random) =>
    inLines(text, (lines) => {
      const [a, b] = [random.below(lines.length), random.below(lines.length)];
      [lines[a], lines[b]] = [lines[b] ?? '', lines[a] ?? ''];
    }),
  'a line gone': (text, random) => inLines(text, (lines) => lines.splice(random.below(lines.length), 1)),
  'a line twice': (text, random) =>
    inLines(text, (lines) => {
      const at = random.below(lines.length);
      lines.splice(at, 0, lines[at] ?? '');
    }),
  'a line further in': (text, random) =>
    inLines(text, (lines) => {
      const at = random.below(lines.length);
      lines[at] = `${' '.repeat(1 + random.below(6))}${lines[at] ?? ''}`;
    }),
  'another value': (text, random) => replaceOne(text, /(?<=: )[^,{}[\]\n]+/g, random.pick(VALUES), random),
  'another key': (text, random) =>
    replaceOne(
      text,
      /[A-Za-z-]+(?=:)/g,
      random.pick(['x', 'from', 'until', 'kind', '__proto__', '', '日', 'id']),
      random,
    ),
  'a deep value': (text, random) => {
    const depth = 1 + random.below(300);
    return replaceOne(
      text,
      /(?<=: )[^,{}[\]\n]+/g,
      '['.repeat(depth) + ']'.repeat(random.chance(0.5) ? depth : 0),
      random,
    );
  },
  'another number': (text, random) =>
    replaceOne(text, /\d+/g, random.pick(['0', '-5', '9e99', '00', '1'.repeat(400), '٣', '1_000']), random),
};

const put = (text: string, at: number, length: number, by: string): string =>
  text.slice(0, at) + by + text.slice(at + length);
function inLines(text: string, change: (lines: string[]) => unknown): string {
  const lines = text.split('\n');
  change(lines);
  return lines.join('\n');
}
function replaceOne(text: string, what: RegExp, by: string, random: Seeded): string {
  const found = [...text.matchAll(what)];
  if (found.length === 0) return text;
  const one = random.pick(found);
  return put(text, one.index, one[0].length, by);
}

const counts = { refused: 0, accepted: 0 };
afterAll(() => console.log(`${counts.refused} mutations refused, ${counts.accepted} accepted and answered`));

/** Runs one mutation; says what it was when anything is thrown or takes too long. */
function within(what: string, text: string, run: () => boolean): void {
  const started = performance.now();
  let accepted: boolean;
  try {
    accepted = run();
  } catch (error) {
    throw new Error(
      `${what} threw ${String(error)}\n${(error as Error).stack ?? ''}\n${text.slice(0, 3000)}`,
    );
  }
  counts[accepted ? 'accepted' : 'refused'] += 1;
  const taken = performance.now() - started;
  if (taken > SLOWEST_MS) throw new Error(`${what} took ${Math.round(taken)} ms\n${text.slice(0, 3000)}`);
}

function spoilt(
  files: readonly { name: string; text: string }[],
  runs: number,
  seed: number,
  visit: (text: string, name: string, what: string) => void,
): void {
  const random = seeded(seed);
  const ways = Object.entries(SPOIL);
  for (let index = 0; index < runs; index += 1) {
    const { name, text } = random.pick(files);
    let here = text;
    const done: string[] = [];
    for (let times = random.chance(0.7) ? 1 : 1 + random.below(4); times > 0; times -= 1) {
      const [way, spoil] = random.pick(ways);
      here = spoil(here, random);
      done.push(way);
    }
    visit(here, name, `seed ${seed}, number ${index}, ${name}: ${done.join(', ')}`);
  }
}

describe('a spoilt register', () => {
  it.each([1, 2, 3, 4, 5, 6])('is refused or answered (seed %i)', (seed) => {
    spoilt(registers, 1000, seed, (text, name, what) => {
      within(what, text, () => {
        const decoded = decodeFile(text, name);
        if (!decoded.ok) {
          expect(decoded.fault.length, what).toBeGreaterThan(0);
          return false;
        }
        const parsed = parseRegister(decoded.value.value);
        if (!parsed.ok) {
          for (const { at } of decoded.value.place(parsed.fault)) expect(at.file, what).toBe(name);
          return false;
        }
        const { flows, notRunning } = answerTransfers(askAbout(parsed.value, rulebook, ON));
        expect(flows.length + notRunning.length).toBe(parsed.value.flows.size);
        return true;
      });
    });
  });
});

describe('a spoilt law file', () => {
  const asked = registerOf({
    organisations: [
      { id: 'de', country: 'DE' },
      { id: 'jp', country: 'JP', standing: { 'appi-business-operator': true } },
      { id: 'us', country: 'US', standing: { 'us-dpf': true } },
      { id: 'in', country: 'IN' },
    ],
    activities: [
      { id: 'a', purposes: ['payroll'], subjects: [{ category: 'employees', countries: ['DE'] }] },
    ],
    flows: [
      { id: 'f1', activity: 'a', from: 'de', to: 'jp', fromRole: 'controller', toRole: 'processor' },
      { id: 'f2', activity: 'a', from: 'jp', to: 'us', after: ['f1'], derogation: { ground: 'contract' } },
      { id: 'f3', from: 'us', to: 'in', after: ['f2'] },
    ],
    instruments: [{ id: 'i', kind: 'scc-2021', parties: ['de', 'jp', 'us', 'in'] }],
  });

  it.each([1, 2, 3, 4])('is refused, or the flows are answered by it (seed %i)', (seed) => {
    spoilt(laws, 1000, seed + 100, (text, name, what) => {
      within(what, text, () => {
        const decoded = decodeFile(text, name);
        if (!decoded.ok) return false;
        const { id } = laws.find((one) => one.name === name)!;
        const parsed = parseLaw(decoded.value.value, id);
        if (!parsed.ok) {
          for (const { at } of decoded.value.place(parsed.fault)) expect(at.line, what).toBeGreaterThan(0);
          return false;
        }
        const compiled = compileRulebook({
          ...rulebook,
          laws: rulebook.laws.map((one) => (one.id === id ? parsed.value : one)),
        });
        if (!compiled.ok) return false;
        expect(answerTransfers(askAbout(asked, compiled.value as Rulebook, ON)).flows).toHaveLength(3);
        return true;
      });
    });
  });
});

type Way = readonly (string | number)[];

/** Every place in a value at which a key of a map stands. */
function keysIn(value: unknown, way: Way = []): Way[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => keysIn(item, [...way, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => [[...way, key], ...keysIn(item, [...way, key])]);
}

/** A copy in which the map entry at the end of the way is changed. */
function changed(
  value: unknown,
  way: Way,
  change: (holder: Record<string, unknown>, key: string) => void,
): unknown {
  const copy = structuredClone(value);
  let here = copy as Record<string | number, unknown>;
  for (const key of way.slice(0, -1)) here = here[key] as Record<string | number, unknown>;
  change(here as Record<string, unknown>, String(way.at(-1)));
  return copy;
}
const rename = (holder: Record<string, unknown>, key: string): void => {
  holder[`${key}x`] = holder[key];
  delete holder[key];
};
const decodedOf = (text: string, name: string): unknown => {
  const decoded = decodeFile(text, name);
  if (!decoded.ok) throw new Error(name);
  return decoded.value.value;
};

describe('nothing that matters goes unnoticed in a register', () => {
  const values = registers.map(({ name, text }) => ({ name, value: decodedOf(text, name) }));
  const sound = (value: unknown): boolean => parseRegister(value).ok;

  it('no key under another name', () => {
    let tried = 0;
    for (const { name, value } of values) {
      for (const way of keysIn(value)) {
        tried += 1;
        if (sound(changed(value, way, rename)))
          expect.fail(`${name}: ${way.join('.')} under another name is accepted`);
      }
    }
    expect(tried).toBeGreaterThan(600);
  });

  it('no word that decides', () => {
    const DECIDE =
      /^(?:format|organisations\.\d+\.(?:country|region|kind|parent|regimes\.\d+\.(?:id|basis|art27Representative)|standing\.[a-z-]+\.(?:covers|activities)\.\d+)|activities\.\d+\.(?:(?:controllers|processors)\.\d+|subjects\.\d+\.countries\.\d+|retention)|flows\.\d+\.(?:activity|from|to|fromRole|toRole|mode|at|after\.\d+|tools\.\d+|since|until|derogation\.ground)|instruments\.\d+\.(?:kind|(?:parties|exporters|importers|activities|informed)\.\d+|from|until|approval\.on|accessions\.\d+\.party)|assessments\.\d+\.(?:instrument|flows\.\d+|country|on|result))$/;
    let tried = 0;
    for (const { name, value } of values) {
      for (const way of leavesIn(value).filter((one) => DECIDE.test(one.join('.')))) {
        tried += 1;
        const nonsense = changed(value, way, (holder, key) => {
          holder[key] = 'nonsense-word';
        });
        if (sound(nonsense)) expect.fail(`${name}: nonsense at ${way.join('.')} is accepted`);
      }
    }
    expect(tried).toBeGreaterThan(350);
  });

  it('no value of another type', () => {
    const others: readonly unknown[] = [null, 5, true, 'text', [], {}];
    const typeOf = (one: unknown): string => (Array.isArray(one) ? 'list' : typeof one);
    for (const { name, value } of values) {
      // A note of the register as a whole is read by nobody.
      for (const way of keysIn(value).filter((one) => one.at(-1) !== 'note')) {
        const own = way.reduce<unknown>(
          (here, key) => (here as Record<string | number, unknown>)[key],
          value,
        );
        for (const other of others.filter((one) => one === null || typeOf(one) !== typeOf(own))) {
          // A standing is true, false, or a map.
          if (way.at(-2) === 'standing' && ['boolean', 'object'].includes(typeOf(other)) && other !== null)
            continue;
          const turned = changed(value, way, (holder, key) => {
            holder[key] = other;
          });
          if (sound(turned)) expect.fail(`${name}: ${JSON.stringify(other)} at ${way.join('.')} is accepted`);
        }
      }
    }
  });
});

/** Every place in a value at which a plain value stands. */
function leavesIn(value: unknown, way: Way = []): Way[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => leavesIn(item, [...way, index]));
  if (typeof value !== 'object' || value === null) return [way];
  return Object.entries(value).flatMap(([key, item]) => leavesIn(item, [...way, key]));
}

describe('nothing that matters goes unnoticed in a law file', () => {
  const values = laws.map(({ name, id, text }) => ({ name, id, value: decodedOf(text, name) }));
  const random = seeded(20261122);
  const sample = <T>(list: readonly T[], count: number): T[] =>
    Array.from({ length: Math.min(count, list.length) }, () => random.pick(list));

  it('no key under another name', () => {
    let tried = 0;
    for (const { name, id, value } of values) {
      for (const way of sample(keysIn(value), 20)) {
        // The name of a standing is a word that test/laws/cases.test.ts holds against the list of standings.
        if (way[0] === 'format' || /\.(?:standing|covers|covers-activity)\./.test(String(way.at(-1))))
          continue;
        tried += 1;
        if (parseLaw(changed(value, way, rename), id).ok)
          expect.fail(`${name}: ${way.join('.')} under another name is accepted`);
      }
    }
    expect(tried).toBeGreaterThan(1500);
  });

  it('no word that decides', () => {
    const DECIDE =
      /^(?:id|from|until|rules\.\d+\.(?:id|kind|tier|bound|stage|from|until|due\.counting|except\.\d+|depends\.\d+|carries|for\.\d+|instrument\.\d+|leaves\.\d+|duty|measure|includes\.\d+|members\.\d+\.place))$/;
    let tried = 0;
    for (const { name, id, value } of values) {
      const deciding = leavesIn(value).filter((one) => DECIDE.test(one.join('.')));
      for (const way of sample(deciding, 6)) {
        tried += 1;
        const parsed = parseLaw(
          changed(value, way, (holder, key) => {
            holder[key] = 'nonsense-word';
          }),
          id,
        );
        const accepted =
          parsed.ok &&
          compileRulebook({
            ...rulebook,
            laws: rulebook.laws.map((one) => (one.id === id ? parsed.value : one)),
          }).ok;
        if (accepted) expect.fail(`${name}: nonsense at ${way.join('.')} is accepted`);
      }
    }
    expect(tried).toBeGreaterThan(400);
  });

  // Who owes it, to whom, and with which event the clock starts: any word is accepted.
  it('no word of a duty with a clock', () => {
    const { id, value } = values.find((one) => one.id === 'eu.gdpr.art-33')!;
    for (const key of ['owed-by', 'to']) {
      const parsed = parseLaw(
        changed(value, ['rules', 0, key], (holder) => {
          holder[key] = 'nonsense-word';
        }),
        id,
      );
      const accepted =
        parsed.ok &&
        compileRulebook({
          ...rulebook,
          laws: rulebook.laws.map((one) => (one.id === id ? parsed.value : one)),
        }).ok;
      expect(accepted, key).toBe(false);
    }
  });
});
