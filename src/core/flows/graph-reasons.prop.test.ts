// Told by the columns what need not be looked at, the readable evaluator gives the same answers to the last word; and the table says the same.
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { day, registerOf } from '../../../test/support/ask-register.ts';
import { registerOf as generated, generateGroup } from '../../../test/support/generate-group.ts';
import { seenOf, seenOfAnswers } from '../../../test/support/judge-table.ts';
import { loadRulebook } from '../../../test/support/laws.ts';
import { days, registers } from '../../../test/support/random-registers.ts';
import type { CivilDate } from '../time/civil-date.ts';
import { tableOf } from './flow-table.ts';
import { GraphAnswers } from './graph-answers.ts';
import { answerTimelineOver } from './graph-timeline.ts';
import { answerWhatIfOver } from './graph-what-if.ts';
import { parseRegister } from './parse-register.ts';
import { askAbout, type Question } from './question.ts';
import type { Instrument, Register } from './register.ts';
import { answerTimeline } from './timeline.ts';
import { answerTransfers } from './transfers.ts';
import { answerWhatIf, withInstruments } from './what-if.ts';

const rulebook = loadRulebook();
const groups = registers({ chains: true });
const RUNS = Number(process.env['SEKISHO_RUNS'] ?? 100);
const PLAIN = { language: 'en', explain: false } as const;

vi.setConfig({ testTimeout: 60_000 });
fc.configureGlobal({ seed: Number(process.env['SEKISHO_SEED'] ?? 20261122) });

const law = [...rulebook.rules.values()].flatMap(({ id, file }) => [id, file]);
const thoughts = fc.record({
  without: fc.array(fc.constantFrom(...law, 'i0', 'i1', 'i2'), { maxLength: 4 }),
  leaving: fc.oneof(fc.constant([]), fc.array(fc.constantFrom('DE', 'GB', 'CH', 'FR'), { maxLength: 2 })),
});
const additions = fc
  .tuple(registers({ chains: false }), fc.nat(3), fc.boolean())
  .map(([plain, count, takesPlace]): Instrument[] =>
    [...registerOf(plain).instruments.values()]
      .slice(0, count)
      .map((one) => (takesPlace ? one : { ...one, id: `new-${one.id}` })),
  );

/** Both compare alike, and rank the same remedies. */
function expectSameWhatIf(graph: GraphAnswers, question: Question, added: readonly Instrument[]): void {
  expect(answerWhatIfOver(graph, question, added)).toEqual(answerWhatIf(question, added));
}

/** Both say the same, and the table what the judge says. */
function expectAgreement(graph: GraphAnswers, question: Question, added: readonly Instrument[] = []): void {
  const judged = answerTransfers(withInstruments(question, added), PLAIN);
  expect(JSON.stringify(graph.answerTransfers(question, PLAIN, added))).toBe(JSON.stringify(judged));
  const table = tableOf(graph, question, added);
  expect(seenOf(table)).toEqual(seenOfAnswers(judged, question.register));
  expect(table.notRunning).toEqual(judged.notRunning);
}

describe('the reasons for a random group', () => {
  it('are word for word those of the readable evaluator, on a day and over time', () => {
    fc.assert(
      fc.property(groups, days, days, (plain, one, other) => {
        const register = registerOf(plain);
        const graph = new GraphAnswers(register, rulebook);
        expectAgreement(graph, askAbout(register, rulebook, day(one)));
        graph.prepare();
        expectAgreement(graph, askAbout(register, rulebook, day(other)));
      }),
      { numRuns: RUNS },
    );
  });

  it('are word for word its reasons with something struck, signed or left', () => {
    fc.assert(
      fc.property(groups, days, thoughts, additions, (plain, on, thought, added) => {
        const register = registerOf(plain);
        const graph = new GraphAnswers(register, rulebook);
        expectAgreement(graph, askAbout(register, rulebook, day(on), thought), added);
        expectAgreement(graph, askAbout(register, rulebook, day(on)));
      }),
      { numRuns: RUNS },
    );
  });
});

describe('the timeline of a random group', () => {
  it('has the spans, reasons and events of the readable evaluator', () => {
    fc.assert(
      fc.property(groups, days, days, fc.nat(3), (plain, one, other, bounds) => {
        const register = registerOf(plain);
        const graph = new GraphAnswers(register, rulebook);
        const question = askAbout(register, rulebook, day('2026-06-01'));
        const [from, until] = [day(one), day(other)].sort() as [CivilDate, CivilDate];
        const asked = {
          ...((bounds & 1) !== 0 && { from }),
          ...((bounds & 2) !== 0 && from !== until && { until }),
        };
        const judged = answerTimeline(question, asked);
        expect(JSON.stringify(answerTimelineOver(graph, question, asked))).toBe(JSON.stringify(judged));
      }),
      { numRuns: RUNS / 4 },
    );
  });
});

describe('the what-if of a random group', () => {
  it('changes the same flows and ranks the same remedies as the readable evaluator', () => {
    fc.assert(
      fc.property(groups, days, thoughts, additions, (plain, on, thought, added) => {
        const register = registerOf(plain);
        const graph = new GraphAnswers(register, rulebook);
        expectSameWhatIf(graph, askAbout(register, rulebook, day(on), thought), added);
      }),
      { numRuns: RUNS / 4 },
    );
  });
});

describe('the reasons for a generated group with chains up to twelve', () => {
  const parsed = parseRegister(generated(generateGroup({ seed: 6, flows: 500, organisations: 24 })));
  if (!parsed.ok) throw new Error('the generated register is not sound');
  const register: Register = parsed.value;
  const graph = new GraphAnswers(register, rulebook);

  it.each(['2000-01-15', '2016-08-01', '2020-07-16', '2023-01-01', '2026-06-01'])(
    'are those of the readable evaluator on %s',
    (on) => {
      expectAgreement(graph, askAbout(register, rulebook, day(on)));
    },
  );

  it.each(['eu.adequacy.us-dpf-2023', 'i3', 'eu.gdpr.art-44'])('are its reasons without %s', (struck) => {
    expectAgreement(graph, askAbout(register, rulebook, day('2026-06-01'), { without: [struck] }));
  });
});
