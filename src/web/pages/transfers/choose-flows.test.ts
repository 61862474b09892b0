import { describe, expect, test } from 'vitest';
import { makeColumns } from '../../../../test/support/join-columns.ts';
import type { RegimeAnswer, TransferAnswers, Verdict } from '../../../core/flows/answer.ts';
import { chooseFlows, type FlowNames, type FlowWish } from './choose-flows.ts';
import { idAt, listIds, rowOf, seeFlow } from './flow-columns.ts';

const REGISTER = {
  organisations: [
    { id: 'et-de', name: 'Example Telecom Europe', country: 'DE' },
    { id: 'nimbus', name: 'Nimbus Cloud', country: 'US' },
    { id: 'et-jp', name: 'Example Télécom Japan', country: 'JP' },
  ],
  activities: [{ id: 'payroll', name: 'Payroll' }],
  flows: [
    { id: 'a-10', from: 'et-de', to: 'nimbus', activity: 'payroll', fromRole: 'controller' },
    { id: 'a-9', from: 'et-de', to: 'et-jp' },
    { id: 'b-1', from: 'data-subject', to: 'et-de', activity: 'payroll' },
    { id: 'c-1', from: 'et-jp', to: 'staff:et-jp', at: 'SG' },
    { id: 'gone', from: 'et-de', to: 'nimbus' },
  ],
};

function answerOf(regime: string, verdict: Verdict, more: Partial<RegimeAnswer> = {}): RegimeAnswer {
  return {
    regime,
    transfer: true,
    verdict,
    origins: [],
    tool: 'none',
    instrument: null,
    cites: [],
    duties: [],
    remaining: [],
    because: [],
    missing: [],
    open: [],
    rules: [],
    unverified: [],
    conflicts: [],
    protection: 'direct',
    ...more,
  };
}

const ANSWERS = {
  asOf: '2026-11-22',
  laws: '',
  flows: [
    { flow: 'a-10', verdict: 'unlawful', answers: [answerOf('eu-gdpr', 'unlawful')] },
    {
      flow: 'a-9',
      verdict: 'lawful',
      answers: [
        answerOf('eu-gdpr', 'lawful', { tool: 'adequacy', instrument: 'eu.adequacy.jp-2019' }),
        answerOf('uk-gdpr', 'not-a-transfer'),
      ],
    },
    { flow: 'b-1', verdict: 'not-a-transfer', answers: [] },
    {
      flow: 'c-1',
      verdict: 'undetermined',
      answers: [answerOf('jp-appi', 'undetermined', { missing: ['flows.c-1.mode'], unverified: ['x'] })],
    },
    { flow: 'nobody-knows', verdict: 'lawful', answers: [] },
  ],
  notRunning: ['gone'],
} as unknown as TransferAnswers;

const COLUMNS = makeColumns('load 1', REGISTER, ANSWERS);
const NAMES: FlowNames = {
  language: 'en',
  ends: COLUMNS.ends.map((end) => (end.organisation === null ? 'the person' : end.name)),
  countries: COLUMNS.countries.map(
    (code) => ({ DE: 'Germany', US: 'United States', JP: 'Japan' })[code] ?? code,
  ),
  tools: COLUMNS.tools,
  laws: COLUMNS.laws,
};
const ALL: FlowWish = {
  verdicts: [],
  law: null,
  pair: null,
  organisation: null,
  activity: null,
  tool: null,
  text: '',
  isEnding: false,
  groupBy: null,
  sort: 'verdict',
  isReversed: false,
};

function idsOf(wish: Partial<FlowWish>): string[] {
  const { order } = chooseFlows(COLUMNS, { ...ALL, ...wish }, NAMES);
  return [...order].map((row) => idAt(COLUMNS, row));
}

describe('columns', () => {
  test('hold what the register and the answers say of each flow', () => {
    expect(listIds(COLUMNS)).toEqual(['a-10', 'a-9', 'b-1', 'c-1']);
    expect(COLUMNS.registered).toBe(5);
    expect(seeFlow(COLUMNS, 1, null)).toMatchObject({
      id: 'a-9',
      verdict: 'lawful',
      tool: 'adequacy',
      instrument: 'eu.adequacy.jp-2019',
      fromCountry: 'DE',
      toCountry: 'JP',
      laws: [
        { law: 'eu-gdpr', verdict: 'lawful' },
        { law: 'uk-gdpr', verdict: 'not-a-transfer' },
      ],
    });
  });

  test('find a flow by its id, and only by the whole of it', () => {
    for (let row = 0; row < COLUMNS.count; row += 1) expect(rowOf(COLUMNS, idAt(COLUMNS, row))).toBe(row);
    for (const id of ['a-1', '10', 'gone', '']) expect(rowOf(COLUMNS, id)).toBeUndefined();
  });

  test('know where data are seen by staff elsewhere, and that a person has no country', () => {
    expect(seeFlow(COLUMNS, 3, null)).toMatchObject({ toCountry: 'SG', isUnverified: true });
    expect(seeFlow(COLUMNS, 3, null).to).toMatchObject({ organisation: 'et-jp', isStaff: true });
    expect(seeFlow(COLUMNS, 2, null)).toMatchObject({ fromCountry: '', tool: 'none' });
  });

  test('say of one law what that law answers', () => {
    expect(seeFlow(COLUMNS, 1, COLUMNS.laws.indexOf('uk-gdpr'))).toMatchObject({ verdict: 'not-a-transfer' });
  });
});

