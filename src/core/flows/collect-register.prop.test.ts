// A register read record by record is the one that is read at once, and so are its faults.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { registerOf as generated, generateGroup } from '../../../test/support/generate-group.ts';
import { registers } from '../../../test/support/random-registers.ts';
import type { Result } from '../base/result.ts';
import { RegisterCollector } from './collect-register.ts';
import { PackedFlows } from './packed-flows.ts';
import { parseRegister, REGISTER_FORMAT } from './parse-register.ts';
import type { Register } from './register.ts';
import { RECORD_NOUNS } from './words.ts';

type Plain = Record<string, unknown>;

function collect(plain: Plain): Result<Register> {
  const collector = new RegisterCollector();
  for (const noun of RECORD_NOUNS)
    for (const record of (plain[noun] ?? []) as unknown[]) collector.add(noun, record);
  return collector.finish(plain['group']);
}

function listed({ group, ...records }: Register): unknown {
  return [group, RECORD_NOUNS.map((noun) => [...records[noun]])];
}

function demand(result: Result<Register>): Register {
  if (!result.ok) throw new Error(result.fault[0]?.message);
  return result.value;
}

describe('a register that is collected', () => {
  it('holds what it holds when it is read at once', () => {
    fc.assert(
      fc.property(registers({ chains: true }), (plain) => {
        const whole = { format: REGISTER_FORMAT, ...plain };
        expect(listed(demand(collect(whole)))).toStrictEqual(listed(demand(parseRegister(whole))));
      }),
    );
  });

  it('has the same faults', () => {
    const organisation = (id: string, more: object = {}): Plain => ({ id, name: id, member: true, ...more });
    const flow = (id: string, more: object = {}): Plain => ({ id, from: 'a', to: 'b', ...more });
    const plain = {
      format: REGISTER_FORMAT,
      group: { id: 'g', name: '' },
      organisations: [organisation('a', { parent: 'b' }), organisation('b', { parent: 'a' })],
      activities: [{ id: 'p', name: 'Payroll', controllers: ['nobody'] }],
      flows: [
        flow('f1', { after: ['f2'], activity: 'p' }),
        flow('f2', { after: ['f1', 'lost'], tools: ['i1', 'gone'] }),
        flow('f3', { mode: 'swimming' }),
        flow('f1'),
        { id: 'f4', from: 'a' },
      ],
      instruments: [{ id: 'i1', kind: 'scc-2021', parties: ['a', 'b'] }],
    };
    const faultsOf = (result: Result<Register>): string[] =>
      result.ok ? [] : result.fault.map(({ code, at }) => `${code} ${at.path}`).sort();
    expect(faultsOf(collect(plain))).toEqual(faultsOf(parseRegister(plain)));
    expect(faultsOf(collect(plain))).toEqual([
      'bad-word flows[2].mode',
      'dangling-id activities[0].controllers[0]',
      'dangling-id flows[1].after[1]',
      'dangling-id flows[1].tools[1]',
      'duplicate-id flows[3].id',
      'empty-text group.name',
      'missing-key flows[4].to',
      'parent-cycle organisations[0].parent',
      'parent-cycle organisations[1].parent',
    ]);
  });
});

it('a long register is held packed, and its second of an id is told with the place of the first', () => {
  const whole = generated(generateGroup({ seed: 3, flows: 20_000, organisations: 60 })) as Plain & {
    flows: Plain[];
  };
  const register = demand(parseRegister(whole));
  expect(register.flows).toBeInstanceOf(PackedFlows);
  expect(
    demand(
      parseRegister({
        ...whole,
        flows: whole.flows.slice(0, 19_999).filter((one) => one['after'] === undefined),
      }),
    ).flows,
  ).toBeInstanceOf(Map);
  const twice = parseRegister({ ...whole, flows: [...whole.flows, whole.flows[17]] });
  expect(twice.ok ? [] : twice.fault).toMatchObject([
    { code: 'duplicate-id', at: { path: 'flows[20000].id' }, message: expect.stringContaining('flows[17]') },
  ]);
});
