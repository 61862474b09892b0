// Measures how the time and memory of answering for a whole group grow with its flows.
import { askAbout } from '../src/core/flows/question.ts';
import { answerTransfers } from '../src/core/flows/transfers.ts';
import { compare, peakMemory } from './measure.ts';
import { ON, openGroup, openLawFiles } from './open-bench.ts';
import { type Measured, remarkOnSizes, rowOf } from './report.ts';

/** One size; every size gets a process of its own, so that its memory is its own. */
export async function measureGrowth(flows: number): Promise<Measured[]> {
  const rulebook = openLawFiles();
  const register = openGroup({ seed: 1, flows });
  // Warmed up on a small group, for one run over a large one may take minutes.
  const small = openGroup({ seed: 2, flows: Math.min(flows, 1000) });
  const warmUp = (): unknown => answerTransfers(askAbout(small, rulebook, ON));
  const run = (): unknown => answerTransfers(askAbout(register, rulebook, ON));
  const timings = await compare([{ name: 'sekisho', items: flows, warmUp, run }], { rounds: 5, seconds: 16 });
  return [
    {
      row: rowOf('growth', flows, 'us/flow', timings, peakMemory()),
      remarks: [
        `${register.organisations.size} organisations, ${register.instruments.size} instruments, ${register.assessments.size} assessments; every law in the rulebook`,
        ...remarkOnSizes(flows, timings),
      ],
    },
  ];
}
