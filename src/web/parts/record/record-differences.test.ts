import { describe, expect, test } from 'vitest';
import { bringTogether, compareRecords, isSame } from './record-differences.ts';

describe('two states of a record', () => {
  test('are equal whatever the order of their keys', () => {
    expect(isSame({ a: [1, { b: 2, c: 3 }] }, { a: [1, { c: 3, b: 2 }] })).toBe(true);
    expect(isSame({ a: [1, 2] }, { a: [2, 1] })).toBe(false);
    expect(isSame([], {})).toBe(false);
  });

  test('differ where a field is another, there no more, or new; in the order asked for', () => {
    expect(compareRecords({ id: 'a', x: 1, y: 2 }, { id: 'a', y: 3, z: false }, ['z', 'y'])).toEqual([
      { path: 'z', before: undefined, after: false },
      { path: 'y', before: 2, after: 3 },
      { path: 'x', before: 1, after: undefined },
    ]);
  });
});

describe('when two people change one record', () => {
  const base = { id: 'a', name: 'Payroll', retention: 'P7Y', data: ['name'] };

  test('what only one has changed is taken from them', () => {
    const met = bringTogether(base, { ...base, name: 'Pay' }, { ...base, retention: 'P10Y' });
    expect(met.clashes).toEqual([]);
    expect(met.record).toEqual({ ...base, name: 'Pay', retention: 'P10Y' });
    expect(met.theirs.map((one) => one.path)).toEqual(['retention']);
  });

  test('what both changed otherwise waits for a choice, with mine kept until then', () => {
    const met = bringTogether(base, { ...base, name: 'Pay' }, { ...base, name: 'Wages' });
    expect(met.clashes).toEqual([{ path: 'name', mine: 'Pay', theirs: 'Wages' }]);
    expect(met.record['name']).toBe('Pay');
  });

  test('what the other took away goes, unless it was changed here', () => {
    const { data: _data, ...without } = base;
    expect(bringTogether(base, base, without).record).not.toHaveProperty('data');
    const kept = bringTogether(base, { ...base, data: ['email'] }, without);
    expect(kept.clashes).toEqual([{ path: 'data', mine: ['email'], theirs: undefined }]);
  });

  test('the same change on both sides is no clash', () => {
    const same = { ...base, name: 'Pay' };
    expect(bringTogether(base, same, same).clashes).toEqual([]);
  });
});
