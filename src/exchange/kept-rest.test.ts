// A register that goes out in a format which has no place for all of it, and comes back into its own group.
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadRulebook } from '../../test/support/laws.ts';
import type { Fields } from '../core/base/reading.ts';
import { RECORD_NOUNS, type RecordNoun } from '../core/flows/record-kinds.ts';
import type { CivilDate } from '../core/time/civil-date.ts';
import { decodeFile } from '../kit/library/decode-file.ts';
import { type Difference, findDifferences } from '../kit/store/read-history.ts';
import { withSaid } from '../records/register/said-places.ts';
import type { RegisterOut } from './format.ts';
import { formatOf } from './formats.ts';
import { withKeptRest } from './kept-rest.ts';
import { type OpenedImport, openImport } from './open-import.ts';
import { makeRegisterOut } from './register-out.ts';
import { joinChunks } from './text-chunks.ts';

let out: RegisterOut;
beforeAll(async () => {
  const decoded = decodeFile(readFileSync('examples/example-group.yaml', 'utf8'), 'example-group.yaml');
  if (!decoded.ok) throw new Error('The example has faults.');
  const rulebook = await loadRulebook();
  const asOf = '2026-11-22' as CivilDate;
  const made = makeRegisterOut(decoded.value.value as Fields, {
    asOf,
    rulebook,
    language: 'en',
    fallbackId: 'example',
  });
  if (!made.ok) throw new Error('The example has faults.');
  out = made.value;
});

/** As the desk and the server open it. */
async function open(format: string, bytes: Uint8Array, isIntoItsGroup = true): Promise<OpenedImport> {
  const kept = Object.fromEntries(
    RECORD_NOUNS.map((noun) => [
      noun,
      new Map(out.records[noun].map((one) => [String(one['id']), String(one['name'] ?? one['id'])])),
    ]),
  );
  const opened = await openImport(
    formatOf(format) as NonNullable<ReturnType<typeof formatOf>>,
    {
      name: `register.${format === 'fideslang' ? 'yml' : 'xlsx'}`,
      chunks: async function* () {
        yield bytes;
      },
    },
    { rulebook: out.rulebook, kept, ...(isIntoItsGroup && { standing: async () => out }) },
  );
  if (!opened.ok) throw new Error(JSON.stringify(opened.fault));
  return opened.value;
}

async function write(format: string): Promise<Uint8Array> {
  const encode = formatOf(format)?.encode;
  if (encode === undefined) throw new Error(`${format} is not written.`);
  return joinChunks(encode(out, {}));
}

/** What would change, as an import compares it. */
async function changesOf({ source }: OpenedImport): Promise<string[]> {
  const changes: string[] = [];
  for await (const batch of source.batches())
    for (const { noun, record, says } of batch) {
      const found = out.records[noun].find(({ id }) => id === record['id']);
      if (found === undefined) changes.push(`${noun} ${record['id']}: new`);
      const { recordedAt: _, ...kept } = found ?? {};
      const whole = says === undefined || found === undefined ? record : withSaid(kept, record, says);
      const differences = findDifferences(kept as never, whole as never) as readonly Difference[];
      if (found !== undefined)
        changes.push(
          ...differences.map(
            ({ path, after }) => `${noun} ${record['id']} ${path}: ${JSON.stringify(after)}`,
          ),
        );
    }
  return changes;
}

