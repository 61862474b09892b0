// Timelines: spans that tile the time, events that ended them, and the same answers as those of the single days.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  day,
  type Plain,
  type PlainRegister,
  questionOf,
  registerOf,
} from '../../../test/support/ask-register.ts';
import { loadRulebook } from '../../../test/support/laws.ts';
import { registers } from '../../../test/support/random-registers.ts';
import { addDays, type CivilDate } from '../time/civil-date.ts';
import { askAbout } from './question.ts';
import { answerTimeline, FIRST_DAY, leadingAnswer, type VerdictSpan } from './timeline.ts';
import { answerTransfers } from './transfers.ts';

const rulebook = loadRulebook();
const RUNS = 25;
const LAST_DAY = day('2199-12-31');

const organisations: readonly Plain[] = [
  { id: 'de', country: 'DE', kind: 'company', regimes: [] },
  {
    id: 'us',
    country: 'US',
    kind: 'company',
    regimes: [],
    standing: {
      'us-safe-harbor': { from: '2012-05-01', until: '2016-05-01' },
      'us-privacy-shield': { from: '2016-10-01', until: '2021-10-01' },
      'us-dpf': { from: '2023-09-01', until: '2027-09-01', covers: ['hr', 'non-hr'] },
    },
  },
];
const flow = (more: Plain = {}): Plain => ({
  id: 'f',
  activity: 'crm',
  from: 'de',
  to: 'us',
  fromRole: 'controller',
  toRole: 'processor',
  mode: 'disclosure',
  automated: true,
  since: '2013-01-01',
  ...more,
});
const group = (one: Plain, more: Partial<PlainRegister> = {}): PlainRegister => ({
  organisations,
  activities: [
    {
      id: 'crm',
      purposes: ['customer-support'],
      subjects: [{ category: 'customers', countries: ['DE'] }],
      data: ['name'],
    },
  ],
  flows: [one],
  ...more,
});
const timeline = (
  register: PlainRegister,
  asked: Parameters<typeof answerTimeline>[1] = {},
  on = '2026-11-22',
  changes = {},
) => answerTimeline(questionOf(register, rulebook, on, changes), asked);
const spansOf = (
  register: PlainRegister,
  asked: Parameters<typeof answerTimeline>[1] = {},
): readonly VerdictSpan[] => timeline(register, asked).flows[0]?.spans ?? [];
const brief = (spans: readonly VerdictSpan[]): string[] =>
  spans.map((one) => `${one.from} ${one.until} ${one.verdict} ${one.instrument ?? one.tool}`);

