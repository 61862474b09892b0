// Each noun on its own: what is read, what it names, what is about a person.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { RECORD_SHAPES } from '../../src/api/records.ts';
import type { Fields } from '../../src/core/base/reading.ts';
import { parseRegister } from '../../src/core/flows/parse-register.ts';
import {
  personalPathsOf,
  RECORD_NOUNS,
  type RecordNoun,
  readGroupRecord,
  readRecord,
  referencesOf,
} from '../../src/core/flows/record-kinds.ts';
import { decodeFile } from '../../src/kit/library/decode-file.ts';

type File = Readonly<Record<RecordNoun, readonly Fields[]>> & { readonly group: Fields };

/** The register that has every key. */
function everyKey(): File {
  const name = 'test/support/fixtures/good/every-key.yaml';
  const decoded = decodeFile(readFileSync(name, 'utf8'), name);
  if (!decoded.ok) throw new Error('it can be decoded');
  return decoded.value.value as File;
}

describe('a record on its own', () => {
  it.each(RECORD_NOUNS)('is read: %s', (noun) => {
    for (const record of everyKey()[noun]) {
      const read = readRecord(noun, record);
      expect(read).toMatchObject({ ok: true });
      const { recordedAt: _, ...rest } = record;
      if (read.ok) expect(read.value).toEqual(rest);
    }
  });

  it('has its keys in one order, whatever the order in which they were written', () => {
    const written = { until: '2030-01-01', name: 'Ito', id: 'p', recordedAt: '2026-01-01T00:00Z' };
    const read = readRecord('persons', written);
    expect(read.ok && JSON.stringify(read.value)).toBe('{"id":"p","name":"Ito","until":"2030-01-01"}');
  });

  it('is read a second time as it was read the first time', () => {
    for (const noun of RECORD_NOUNS)
      for (const record of everyKey()[noun]) {
        const once = readRecord(noun, record);
        const twice = readRecord(noun, once.ok ? once.value : null);
        expect(JSON.stringify(twice)).toBe(JSON.stringify(once));
      }
  });

  it('is refused with all its faults, placed from the record on', () => {
    const read = readRecord('organisations', {
      country: 'UK',
      regimes: [{ id: 'eu-gdpr' }],
      standing: { 'us-dpf': 'yes' },
    });
    expect(read.ok ? [] : read.fault.map(({ code, at }) => `${code} ${at.path}`)).toEqual([
      'missing-key id',
      'bad-country country',
      'missing-key regimes[0].basis',
      'wrong-type standing.us-dpf',
    ]);
  });

  it.each([undefined, null, 'text', 5, []])('is refused where it is no map: %j', (value) => {
    for (const noun of RECORD_NOUNS) {
      const read = readRecord(noun, value);
      expect(read.ok ? [] : read.fault.map(({ code }) => code)).toEqual(['wrong-type']);
    }
  });

  it('may name what nobody knows: only the register can tell', () => {
    expect(readRecord('divisions', { id: 'd', name: 'D', organisation: 'nowhere' }).ok).toBe(true);
  });
});

describe('the record of the group', () => {
  it('is read', () => {
    const { group } = everyKey();
    expect(readGroupRecord(group)).toMatchObject({ ok: true, value: group });
  });

  it('needs an id', () => {
    const read = readGroupRecord({ name: 'G' });
    expect(read.ok ? [] : read.fault.map(({ code, at }) => `${code} ${at.path}`)).toEqual(['missing-key id']);
    expect(readGroupRecord(undefined).ok).toBe(false);
  });
});

