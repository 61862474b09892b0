// Whether a register instrument covers a flow: its time, its parties, their accessions, its direction, its scope, its approval.
import { describe, expect, it } from 'vitest';
import { day, type Plain, registerOf } from '../../../test/support/ask-register.ts';
import type { Bound } from '../law/law.ts';
import { bindsControllers, doesCover, isBetween, isBound } from './coverage.ts';
import { type Ends, endsOf } from './flow-facts.ts';
import type { Instrument } from './register.ts';

const base: Plain = { id: 'i', kind: 'scc-2021', parties: ['a', 'b'] };

function scene(
  instrument: Plain,
  flow: Plain = {},
  activity: Plain = { data: ['name'], controllers: ['a'] },
): { one: Instrument; ends: Ends } {
  const register = registerOf({
    organisations: [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
    activities: [{ id: 'x', ...activity }, { id: 'y' }],
    flows: [{ id: 'f', from: 'a', to: 'b', activity: 'x', ...flow }],
    instruments: [{ ...base, ...instrument }],
  });
  return { one: register.instruments.get('i')!, ends: endsOf(register.flows.get('f')!, register) };
}

interface Asked {
  readonly on?: string;
  readonly bound?: Bound;
  readonly approval?: boolean;
  readonly flow?: Plain;
  readonly activity?: Plain;
}

function covers(
  instrument: Plain,
  { on = '2024-05-01', bound = 'both', approval = false, flow, activity }: Asked = {},
): unknown {
  const { one, ends } = scene(instrument, flow, activity);
  const { truth, missing } = doesCover(one, ends, bound, approval, day(on));
  return truth === 'unknown' ? missing : truth;
}

describe('an instrument covers a flow', () => {
  it.each<[string, Plain, Asked, unknown]>([
    ['between its parties', {}, {}, true],
    ['the other way round too', {}, { flow: { from: 'b', to: 'a' } }, true],
    ['not of a stranger', { parties: ['a', 'c'] }, {}, false],
    ['of the people of a party', {}, { flow: { to: 'staff:b' } }, true],
    ['not from a person', {}, { flow: { from: 'data-subject' } }, false],
    ['of nobody knows whom', { parties: undefined }, {}, ['instruments.i.parties']],
    ['on its first day', { from: '2024-05-01' }, {}, true],
    ['not the day before', { from: '2024-05-02' }, {}, false],
    ['on its last day', { until: '2024-05-02' }, {}, true],
    ['not once it has ended', { until: '2024-05-01' }, {}, false],
    ['in its direction', { exporters: ['a'], importers: ['b'] }, {}, true],
    [
      'not against its direction',
      { exporters: ['a'], importers: ['b'] },
      { flow: { from: 'b', to: 'a' } },
      false,
    ],
    ['from whoever may export', { exporters: ['b'] }, {}, false],
    ['to whoever may import', { importers: ['a'] }, {}, false],
    ['of its activities', { activities: ['x'] }, {}, true],
    ['not of others', { activities: ['y'] }, {}, false],
    [
      'of no activity that is recorded',
      { activities: ['x'] },
      { flow: { activity: undefined } },
      ['flows.f.activity'],
    ],
    ['of its data', { data: ['name', 'email'] }, {}, true],
    ['not of one datum more', { data: ['name'] }, { activity: { data: ['name', 'health'] } }, false],
    ['of data nobody wrote down', { data: ['name'] }, { activity: {} }, ['activities.x.data']],
    ['of an activity without data', { data: ['name'] }, { activity: { data: [] } }, true],
    [
      'of no activity, with data of its own',
      { data: ['name'] },
      { flow: { activity: undefined } },
      ['flows.f.activity'],
    ],
    ['where the importer alone must be bound', { parties: ['b'] }, { bound: 'importer' }, true],
    ['not where both must be', { parties: ['b'] }, {}, false],
    ['where the exporter alone must be bound', { parties: ['a'] }, { bound: 'exporter' }, true],
    ['where nobody must be bound', { parties: ['c'] }, { bound: 'none' }, true],
    [
      'once it was approved',
      { approval: { authority: 'de-nw-ldi', on: '2024-05-01' } },
      { approval: true },
      true,
    ],
    ['not before', { approval: { authority: 'de-nw-ldi', on: '2024-05-02' } }, { approval: true }, false],
    [
      'approved nobody knows when',
      { approval: { authority: 'de-nw-ldi' } },
      { approval: true },
      ['instruments.i.approval.on'],
    ],
    ['whose approval nobody wrote down', {}, { approval: true }, ['instruments.i.approval']],
    ['without approval where it needs none', { approval: { on: '2030-01-01' } }, {}, true],
    ['by no party, whatever else is open', { parties: ['c'], data: ['name'] }, { activity: {} }, false],
  ])('%s', (_what, instrument, asked, wanted) => {
    const plain = Object.fromEntries(
      Object.entries({ ...base, ...instrument }).filter(([, value]) => value !== undefined),
    );
    const flow =
      asked.flow &&
      Object.fromEntries(
        Object.entries({ activity: 'x', from: 'a', to: 'b', ...asked.flow }).filter(
          ([, value]) => value !== undefined,
        ),
      );
    if (flow !== undefined && !('activity' in flow))
      expect(coversWithoutActivity(plain, asked)).toEqual(wanted);
    else if (!('parties' in plain)) expect(coversWithoutParties(asked)).toEqual(wanted);
    else expect(covers(plain, { ...asked, ...(flow && { flow }) })).toEqual(wanted);
  });
});

function ask(instrument: Plain, flow: Plain, asked: Asked): unknown {
  const register = registerOf({
    organisations: [{ id: 'a' }, { id: 'b' }],
    activities: [{ id: 'x' }],
    flows: [{ id: 'f', from: 'a', to: 'b', ...flow }],
    instruments: [instrument],
  });
  const found = doesCover(
    register.instruments.get('i')!,
    endsOf(register.flows.get('f')!, register),
    asked.bound ?? 'both',
    false,
    day('2024-05-01'),
  );
  return found.truth === 'unknown' ? found.missing : found.truth;
}
const coversWithoutActivity = (instrument: Plain, asked: Asked): unknown => ask(instrument, {}, asked);
const coversWithoutParties = (asked: Asked): unknown =>
  ask({ id: 'i', kind: 'scc-2021' }, { activity: 'x' }, asked);

describe('an accession', () => {
  const accessions = [
    { party: 'b', from: '2022-02-01', until: '2023-01-01' },
    { party: 'b', from: '2024-01-01' },
  ];
  it.each([
    ['2022-01-31', false],
    ['2022-02-01', true],
    ['2022-12-31', true],
    ['2023-01-01', false],
    ['2023-12-31', false],
    ['2024-01-01', true],
  ])('binds in its time only: on %s %s', (on, wanted) => {
    expect(covers({ accessions }, { on })).toBe(wanted);
    expect(covers({ accessions, parties: ['a'] }, { on })).toBe(wanted);
  });

  it('of others binds nobody who is no party', () => {
    const { one } = scene({ accessions, parties: ['a'] });
    expect(isBound(one, 'a', day('2022-06-01')).truth).toBe(true);
    expect(isBound(one, 'c', day('2022-06-01')).truth).toBe(false);
    expect(isBound(one, undefined, day('2022-06-01')).truth).toBe(false);
  });

  it('without parties says who is bound, and that others are not', () => {
    const register = registerOf({
      organisations: [{ id: 'a' }, { id: 'b' }],
      instruments: [{ id: 'i', kind: 'bcr-c', accessions: [{ party: 'b' }] }],
    });
    const one = register.instruments.get('i')!;
    expect([isBound(one, 'b', day('2022-06-01')).truth, isBound(one, 'a', day('2022-06-01')).truth]).toEqual([
      true,
      false,
    ]);
  });
});

describe('controllers', () => {
  const bound = (activity: Plain, instrument: Plain = {}): unknown => {
    const { one, ends } = scene(instrument, {}, activity);
    const { truth, missing } = bindsControllers(one, ends, day('2024-05-01'));
    return truth === 'unknown' ? missing : truth;
  };
  it('are bound if every one of them is', () => {
    expect(bound({ controllers: ['a', 'b'] })).toBe(true);
    expect(bound({ controllers: ['a', 'c'] })).toBe(false);
    expect(bound({})).toEqual(['activities.x.controllers']);
    expect(bound({ controllers: [] })).toEqual(['activities.x.controllers']);
  });
});

it('stands between two ends whatever the direction, while it is in force', () => {
  const between = (instrument: Plain, on = '2024-05-01'): unknown => {
    const { one, ends } = scene(instrument);
    return isBetween(one, ends, day(on)).truth;
  };
  expect(between({ exporters: ['b'], importers: ['a'] })).toBe(true);
  expect(between({ parties: ['a', 'c'] })).toBe(false);
  expect(between({ until: '2024-05-01' })).toBe(false);
});
