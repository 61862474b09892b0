// A register that is written into sheets and read again is the same register, whatever stands in it and in every language.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { registers } from '../../test/support/random-registers.ts';
import { encodeWhole, registerOutOf } from '../../test/support/register-out.ts';
import type { Fields } from '../core/base/reading.ts';
import { RECORD_NOUNS, type RecordNoun } from '../core/flows/words.ts';
import type { Language } from '../core/law/law.ts';
import type { Format } from './format.ts';
import { byId } from './record-order.ts';
import type { SheetColumn } from './sheet-column.ts';
import { SHEET_NOUNS } from './sheet-columns.ts';
import { registerCsv } from './sheet-csv.ts';
import { registerXlsx } from './sheet-xlsx.ts';

type Lists = Partial<Record<RecordNoun, readonly Fields[]>>;

const FORMATS = [
  ['xlsx', registerXlsx, 'group.xlsx'],
  ['csv', registerCsv, 'group.zip'],
] as const;
const LANGUAGES: readonly Language[] = ['en', 'ja', 'de'];

/** Texts that sheets get wrong. */
const TEXTS = [
  ...[
    '=1+1',
    '+1',
    '-1',
    '@a',
    "'=1",
    "'",
    '\t=1',
    '\r=1',
    '＝1',
    'a;b',
    'a；b',
    '\\',
    '\\n',
    'a\nb',
    'a\r\nb',
    ' a',
    'a ',
    ';',
  ],
  ...[
    '[]',
    '{}',
    '\\[]',
    '1',
    '1.0',
    '2026-01-01',
    'TRUE',
    'no',
    'x',
    '_x000D_',
    '_x005F_',
    '\u0001',
    '\ufffe',
    '\ufeff',
    '\u0000',
  ],
  ...[
    '"',
    '""',
    'a"b',
    ',',
    'a,b',
    '&amp;',
    '<b>',
    ']]>',
    '髙﨑𠮷㈱①',
    'Straße',
    '\ud83d\ude00',
    '\ud83d',
    'null',
    '#REF!',
    '#a',
  ],
  ...['\u2028', '\u0085', '(2)', 'x'.repeat(70_000), `${'y'.repeat(31_999)}\ud83d\ude00`],
];
const text = fc.oneof(
  fc.constantFrom(...TEXTS),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }),
  fc.string({ minLength: 1, maxLength: 10 }),
);
const word = fc.constantFrom('et-de', 'a.b:c', '給与', 'x_1');
const days = fc.constantFrom(
  '2026-06-01',
  '1900-02-28',
  '1899-12-31',
  '1900-03-01',
  '9999-12-31',
  '2020-02-29',
  'soon',
);
const countries = fc.constantFrom('JP', 'DE', 'XX', 'Germany');

function valueFor({ kind, words }: SheetColumn): fc.Arbitrary<unknown> {
  const one: Record<SheetColumn['kind'], fc.Arbitrary<unknown>> = {
    id: fc.oneof(word, text),
    ids: fc.array(fc.oneof(word, text), { maxLength: 3 }),
    text,
    texts: fc.array(text, { maxLength: 4 }),
    word: fc.oneof(fc.constantFrom(...(words ?? ['a'])), word),
    words: fc.array(fc.constantFrom(...(words ?? ['a'])), { maxLength: 3 }),
    flag: fc.boolean(),
    count: fc.oneof(fc.nat(), fc.integer(), fc.double()),
    counts: fc.array(fc.integer({ min: -3, max: 9 }), { maxLength: 3 }),
    date: days,
    country: countries,
    countries: fc.array(countries, { maxLength: 3 }),
  };
  const strange = fc.oneof(
    fc.constant(null),
    fc.constant(''),
    fc.constant({}),
    fc.constant([[]]),
    text,
    fc.boolean(),
  );
  return fc.oneof({ weight: 12, arbitrary: one[kind] }, { weight: 1, arbitrary: strange });
}

