// Measures the engine for whole graphs: verdicts from columns and from the register, a sweep over all days, what-ifs, memory.

import { changeDay } from '../src/core/flows/columns-change.ts';
import { answerDay } from '../src/core/flows/columns-day.ts';
import { numberOfDay } from '../src/core/flows/columns-day-number.ts';
import type { FlowColumns } from '../src/core/flows/columns-flows.ts';
import { ColumnGraph } from '../src/core/flows/columns-graph.ts';
import { columnsOf } from '../src/core/flows/columns-register.ts';
import type { TimelineColumns } from '../src/core/flows/columns-timeline.ts';
import { GraphAnswers } from '../src/core/flows/graph-answers.ts';
import type { Instrument, Register } from '../src/core/flows/register.ts';
import { FIRST_DAY } from '../src/core/flows/timeline.ts';
import type { Rulebook } from '../src/core/law/rulebook.ts';
import type { CivilDate } from '../src/core/time/civil-date.ts';
import { openEngines } from './engines/all-engines.ts';
import { EEA } from './engines/decisions.ts';
import { askSekisho } from './engines/sekisho.ts';
import { hopFactsOf, hopsOf } from './hop-facts.ts';
import { type Contestant, compare, itemsWithin, peakMemory, type Timing } from './measure.ts';
import { ON, openGroup, openLawFiles } from './open-bench.ts';
import { type Measured, remarkOnSizes, rowOf } from './report.ts';
import { assertAgreement } from './single-hop.ts';

/** A register of so many flows is read as such; larger graphs repeat its columns. */
const REGISTER_MOST = 1_000_000;
/** Decisions that carry many flows, to be struck in turn. */
const STRUCK = [
  'eu.adequacy.us-dpf-2023',
  'eu.adequacy.jp-2019',
  'eu.adequacy.gb-2021',
  'uk.adequacy.us-2023',
];
const ROUNDS = { rounds: 5, seconds: 60 };

/** One size: every row of it. */
export async function measureColumns(flows: number): Promise<Measured[]> {
  const rulebook = openLawFiles();
  warmUp(rulebook);
  const register = openGroup({ seed: 1, flows: Math.min(flows, REGISTER_MOST) });
  const columns = repeated(columnsOf(register), flows);
  const before = await memoryHeld();
  const graph = new GraphAnswers(register, rulebook, columns);
  graph.verdictsAfresh(ON);
  const timeline = graph.prepare();
  const bytesEach = ((await memoryHeld()) - before) / flows;
  const memory = peakMemory();
  const about = [
    `${register.organisations.size} organisations, ${register.instruments.size} instruments, ${timeline.days.length} spans over time`,
  ];
  const measured = [
    await measureDays(graph, timeline, flows, memory, about),
    ...(flows > REGISTER_MOST ? [] : [await measureFromRegister(register, rulebook, flows, memory)]),
    await measureSweep(register, rulebook, columns, memory),
    ...(await measureWhatIfs(graph, { register, rulebook, columns }, flows, memory)),
    memoryRow(flows, bytesEach, memory),
  ];
  return flows === SIZE_OF_HOPS ? [...measured, await measureHops(register, rulebook, memory)] : measured;
}

/** At this size the single-hop question is put to the other engines, too. */
const SIZE_OF_HOPS = 10_000;

/** The first answers of a process are slow, whoever gives them. */
function warmUp(rulebook: Rulebook): void {
  const register = openGroup({ seed: 2, flows: 5000 });
  for (let round = 0; round < 3; round += 1) {
    const graph = new GraphAnswers(register, rulebook);
    graph.verdictsAfresh(ON);
    graph.prepare();
    graph.verdictsOn(ON);
    for (const struck of STRUCK) graph.whatIf(ON, { without: [struck] });
  }
}

