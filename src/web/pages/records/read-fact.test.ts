import { expect, test } from 'vitest';
import { readFact } from './read-fact.ts';

test.each([
  ['organisations.albion.member', { noun: 'organisations', id: 'albion', path: 'member' }],
  ['organisations.a.b-1.standing.us-dpf', { noun: 'organisations', id: 'a.b-1', path: 'standing.us-dpf' }],
  ['flows.f1.derogation.necessary', { noun: 'flows', id: 'f1', path: 'derogation.necessary' }],
])('%s is read', (fact, place) => {
  expect(readFact(fact)).toEqual(place);
});

test.each(['assessments (for flow f1)', 'organisations', 'organisations.albion', 'laws.x.y', ''])(
  '%s is in no field',
  (fact) => {
    expect(readFact(fact)).toBeUndefined();
  },
);
