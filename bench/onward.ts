// Measures how protection is carried along chains and loops, against a recursive query in a database.
import { EEA } from './engines/decisions.ts';
import { compare, peakMemory } from './measure.ts';
import { carryOnward, type OnwardFlow, onwardGraphOf } from './onward-graph.ts';
import { openOnwardDatabase } from './onward-query.ts';
import { openGroup } from './open-bench.ts';
import { type Measured, remarkOnSizes, rowOf } from './report.ts';

/** Fails where the database and the engine differ. */
export async function measureOnward(flows: number): Promise<Measured[]> {
  const graph = onwardGraphOf(openGroup({ seed: 1, flows }), EEA);
  const carry = carryOnward(graph);
  const ours = carry();
  const memory = peakMemory();
  const database = await openOnwardDatabase(graph);
  try {
    const pairs = await database.pairs();
    assertSamePairs(graph, ours, pairs);
    const timings = await compare(
      [
        { name: 'sekisho', items: flows, run: carry },
        { name: 'pglite', items: flows, run: database.pairs },
        { name: 'pglite-count', items: flows, run: database.count },
      ],
      { rounds: 7, seconds: 15 },
    );
    return [
      {
        row: rowOf('onward', flows, 'us/flow', timings, memory),
        remarks: [
          `both find the same ${pairs.length} pairs of flow and origin; ${ours.size} flows carry protection`,
          'loading the tables is not timed; pglite-count hands over one number instead of the pairs',
          ...remarkOnSizes(flows, timings),
        ],
      },
    ];
  } finally {
    await database.close();
  }
}

/** Throws where the database found other pairs of flow and origin than the engine. */
export function assertSamePairs(
  graph: readonly OnwardFlow[],
  ours: ReadonlyMap<string, ReadonlySet<string>>,
  pairs: readonly (readonly [number, string])[],
): void {
  const expected = [...ours.values()].reduce((sum, origins) => sum + origins.size, 0);
  if (pairs.length !== expected)
    throw new Error(`the database finds ${pairs.length} pairs, ours ${expected}`);
  for (const [index, origin] of pairs) {
    const id = graph[index]?.id ?? '';
    if (ours.get(id)?.has(origin) !== true) throw new Error(`only the database finds ${origin} at ${id}`);
  }
}