/** One day after the other: looked up over time, and with labels carried anew; beside one pass over the same columns. */
async function measureDays(
  graph: GraphAnswers,
  timeline: TimelineColumns,
  flows: number,
  memory: number,
  about: readonly string[],
): Promise<Measured> {
  const into = new Uint8Array(flows);
  let turn = 0;
  const nextDay = (): CivilDate => {
    turn += 1;
    return `${2016 + (turn % 10)}-0${1 + (turn % 9)}-15` as CivilDate;
  };
  for (let day = 0; day < 10; day += 1) graph.verdictsAfresh(nextDay());
  const timings = await compare(
    [
      { name: 'sekisho', items: flows, run: () => graph.verdictsOn(nextDay(), into) },
      { name: 'plain-pass', items: flows, run: () => passOnce(timeline, into) },
      { name: 'carried-afresh', items: flows, run: () => graph.verdictsAfresh(nextDay()) },
    ],
    ROUNDS,
  );
  return {
    row: rowOf('columns-day', flows, 'us/flow', timings, memory),
    remarks: [
      ...about,
      `${perSecond(timings[0])} verdicts a second looked up, ${perSecond(timings[2])} with labels carried anew along all chains; another day each time`,
      'plain-pass reads the same columns once and writes one byte a flow, without a question',
      ...remarkOnSizes(flows, timings),
    ],
  };
}

/** Reads what a look-up of a day reads, in the same order, and writes as much. */
function passOnce(timeline: TimelineColumns, into: Uint8Array): void {
  const { runFrom, runUntil, start, outcomes, verdictOf } = timeline;
  for (let flow = 0; flow < into.length; flow += 1)
    into[flow] = verdictOf[outcomes[start[flow + 1]! - 1]!]! + (runFrom[flow]! & 0) + (runUntil[flow]! & 0);
}

async function measureFromRegister(
  register: Register,
  rulebook: Rulebook,
  flows: number,
  memory: number,
): Promise<Measured> {
  const columns = columnsOf(register);
  const timings = await compare(
    [
      { name: 'sekisho', items: flows, run: () => new GraphAnswers(register, rulebook).verdictsAfresh(ON) },
      { name: 'only-names-to-numbers', items: flows, run: () => columnsOf(register) },
      {
        name: 'from-columns',
        items: flows,
        run: () => new GraphAnswers(register, rulebook, columns).verdictsAfresh(ON),
      },
    ],
    ROUNDS,
  );
  return {
    row: rowOf('columns-from-register', flows, 'us/flow', timings, memory),
    remarks: [
      `${perSecond(timings[0])} flows a second from records in memory to verdicts, everything coded and decided anew`,
      'only-names-to-numbers looks up the ids of the flows; from-columns begins behind that, as a reader of a database may',
      ...remarkOnSizes(flows, timings),
    ],
  };
}

async function measureSweep(
  register: Register,
  rulebook: Rulebook,
  columns: FlowColumns,
  memory: number,
): Promise<Measured> {
  const { count } = columns;
  const graphs: GraphAnswers[] = [];
  const coded = (): GraphAnswers => {
    const graph = new GraphAnswers(register, rulebook, columns);
    graph.verdictsAfresh(ON);
    return graph;
  };
  const times: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    graphs[0] = coded();
    globalThis.gc?.();
    const startedAt = performance.now();
    graphs[0].prepare();
    times.push(performance.now() - startedAt);
    if (times.reduce((sum, one) => sum + one, 0) > 60_000) break;
  }
  const middle = [...times].sort((a, b) => a - b)[times.length >> 1] as number;
  const timing: Timing = {
    name: 'sekisho',
    items: count,
    microsecondsEach: (middle * 1000) / count,
    rounds: times.length,
  };
  return {
    row: rowOf('columns-timeline', count, 'us/flow', [timing], memory),
    remarks: [
      `${Math.round(middle).toLocaleString('en')} ms for all spans of all flows since ${FIRST_DAY}; the day ${ON} was asked before, nothing else`,
      `median of ${times.length} rounds after a warm-up on a smaller group`,
    ],
  };
}

