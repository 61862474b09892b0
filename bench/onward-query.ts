// The onward question as a recursive query in PostgreSQL (PGlite, in the process): which flows carry whose protection?
import { PGlite } from '@electric-sql/pglite';
import type { OnwardFlow } from './onward-graph.ts';

const TABLES = `
  create table flows (id int primary key, origin text, passes boolean not null);
  create table follows (earlier int not null, later int not null, primary key (earlier, later));
`;

/** `leaving`: whose protection the data have when they leave by a flow. A pair is kept once, so that loops end. */
const LEAVING = `
  with recursive leaving(flow, origin) as (
    select id, origin from flows where origin is not null and passes
    union
    select follows.later, leaving.origin
      from leaving
      join follows on follows.earlier = leaving.flow
      join flows on flows.id = follows.later
     where flows.passes
  )
`;

const CARRIED = `
  ${LEAVING},
  carried(flow, origin) as (
    select id, origin from flows where origin is not null
    union
    select follows.later, leaving.origin from leaving join follows on follows.earlier = leaving.flow
  )
`;

export interface OnwardDatabase {
  /** All pairs of flow and origin, brought into JavaScript. */
  readonly pairs: () => Promise<[number, string][]>;
  /** Only how many there are: what the database needs without handing anything over. */
  readonly count: () => Promise<number>;
  close(): Promise<void>;
}

/** A fresh database in memory with the graph loaded, indexed and analysed; flows are numbered as they come. */
export async function openOnwardDatabase(graph: readonly OnwardFlow[]): Promise<OnwardDatabase> {
  const database = await PGlite.create();
  await database.exec(TABLES);
  const numbers = new Map(graph.map(({ id }, index) => [id, index]));
  await database.query('insert into flows select * from unnest($1::int[], $2::text[], $3::boolean[])', [
    graph.map((_, index) => index),
    graph.map(({ origin }) => origin),
    graph.map(({ passes }) => passes),
  ]);
  const edges = graph.flatMap(({ after }, later) =>
    after.map((id) => [numbers.get(id) as number, later] as const),
  );
  await database.query(
    'insert into follows select * from unnest($1::int[], $2::int[]) on conflict do nothing',
    [edges.map(([earlier]) => earlier), edges.map(([, later]) => later)],
  );
  await database.exec('analyze');
  return {
    pairs: async () => {
      const { rows } = await database.query(`${CARRIED} select flow, origin from carried`, [], {
        rowMode: 'array',
      });
      return rows as unknown as [number, string][];
    },
    count: async () => {
      const { rows } = await database.query<{ n: number }>(
        `${CARRIED} select count(*)::int as n from carried`,
      );
      return rows[0]?.n ?? 0;
    },
    close: () => database.close(),
  };
}