describe('choosing', () => {
  test('puts first what needs a person most', () => {
    expect(idsOf({})).toEqual(['a-10', 'c-1', 'a-9', 'b-1']);
  });

  test.each<[Partial<FlowWish>, string[]]>([
    [{ verdicts: ['lawful'] }, ['a-9']],
    [{ law: 'uk-gdpr' }, ['a-9']],
    [{ law: 'a law that is not there' }, []],
    [{ pair: 'DE>US' }, ['a-10']],
    [{ pair: '>JP' }, ['a-9']],
    [{ pair: 'FR>' }, []],
    [{ organisation: 'et-jp' }, ['c-1', 'a-9']],
    [{ activity: 'payroll' }, ['a-10', 'b-1']],
    [{ tool: 'adequacy' }, ['a-9']],
    [{ text: 'germany nimbus' }, ['a-10']],
    [{ text: 'TELECOM japan' }, ['c-1', 'a-9']],
    [{ text: 'ｕｓ' }, ['a-10']],
    [{ text: 'eu.adequacy' }, ['a-9']],
    [{ text: 'no such thing' }, []],
  ])('by %o', (wish, ids) => {
    expect(idsOf(wish)).toEqual(ids);
  });

  test('sorts numbers in ids as numbers, and back', () => {
    expect(idsOf({ sort: 'flow' })).toEqual(['a-9', 'a-10', 'b-1', 'c-1']);
    expect(idsOf({ sort: 'flow', isReversed: true })).toEqual(['c-1', 'b-1', 'a-10', 'a-9']);
  });

  test('counts what the filter of verdicts hides, and draws what the filter of pairs hides', () => {
    const chosen = chooseFlows(COLUMNS, { ...ALL, verdicts: ['unlawful'], pair: 'DE>US' }, NAMES);
    expect(chosen.counts).toMatchObject({ unlawful: 1, lawful: 0 });
    expect(chooseFlows(COLUMNS, { ...ALL, verdicts: ['unlawful'] }, NAMES).counts).toMatchObject({
      unlawful: 1,
      lawful: 1,
      undetermined: 1,
      'not-a-transfer': 1,
    });
    expect(chooseFlows(COLUMNS, { ...ALL, pair: 'DE>US' }, NAMES).pairs).toHaveLength(3);
  });

  test('says how many no map can show', () => {
    expect(chooseFlows(COLUMNS, ALL, NAMES).placeless).toBe(1);
  });

  test('gathers in groups, the largest first, each with its verdicts', () => {
    const { groups, order } = chooseFlows(COLUMNS, { ...ALL, groupBy: 'sender' }, NAMES);
    expect(groups?.map((one) => [one.key, one.first, one.count])).toEqual([
      ['et-de', 0, 2],
      ['', 2, 1],
      ['et-jp', 3, 1],
    ]);
    expect([...order].map((row) => idAt(COLUMNS, row))).toEqual(['a-10', 'a-9', 'b-1', 'c-1']);
    expect(groups?.[0]?.verdicts).toEqual([0, 1, 0, 0, 1]);
  });

  test('groups by verdict go from what needs a person most', () => {
    const { groups } = chooseFlows(COLUMNS, { ...ALL, groupBy: 'verdict' }, NAMES);
    expect(groups?.map((one) => one.key)).toEqual(['unlawful', 'undetermined', 'lawful', 'not-a-transfer']);
  });

  test('keeps only what is about to change, the nearest day first', () => {
    const endings = new Map([
      ['a-9', { on: '2027-01-31', next: 'unlawful' as const }],
      ['a-10', { on: '2026-12-01', next: null }],
    ]);
    const chosen = chooseFlows(COLUMNS, { ...ALL, isEnding: true, sort: 'ends' }, NAMES, endings);
    expect([...chosen.order].map((row) => idAt(COLUMNS, row))).toEqual(['a-10', 'a-9']);
    expect(chosen.endings['a-9']).toEqual({ on: '2027-01-31', next: 'unlawful' });
  });
});
