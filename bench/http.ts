// Measures reads and writes through HTTP on both databases, beside a bare insert and a bare select on the same database.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { makeId } from '../src/kit/store/make-id.ts';
import type { Store } from '../src/kit/store/store.ts';
import { type RunningProgram, startProgram } from '../test/flow/running-server.ts';
import { type GroundKind, prepareGround } from '../test/support/open-test-store.ts';
import { type Contestant, compare } from './measure.ts';
import { type Measured, remarkOnSizes, rowOf } from './report.ts';

const GROUP = '/api/groups/bench';
/** About 500 bytes, as a small activity has. */
const BODY = {
  name: 'Payroll of Asagiri Deutschland GmbH',
  controllers: ['o0'],
  purposes: ['personnel-administration'],
  data: ['name', 'bank-account', 'salary'],
  legalBasis: ['art-6.1.b'],
  retention: 'P10Y',
  note: 'x'.repeat(250),
};
const TOGETHER = 32;
const PAGE = 50;
const PATIENCE = { rounds: 5, seconds: 40 };

/** `size` is the number of requests of a round that come together; those that wait for each other are a tenth of it. */
export async function measureHttp(size: number): Promise<Measured[]> {
  return [...(await measureOn('pglite', size)), ...(await measureOn('postgres', size))];
}

async function measureOn(kind: GroundKind, size: number): Promise<Measured[]> {
  const ground = await prepareGround(kind);
  if (ground === null) return [];
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-bench-'));
  const databaseUrl = (await ground.postgres?.makeDatabase()) ?? '';
  const server = await startProgram({
    dataFolder: join(folder, 'data'),
    environment: { DATABASE_URL: databaseUrl },
  });
  try {
    const store = await ground.open();
    await sql`create table bare (group_id text, id text, body jsonb, primary key (group_id, id))`.execute(
      store.kysely,
    );
    const http = new Client(server);
    await http.open();
    const ids = await fill(http, store, Math.max(PAGE, Math.min(500, size)));
    const few = Math.max(10, Math.round(size / 10));
    const named = async (name: string, items: number, contestants: Contestant[]): Promise<Measured> => {
      const timings = await compare(contestants, PATIENCE);
      return {
        row: rowOf(`http-${name}-${kind}`, items, 'us/request', timings, memoryOf(server)),
        remarks: [
          `${Math.round(1e6 / (timings[0]?.microsecondsEach ?? 1))} a second; memory is that of the server`,
          ...remarkOnSizes(items, timings),
        ],
      };
    };
    const write = () => http.write();
    const insert = () => insertBare(store, randomUUID());
    const read = (n: number) => http.get(`/activities/${ids[n % ids.length]}`);
    const select = (n: number) => selectBare(store, ids[n % ids.length] as string);
    return [
      await named('write-alone', few, [
        { name: 'sekisho', items: few, run: () => inTurn(few, write) },
        { name: 'bare-insert', items: few, run: () => inTurn(few, insert) },
      ]),
      await named('write-together', size, [
        { name: 'sekisho', items: size, run: () => together(size, write) },
        { name: 'bare-insert', items: size, run: () => together(size, insert) },
      ]),
      await named('read-one', size, [
        { name: 'sekisho', items: size, run: () => together(size, read) },
        { name: 'bare-select', items: size, run: () => together(size, select) },
      ]),
      await named('read-page', few, [
        { name: 'sekisho', items: few, run: () => inTurn(few, () => http.get(`/activities?limit=${PAGE}`)) },
        { name: 'bare-select', items: few, run: () => inTurn(few, () => selectPage(store)) },
      ]),
    ];
  } finally {
    await server.stop();
    await ground.clear();
    rmSync(folder, { recursive: true, force: true });
  }
}

class Client {
  private readonly address: string;
  constructor({ address }: RunningProgram) {
    this.address = address.replace('localhost', '127.0.0.1');
  }

  async open(): Promise<void> {
    await this.send('PUT', '', { record: { id: 'bench' } }, { 'if-none-match': '*' });
    await this.send('POST', '/organisations', { record: { id: 'o0', country: 'DE', regimes: [] } });
  }

  async write(id: string = randomUUID()): Promise<void> {
    await this.send('POST', '/activities', { record: { id, ...BODY } }, { 'idempotency-key': makeId() });
  }

  async get(path: string): Promise<void> {
    await this.send('GET', path);
  }

  private async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    const response = await fetch(`${this.address}${GROUP}${path}`, {
      method,
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status}: ${text}`);
  }
}

/** The same records on both sides. */
async function fill(http: Client, store: Store, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, n) => `a${n}`);
  await together(count, (n) => http.write(ids[n]));
  await together(count, (n) => insertBare(store, ids[n] as string));
  return ids;
}

async function insertBare(store: Store, id: string): Promise<void> {
  await sql`insert into bare values ('bench', ${id}, ${JSON.stringify({ id, ...BODY })}::jsonb)`.execute(
    store.kysely,
  );
}

async function selectBare(store: Store, id: string): Promise<void> {
  await sql`select * from bare where group_id = 'bench' and id = ${id}`.execute(store.kysely);
}

async function selectPage(store: Store): Promise<void> {
  await sql`select * from bare where group_id = 'bench' order by id limit ${sql.lit(PAGE)}`.execute(
    store.kysely,
  );
}

/** The most memory that the server has held, where the system tells. */
function memoryOf({ process: { pid } }: RunningProgram): number {
  try {
    const [, kilobytes = '0'] =
      /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) * 1024;
  } catch {
    return 0;
  }
}

async function inTurn(count: number, work: (n: number) => Promise<void>): Promise<void> {
  for (let n = 0; n < count; n += 1) await work(n);
}

async function together(count: number, work: (n: number) => Promise<void>): Promise<void> {
  let next = 0;
  const one = async (): Promise<void> => {
    while (next < count) {
      next += 1;
      await work(next - 1);
    }
  };
  await Promise.all(Array.from({ length: TOGETHER }, one));
}
