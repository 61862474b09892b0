// Packed flows are the map of records that they were made of; and the columns say the same whichever of the two they come from.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { registerOf } from '../../../test/support/ask-register.ts';
import { registers } from '../../../test/support/random-registers.ts';
import type { CivilDate } from '../time/civil-date.ts';
import type { Instant } from '../time/instant.ts';
import { columnsOf } from './columns-register.ts';
import { packFlows } from './packed-flows.ts';
import type { Flow, Party } from './register.ts';
import { GROUNDS, MODES, ROLES } from './words.ts';

const ids = fc.constantFrom('a', 'b', 'c', '関所', 'x-1', 'x-2', 'ü');
const days = fc
  .tuple(
    fc.integer({ min: 1990, max: 2030 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
  )
  .map(([year, month, day]) => {
    const two = (number: number): string => String(number).padStart(2, '0');
    return `${year}-${two(month)}-${two(day)}` as CivilDate;
  });
const party: fc.Arbitrary<Party> = fc.oneof(
  fc.constant({ is: 'data-subject' as const }),
  fc.record(
    { is: fc.constantFrom('organisation' as const, 'staff' as const), organisation: ids },
    { noNullPrototype: true },
  ),
);
const flags = fc.record(
  { repetitive: fc.boolean(), necessary: fc.boolean() },
  { requiredKeys: [], noNullPrototype: true },
) as fc.Arbitrary<object>;
const flow = fc.record(
  {
    id: fc.oneof(
      ids,
      fc.nat(50).map((number) => `flow-${number}`),
    ),
    sender: party,
    recipient: party,
    after: fc.array(ids, { maxLength: 3 }),
    recordedAt: fc.integer({ min: 0, max: 2e12 }) as unknown as fc.Arbitrary<Instant>,
    note: fc.string({ unit: 'grapheme', minLength: 1 }),
    from: days,
    until: days,
    activity: ids,
    fromRole: fc.constantFrom(...ROLES),
    toRole: fc.constantFrom(...ROLES),
    mode: fc.constantFrom(...MODES),
    at: fc.constantFrom('DE', 'JP', 'US'),
    tools: fc.array(ids, { maxLength: 3 }),
    derogation: fc.record(
      { ground: fc.constantFrom(...GROUNDS), flags, consent: flags },
      { requiredKeys: ['flags', 'consent'], noNullPrototype: true },
    ) as fc.Arbitrary<NonNullable<Flow['derogation']>>,
    automated: fc.boolean(),
    clearText: fc.boolean(),
    combinesEuData: fc.boolean(),
    name: fc.string({ unit: 'grapheme', minLength: 1 }),
    systems: fc.array(ids, { maxLength: 2 }),
    provisionRecord: fc.record({ kept: fc.boolean(), on: days }, { requiredKeys: [], noNullPrototype: true }),
  },
  { requiredKeys: ['id', 'sender', 'recipient', 'after'], noNullPrototype: true },
) as fc.Arbitrary<Flow>;

describe('packed flows', () => {
  it('are the records that were added, in their order, the first of each id', () => {
    fc.assert(
      fc.property(fc.array(flow, { maxLength: 80 }), (flows) => {
        const plain = new Map<string, Flow>();
        for (const one of flows) if (!plain.has(one.id)) plain.set(one.id, one);
        const packed = packFlows(flows);
        expect(packed.size).toBe(plain.size);
        expect([...packed]).toStrictEqual([...plain]);
        expect([...packed.keys()]).toEqual([...plain.keys()]);
        expect([...packed.values()]).toEqual([...plain.values()]);
        for (const id of ['a', 'b', 'nobody', ...plain.keys()]) {
          expect(packed.has(id)).toBe(plain.has(id));
          expect(packed.get(id)).toStrictEqual(plain.get(id));
        }
        const visited: string[] = [];
        packed.forEach((one, id) => {
          visited.push(`${id} ${one.id}`);
        });
        expect(visited).toEqual([...plain.keys()].map((id) => `${id} ${id}`));
      }),
    );
  });

  it('take more once they were trimmed', () => {
    const add = (id: string): Flow => ({
      id,
      after: [],
      sender: { is: 'data-subject' },
      recipient: { is: 'organisation', organisation: 'a' },
    });
    const packed = packFlows(Array.from({ length: 300 }, (_, number) => add(`f${number}`)));
    for (let number = 200; number < 700; number += 1)
      expect(packed.add(add(`f${number}`))).toBe(number >= 300);
    expect(packed.size).toBe(700);
    const late = { ...add('late'), recordedAt: 5 as Instant };
    const empty = packFlows([]);
    for (const one of [late, add('later')]) expect(empty.add(one)).toBe(true);
    expect([...empty.values()]).toStrictEqual([late, add('later')]);
    expect(packed.get('f650')).toEqual(add('f650'));
  });

  it('lead to the same columns as the records', () => {
    fc.assert(
      fc.property(registers({ chains: true }), (plain) => {
        const register = registerOf(plain);
        const packed = { ...register, flows: packFlows(register.flows.values()) };
        expect(columnsOf(packed)).toEqual(columnsOf(register));
        expect([...packed.flows]).toEqual([...register.flows]);
      }),
    );
  });
});
