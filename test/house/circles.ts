// Finds circles of imports, imports of types included: two files that need each other are one idea, or three.
import type { Finding, HouseFile } from './house-file.ts';
import { readEdges } from './import-graph.ts';

export function checkCircles(files: readonly HouseFile[]): Finding[] {
  const targets = new Map<string, string[]>();
  for (const { from, to } of readEdges(files)) {
    if (to !== undefined) targets.set(from, [...(targets.get(from) ?? []), to]);
  }
  const found = new Map<string, string[]>();
  for (const start of [...targets.keys()].sort()) {
    const circle = shortestWayBack(start, targets);
    // Each circle is met once from each of its files; it is told once.
    if (circle !== undefined)
      found.set([...circle].sort().join('\n'), found.get([...circle].sort().join('\n')) ?? circle);
  }
  return [...found.values()].map((circle) => ({
    path: circle[0] ?? '',
    message: `These files import each other in a circle: ${[...circle, circle[0]].join(' -> ')}. Move what both need into a file of its own below them, or join them.`,
  }));
}

function shortestWayBack(
  start: string,
  targets: ReadonlyMap<string, readonly string[]>,
): string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const file of queue) {
    for (const next of targets.get(file) ?? []) {
      if (next === start) return wayTo(file, start, cameFrom);
      if (!cameFrom.has(next)) {
        cameFrom.set(next, file);
        queue.push(next);
      }
    }
  }
  return undefined;
}

function wayTo(end: string, start: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const way = [end];
  for (let at = end; at !== start; ) {
    at = cameFrom.get(at) ?? start;
    way.unshift(at);
  }
  return way;
}
