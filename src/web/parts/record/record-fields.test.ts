import { describe, expect, test } from 'vitest';
import { groupShape } from '../../../api/groups.ts';
import { RECORD_SHAPES } from '../../../api/records.ts';
import { RECORD_NOUNS } from '../../../core/flows/words.ts';
import { fields as de } from '../../text/de/fields.ts';
import { fields as en } from '../../text/en/fields.ts';
import { fields as ja } from '../../text/ja/fields.ts';
import type { Field } from './field.ts';
import { fieldAt, fieldsOf, SECTIONS_OF } from './record-fields.ts';

/** Kept by the store itself, or shown apart. */
const NO_FIELDS = ['id', 'recordedAt'];

type ObjectShape = (typeof RECORD_SHAPES)['flows'];
type Shape = ObjectShape['shape'][string];
interface Inside {
  readonly def: { readonly type: string; readonly innerType?: Shape; readonly element?: Shape };
}

/** The map inside of what may be left out, or of a list. */
function mapIn(shape: Shape): ObjectShape | undefined {
  const { type, innerType, element } = (shape as unknown as Inside).def;
  if (innerType !== undefined) return mapIn(innerType);
  if (type === 'array' && element !== undefined) return mapIn(element);
  return type === 'object' ? (shape as ObjectShape) : undefined;
}

function missingFields(shape: ObjectShape, fields: readonly Field[], path: string): string[] {
  return Object.entries(shape.shape as Record<string, Shape>).flatMap(([key, inner]) => {
    if (path === '' && NO_FIELDS.includes(key)) return [];
    const field = fields.find((one) => one.key === key);
    if (field === undefined) return [`${path}${key}`];
    const map = mapIn(inner);
    if (map === undefined || !(field.kind.is === 'map' || field.kind.is === 'maps')) return [];
    return missingFields(map, field.kind.fields, `${path}${key}.`);
  });
}

function pathsOf(fields: readonly Field[], path = ''): string[] {
  return fields.flatMap(({ key, kind }) => [
    `${path}${key}`,
    ...(kind.is === 'map' || kind.is === 'maps' ? pathsOf(kind.fields, `${path}${key}.`) : []),
  ]);
}

describe.each(RECORD_NOUNS)('the description of %s', (noun) => {
  test('has a field for every key of the record', () => {
    expect(missingFields(RECORD_SHAPES[noun], fieldsOf(noun), '')).toEqual([]);
  });

  test('demands what the shape demands', () => {
    const shape = RECORD_SHAPES[noun].shape as Record<string, Shape>;
    const demanded = Object.keys(shape).filter((key) => key !== 'id' && shape[key]?.isOptional() === false);
    expect(
      fieldsOf(noun)
        .flatMap((one) => (one.isRequired ? [one.key] : []))
        .sort(),
    ).toEqual(demanded.sort());
  });

  test.each([
    ['en', en],
    ['ja', ja],
    ['de', de],
  ])('has labels for everything in %s', (_, text) => {
    const labels: Readonly<Record<string, string>> = text.labels;
    const unnamed = pathsOf(fieldsOf(noun)).filter(
      (path) =>
        labels[`${noun}.${path}`] === undefined && labels[`*.${path.split('.').at(-1)}`] === undefined,
    );
    expect(unnamed).toEqual([]);
    for (const { id } of SECTIONS_OF[noun]) expect(text.sections).toHaveProperty(id);
  });
});

describe('the description of what is settled for a group', () => {
  test('has a field for every key, and labels for everything in every language', () => {
    expect(missingFields(groupShape as unknown as ObjectShape, fieldsOf('groups'), '')).toEqual([]);
    for (const { labels } of [en, ja, de] as { labels: Readonly<Record<string, string>> }[]) {
      const unnamed = pathsOf(fieldsOf('groups')).filter(
        (path) =>
          labels[`groups.${path}`] === undefined && labels[`*.${path.split('.').at(-1)}`] === undefined,
      );
      expect(unnamed).toEqual([]);
    }
  });
});

test('a path leads to the field in which it lies', () => {
  expect(fieldAt('activities', 'jointUse.manager')?.key).toBe('jointUse');
  expect(fieldAt('activities', 'subjects[0].count')?.key).toBe('subjects');
  expect(fieldAt('activities', 'nothing')).toBeUndefined();
});

test('every label and help of English stands in the other languages, and none is empty', () => {
  for (const text of [ja, de])
    for (const part of ['labels', 'help', 'words', 'faults', 'sections'] as const) {
      expect(Object.keys(text[part]).sort()).toEqual(Object.keys(en[part]).sort());
      expect(Object.values(text[part]).filter((one) => one.trim() === '')).toEqual([]);
    }
});
