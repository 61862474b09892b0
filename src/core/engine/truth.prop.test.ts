// The three-valued logic keeps the laws of Kleene's, and knowing more never turns what was settled.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { both, either, FAILS, type Finding, HOLDS, negate, notKnown, type Truth, union } from './truth.ts';

const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 3 });
const finding: fc.Arbitrary<Finding> = fc.oneof(
  fc.constant(HOLDS),
  fc.constant(FAILS),
  names.map((missing) => notKnown(missing)),
  fc.tuple(fc.boolean(), names).map(([truth, presumed]): Finding => ({ truth, missing: [], presumed })),
);
const findings = fc.array(finding, { maxLength: 6 });

const truthOf = ({ truth }: Finding): Truth => truth;
const shape = ({ truth, missing }: Finding): unknown => ({ truth, missing: [...missing].sort() });

/** False below unknown below true: `both` is the least of them, `either` the greatest. */
const ORDER: readonly Truth[] = [false, 'unknown', true];
const least = (all: readonly Truth[]): Truth => ORDER[Math.min(2, ...all.map((one) => ORDER.indexOf(one)))]!;
const greatest = (all: readonly Truth[]): Truth =>
  ORDER[Math.max(0, ...all.map((one) => ORDER.indexOf(one)))]!;

describe('three answers', () => {
  it('follow the truth tables', () => {
    fc.assert(
      fc.property(findings, (all) => {
        expect(truthOf(both(all))).toBe(least(all.map(truthOf)));
        expect(truthOf(either(all))).toBe(greatest(all.map(truthOf)));
      }),
    );
  });

  it('do not depend on brackets', () => {
    fc.assert(
      fc.property(findings, findings, (left, right) => {
        expect(shape(both([both(left), both(right)]))).toEqual(shape(both([...left, ...right])));
        expect(shape(either([either(left), either(right)]))).toEqual(shape(either([...left, ...right])));
      }),
    );
  });

  it('do not depend on order', () => {
    fc.assert(
      fc.property(findings, (all) => {
        const backwards = [...all].reverse();
        expect(shape(both(backwards))).toEqual(shape(both(all)));
        expect(shape(either(backwards))).toEqual(shape(either(all)));
      }),
    );
  });

  it('keep the laws of De Morgan', () => {
    fc.assert(
      fc.property(findings, (all) => {
        expect(shape(negate(both(all)))).toEqual(shape(either(all.map(negate))));
        expect(shape(negate(either(all)))).toEqual(shape(both(all.map(negate))));
      }),
    );
  });

  it('come back when they are turned around twice', () => {
    fc.assert(
      fc.property(finding, (one) => {
        expect(negate(negate(one))).toEqual(one);
      }),
    );
  });

  it('name what is missing where they are not known, and only there', () => {
    fc.assert(
      fc.property(findings, (all) => {
        for (const found of [both(all), either(all)]) {
          expect(found.missing.length > 0).toBe(found.truth === 'unknown');
          expect(new Set(found.missing).size).toBe(found.missing.length);
        }
      }),
    );
  });

  it('that are settled stay so when an unknown part becomes known', () => {
    const known = fc.array(fc.boolean(), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(findings, known, (all, values) => {
        const later = all.map((one, index) =>
          one.truth === 'unknown' ? (values[index] ? HOLDS : FAILS) : one,
        );
        for (const combine of [both, either]) {
          const before = combine(all);
          if (before.truth !== 'unknown') expect(truthOf(combine(later))).toBe(before.truth);
        }
      }),
    );
  });

  it('keep saying what was presumed on the way, where they rest on it', () => {
    const presumed: Finding = { truth: true, missing: [], presumed: ['x'] };
    expect(both([HOLDS, presumed]).presumed).toEqual(['x']);
    expect(either([FAILS, presumed]).presumed).toEqual(['x']);
    expect(either([presumed, HOLDS]).presumed).toEqual([]);
    expect(both([negate(presumed), FAILS]).presumed).toEqual([]);
    expect(both([negate(presumed), HOLDS]).presumed).toEqual(['x']);
    expect(negate(presumed)).toEqual({ truth: false, missing: [], presumed: ['x'] });
  });

  it('of nothing are: all of it holds, none of it does', () => {
    expect(both([])).toEqual(HOLDS);
    expect(either([])).toEqual(FAILS);
  });
});

it('names each missing fact once, in order of appearance', () => {
  expect(union([['b', 'a'], [], ['a', 'c']])).toEqual(['b', 'a', 'c']);
  expect(union([])).toEqual([]);
});