describe('the references of a record', () => {
  it('are named with noun, id and place', () => {
    const record = {
      id: 'f',
      from: 'data-subject',
      to: 'staff:et-de',
      activity: 'sales',
      after: ['f0', 'f1'],
      tools: ['scc'],
    };
    expect(referencesOf('flows', record)).toEqual([
      { noun: 'activities', id: 'sales', path: 'activity' },
      { noun: 'organisations', id: 'et-de', path: 'to' },
      { noun: 'flows', id: 'f0', path: 'after[0]' },
      { noun: 'flows', id: 'f1', path: 'after[1]' },
      { noun: 'instruments', id: 'scc', path: 'tools[0]' },
    ]);
  });

  it('are found in whatever shape', () => {
    for (const noun of RECORD_NOUNS)
      expect(
        referencesOf(noun, { parent: 5, after: 'x', regimes: [null, 5], standing: [1] } as Fields),
      ).toEqual([]);
  });

  it('lead somewhere, and the register says so where one does not', () => {
    for (const noun of RECORD_NOUNS)
      for (const [index, record] of everyKey()[noun].entries())
        for (const { path } of referencesOf(noun, record)) {
          const file = structuredClone(everyKey());
          replaceAt(file[noun][index] as Fields, path);
          const parsed = parseRegister(file);
          expect(parsed.ok ? [] : parsed.fault.map(({ code, at }) => `${code} ${at.path}`)).toContain(
            `dangling-id ${noun}[${index}].${path}`,
          );
        }
  });

  /** Ids of others that are no records of a register. */
  const ELSEWHERE = ['io', 'standing.io', 'approval.authority', 'documents[0]'];

  it.each(RECORD_NOUNS)('are all that have the form of an id: %s', (noun) => {
    const wanted = idsOf(RECORD_SHAPES[noun]).filter((path) => path !== 'id' && !ELSEWHERE.includes(path));
    const named = everyKey()[noun].flatMap((record) => referencesOf(noun, record).map(({ path }) => path));
    const first = (path: string): string =>
      path.replaceAll(/\[\d+\]/g, '[0]').replace(/^standing\.[a-z0-9-]+\./, 'standing.*.');
    expect([...new Set(named.map(first))].sort()).toEqual([...new Set(wanted.map(first))].sort());
  });
});

/** Puts an id there that nobody has. */
function replaceAt(record: Fields, path: string): void {
  const keys = path.split(/[.[\]]+/).filter((key) => key !== '');
  let here = record as Record<string, unknown>;
  for (const key of keys.slice(0, -1)) here = here[key] as Record<string, unknown>;
  here[keys.at(-1) as string] = 'nobody-has-this';
}

interface Tree {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Tree>>;
  readonly properties?: Readonly<Record<string, Tree>>;
  readonly items?: Tree;
  readonly anyOf?: readonly Tree[];
}

/** Paths at which a shape wants an id; the first entry stands for all of a list. */
function idsOf(shape: z.ZodType): string[] {
  const root = z.toJSONSchema(shape, { io: 'input' }) as Tree;
  const walk = (tree: Tree, path: string): string[] => {
    const name = tree.$ref?.split('/').at(-1);
    if (name !== undefined && ['Id', 'Sender', 'Receiver'].includes(name)) return [path];
    const target = name === undefined ? tree : { ...root.$defs?.[name], $ref: undefined };
    const dot = path === '' ? '' : `${path}.`;
    return [
      ...Object.entries(target.properties ?? {}).flatMap(([key, one]) => walk(one as Tree, `${dot}${key}`)),
      ...(target.items === undefined ? [] : walk(target.items, `${path}[0]`)),
      ...(target.anyOf ?? []).flatMap((one) => walk(one, path)),
    ];
  };
  return walk(root, '');
}

it('encrypted is what is about a person, and only of persons', () => {
  const record = { id: 'p', name: 'P', email: 'p@example.com', phone: '1', note: 'n', organisation: 'a' };
  expect(personalPathsOf('persons', record)).toEqual(['name', 'email', 'phone', 'note']);
  expect(personalPathsOf('persons', { id: 'p', name: 'P' })).toEqual(['name']);
  for (const noun of RECORD_NOUNS) if (noun !== 'persons') expect(personalPathsOf(noun, record)).toEqual([]);
});
