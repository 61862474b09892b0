// What a thread answers about a kept register that is larger than can be answered at once.
import { expect, it } from 'vitest';
import { loadRulebook } from '../../../test/support/laws.ts';
import { PackedFlows } from '../../core/flows/packed-flows.ts';
import type { Register } from '../../core/flows/register.ts';
import { ANSWERED_MOST } from '../../core/flows/whole-graph.ts';
import { evaluateStored, pack, type StoredQuestion } from './evaluate-stored.ts';

const ground = {
  home: '.',
  rulebook: loadRulebook(),
  calendars: () => {
    throw new Error('no calendar is asked for');
  },
};

function registerOf(count: number): Register {
  const flows = new PackedFlows();
  for (let number = 0; number < count; number += 1)
    flows.add({
      id: `f${number}`,
      after: [],
      sender: { is: 'organisation', organisation: 'de' },
      recipient: { is: 'organisation', organisation: 'jp' },
    });
  const none = new Map();
  const organisations = new Map(
    [
      { id: 'de', name: 'de', country: 'DE', standing: {} },
      { id: 'jp', name: 'jp', country: 'JP', standing: {} },
    ].map((one) => [one.id, one]),
  );
  return {
    organisations,
    divisions: none,
    persons: none,
    systems: none,
    activities: none,
    flows,
    instruments: none,
    assessments: none,
    contractors: none,
  };
}

it('refuses more answers than are given at once, and answers those that are named', () => {
  const memory = { key: 'k', register: registerOf(ANSWERED_MOST + 1), graph: null };
  const ask = (name: 'stored-transfers' | 'stored-timeline', question: StoredQuestion) => {
    const { status, bytes } = evaluateStored(name, pack('k', question), [], ground, memory);
    return { status, answer: JSON.parse(new TextDecoder().decode(bytes)) };
  };
  for (const name of ['stored-transfers', 'stored-timeline'] as const) {
    const refused = ask(name, { asOf: '2026-06-01' });
    expect(refused).toMatchObject({
      status: 422,
      answer: { type: '/api/problems#answer-too-large', detail: expect.stringContaining('flow table') },
    });
    const named = ask(name, { asOf: '2026-06-01', flows: [`f${ANSWERED_MOST}`, 'f7'] });
    expect(named.status).toBe(200);
    expect(named.answer.flows.map(({ flow }: { flow: string }) => flow)).toEqual(['f7', `f${ANSWERED_MOST}`]);
  }
});