describe('a timeline', () => {
  it('tells the story of data for the United States', () => {
    const spans = spansOf(group(flow()));
    expect(brief(spans)).toEqual([
      '2013-01-01 2015-10-06 lawful eu.adequacy.us-safe-harbor-2000',
      '2015-10-06 2016-10-01 unlawful none',
      '2016-10-01 2020-07-16 lawful eu.adequacy.us-privacy-shield-2016',
      '2020-07-16 2023-09-01 unlawful none',
      '2023-09-01 2027-09-01 lawful eu.adequacy.us-dpf-2023',
      '2027-09-01 null unlawful none',
    ]);
    expect(spans.map((one) => one.endedBy.join('; '))).toEqual([
      expect.stringContaining('C-362/14'),
      'us-privacy-shield of us began',
      expect.stringContaining('C-311/18'),
      'us-dpf of us began',
      'us-dpf of us ended',
      '',
    ]);
  });

  it('begins and ends where it is asked to', () => {
    const spans = spansOf(group(flow()), { from: day('2016-01-01'), until: day('2021-01-01') });
    expect(brief(spans)).toEqual([
      '2016-01-01 2016-10-01 unlawful none',
      '2016-10-01 2020-07-16 lawful eu.adequacy.us-privacy-shield-2016',
      '2020-07-16 2021-01-01 unlawful none',
    ]);
  });

  it('ends with the flow', () => {
    const spans = spansOf(group(flow({ since: '2024-01-01', until: '2025-05-05' })));
    expect(brief(spans)).toEqual(['2024-01-01 2025-05-05 lawful eu.adequacy.us-dpf-2023']);
    expect(spans[0]?.endedBy).toEqual(['the flow ended']);
  });

  it('is empty for a flow that does not run in the time', () => {
    expect(spansOf(group(flow({ since: '2030-01-01' })), { until: day('2029-01-01') })).toEqual([]);
    expect(spansOf(group(flow({ until: '2014-01-01' })), { from: day('2020-01-01') })).toEqual([]);
  });

  it('of a flow without a first day begins where the law that is known does', () => {
    const { since: _since, ...open } = flow();
    expect(spansOf(group(open))[0]?.from).toBe(FIRST_DAY);
  });

  it('holds the yearly check of equivalent measures to its day', () => {
    const register = group(flow({ from: 'jp', to: 'us', since: '2023-01-01' }), {
      organisations: [
        { id: 'jp', country: 'JP', kind: 'company', standing: { 'appi-business-operator': true } },
        ...organisations,
      ],
      instruments: [{ id: 'm', kind: 'appi-equivalent-measures', parties: ['jp', 'us'] }],
      assessments: [{ id: 'c', instrument: 'm', on: '2024-02-29', result: 'equivalent' }],
    });
    expect(brief(spansOf(register))).toEqual([
      '2023-01-01 2024-02-29 conditional m',
      '2024-02-29 2025-03-01 lawful m',
      '2025-03-01 null conditional m',
    ]);
  });

  it('turns where a party accedes, leaves, or a programme is approved', () => {
    const register = group(flow({ since: '2022-01-01' }), {
      organisations: [
        organisations[0] as Plain,
        { id: 'us', country: 'US', kind: 'company', regimes: [], standing: { 'us-dpf': false } },
      ],
      instruments: [
        {
          id: 'b',
          kind: 'bcr-c',
          parties: ['de', 'us'],
          approval: { authority: 'de-nw-ldi', on: '2022-03-01' },
          accessions: [{ party: 'us', from: '2022-02-01', until: '2024-01-01' }],
        },
      ],
      assessments: [{ id: 't', country: 'US', on: '2022-01-01', result: 'equivalent' }],
    });
    const spans = spansOf(register);
    expect(brief(spans)).toEqual([
      '2022-01-01 2022-03-01 unlawful none',
      '2022-03-01 2024-01-01 lawful b',
      '2024-01-01 null unlawful none',
    ]);
    expect(spans[1]?.endedBy).toEqual(['us left b']);
  });

  const endOfFirst = (register: PlainRegister): readonly string[] => spansOf(register)[0]?.endedBy ?? [];
  const abroad = {
    organisations: [organisations[0] as Plain, { id: 'us', country: 'IN', kind: 'company', regimes: [] }],
  };

  it('says that an assessment was made', () => {
    const register = group(flow({ since: '2022-01-01' }), {
      ...abroad,
      instruments: [{ id: 's', kind: 'scc-2021', modules: [2], parties: ['de', 'us'], from: '2021-10-01' }],
      assessments: [{ id: 't', flows: ['f'], on: '2023-03-03', result: 'equivalent' }],
    });
    expect(brief(spansOf(register))).toEqual([
      '2022-01-01 2023-03-03 conditional s',
      '2023-03-03 null lawful s',
    ]);
    expect(endOfFirst(register)).toEqual(['t was made']);
  });

  it('says that a programme was approved', () => {
    const register = group(flow({ since: '2022-01-01' }), {
      ...abroad,
      instruments: [
        {
          id: 'b',
          kind: 'bcr-c',
          parties: ['de', 'us'],
          approval: { authority: 'de-nw-ldi', on: '2022-03-01' },
        },
      ],
    });
    expect(brief(spansOf(register))).toEqual([
      '2022-01-01 2022-03-01 unlawful none',
      '2022-03-01 null conditional b',
    ]);
    expect(endOfFirst(register)).toEqual([expect.stringContaining('b ')]);
  });

  it('says that data began to arrive by another flow', () => {
    const register: PlainRegister = {
      ...group(flow({ id: 'f0', from: 'de', to: 'us', since: '2022-03-03' })),
      ...abroad,
      flows: [
        flow({ id: 'f', from: 'us', to: 'us', since: '2022-01-01', at: 'PH', after: ['g'] }),
        flow({ id: 'g', to: 'us', since: '2022-03-03' }),
      ],
    };
    expect(endOfFirst(register)).not.toEqual([]);
  });

  it('strikes in thought from the day asked about on', () => {
    const [one] = timeline(group(flow()), { from: day('2024-01-01') }, '2025-06-01', {
      without: ['eu.adequacy.us-dpf-2023'],
    }).flows;
    expect(brief(one?.spans ?? [])).toEqual([
      '2024-01-01 2025-06-01 lawful eu.adequacy.us-dpf-2023',
      '2025-06-01 null unlawful none',
    ]);
    expect(one?.spans[0]?.endedBy).toContain('eu.adequacy.us-dpf-2023 struck');
  });

  // What left after the strike left without the decision, also where the flow that brought it has ended since.
  it('keeps struck what was struck when the data left', () => {
    const register: PlainRegister = {
      ...group(flow()),
      organisations: [...organisations, { id: 'in', country: 'IN', kind: 'company', regimes: [] }],
      flows: [
        flow({ id: 'g', since: '2024-01-01', until: '2025-06-01' }),
        flow({ id: 'f', from: 'us', to: 'in', fromRole: 'processor', since: '2024-01-01', after: ['g'] }),
      ],
      instruments: [{ id: 'c', kind: 'dpf-onward-contract', parties: ['us', 'in'] }],
    };
    const asked = { from: day('2024-01-01'), flows: new Set(['f']) };
    const [one] = timeline(register, asked, '2025-01-01', { without: ['eu.adequacy.us-dpf-2023'] }).flows;
    expect(one?.spans.map((span) => `${span.from} ${span.verdict}`)).toEqual(['2024-01-01 lawful', '2025-01-01 unlawful']);
  });

  it('may show some flows only', () => {
    const register = { ...group(flow()), flows: [flow(), flow({ id: 'g' })] };
    expect(timeline(register, { flows: new Set(['g']) }).flows.map((one) => one.flow)).toEqual(['g']);
  });
});

