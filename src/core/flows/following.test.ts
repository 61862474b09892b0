// Data that two laws protect in each other's name, and data that outlived the law under which they left.
import { expect, test } from 'vitest';
import { day, registerOf } from '../../../test/support/ask-register.ts';
import { loadRulebook } from '../../../test/support/laws.ts';
import { askAbout } from './question.ts';
import { answerTransfers } from './transfers.ts';

const rulebook = loadRulebook();

const flow = (
  id: string,
  from: string,
  to: string,
  more: Record<string, unknown> = {},
): Record<string, unknown> => ({
  id,
  activity: 'a',
  from,
  to,
  fromRole: 'controller',
  toRole: 'controller',
  mode: 'disclosure',
  ...more,
});

function register(flows: Record<string, unknown>[]): ReturnType<typeof registerOf> {
  return registerOf({
    organisations: ['de', 'gb', 'in', 'ph', 'us'].map((id) => ({
      id,
      country: id.toUpperCase(),
      kind: 'company',
      regimes: [],
      ...(id === 'us' && { standing: { 'us-dpf': false, 'us-safe-harbor': true } }),
    })),
    activities: [
      {
        id: 'a',
        purposes: ['billing'],
        data: ['name'],
        subjects: [{ category: 'customers', countries: ['DE'] }],
      },
    ],
    flows,
    instruments: [
      { id: 'idta', kind: 'uk-idta', parties: ['gb', 'in'], from: '2023-01-01' },
      { id: 'scc', kind: 'scc-2021', modules: [2], parties: ['de', 'in'], from: '2023-01-01' },
    ],
  });
}

test('two laws that follow each other come to an end where their streams meet', () => {
  const flows = [
    flow('f1', 'de', 'gb'),
    flow('f2', 'gb', 'in', { toRole: 'processor', after: ['f1'] }),
    flow('g1', 'gb', 'de'),
    flow('g2', 'de', 'in', { toRole: 'processor', after: ['g1'] }),
    flow('h', 'in', 'ph', { fromRole: 'processor', toRole: 'processor', after: ['f2', 'g2'] }),
  ];
  const answers = answerTransfers(askAbout(register(flows), rulebook, day('2026-11-22'))).flows;
  const last = answers.find((answer) => answer.flow === 'h');
  expect(last?.verdict).toBe('unlawful');
  expect(last?.answers.map((answer) => [answer.regime, answer.origins])).toEqual([
    ['eu-gdpr', ['DE']],
    ['uk-gdpr', ['GB']],
  ]);
});

test('data that left under the Directive are asked about under the GDPR since', () => {
  const flows = [
    flow('left', 'de', 'us', { since: '2010-01-01', until: '2015-01-01' }),
    flow('onward', 'us', 'ph', { after: ['left'] }),
  ];
  const answers = answerTransfers(askAbout(register(flows), rulebook, day('2026-11-22'))).flows;
  expect(
    answers.map((answer) => [answer.flow, answer.verdict, answer.answers.map((one) => one.regime)]),
  ).toEqual([['onward', 'unlawful', ['eu-gdpr']]]);
});
