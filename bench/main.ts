// `npm run bench [-- NAME...] [--json] [--large]`: the measurements, each in a process of its own, ours and theirs in turn.
//
// NAME is single-hop, onward, growth, parse, timeline, store, http, activities, flows, sheets or papers; without one all are made. --large adds
// sizes that take minutes.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { measureActivities, measureFlows } from './exchange.ts';
import { measureGrowth } from './growth.ts';
import { measureHttp } from './http.ts';
import { nameCommit, nameMachine } from './machine.ts';
import { fitExponent } from './measure.ts';
import { measureOnward } from './onward.ts';
import { measurePapers } from './papers.ts';
import { measureParse } from './parse.ts';
import { type Measured, type Row, writeJsonLine, writeTable } from './report.ts';
import { measureSheets } from './sheets.ts';
import { measureSingleHop } from './single-hop.ts';
import { measureStore } from './store.ts';
import { measureTimeline } from './timeline.ts';

interface Measurement {
  readonly sizes: readonly number[];
  readonly large: readonly number[];
  measure(size: number): Promise<Measured[]>;
}

const MEASUREMENTS: Readonly<Record<string, Measurement>> = {
  'single-hop': { sizes: [10_000], large: [], measure: measureSingleHop },
  onward: { sizes: [10_000, 100_000], large: [], measure: measureOnward },
  growth: { sizes: [1000, 3000, 10_000, 100_000], large: [1_000_000], measure: measureGrowth },
  parse: { sizes: [1000, 10_000, 100_000], large: [1_000_000], measure: measureParse },
  timeline: { sizes: [100], large: [1000], measure: measureTimeline },
  papers: { sizes: [100, 1000], large: [], measure: measurePapers },
  store: { sizes: [20_000], large: [1_000_000], measure: measureStore },
  sheets: { sizes: [20_000], large: [1_000_000], measure: measureSheets },
  http: { sizes: [1000], large: [10_000], measure: measureHttp },
  activities: { sizes: [10_000], large: [100_000], measure: measureActivities },
  flows: { sizes: [10_000], large: [1_000_000], measure: measureFlows },
};

/** One run over a group may take so long; larger groups are then left out, and the table says so. */
const SECONDS_PER_RUN = 75;
const SECONDS_PER_RUN_LARGE = 900;
/** What is assumed of growth as long as there are too few points to fit it. */
const EXPONENT_AT_FIRST = 1.5;
const CHILD = '--child';
const LEGEND =
  'ours/theirs: below 1 we are faster. memory: most that a process with our part alone has held, Node and laws included.';

const words = process.argv.slice(2);
if (words[0] === CHILD) await measureHere(words[1] as string, Number(words[2]));
else measureAll();

/** In the process of one measurement: one JSON document on standard output. */
async function measureHere(name: string, size: number): Promise<void> {
  const measured = await (MEASUREMENTS[name] as Measurement).measure(size);
  process.stdout.write(JSON.stringify(measured));
}

function measureAll(): void {
  const isJson = words.includes('--json');
  const isLarge = words.includes('--large');
  const asked = words.filter((word) => !word.startsWith('-'));
  const strange = [
    ...asked.filter((name) => MEASUREMENTS[name] === undefined),
    ...words.filter((word) => word.startsWith('-') && !['--json', '--large'].includes(word)),
  ];
  if (strange.length > 0) {
    process.stderr.write(
      `bench: '${strange.join("', '")}' is none of ${Object.keys(MEASUREMENTS).join(', ')}, --json, --large\n`,
    );
    process.exitCode = 2;
    return;
  }
  const place = { machine: nameMachine(), commit: nameCommit() };
  const startedAt = performance.now();
  const all: Measured[] = [];
  for (const name of asked.length > 0 ? asked : Object.keys(MEASUREMENTS)) {
    for (const measured of measureSizes(name, isLarge)) {
      all.push(measured);
      const row: Row = { ...measured.row, ...place };
      if (isJson) process.stdout.write(`${writeJsonLine(row)}\n`);
    }
  }
  if (isJson) return;
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  process.stdout.write(
    `${writeTable(all)}\n\n${LEGEND}\n${place.machine}; commit ${place.commit}; ${seconds} s in all\n`,
  );
}

function measureSizes(name: string, isLarge: boolean): Measured[] {
  const { sizes, large } = MEASUREMENTS[name] as Measurement;
  const found: Measured[] = [];
  const points: { size: number; time: number }[] = [];
  for (const size of isLarge ? [...sizes, ...large] : sizes) {
    const seconds = expectedSeconds(points, size);
    if (name === 'growth' && seconds > (isLarge ? SECONDS_PER_RUN_LARGE : SECONDS_PER_RUN)) {
      const last = found.pop() as Measured;
      const remark = `not measured: ${size.toLocaleString('en')} flows, which would take about ${Math.round(seconds)} s a run`;
      found.push({ ...last, remarks: [...last.remarks, remark] });
      continue;
    }
    process.stderr.write(`${name} ${size.toLocaleString('en')} ...\n`);
    const measured = measureInChild(name, size);
    found.push(...measured);
    const { value } = (measured[0] as Measured).row;
    points.push({ size, time: (value * size) / 1e6 });
  }
  return name === 'growth' && points.length > 1 ? [...found, fitGrowth(found, points)] : found;
}

function expectedSeconds(points: readonly { size: number; time: number }[], size: number): number {
  const last = points.at(-1);
  if (last === undefined) return 0;
  const exponent = points.length > 1 ? fitExponent(points.slice(-2)) : EXPONENT_AT_FIRST;
  return last.time * (size / last.size) ** exponent;
}

function fitGrowth(found: readonly Measured[], points: readonly { size: number; time: number }[]): Measured {
  const { row } = found.at(-1) as Measured;
  const value = Number(fitExponent(points).toFixed(3));
  const memory = fitExponent(found.map((one) => ({ size: one.row.size, time: one.row.memoryBytes })));
  return {
    row: { ...row, name: 'growth-exponent', unit: 'exponent', value, against: {}, ratio: {} },
    remarks: [
      `time = c x flows^${value}, memory = c x flows^${memory.toFixed(2)}, by least squares over ${points.length} sizes; 1 is in proportion`,
    ],
  };
}

function measureInChild(name: string, size: number): Measured[] {
  const flags = ['--expose-gc', '--enable-source-maps', '--max-old-space-size=12000'];
  const child = spawnSync(
    process.execPath,
    [...flags, fileURLToPath(import.meta.url), CHILD, name, String(size)],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      maxBuffer: 1 << 26,
    },
  );
  if (child.status !== 0)
    throw new Error(`The measurement ${name} failed at ${size} flows (status ${child.status}).`);
  return JSON.parse(child.stdout) as Measured[];
}
