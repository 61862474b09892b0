import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { encodeWhole, registerOutOf } from '../../test/support/register-out.ts';
import { writePlace } from '../core/base/issue.ts';
import type { Fields } from '../core/base/reading.ts';
import { parseRegister } from '../core/flows/parse-register.ts';
import { RECORD_NOUNS, type RecordNoun } from '../core/flows/record-kinds.ts';
import { findFormat } from './formats.ts';
import { registerJson, registerYaml } from './register-file.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Without the lists that hold nothing. */
function withoutEmpty(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(([, list]) => !Array.isArray(list) || list.length > 0),
  );
}

async function listsOf(name: string): Promise<Partial<Record<RecordNoun, Fields[]>>> {
  const bytes = readFileSync(new URL(`../../examples/${name}`, import.meta.url));
  const decoded = await registerYaml.decode?.(bytes, name, {});
  if (decoded?.ok !== true) throw new Error(JSON.stringify(decoded?.fault));
  const value = decoded.value.value as Fields;
  return Object.fromEntries(RECORD_NOUNS.map((noun) => [noun, (value[noun] ?? []) as Fields[]]));
}

describe('a register written as YAML', () => {
  test('reads like the examples: a record a line where it fits, dates without quotes', async () => {
    const out = registerOutOf({
      organisations: [
        { country: 'DE', name: 'Kita GmbH', id: 'kita-de', from: '2019-04-01' },
        { name: 'Acorn, "the" Backup', id: 'acorn' },
      ],
      activities: [
        {
          id: 'support',
          name: 'Customer support',
          controllers: ['kita-de'],
          subjects: [{ countries: ['DE', 'FR'], category: 'customers', children: false }],
          data: ['name', 'email', 'support-ticket'],
          retention: 'P2Y',
          note: 'no',
        },
      ],
    });
    expect(new TextDecoder().decode(await encodeWhole(registerYaml, out))).toBe(
      `format: sekisho/register@1
group: {id: example, name: Example Telecom Group}

organisations:
  - {id: acorn, name: "Acorn, \\"the\\" Backup"}
  - {id: kita-de, name: Kita GmbH, country: DE, from: 2019-04-01}

divisions: []

persons: []

systems: []

activities:
  - id: support
    name: Customer support
    controllers: [kita-de]
    subjects: [{category: customers, countries: [DE, FR], children: false}]
    data: [name, email, support-ticket]
    retention: P2Y
    note: "no"

flows: []

instruments: []

assessments: []

contractors: []
`,
    );
  });

  test.each(['small-group.yaml', 'example-group.yaml'])('%s means the same again', async (name) => {
    const lists = await listsOf(name);
    const out = registerOutOf(lists);
    for (const format of [registerYaml, registerJson]) {
      const decoded = await format.decode?.(await encodeWhole(format, out), name, {});
      if (decoded?.ok !== true) throw new Error(JSON.stringify(decoded?.fault));
      const { value, covers } = decoded.value;
      expect(covers).toEqual(RECORD_NOUNS);
      const parsed = parseRegister(withoutEmpty(value as Fields));
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault));
      for (const noun of ['organisations', 'activities', 'flows', 'instruments', 'assessments'] as const) {
        const byKey = [...parsed.value[noun].values()].sort((a, b) => (a.id < b.id ? -1 : 1));
        expect(byKey).toEqual([...out.register[noun].values()].sort((a, b) => (a.id < b.id ? -1 : 1)));
      }
    }
  });

  test('holds only the lists that were asked for', async () => {
    const out = registerOutOf({ organisations: [{ id: 'a' }] });
    const bytes = await encodeWhole(registerJson, out, { nouns: ['organisations'] });
    expect(JSON.parse(new TextDecoder().decode(bytes))).toEqual({
      format: 'sekisho/register@1',
      group: { id: 'example', name: 'Example Telecom Group' },
      organisations: [{ id: 'a' }],
    });
  });
});

describe('a register file on its way in', () => {
  test('covers the lists that stand in it, and no others', async () => {
    const decoded = await registerYaml.decode?.(
      bytesOf('format: sekisho/register@1\norganisations: []\nflows: []\n'),
      'a.yaml',
      {},
    );
    expect(decoded?.ok === true && decoded.value.covers).toEqual(['organisations', 'flows']);
  });

  test('places faults by line and column', async () => {
    const text = 'format: sekisho/register@1\norganisations:\n  - {id: a, countr: DE}\n';
    const decoded = await registerYaml.decode?.(bytesOf(text), 'a.yaml', {});
    if (decoded?.ok !== true) throw new Error('it reads');
    const issue = { code: 'unknown-key', at: { path: 'organisations[0].countr' }, message: '', hint: '' };
    expect(decoded.value.place([issue]).map((one) => writePlace(one.at))).toEqual(['a.yaml:3:13']);
  });

  test.each([
    ['no format at all', 'organisations: []\n', 'unknown-format a.yaml:1:1'],
    ['another format', 'format: sekisho/use@1\n', 'unknown-format a.yaml:1:1'],
    ['not UTF-8', new Uint8Array([0x61, 0x3a, 0xff]), 'unreadable a.yaml:1:1'],
    ['broken YAML', 'format: sekisho/register@1\nflows: [\n', 'unreadable a.yaml:3:1'],
  ])('a file with %s is refused', async (_what, content, expected) => {
    const bytes = typeof content === 'string' ? bytesOf(content) : content;
    const decoded = await registerYaml.decode?.(bytes, 'a.yaml', {});
    if (decoded?.ok !== false) throw new Error('it was read');
    expect(decoded.fault.map((one) => `${one.code} ${writePlace(one.at)}`)).toEqual([expected]);
  });
});

describe('the format of a file', () => {
  test.each([
    ['a.txt', 'format: sekisho/register@1\n', 'register-yaml'],
    ['a.yaml', '# a comment\n\nformat: "sekisho/register@1"\n', 'register-yaml'],
    ['a', '{"format": "sekisho/register@1"', 'register-json'],
    ['a', '{"format":"sekisho/lines@1"}\n{', 'json-lines'],
    ['a.txt', 'name,country\n', undefined],
    ['a.yaml', 'organisations: []\n', 'register-yaml'],
    ['A.JSONL', '[]\n', 'json-lines'],
  ])('%s beginning with %j', (name, text, expected) => {
    expect(findFormat(bytesOf(text), name)?.id).toBe(expected);
  });
});
