// Measures the single-hop part of the question against engines that people would use for it instead (see hop-facts.ts).
import { openEngines } from './engines/all-engines.ts';
import { EEA } from './engines/decisions.ts';
import type { Answers, HopEngine } from './engines/engine.ts';
import { askSekisho } from './engines/sekisho.ts';
import { type HopFacts, hopFactsOf, hopsOf } from './hop-facts.ts';
import { type Contestant, compare, itemsWithin, peakMemory } from './measure.ts';
import { ON, openGroup, openLawFiles } from './open-bench.ts';
import { type Measured, remarkOnSizes, rowOf } from './report.ts';

const FLOWS = 10_000;
const HOPS = 1500;
const MILLISECONDS_EACH = 1500;

/** Fails where two engines answer differently. */
export async function measureSingleHop(): Promise<Measured[]> {
  const rulebook = openLawFiles();
  const register = openGroup({ seed: 1, flows: FLOWS });
  const hops = hopsOf(register, ON, EEA).slice(0, HOPS);
  const size = hops.length;
  const oursOn = (items: number): (() => Answers) => askSekisho(register, rulebook, ON, hops.slice(0, items));
  const items = await itemsWithin(MILLISECONDS_EACH, size, 150, (few) => oursOn(few)());
  const expected = oursOn(size)();
  const memory = peakMemory();

  const join = hopFactsOf(register, ON);
  const facts = hops.map(join);
  const engines = await openEngines();
  const prepared: Contestant[] = [{ name: 'sekisho', items, run: oursOn(items) }];
  const fromRegister: Contestant[] = [prepared[0] as Contestant];
  for (const engine of engines) {
    assertAgreement(engine, facts, expected, await engine.prepare(facts)());
    const count = await itemsWithin(MILLISECONDS_EACH / 3, size, 200, (few) =>
      engine.prepare(facts.slice(0, few))(),
    );
    prepared.push({ name: engine.name, items: count, run: engine.prepare(facts.slice(0, count)) });
    const some = hops.slice(0, count);
    const run = (): unknown => engine.prepare(some.map(hopFactsOf(register, ON)))();
    fromRegister.push({ name: engine.name, items: count, run });
  }
  const patience = { rounds: 7, seconds: 30 };
  const first = await compare(prepared, patience);
  const second = await compare(fromRegister, { rounds: 5, seconds: 15 });
  const yes = expected.filter(Boolean).length;
  const answers = `all ${engines.length + 1} engines agree on ${size} flows (${yes} may cross, ${size - yes} may not or it is not shown)`;
  return [
    {
      row: rowOf('single-hop', size, 'us/flow', first, memory),
      remarks: [
        answers,
        'theirs get the facts joined beforehand, untimed, and answer yes or no; ours starts from the register and gives reasons',
        ...remarkOnSizes(size, first),
      ],
    },
    {
      row: rowOf('single-hop-from-register', size, 'us/flow', second, memory),
      remarks: [
        'the same, and the joining of the facts is timed for them too',
        ...remarkOnSizes(size, second),
      ],
    },
  ];
}

/** Throws at the first differing answer. */
export function assertAgreement(
  { name }: HopEngine,
  facts: readonly HopFacts[],
  expected: Answers,
  answers: Answers,
): void {
  facts.forEach((hop, index) => {
    if (answers[index] !== expected[index]) {
      throw new Error(
        `${name} answers ${answers[index]}, ours ${expected[index]}, for ${JSON.stringify(hop)}`,
      );
    }
  });
}
