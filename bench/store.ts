// Measures what the ledger costs beside a bare insert and a bare select on the same database, and how fast it is read through.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Instant } from '../src/core/time/instant.ts';
import { appendEntries } from '../src/kit/store/append-entries.ts';
import type { Draft } from '../src/kit/store/ledger-entry.ts';
import { makeId } from '../src/kit/store/make-id.ts';
import { readRecord } from '../src/kit/store/read-records.ts';
import { rebuildTables } from '../src/kit/store/rebuild-tables.ts';
import type { Scope } from '../src/kit/store/scope.ts';
import type { Store } from '../src/kit/store/store.ts';
import { verifyLedger } from '../src/kit/store/verify-ledger.ts';
import { type GroundKind, prepareGround } from '../test/support/open-test-store.ts';
import { type Contestant, compare, peakMemory } from './measure.ts';
import { type Measured, remarkOnSizes, rowOf } from './report.ts';

/** What is written each time: about 500 bytes, as a small record has. */
const BODY = {
  name: 'Payroll of Asagiri Deutschland GmbH',
  text: 'x'.repeat(400),
  flags: [true, false],
  count: 7,
};
const ONE_BY_ONE = 200;
const TOGETHER = 32;
const TOGETHER_EACH = 2_000;
const BATCH = 1_000;
const PATIENCE = { rounds: 7, seconds: 25 };

/** `size` is the number of entries through which verifying and rebuilding go. */
export async function measureStore(size: number): Promise<Measured[]> {
  return [...(await measureOn('pglite', size)), ...(await measureOn('postgres', size))];
}

async function measureOn(kind: GroundKind, size: number): Promise<Measured[]> {
  const ground = await prepareGround(kind);
  if (ground === null) return [];
  try {
    const store = await ground.open();
    await sql`create table bare (group_id text, id uuid, body jsonb, primary key (group_id, id))`.execute(
      store.kysely,
    );
    const named = async (name: string, contestants: Contestant[]): Promise<Measured> => {
      const timings = await compare(contestants, PATIENCE);
      const items = contestants[0]?.items ?? 0;
      return {
        row: rowOf(`store-${name}-${kind}`, items, 'us/entry', timings, peakMemory()),
        remarks: [
          `${Math.round(1e6 / (timings[0]?.microsecondsEach ?? 1))} a second`,
          ...remarkOnSizes(items, timings),
        ],
      };
    };
    return [
      await named('write-alone', [
        { name: 'sekisho', items: ONE_BY_ONE, run: () => inTurn(ONE_BY_ONE, () => append(store, 1)) },
        { name: 'bare-insert', items: ONE_BY_ONE, run: () => inTurn(ONE_BY_ONE, () => insertBare(store, 1)) },
      ]),
      await named('write-together', [
        { name: 'sekisho', items: TOGETHER_EACH, run: () => together(TOGETHER_EACH, () => append(store, 1)) },
        {
          name: 'bare-insert',
          items: TOGETHER_EACH,
          run: () => together(TOGETHER_EACH, () => insertBare(store, 1)),
        },
      ]),
      await named('write-batch', [
        { name: 'sekisho', items: BATCH, run: () => append(store, BATCH) },
        { name: 'bare-insert', items: BATCH, run: () => insertBare(store, BATCH) },
      ]),
      await named('read-one', await readers(store)),
      ...(await measureWhole(store, kind, size)),
    ];
  } finally {
    await ground.clear();
  }
}

function scopeOf(groupId: string): Scope {
  return { groupId, actor: 'bench', at: Date.now() as Instant, why: 'measured', origin: 'bench' };
}

function draft(recordId = randomUUID() as string): Draft {
  return { id: makeId(), kind: 'statement', noun: 'activities', recordId, body: BODY };
}

async function append(store: Store, count: number, groupId = 'bench'): Promise<void> {
  const drafts = Array.from({ length: count }, () => draft());
  const outcome = await appendEntries(scopeOf(groupId), store, drafts);
  if (!outcome.ok) throw new Error(`The ledger refused: ${outcome.fault.code}`);
}

async function insertBare(store: Store, count: number): Promise<void> {
  const rows = Array.from({ length: count }, () => ({ group_id: 'bench', id: makeId(), body: BODY }));
  await store.kysely.withTables<{ bare: (typeof rows)[number] }>().insertInto('bare').values(rows).execute();
}

async function readers(store: Store): Promise<Contestant[]> {
  const ids = Array.from({ length: 500 }, (_, n) => `read-${n}`);
  await appendEntries(
    scopeOf('bench'),
    store,
    ids.map((id) => draft(id)),
  );
  const { rows } = await sql<{ id: string }>`select id from bare limit 500`.execute(store.kysely);
  const bare = (n: number) =>
    sql`select * from bare where group_id = 'bench' and id = ${rows[n]?.id}`.execute(store.kysely);
  const asOf = { asOf: '2026-01-01', knownAt: Date.now() as Instant };
  return [
    {
      name: 'sekisho',
      items: 500,
      run: () => inTurn(500, (n) => readRecord(scopeOf('bench'), store, 'activities', ids[n] as string)),
    },
    { name: 'bare-select', items: 500, run: () => inTurn(500, bare) },
    {
      name: 'sekisho-as-of',
      items: 500,
      run: () =>
        inTurn(500, (n) => readRecord(scopeOf('bench'), store, 'activities', ids[n] as string, asOf)),
    },
  ];
}

/** Every tenth entry is a second version of a record. */
async function measureWhole(store: Store, kind: GroundKind, size: number): Promise<Measured[]> {
  const scope = scopeOf('whole');
  for (let done = 0; done < size; done += 5_000) {
    const count = Math.min(5_000, size - done);
    const drafts = Array.from({ length: count }, (_, n) =>
      draft(`r-${n % 10 === 9 ? done + n - 1 : done + n}`),
    );
    const outcome = await appendEntries(scope, store, drafts);
    if (!outcome.ok) throw new Error(`The ledger refused: ${outcome.fault.code}`);
  }
  await store.housekeeping.tidy();
  const timings = await compare(
    [
      { name: 'rebuild', items: size, warmUp: () => undefined, run: () => rebuildTables(scope, store) },
      {
        name: 'verify',
        items: size,
        warmUp: () => undefined,
        run: () => verifyLedger(scope, store, { withoutTables: true }),
      },
      {
        name: 'count',
        items: size,
        warmUp: () => undefined,
        run: () => sql`select count(hash) from ledger_entries where group_id = 'whole'`.execute(store.kysely),
      },
    ],
    { rounds: 3, seconds: 120 },
  );
  return [
    {
      row: rowOf(`store-rebuild-${kind}`, size, 'us/entry', timings, peakMemory()),
      remarks: timings.map(
        ({ name, microsecondsEach }) => `${name}: ${Math.round(1e6 / microsecondsEach)} entries a second`,
      ),
    },
  ];
}

async function inTurn(count: number, work: (n: number) => Promise<unknown>): Promise<void> {
  for (let n = 0; n < count; n += 1) await work(n);
}

async function together(count: number, work: () => Promise<unknown>): Promise<void> {
  await Promise.all(Array.from({ length: TOGETHER }, () => inTurn(Math.floor(count / TOGETHER), work)));
}