describe('the register comes back into its own group', () => {
  test.each([
    ['fideslang', 'fideslang'],
    ['cnil-xlsx', 'cnil-xlsx'],
    ['cnil-xlsx', 'xlsx'],
    ['ico-xlsx', 'xlsx'],
  ])(
    '%s, read as %s, changes nothing and makes nothing',
    async (written, read) => {
      const opened = await open(read, await write(written));
      expect(await changesOf(opened)).toEqual([]);
      expect(opened.notes).toEqual([]);
    },
    60_000,
  );

  test('and without what is kept there, it would', async () => {
    expect(
      (await changesOf(await open('fideslang', await write('fideslang'), false))).length,
    ).toBeGreaterThan(100);
  });

  test('what a format could not hold is not gone', async () => {
    const { source } = await open('fideslang', await write('fideslang'));
    expect(source.covers).toEqual(['organisations', 'systems', 'activities']);
  });

  test('what was changed in the file is changed, and nothing else', async () => {
    const text = new TextDecoder().decode(await write('fideslang'));
    const edited = text
      .replace('name: Musashino Institute of Networks\n', 'name: Musashino Institute\n')
      .replace('email: vogel@de.example-telecom.example', 'email: new@de.example-telecom.example');
    expect((await changesOf(await open('fideslang', new TextEncoder().encode(edited)))).sort()).toEqual([
      'organisations musashino name: "Musashino Institute"',
      'persons et-de.data-protection-officer: new',
    ]);
  });
});

describe('places of a record', () => {
  const noun: RecordNoun = 'activities';
  const merged = (kept: Fields, again: Fields, file: Fields): Fields | null | undefined =>
    withKeptRest(
      { [noun]: [{ id: 'a', ...file }] },
      { [noun]: [{ id: 'a', ...again }] },
      { [noun]: [{ id: 'a', ...kept }] },
    )[noun]?.[0];

  test.each<[string, Fields, Fields, Fields, Fields]>([
    [
      'for which there is none stay',
      { note: 'x', name: 'A' },
      { name: 'A' },
      { name: 'B' },
      { note: 'x', name: 'B' },
    ],
    [
      'that are emptied are emptied',
      { note: 'x', name: 'A' },
      { note: 'x', name: 'A' },
      { name: 'A' },
      { name: 'A' },
    ],
    [
      'in lists keep what stands beside them',
      {
        subjects: [
          { category: 'staff', count: 3 },
          { category: 'guests', count: 9 },
        ],
      },
      { subjects: [{ category: 'staff' }, { category: 'guests' }] },
      { subjects: [{ category: 'staff' }, { category: 'patients' }] },
      {
        subjects: [
          { category: 'staff', count: 3 },
          { category: 'patients', count: 9 },
        ],
      },
    ],
    [
      'that are taken out of a list go with what stands beside them',
      {
        subjects: [
          { category: 'staff', count: 3 },
          { category: 'guests', count: 9 },
        ],
      },
      { subjects: [{ category: 'staff' }, { category: 'guests' }] },
      { subjects: [{ category: 'guests' }] },
      { subjects: [{ category: 'guests', count: 9 }] },
    ],
    [
      'in another order are found again',
      { data: ['salary', 'name'] },
      { data: ['name', 'salary'] },
      { data: ['name', 'salary', 'age'] },
      { data: ['name', 'salary', 'age'] },
    ],
    [
      'that cannot be told from each other are as the file says them',
      { recipients: [{ organisation: 'x' }] },
      { recipients: [{ category: 'X' }] },
      { recipients: [{ category: 'X' }, { category: 'Y' }] },
      { recipients: [{ category: 'X' }, { category: 'Y' }] },
    ],
  ])('%s', (_title, kept, again, file, expected) => {
    expect(merged(kept, again, file)).toEqual({ id: 'a', ...expected });
  });

  test('an echo of what is kept comes in only where something names it', () => {
    const echo = { organisations: [{ id: 'courts', name: 'courts' }] };
    const kept = { [noun]: [{ id: 'a', recipients: [{ category: 'courts' }] }] };
    const again = { ...echo, [noun]: [{ id: 'a', recipients: [{ organisation: 'courts' }] }] };
    expect(withKeptRest(again, again, kept)).toEqual({ organisations: [null], ...kept });
    const file = {
      ...echo,
      [noun]: [{ id: 'a', recipients: [{ organisation: 'courts' }, { category: 'y' }] }],
    };
    expect(withKeptRest(file, again, kept)).toEqual(file);
  });
});
