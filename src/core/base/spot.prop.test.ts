// A path that is written can be read again, whatever the keys are.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { below, keysOf, readKeys, type Spot, writeKeys } from './spot.ts';

const key = fc.oneof(
  fc.nat(),
  fc.string({ unit: 'binary', minLength: 1 }),
  fc.constantFrom(
    'from',
    'us-dpf',
    '日本',
    'a.b',
    'a b',
    '"',
    '\\',
    '[0]',
    '[',
    ']',
    '0',
    '__proto__',
    "it's",
  ),
);
const keys = fc.array(key, { maxLength: 8 });

it('reads what it wrote', () => {
  fc.assert(
    fc.property(keys, (way) => {
      // A key of digits alone is written like any other word and comes back as the text it was.
      expect(readKeys(writeKeys(way))).toEqual(way);
    }),
    { numRuns: 2000 },
  );
});

it('knows the way down to a spot', () => {
  fc.assert(
    fc.property(keys, (way) => {
      const spot = way.reduce<Spot | null>((above, one) => below(above, one), null);
      expect(keysOf(spot)).toEqual(way);
    }),
  );
});
