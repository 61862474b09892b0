// Measures how fast files come into a stored group and go out again, by the command line as a person runs it, and in how much memory.
import { spawn, spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import type { Instant } from '../src/core/time/instant.ts';
import { makeId } from '../src/kit/store/make-id.ts';
import type { Scope } from '../src/kit/store/scope.ts';
import { collectRegister } from '../src/records/register/register-actions.ts';
import { openRegisterStore } from '../src/records/register/register-store.ts';
import { generateGroup } from '../test/support/generate-group.ts';
import { type GroundKind, prepareGround, type StoreGround } from '../test/support/open-test-store.ts';
import { peakMemory } from './measure.ts';
import type { Measured } from './report.ts';

type Plain = Readonly<Record<string, unknown>>;

interface Line {
  readonly noun: string;
  readonly record: Plain;
}

const ORGANISATIONS = 100;
const BARE_TOGETHER = 1_000;

/** `size` activities, each with what Art. 30 asks of it. */
export function measureActivities(size: number): Promise<Measured[]> {
  return measureBoth('activities', size, () => activityLines(size));
}

/** A whole generated group with `size` flows. */
export function measureFlows(size: number): Promise<Measured[]> {
  return measureBoth('flows', size, () => groupLines(size));
}

async function measureBoth(what: string, size: number, lines: () => Iterable<Line>): Promise<Measured[]> {
  const build = spawnSync(process.execPath, ['tools/build.mjs'], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (build.status !== 0) throw new Error('The program does not build.');
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-bench-'));
  try {
    const file = join(folder, 'group.jsonl');
    const records = await writeLines(lines(), file);
    const found: Measured[] = [];
    for (const kind of ['pglite', 'postgres'] as const)
      found.push(...(await measureOn(kind, { what, size, records, file, folder })));
    return found;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Place extends Readonly<Record<string, string>> {
  readonly SEKISHO_DATA: string;
  readonly DATABASE_URL: string;
}

interface Work {
  readonly what: string;
  readonly size: number;
  /** Of all nouns. */
  readonly records: number;
  readonly file: string;
  readonly folder: string;
}

async function measureOn(kind: GroundKind, work: Work): Promise<Measured[]> {
  const { what } = work;
  const ground = await prepareGround(kind);
  if (ground === null) return [];
  try {
    const bare = await measureBare(ground, work.records);
    const place: Place = {
      SEKISHO_DATA: join(work.folder, kind),
      DATABASE_URL: (await ground.postgres?.makeDatabase()) ?? '',
      SEKISHO_MASTER_KEY: '',
      SEKISHO_SERVER: '',
    };
    const out = join(work.folder, `${kind}.jsonl`);
    const measured = (stage: string, run: Timed, against: Plain, remarks: readonly string[]): Measured =>
      rowOf(`${stage}-${work.what}-${kind}`, work, run, against as Record<string, number>, remarks);
    const imported = await timed(['import', work.file, '--into', 'bench', '--json'], place);
    const again = await timed(['import', work.file, '--into', 'bench', '--json'], place);
    const exported = await timed(['export', 'register', '--out', out, '--json'], place);
    const opened =
      what === 'flows' ? [rowOf(`open-${what}-${kind}`, work, await open(place), {}, [OPENED])] : [];
    return [
      ...opened,
      measured('import', imported, { 'bare-insert': bare }, [`${megabytes(work.file)} MB of JSON lines`]),
      measured('import-again', again, {}, ['the same file once more, which changes nothing']),
      measured('export', exported, {}, [`${megabytes(out)} MB of JSON lines`]),
    ];
  } finally {
    await ground.clear();
  }
}

const OPENED = 'read out of the database and as the register of the engine, without a verdict';

/** Reads a kept register as a server does before it answers: out of the database, and then into what the engine asks. */
async function open({ SEKISHO_DATA, DATABASE_URL }: Place): Promise<Timed> {
  const place =
    DATABASE_URL === ''
      ? { dataFolder: SEKISHO_DATA, home: process.cwd() }
      : { databaseUrl: DATABASE_URL, keyFolder: SEKISHO_DATA };
  const scope: Scope = {
    groupId: 'bench',
    actor: 'bench',
    at: Date.now() as Instant,
    why: 'measured',
    origin: 'bench',
  };
  const startedAt = performance.now();
  const store = await openRegisterStore(place);
  try {
    const parsed = await collectRegister(scope, store);
    if (!parsed.ok) throw new Error('The register that was kept is not sound.');
    return { milliseconds: performance.now() - startedAt, memoryBytes: peakMemory() };
  } finally {
    await store.close();
  }
}

function megabytes(file: string): number {
  return Math.round(statSync(file).size / 1024 / 1024);
}

interface Timed {
  readonly milliseconds: number;
  readonly memoryBytes: number;
}

/** A command of the built program, with the most memory that its process held. */
async function timed(words: readonly string[], place: Readonly<Record<string, string>>): Promise<Timed> {
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-bench-rss-'));
  const told = join(folder, 'memory');
  const preload = join(folder, 'tell-memory.mjs');
  writeFileSync(preload, TELL_MEMORY);
  try {
    const startedAt = performance.now();
    const status = await new Promise((resolve) => {
      const child = spawn(process.execPath, ['--import', preload, 'dist/sekisho.js', ...words], {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, ...place, SEKISHO_BENCH_MEMORY: told },
      });
      child.on('close', resolve);
    });
    if (status !== 0) throw new Error(`sekisho ${words.join(' ')} ended with ${status}.`);
    const milliseconds = performance.now() - startedAt;
    process.stderr.write(`  sekisho ${words[0]}: ${(milliseconds / 1000).toFixed(1)} s\n`);
    return { milliseconds, memoryBytes: Number(readFileSync(told, 'utf8')) * 1024 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Run before the program, in its process: at the end it writes down the most memory that was held. */
const TELL_MEMORY = `import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
if (isMainThread) process.on('exit', () =>
  writeFileSync(process.env.SEKISHO_BENCH_MEMORY, String(process.resourceUsage().maxRSS)));
`;

/** What the same database takes for as many rows without a ledger, in microseconds each. */
async function measureBare(ground: StoreGround, records: number): Promise<number> {
  const store = await ground.open();
  await sql`create table bare (group_id text, id uuid, body jsonb, primary key (group_id, id))`.execute(
    store.kysely,
  );
  const body = { name: 'Payroll of Asagiri Deutschland GmbH', text: 'x'.repeat(400) };
  const count = Math.min(records, 50_000);
  const startedAt = performance.now();
  for (let done = 0; done < count; done += BARE_TOGETHER) {
    const rows = Array.from({ length: BARE_TOGETHER }, () => ({ group_id: 'bench', id: makeId(), body }));
    await store.kysely
      .withTables<{ bare: (typeof rows)[number] }>()
      .insertInto('bare')
      .values(rows)
      .execute();
  }
  return ((performance.now() - startedAt) * 1000) / count;
}

function rowOf(
  name: string,
  { size, records }: Work,
  { milliseconds, memoryBytes }: Timed,
  against: Readonly<Record<string, number>>,
  remarks: readonly string[],
): Measured {
  const value = rounded((milliseconds * 1000) / records);
  return {
    row: {
      name,
      size,
      unit: 'us/record',
      value,
      against: mapValues(against, rounded),
      ratio: mapValues(against, (theirs) => rounded(value / theirs)),
      memoryBytes,
    },
    remarks: [
      `${records.toLocaleString('en')} records in ${(milliseconds / 1000).toFixed(1)} s, ${Math.round(1e6 / value).toLocaleString('en')} a second, one run, the start of the program included`,
      ...remarks,
    ],
  };
}

function rounded(number: number): number {
  return Number(number.toPrecision(4));
}

function mapValues(
  values: Readonly<Record<string, number>>,
  change: (value: number) => number,
): Record<string, number> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]));
}

async function writeLines(lines: Iterable<Line>, file: string): Promise<number> {
  let count = 0;
  const text = function* (): Iterable<string> {
    yield '{"format":"sekisho/lines@1","group":{"id":"bench","name":"Bench"}}\n';
    for (const line of lines) {
      count += 1;
      yield `${JSON.stringify(line)}\n`;
    }
  };
  await pipeline(Readable.from(text()), createWriteStream(file));
  return count;
}

function* activityLines(size: number): Iterable<Line> {
  for (let n = 0; n < ORGANISATIONS; n += 1)
    yield {
      noun: 'organisations',
      record: { id: `o${n}`, name: `Organisation ${n}`, country: 'DE', member: true, regimes: [] },
    };
  for (let n = 0; n < size; n += 1) {
    const record = {
      id: `a${n}`,
      name: `Activity ${n}`,
      controllers: [`o${n % ORGANISATIONS}`],
      processors: [`o${(n + 7) % ORGANISATIONS}`],
      purposes: ['customer-management', 'billing'],
      subjects: [{ category: 'customers', countries: ['DE', 'FR'], count: n, children: false }],
      data: ['name', 'email', 'billing'],
      legalBasis: ['art-6.1.b'],
      retention: 'P10Y',
      security: ['encryption at rest', 'roles and rights'],
      recipients: [{ category: 'tax advisers', country: 'DE' }],
      note: 'Measured, never meant.',
    };
    yield { noun: 'activities', record };
  }
}

function* groupLines(flows: number): Iterable<Line> {
  const group = generateGroup({ seed: 1, flows });
  for (const noun of ['organisations', 'activities', 'instruments'] as const)
    for (const record of group.head[noun]) yield { noun, record };
  for (const record of group.flows()) yield { noun: 'flows', record };
  for (const record of group.head.assessments) yield { noun: 'assessments', record };
}
