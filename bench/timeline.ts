// Measures the answer over time: for every flow the spans in which its verdict was what, over ten years.
import { askAbout } from '../src/core/flows/question.ts';
import { answerTimeline } from '../src/core/flows/timeline.ts';
import { answerTransfers } from '../src/core/flows/transfers.ts';
import type { CivilDate } from '../src/core/time/civil-date.ts';
import { compare, peakMemory } from './measure.ts';
import { ON, openGroup, openLawFiles } from './open-bench.ts';
import { type Measured, remarkOnSizes, rowOf } from './report.ts';

const FROM = '2016-01-01' as CivilDate;

/** Compared with the answer for one day, of which a timeline saves its reader hundreds. */
export async function measureTimeline(flows: number): Promise<Measured[]> {
  const rulebook = openLawFiles();
  const register = openGroup({ seed: 1, flows, organisations: 20 });
  const question = askAbout(register, rulebook, ON);
  const overTime = (): number =>
    answerTimeline(question, { from: FROM, until: ON }).flows.reduce(
      (sum, { spans }) => sum + spans.length,
      0,
    );
  const spans = overTime();
  const memory = peakMemory();
  const timings = await compare(
    [
      { name: 'sekisho', items: flows, run: overTime },
      { name: 'one-day', items: flows, run: () => answerTransfers(question) },
    ],
    { rounds: 3, seconds: 12 },
  );
  return [
    {
      row: rowOf('timeline', flows, 'us/flow', timings, memory),
      remarks: [
        `${spans} spans from ${FROM} to ${ON}; one-day is our own answer for one day, so the ratio counts days`,
        ...remarkOnSizes(flows, timings),
      ],
    },
  ];
}
