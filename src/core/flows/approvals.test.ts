// Which records need a second person, and what frees them of that.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Approving, findLoosened, wantsApproval } from './approvals.ts';
import { RECORD_NOUNS } from './words.ts';

const all: Approving = { approvals: { wanted: true } };
const of = (...nouns: (typeof RECORD_NOUNS)[number][]): Approving => ({ approvals: { wanted: true, nouns } });

test.each<[string, Approving | null, readonly string[]]>([
  ['no group', null, []],
  ['a group that says nothing', {}, []],
  ['a group that says nothing of whether', { approvals: {} }, []],
  ['a group that names records and wants nothing', { approvals: { nouns: ['flows'] } }, []],
  [
    'a group that does not want it, whatever it names',
    { approvals: { wanted: false, nouns: ['flows'] } },
    [],
  ],
  ['a group that names none', of(), []],
  ['a group that names some', of('flows', 'systems'), ['systems', 'flows']],
  ['a group that names none of them in particular', all, RECORD_NOUNS],
])('%s', (_, group, wanted) => {
  expect(RECORD_NOUNS.filter((noun) => wantsApproval(group, noun))).toEqual(wanted);
});

test.each<[string, Approving | null, Approving | null, readonly string[]]>([
  ['nothing becomes nothing', {}, { approvals: { wanted: false } }, []],
  ['some become all', of('flows'), all, []],
  ['another order is the same', of('flows', 'systems'), of('systems', 'flows'), []],
  ['all become all, one by one', all, of(...RECORD_NOUNS), []],
  ['all become none', all, {}, RECORD_NOUNS],
  ['all become none, by an empty list', all, of(), RECORD_NOUNS],
  ['all become none, by a word', all, { approvals: { wanted: false } }, RECORD_NOUNS],
  [
    'some become none, though they are still named',
    of('flows'),
    { approvals: { nouns: ['flows'] } },
    ['flows'],
  ],
  ['one goes and another comes', of('flows', 'systems'), of('flows', 'persons'), ['systems']],
  ['the group goes', of('persons'), null, ['persons']],
])('%s', (_, before, after, loosened) => {
  expect(findLoosened(before, after)).toEqual(loosened);
});

const approving: fc.Arbitrary<Approving | null> = fc.oneof(
  fc.constant(null),
  fc.record(
    {
      approvals: fc.record(
        { wanted: fc.boolean(), nouns: fc.subarray([...RECORD_NOUNS]) },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: [] },
  ) as fc.Arbitrary<Approving>,
);

test('no way of small steps loosens what the whole does not: each noun that falls away does so in one of them', () => {
  fc.assert(
    fc.property(fc.array(approving, { minLength: 2, maxLength: 6 }), (states) => {
      const steps = states.slice(1).flatMap((after, at) => findLoosened(states[at] ?? null, after));
      for (const noun of findLoosened(states[0] ?? null, states.at(-1) ?? null))
        expect(steps).toContain(noun);
    }),
  );
});