function put(target: Record<string, unknown>, keys: readonly string[], value: unknown): void {
  const [key = '', ...rest] = keys;
  if (rest.length === 0) {
    target[key] = value;
    return;
  }
  const inner = target[key];
  const map = typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? inner : {};
  target[key] = map;
  put(map as Record<string, unknown>, rest, value);
}

function mapOf(columns: readonly SheetColumn[]): fc.Arbitrary<Record<string, unknown>> {
  const model = Object.fromEntries(columns.map((column) => [column.path, valueFor(column)]));
  return fc.record(model, { requiredKeys: [] }).map((flat) => {
    const map: Record<string, unknown> = {};
    for (const [path, value] of Object.entries(flat)) put(map, path.split('.'), value);
    return map;
  });
}

/** Records of a noun with anything in any place, and keys that nobody knows. */
function recordsOf(noun: RecordNoun): fc.Arbitrary<Fields[]> {
  const sheet = SHEET_NOUNS.find((one) => one.noun === noun) as (typeof SHEET_NOUNS)[number];
  const parts = Object.fromEntries(
    sheet.parts.map((part) => {
      const item = mapOf(part.columns);
      const items =
        part.is === 'list'
          ? fc.array(fc.oneof({ weight: 9, arbitrary: item }, { weight: 1, arbitrary: text }), {
              maxLength: 3,
            })
          : fc.dictionary(
              fc.constantFrom('us-dpf', 'kr-pipa', 'io', 'A b', 'x.y'),
              fc.oneof(item, fc.boolean(), fc.constantFrom('epo', 'ja', 'yes')),
              { maxKeys: 3, noNullPrototype: true },
            );
      return [part.path, items];
    }),
  );
  const others = fc.dictionary(
    fc.constantFrom('color', 'a.b', '氏名', '+'),
    fc.oneof(text, fc.constant({ a: [1] })),
    {
      maxKeys: 2,
      noNullPrototype: true,
    },
  );
  return fc
    .array(fc.tuple(mapOf(sheet.columns), fc.record(parts, { requiredKeys: [] }), others), { maxLength: 4 })
    .map((list) =>
      list.map(([columns, lists, rest], index) => ({ ...columns, ...lists, ...rest, id: `r${index}` })),
    );
}

async function readBack(format: Format, bytes: Uint8Array, fileName: string): Promise<Lists> {
  const decoded = await format.decode?.(bytes, fileName, {});
  if (decoded?.ok !== true) throw new Error(JSON.stringify(decoded?.fault.slice(0, 5)));
  return decoded.value.value as Lists;
}

test.each(FORMATS)(
  'any record comes back from %s as it was',
  async (_id, format, fileName) => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...RECORD_NOUNS).chain((noun) => fc.tuple(fc.constant(noun), recordsOf(noun))),
        fc.constantFrom(...LANGUAGES),
        async ([noun, records], language) => {
          const out = registerOutOf({ [noun]: records }, { unchecked: true, language });
          const back = await readBack(format, await encodeWhole(format, out), fileName);
          expect(back[noun]).toEqual(records);
        },
      ),
      { numRuns: 100 },
    );
  },
  60_000,
);

test.each(FORMATS)(
  'a random register comes back from %s and is written the same again',
  async (_id, format, fileName) => {
    await fc.assert(
      fc.asyncProperty(
        registers({ chains: true }),
        fc.constantFrom(...LANGUAGES),
        async (lists, language) => {
          const bytes = await encodeWhole(format, registerOutOf(lists as unknown as Lists, { language }));
          const back = await readBack(format, bytes, fileName);
          for (const noun of RECORD_NOUNS)
            expect(back[noun]).toEqual(byId((lists as unknown as Lists)[noun] ?? []));
          const again = await encodeWhole(format, registerOutOf(back, { language }));
          expect(Buffer.compare(Buffer.from(again), Buffer.from(bytes))).toBe(0);
        },
      ),
      { numRuns: 40 },
    );
  },
  60_000,
);
