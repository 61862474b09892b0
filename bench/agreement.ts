// `npm run bench -- agreement`: lets the readable evaluator judge the columns on many random groups; says where it stands, goes on by seed.
//
// SEKISHO_RUNS is how many groups, SEKISHO_SEED the first seed; a run that was broken off goes on with the seed that it printed last.
import fc from 'fast-check';
import { GraphAnswers } from '../src/core/flows/graph-answers.ts';
import { parseRegister } from '../src/core/flows/parse-register.ts';
import type { Instrument, Register } from '../src/core/flows/register.ts';
import type { CivilDate } from '../src/core/time/civil-date.ts';
import { registerOf } from '../test/support/ask-register.ts';
import { registerOf as generated, generateGroup } from '../test/support/generate-group.ts';
import { differencesIf, differencesOn, differencesOverTime } from '../test/support/judge-graph.ts';
import { days, registers } from '../test/support/random-registers.ts';
import { seeded } from '../test/support/seeded.ts';
import { openLawFiles } from './open-bench.ts';

const GROUPS = Number(process.env['SEKISHO_RUNS'] ?? 10_000);
const FIRST_SEED = Number(process.env['SEKISHO_SEED'] ?? 1);
/** One group in so many is a generated one, with chains up to twelve. */
const GENERATED_EACH = 100;
const TOLD_EACH = 100;
const DECIDING = [
  'permits',
  'reaches',
  'transfer',
  'no-transfer',
  'excludes',
  'means',
  'helps',
  'duty',
  'territory',
];

const rulebook = openLawFiles();
const law = [...rulebook.rules.values()]
  .filter(({ kind }) => DECIDING.includes(kind))
  .flatMap(({ id, file }) => [id, file]);

/** Judges group after group; ends with status 1 at the first difference, which it prints with its seed. */
export function judgeGroups(): void {
  const startedAt = performance.now();
  for (let seed = FIRST_SEED; seed < FIRST_SEED + GROUPS; seed += 1) {
    const differences = seed % GENERATED_EACH === 0 ? judgeGenerated(seed) : judgeRandom(seed);
    if (differences.length > 0) {
      process.stdout.write(
        `seed ${seed}: ${differences.length} differences\n${differences.slice(0, 5).join('\n')}\n`,
      );
      process.exitCode = 1;
      return;
    }
    const judged = seed - FIRST_SEED + 1;
    if (judged % TOLD_EACH === 0 || judged === GROUPS) {
      const seconds = Math.round((performance.now() - startedAt) / 1000);
      process.stdout.write(`${judged} groups agree, the last with seed ${seed}; ${seconds} s\n`);
    }
  }
}

function judgeRandom(seed: number): string[] {
  const sample = <T>(arbitrary: fc.Arbitrary<T>, more = 0): T =>
    fc.sample(arbitrary, { seed: seed * 4 + more, numRuns: 1 })[0] as T;
  const register = registerOf(sample(registers({ chains: true })));
  const on = sample(days, 1) as CivilDate;
  const others = [...registerOf(sample(registers({ chains: false }), 2)).instruments.values()];
  return judge(register, [on, sample(days, 3) as CivilDate], others, seed);
}

function judgeGenerated(seed: number): string[] {
  const parsed = parseRegister(generated(generateGroup({ seed, flows: 150, organisations: 14 })));
  if (!parsed.ok) throw new Error('the generated register is not sound');
  return judge(parsed.value, fc.sample(days, { seed, numRuns: 2 }) as CivilDate[], [], seed);
}

function judge(
  register: Register,
  [on, later]: readonly CivilDate[],
  others: readonly Instrument[],
  seed: number,
): string[] {
  const random = seeded(seed);
  const graph = new GraphAnswers(register, rulebook);
  const some = new Set(
    [...register.flows.keys()].filter(() => register.flows.size < 10 || random.chance(0.1)),
  );
  const own = [...register.instruments.keys()];
  const thought = {
    without: [random.pick(law), random.pick(law), ...(own.length > 0 ? [random.pick(own)] : [])],
    leaving: random.chance(0.3) ? [random.pick(['DE', 'GB', 'CH', 'FR'])] : [],
    added: others.map((one, index) => (random.chance(0.5) ? one : { ...one, id: `new-${index}` })),
  };
  return [
    ...differencesOn(graph, register, rulebook, on as CivilDate),
    ...differencesIf(graph, register, rulebook, on as CivilDate, thought),
    ...differencesIf(graph, register, rulebook, on as CivilDate, { ...thought, leaving: [], added: [] }),
    ...differencesIf(graph, register, rulebook, later as CivilDate, { ...thought, leaving: [], added: [] }),
    ...differencesOverTime(graph, register, rulebook, some),
  ];
}
