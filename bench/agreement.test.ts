import { expect, it } from 'vitest';
import { openEngines } from './engines/all-engines.ts';
import { EEA } from './engines/decisions.ts';
import { askSekisho } from './engines/sekisho.ts';
import { hopFactsOf, hopsOf } from './hop-facts.ts';
import { assertSamePairs } from './onward.ts';
import { carryOnward, onwardGraphOf } from './onward-graph.ts';
import { openOnwardDatabase } from './onward-query.ts';
import { ON, openGroup, openLawFiles } from './open-bench.ts';

const NAMES = ['cedar-wasm', 'casbin', 'json-rules-engine', 'json-logic-engine', 'cel-js'];

it('lets every engine answer the single-hop question as ours does, on 300 flows', async () => {
  const rulebook = openLawFiles();
  const register = openGroup({ seed: 21, flows: 2400, organisations: 40 });
  const hops = hopsOf(register, ON, EEA).slice(0, 300);
  expect(hops).toHaveLength(300);
  const ours = askSekisho(register, rulebook, ON, hops)();
  expect(new Set(ours)).toEqual(new Set([true, false]));
  const facts = hops.map(hopFactsOf(register, ON));
  const engines = await openEngines();
  expect(engines.map(({ name }) => name)).toEqual(NAMES);
  for (const engine of engines) {
    const answers = await engine.prepare(facts)();
    const differing = facts.filter((_, index) => answers[index] !== ours[index]);
    expect({ engine: engine.name, differing }).toEqual({ engine: engine.name, differing: [] });
  }
}, 60_000);

it('finds the same protection in the database as by carrying labels, along chains and loops', async () => {
  const graph = onwardGraphOf(openGroup({ seed: 22, flows: 300 }), EEA);
  const database = await openOnwardDatabase(graph);
  try {
    const pairs = await database.pairs();
    const ours = carryOnward(graph)();
    assertSamePairs(graph, ours, pairs);
    expect(await database.count()).toBe(pairs.length);
    expect(ours.size).toBeGreaterThan(100);
    expect(graph.some(({ passes }) => !passes)).toBe(true);
  } finally {
    await database.close();
  }
}, 60_000);