describe('every timeline', () => {
  const window = fc.constantFrom<[string, string | undefined]>(
    ['1995-01-01', undefined],
    ['2014-01-01', '2027-06-01'],
    ['2020-07-16', '2022-12-28'],
    ['2026-11-22', undefined],
  );
  const each = (
    check: (plain: PlainRegister, from: CivilDate, until: CivilDate | undefined) => void,
  ): void => {
    fc.assert(
      fc.property(registers({ chains: true }), window, (plain, [from, until]) =>
        check(plain, day(from), until === undefined ? undefined : day(until)),
      ),
      { numRuns: RUNS, seed: 20261122 },
    );
  };

  it('tiles the time in which the flow runs, without gap and without overlap', () => {
    each((plain, from, until) => {
      const { flows } = registerOf(plain);
      for (const { flow: id, spans } of timeline(plain, { from, ...(until && { until }) }).flows) {
        const one = flows.get(id);
        const first = one?.from !== undefined && one.from > from ? one.from : from;
        const ends = [one?.until, until].filter((end) => end !== undefined).sort();
        const last = ends[0] ?? null;
        if (last !== null && last <= first) {
          expect(spans).toEqual([]);
          continue;
        }
        expect([spans[0]?.from, spans.at(-1)?.until]).toEqual([first, last]);
        spans.forEach((span, index) => {
          if (index > 0) expect(span.from).toBe(spans[index - 1]?.until);
          if (span.until !== null) expect(span.from < span.until).toBe(true);
        });
      }
    });
  }, 60_000);

  it('has neighbours that differ', () => {
    each((plain, from) => {
      for (const { spans } of timeline(plain, { from }).flows) {
        spans.forEach((span, index) => {
          const before = spans[index - 1];
          if (before === undefined) return;
          expect([span.verdict, span.tool, span.instrument]).not.toEqual([
            before.verdict,
            before.tool,
            before.instrument,
          ]);
        });
      }
    });
  }, 60_000);

  it('says of each day what the answer of that day says', () => {
    each((plain, from, until) => {
      const register = registerOf(plain);
      const known = new Map<CivilDate, ReturnType<typeof answerTransfers>>();
      const answersOf = (on: CivilDate) => {
        const found = known.get(on) ?? answerTransfers(askAbout(register, rulebook, on));
        known.set(on, found);
        return found;
      };
      for (const { flow: id, spans } of timeline(plain, { from, ...(until && { until }) }).flows) {
        for (const span of spans) {
          const last = span.until === null ? LAST_DAY : addDays(span.until, -1);
          for (const on of [span.from, last]) {
            const answer = answersOf(on).flows.find((one) => one.flow === id);
            expect(answer?.verdict, `${id} on ${on}`).toBe(span.verdict);
            const leading = answer && leadingAnswer(answer);
            expect([leading?.tool ?? 'none', leading?.instrument ?? null], `${id} on ${on}`).toEqual([
              span.tool,
              span.instrument,
            ]);
          }
        }
      }
    });
  }, 60_000);
});