/** One decision struck, one contract added: the changed verdicts, on a day that was asked before. */
async function measureWhatIfs(
  graph: GraphAnswers,
  { register, rulebook, columns }: { register: Register; rulebook: Rulebook; columns: FlowColumns },
  flows: number,
  memory: number,
): Promise<Measured[]> {
  graph.verdictsAfresh(ON);
  let turn = 0;
  let most = 0;
  const strike = (): void => {
    turn += 1;
    const { changed } = graph.whatIf(ON, { without: [STRUCK[turn % STRUCK.length] as string] });
    most = Math.max(most, changed.length);
  };
  const contracts = newContracts(register);
  const add = (): void => {
    turn += 1;
    graph.whatIf(ON, { added: [contracts[turn % contracts.length] as Instrument] });
  };
  for (let round = 0; round < STRUCK.length; round += 1) strike();
  const patience = { rounds: 9, seconds: 30 };
  const floor = touching(register, rulebook, columns);
  const struckTimes = await compare(
    [
      { name: 'sekisho', items: 1, run: strike },
      { name: 'only-touched', items: 1, run: () => floor.touch(STRUCK[turn % STRUCK.length] as string) },
    ],
    patience,
  );
  const [added] = await compare([{ name: 'sekisho', items: 1, run: add }], patience);
  return [
    {
      row: rowOf('columns-strike', flows, 'us/what-if', struckTimes, memory),
      remarks: [
        `${STRUCK.length} adequacy decisions struck in turn on ${ON}, which was asked before; up to ${most.toLocaleString('en')} flows change`,
        `only-touched reads and writes the columns of the flows that are passed again, up to ${floor.most.toLocaleString('en')}, and asks nothing`,
        ...remarkOnSizes(1, struckTimes),
      ],
    },
    {
      row: rowOf('columns-add', flows, 'us/what-if', [added as Timing], memory),
      remarks: [
        'one contract signed in thought between two that exchange data',
        ...remarkOnSizes(1, [added as Timing]),
      ],
    },
  ];
}

/** The least that a what-if takes: for each flow that it passes, its columns are read, and those of the day written and put back. */
function touching(
  register: Register,
  rulebook: Rulebook,
  coded: FlowColumns,
): { readonly touch: (struck: string) => number; readonly most: number } {
  const graph = new ColumnGraph(register, rulebook, coded);
  const day = answerDay(graph, numberOfDay(ON));
  const passed = new Map<string, Int32Array>();
  for (const struck of STRUCK) {
    const change = { without: new Set([struck]), leaving: new Set<string>(), added: [] };
    passed.set(
      struck,
      changeDay(graph, day, change, ({ places }) => places.slice()),
    );
  }
  const { from, until, parties, afterStart, after } = graph.columns;
  const written = [day.case, day.caseFirst, day.leavingFirst, day.leaving, day.arrivingFirst, day.arriving];
  const touch = (struck: string): number => {
    const places = passed.get(struck) as Int32Array;
    const log = new Int32Array(places.length * written.length);
    let sum = 0;
    for (let index = 0; index < places.length; index += 1) {
      const place = places[index]!;
      sum += graph.pairOf[place]! + graph.rowOf[place]! + from[place]! + until[place]! + parties[place]!;
      for (let edge = afterStart[place]!; edge < afterStart[place + 1]!; edge += 1)
        sum += day.leaving[after[edge]!]! + day.leavingFirst[after[edge]!]!;
      for (let column = 0; column < written.length; column += 1) {
        log[index * written.length + column] = written[column]![place]!;
        written[column]![place] = sum;
      }
    }
    for (let index = 0; index < places.length; index += 1)
      for (let column = 0; column < written.length; column += 1)
        written[column]![places[index]!] = log[index * written.length + column]!;
    return sum;
  };
  return { touch, most: Math.max(...Array.from(passed.values(), ({ length }) => length)) };
}

function newContracts(register: Register): Instrument[] {
  const found: Instrument[] = [];
  for (const { sender, recipient } of register.flows.values()) {
    if (sender.is !== 'organisation' || recipient.is !== 'organisation') continue;
    const parties = [sender.organisation, recipient.organisation];
    found.push({ id: `new-${found.length}`, kind: 'scc-2021', modules: [1, 2, 3, 4], parties });
    if (found.length === 50) break;
  }
  return found;
}

function memoryRow(flows: number, bytesEach: number, memory: number): Measured {
  const timing: Timing = { name: 'sekisho', items: flows, microsecondsEach: bytesEach, rounds: 1 };
  return {
    row: rowOf('columns-memory', flows, 'bytes/flow', [timing], memory),
    remarks: [
      'what the engine holds beside the register and its flow columns, with all days since the law is known; the column memory is the whole process with the register',
    ],
  };
}

