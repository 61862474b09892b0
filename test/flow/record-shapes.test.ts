// The shapes of the wire and the reader of core say the same of a record, though neither knows the other.
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { groupShape } from '../../src/api/groups.ts';
import { RECORD_SHAPES, registerFileShape } from '../../src/api/records.ts';
import { writeKeys } from '../../src/core/base/spot.ts';
import { parseRegister } from '../../src/core/flows/parse-register.ts';
import {
  RECORD_NOUNS,
  type RecordNoun,
  readGroupRecord,
  readRecord,
} from '../../src/core/flows/record-kinds.ts';
import { decodeFile } from '../../src/kit/library/decode-file.ts';

const FIXTURES = 'test/support/fixtures';
type Tree = Record<string, unknown>;

function decode(path: string): unknown {
  const decoded = decodeFile(readFileSync(path, 'utf8'), path);
  return decoded.ok ? decoded.value.value : undefined;
}

const good = [
  ...readdirSync(`${FIXTURES}/good`).map((name) => `${FIXTURES}/good/${name}`),
  'examples/small-group.yaml',
  'examples/example-group.yaml',
];
const bad = readdirSync(`${FIXTURES}/bad`)
  .map((name) => `${FIXTURES}/bad/${name}`)
  .filter((path) => !path.endsWith('expected.json') && decode(path) !== undefined);

/** Faults of which a record alone knows nothing. */
const OF_THE_WHOLE = ['dangling-id', 'parent-cycle', 'duplicate-id'];

describe('the shape of a register file', () => {
  it.each(good)('accepts %s', (path) => {
    expect(registerFileShape.safeParse(decode(path)).error?.issues).toBeUndefined();
  });

  it.each(bad)('and the reader agree on %s', (path) => {
    const value = decode(path);
    const parsed = parseRegister(value);
    const faults = parsed.ok ? [] : parsed.fault.filter(({ code }) => !OF_THE_WHOLE.includes(code));
    expect(registerFileShape.safeParse(value).success).toBe(faults.length === 0);
  });
});

const everyKey = decode(`${FIXTURES}/good/every-key.yaml`) as Tree;

it('every key of every shape stands in good/every-key.yaml', () => {
  const written = keysIn(everyKey);
  expect(keysOfShape(registerFileShape).filter((key) => !written.has(key) && key !== 'io')).toEqual([]);
});

it.each(RECORD_NOUNS)('every key of %s is described', (noun) => {
  const { shape } = RECORD_SHAPES[noun];
  const described = (key: string): string => z.globalRegistry.get(shape[key] as z.ZodType)?.description ?? '';
  expect(Object.keys(shape).filter((key) => described(key) === '')).toEqual([]);
});

describe('a record in which something was changed at random', () => {
  const records = good.flatMap((path) => {
    const file = decode(path) as Record<RecordNoun, Tree[] | undefined>;
    return RECORD_NOUNS.flatMap((noun) =>
      (path.startsWith(FIXTURES) ? (file[noun] ?? []) : (file[noun] ?? []).slice(0, 3)).map(
        (record) => [noun, record] as const,
      ),
    );
  });
  const everyName = [...keysIn(everyKey)];

  /** What may be written by mistake. */
  const value = fc.oneof(
    fc.constantFrom<unknown>(
      ...[null, true, false, 0, 1, -1, 0.5, 1e13, '', ' ', 'x', 'a b', 'data-subject', 'staff:a', 'staff:'],
      ...[[], [''], ['x'], [null], [{}], {}, { note: 5 }, { note: '123456789018' }, '123456789018'],
      ...['2026-02-28', '2026-02-30', '1850-01-01', '2026-01-01T00:00Z', '2026-01-01T00:00'],
      ...['DE', 'UK', 'DE-NW', 'XX-1', 'FR-IDF', 'P1Y', 'P', 'a@b', 'a@', 'http://a', 'javascript:x'],
      ...['controller', 'company', 'bcr-c', 'eu-gdpr', 'contract', 'representative', 'backup', 'specific'],
    ),
    fc.string(),
    fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<unknown>,
  );

  it('is accepted by both, or by neither', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...records),
        fc.nat(),
        fc.constantFrom(...everyName, 'strange'),
        fc.option(value, { nil: undefined }),
        ([noun, record], where, added, put) => {
          const changed = structuredClone(record);
          const places = placesIn(changed);
          const [map, key] = places[where % places.length] as [Tree | unknown[], string | number];
          // At the spot itself, beside it under another name, or away with it.
          if (Array.isArray(map)) map[Number(key)] = put ?? null;
          else if (put === undefined) delete map[String(key)];
          else map[where % 3 === 0 ? added : String(key)] = put;
          const read = readRecord(noun, changed);
          const shaped = RECORD_SHAPES[noun].safeParse(changed);
          const said = read.ok
            ? JSON.stringify(shaped.error?.issues)
            : read.fault.map(({ code, at }) => `${code} ${at.path}`).join(', ');
          expect(shaped.success, `${JSON.stringify(changed)}: ${said}`).toBe(read.ok);
          // Where each finds one fault, it is the same place.
          if (!read.ok && read.fault.length === 1 && shaped.error?.issues.length === 1) {
            const [issue] = shaped.error.issues;
            const path = writeKeys(
              (issue?.path ?? []).map((one) => (typeof one === 'number' ? one : String(one))),
            );
            expect(String(read.fault[0]?.at.path).startsWith(path), `${path}: ${said}`).toBe(true);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('is refused where a map that pretends to be a text stands in any place', () => {
    const strange = { toString: 0, valueOf: 0 };
    for (const [noun, record] of records) {
      const all = placesIn(record).length;
      for (let where = 0; where < all; where += 1) {
        const changed = structuredClone(record);
        const [map, key] = placesIn(changed)[where] as [Tree, string];
        map[key] = strange;
        expect([noun, key, readRecord(noun, changed).ok]).toEqual([noun, key, false]);
        expect([noun, key, RECORD_SHAPES[noun].safeParse(changed).success]).toEqual([noun, key, false]);
      }
    }
  });

  it('is accepted by both, or by neither: the group', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('id', 'name', 'approvals', 'languages', 'note', 'strange'),
        value,
        (key, put) => {
          const changed = { ...(everyKey['group'] as Tree), [key]: put };
          expect(groupShape.safeParse(changed).success, JSON.stringify(changed)).toBe(
            readGroupRecord(changed).ok,
          );
        },
      ),
      { numRuns: 500 },
    );
  });
});

/** Every map and list below a value with each key in it. */
function placesIn(value: unknown): [Tree | unknown[], string | number][] {
  if (typeof value !== 'object' || value === null) return [];
  const keys = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
  return keys.flatMap((key) => [
    [value as Tree, key] as [Tree, string | number],
    ...placesIn((value as Tree)[key as string]),
  ]);
}

function keysIn(value: unknown): Set<string> {
  return new Set(placesIn(value).flatMap(([, key]) => (typeof key === 'string' ? [key] : [])));
}

function keysOfShape(shape: z.ZodType): string[] {
  const walk = (tree: unknown): string[] => {
    if (typeof tree !== 'object' || tree === null) return [];
    const { properties } = tree as { properties?: Tree };
    return [
      ...Object.keys(properties ?? {}).filter((key) => typeof properties?.[key] === 'object'),
      ...Object.values(tree).flatMap(walk),
    ];
  };
  return [...new Set(walk(z.toJSONSchema(shape, { io: 'input' })))].filter((key) => key !== 'properties');
}
