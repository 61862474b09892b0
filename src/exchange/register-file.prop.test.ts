// A register that is written down and read again is the same register, in every format of our own.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { registers } from '../../test/support/random-registers.ts';
import { encodeWhole, registerOutOf } from '../../test/support/register-out.ts';
import type { Fields } from '../core/base/reading.ts';
import type { RecordNoun } from '../core/flows/record-kinds.ts';
import type { Format } from './format.ts';
import { jsonLines } from './json-lines.ts';
import { byId } from './record-order.ts';
import { registerJson, registerYaml } from './register-file.ts';

/** Texts that writers of YAML and JSON get wrong. */
const TEXTS = [
  ...['no', 'Null', '~', '1e3', '0x1F', '12:30', '2019-04-01', '-', '- a', 'a: b', 'a #b', '#a', '&a', '*a'],
  ...[
    '!tag',
    '%a',
    '@a',
    '`a`',
    '"',
    "'",
    "it's",
    '[',
    ']{',
    '{a: b}',
    ' a',
    'a ',
    'a\nb',
    'a\r\nb',
    '\t',
    ',',
  ],
  ...[
    '\u2028',
    '\u0085',
    '\ufeff',
    '\ufffd',
    '\u0000x',
    '\ud83d\ude00',
    '髙﨑𠮷㈱①',
    'Straße',
    '=1+1',
    '\\',
    '\\n',
  ],
  ...[
    '---',
    '...',
    '<<',
    '?',
    '? a',
    '| a',
    '> a',
    '0o17',
    '1_000',
    '.5',
    '.inf',
    '+1',
    'true',
    '"a": b',
    'x'.repeat(300),
  ],
];
const text = fc.oneof(
  fc.constantFrom(...TEXTS),
  fc.array(fc.constantFrom(...TEXTS, ''), { minLength: 2, maxLength: 4 }).map((parts) => parts.join('\n')),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
);
const key = fc.oneof(fc.constantFrom('name', 'note', 'address', 'yes', 'a b', '1', '氏名'), text).filter(
  // A map made with this key would be another map.
  (word) => word !== '__proto__' && word !== 'from',
);
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.boolean(),
    fc.integer(),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(key, tie('any'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).any;
const anyRecords = fc
  .array(fc.dictionary(key, value, { maxKeys: 6, noNullPrototype: true }), { maxLength: 5 })
  .map((list) => list.map((one, index) => ({ ...(one as Fields), id: `r${index}` })));

/** Records that are sound, with any text in them: JSON lines are looked through while they are read. */
const soundRecords = fc
  .array(
    text.filter((word) => word.trim() !== ''),
    { maxLength: 5 },
  )
  .map((list) => list.map((word, index) => ({ id: `r${index}`, name: word, note: word }) as Fields));

type Lists = Partial<Record<RecordNoun, readonly Fields[]>>;

async function readBack(format: Format, bytes: Uint8Array): Promise<Lists> {
  if (format.decode !== undefined) {
    const decoded = await format.decode(bytes, 'out', {});
    if (!decoded.ok) throw new Error(JSON.stringify(decoded.fault));
    return decoded.value.value as Lists;
  }
  const source = await format.stream?.(
    async function* () {
      // In pieces that cut through lines and signs.
      for (let start = 0; start < bytes.length; start += 7) yield bytes.subarray(start, start + 7);
    },
    'out',
    {},
  );
  if (source?.ok !== true) throw new Error(JSON.stringify(source?.fault));
  const lists: Partial<Record<RecordNoun, Fields[]>> = {};
  for await (const batch of source.value.batches())
    for (const { noun, record } of batch) lists[noun] = [...(lists[noun] ?? []), record];
  return lists;
}

test.each([
  ['register-yaml', registerYaml, anyRecords],
  ['register-json', registerJson, anyRecords],
  ['json-lines', jsonLines, soundRecords],
] as const)('any record comes back from %s as it was', async (_id, format, records) => {
  await fc.assert(
    fc.asyncProperty(records, records, async (persons, systems) => {
      const out = registerOutOf({ persons, systems }, { unchecked: true });
      const back = await readBack(format, await encodeWhole(format, out));
      expect(back.persons ?? []).toEqual(persons);
      expect(back.systems ?? []).toEqual(systems);
    }),
    { numRuns: 150 },
  );
});

test.each([registerYaml, registerJson, jsonLines].map((format) => [format.id, format] as const))(
  'a random register comes back from %s, and is written the same again',
  async (_id, format) => {
    await fc.assert(
      fc.asyncProperty(registers({ chains: true }), async (lists) => {
        const bytes = await encodeWhole(format, registerOutOf(lists as Lists));
        const back = await readBack(format, bytes);
        for (const [noun, records] of Object.entries(lists as Lists))
          expect(back[noun as RecordNoun] ?? []).toEqual(byId(records));
        const again = await encodeWhole(format, registerOutOf({ ...lists, ...back } as Lists));
        expect(Buffer.compare(Buffer.from(again), Buffer.from(bytes))).toBe(0);
      }),
      { numRuns: 60 },
    );
  },
);