/** Per decision on the single-hop question, beside the engines of `single-hop`; everybody gets the facts in the form wanted. */
async function measureHops(register: Register, rulebook: Rulebook, memory: number): Promise<Measured> {
  const hops = hopsOf(register, ON, EEA).slice(0, 1500);
  const size = hops.length;
  const cut = { ...register, flows: new Map(hops.map((flow) => [flow.id, flow])) };
  const graph = new GraphAnswers(cut, rulebook);
  const good = (verdict: number | undefined): boolean => verdict === 0 || verdict === 1;
  const expected = askSekisho(register, rulebook, ON, hops)();
  const ours = [...graph.lawVerdictsOn(ON, 'eu-gdpr')].map(good);
  if (ours.some((answer, index) => answer !== expected[index]))
    throw new Error('columns and readable evaluator differ');
  const contestants: Contestant[] = [
    { name: 'sekisho', items: size * REPEATED, run: () => repeat(() => graph.verdictsAfresh(ON)) },
    { name: 'looked-up', items: size * REPEATED, run: () => repeat(() => graph.verdictsOn(ON)) },
    { name: 'readable', items: size, run: askSekisho(register, rulebook, ON, hops) },
  ];
  const facts = hops.map(hopFactsOf(register, ON));
  for (const engine of await openEngines()) {
    assertAgreement(engine, facts, expected, await engine.prepare(facts)());
    const count = await itemsWithin(500, size, 200, (few) => engine.prepare(facts.slice(0, few))());
    contestants.push({ name: engine.name, items: count, run: engine.prepare(facts.slice(0, count)) });
  }
  const timings = await compare(contestants, { rounds: 5, seconds: 30 });
  return {
    row: rowOf('columns-single-hop', size, 'us/flow', timings, memory),
    remarks: [
      'ours carries labels anew and looks each case up, under all laws; looked-up reads a day off the sweep; readable is the evaluator that judges both',
      'theirs get the facts joined beforehand, ours the columns coded beforehand, neither timed',
      ...remarkOnSizes(size, timings),
    ],
  };
}

const REPEATED = 100;

function repeat(run: () => unknown): void {
  for (let round = 0; round < REPEATED; round += 1) run();
}

/** The same graph several times over, so that more flows can be measured than a register of this machine holds. */
function repeated(columns: FlowColumns, flows: number): FlowColumns {
  const times = Math.round(flows / columns.count);
  if (times <= 1) return columns;
  const { count, after, afterStart } = columns;
  const again = <T extends Int32Array | Uint8Array | Uint16Array>(column: T): T => {
    const whole = new (column.constructor as new (length: number) => T)(count * times);
    for (let time = 0; time < times; time += 1) whole.set(column as never, time * count);
    return whole;
  };
  const start = new Int32Array(count * times + 1);
  const earlier = new Int32Array(after.length * times);
  for (let time = 0; time < times; time += 1) {
    for (let flow = 0; flow <= count; flow += 1)
      start[time * count + flow] = afterStart[flow]! + time * after.length;
    for (let edge = 0; edge < after.length; edge += 1)
      earlier[time * after.length + edge] = after[edge]! + time * count;
  }
  return {
    ...columns,
    count: count * times,
    exporter: again(columns.exporter),
    importer: again(columns.importer),
    activity: again(columns.activity),
    parties: again(columns.parties),
    manner: again(columns.manner),
    at: again(columns.at),
    tools: again(columns.tools),
    derogation: again(columns.derogation),
    from: again(columns.from),
    until: again(columns.until),
    afterStart: start,
    after: earlier,
  };
}

/** What is let go is counted until the collector has come round: it is called until nothing becomes less any more. */
async function memoryHeld(): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let quiet = 0; quiet < 5; quiet += 1) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    const held = heapUsed + arrayBuffers;
    if (held < least - 100_000) quiet = 0;
    least = Math.min(least, held);
  }
  return least;
}

function perSecond(timing: Timing | undefined): string {
  return timing === undefined ? '?' : `${(1 / timing.microsecondsEach).toPrecision(3)} million`;
}
