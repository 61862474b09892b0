// A graph behind messages: every question has its answer, and what is handed over can cross to another thread.
import { describe, expect, it } from 'vitest';
import { registerOf } from '../../../test/support/ask-register.ts';
import { loadRulebook } from '../../../test/support/laws.ts';
import type { RulebookText } from '../law/rulebook.ts';
import type { CivilDate } from '../time/civil-date.ts';
import { VERDICTS } from './answer.ts';
import { columnsOf } from './columns-register.ts';
import { NO_VERDICT } from './columns-timeline.ts';
import { type GraphQuestion, type GraphReply, GraphSession } from './graph-session.ts';

const { version, fingerprint, instruments, laws, terms } = loadRulebook();
const rulebook: RulebookText = { version, fingerprint, instruments, laws, terms };
const register = registerOf({
  organisations: [
    { id: 'acme-de', country: 'DE', kind: 'company', regimes: [] },
    { id: 'acme-jp', country: 'JP', kind: 'company', standing: { 'appi-business-operator': true } },
    {
      id: 'cloud-us',
      country: 'US',
      kind: 'company',
      standing: { 'us-dpf': { from: '2023-08-01', covers: ['non-hr'] } },
    },
  ],
  activities: [
    {
      id: 'support',
      purposes: ['customer-support'],
      data: ['name'],
      subjects: [{ category: 'customers', countries: ['DE'] }],
    },
  ],
  flows: [
    {
      id: 'to-us',
      activity: 'support',
      from: 'acme-de',
      to: 'cloud-us',
      fromRole: 'controller',
      toRole: 'processor',
    },
    {
      id: 'to-jp',
      activity: 'support',
      from: 'acme-de',
      to: 'acme-jp',
      since: '2020-01-01',
      until: '2025-01-01',
    },
  ],
});
const on = '2026-06-01' as CivilDate;

/** As a worker answers: the reply is copied, and what is handed over is no longer there. */
function ask(session: GraphSession, question: GraphQuestion): GraphReply {
  const { reply, handedOver } = session.answer(structuredClone(question));
  return structuredClone(reply, { transfer: [...handedOver] });
}

describe('a session', () => {
  it('says so where nothing is open', () => {
    expect(ask(new GraphSession(), { number: 7, ask: 'verdicts', day: on })).toEqual({
      number: 7,
      is: 'not-open',
    });
  });

  it('answers every question about an open graph, again and again', () => {
    const session = new GraphSession();
    const open = ask(session, { number: 1, ask: 'open', rulebook, register });
    expect(open).toMatchObject({ number: 1, is: 'open', words: { count: 2 } });
    for (const number of [2, 3]) {
      const reply = ask(session, { number, ask: 'verdicts', day: on });
      expect(reply).toEqual({
        number,
        is: 'verdicts',
        verdicts: Uint8Array.of(VERDICTS.indexOf('lawful'), NO_VERDICT),
      });
    }
    expect(ask(session, { number: 4, ask: 'counts', day: on })).toMatchObject({
      is: 'counts',
      counts: { all: [0, 1, 0, 0, 0], byCountries: [{ from: 'DE', to: 'US', counts: [0, 1, 0, 0, 0] }] },
    });
    expect(ask(session, { number: 5, ask: 'law-verdicts', day: on, law: 'uk-gdpr' })).toMatchObject({
      verdicts: Uint8Array.of(NO_VERDICT, NO_VERDICT),
    });
    expect(ask(session, { number: 6, ask: 'answers', day: on })).toMatchObject({ is: 'answers' });
    expect(ask(session, { number: 7, ask: 'timeline' })).toMatchObject({ is: 'timeline' });
    const spans = ask(session, { number: 8, ask: 'spans', flow: 0 });
    expect(spans.is === 'spans' && spans.spans.at(-1)).toMatchObject({
      verdict: 'lawful',
      tool: 'adequacy',
      until: null,
    });
    const added = [{ id: 'new', kind: 'scc-2021', modules: [2], parties: ['acme-de', 'cloud-us'] }] as const;
    const whatIf = ask(session, {
      number: 9,
      ask: 'what-if',
      day: on,
      without: ['eu.adequacy.us-dpf-2023'],
      leaving: [],
      added,
    });
    expect(whatIf).toMatchObject({ is: 'what-if', whatIf: { changed: Int32Array.of(0) } });
    const explained = ask(session, {
      number: 10,
      ask: 'explanation',
      flow: 'to-us',
      day: on,
      language: 'en',
    });
    expect(explained).toMatchObject({ is: 'explanation', answer: { flow: 'to-us', verdict: 'lawful' } });
  });

  it('takes flows as columns', () => {
    const session = new GraphSession();
    const bare = { ...register, flows: new Map() };
    ask(session, { number: 1, ask: 'open', rulebook, register: bare, columns: columnsOf(register) });
    expect(ask(session, { number: 2, ask: 'verdicts', day: on })).toMatchObject({
      verdicts: Uint8Array.of(VERDICTS.indexOf('lawful'), NO_VERDICT),
    });
  });
});
