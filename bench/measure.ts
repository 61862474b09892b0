// Times contestants against each other: warm-up, interleaved rounds, medians. Never used by a test.

export interface Contestant {
  readonly name: string;
  /** How many items one call of `run` works on. */
  readonly items: number;
  /** What is run before the rounds; absent: `run`. */
  warmUp?(): unknown;
  run(): unknown;
}

export interface Timing {
  readonly name: string;
  readonly items: number;
  /** Median over the rounds, per item. */
  readonly microsecondsEach: number;
  readonly rounds: number;
}

export interface Patience {
  /** Rounds wanted; fewer where time runs out, but one at least. */
  readonly rounds: number;
  /** For all rounds of all contestants together. */
  readonly seconds: number;
}

/**
 * Every contestant runs once to warm up and is then timed in turn with the others, round after round, so that what slows
 * the machine down for a while slows all of them.
 */
export async function compare(contestants: readonly Contestant[], patience: Patience): Promise<Timing[]> {
  const times = new Map<Contestant, number[]>(contestants.map((one) => [one, []]));
  for (const one of contestants) await (one.warmUp ?? one.run)();
  const startedAt = performance.now();
  for (let round = 0; round < patience.rounds; round += 1) {
    const used = performance.now() - startedAt;
    if (round > 0 && used + used / round > patience.seconds * 1000) break;
    for (const one of contestants) {
      globalThis.gc?.();
      const before = performance.now();
      await one.run();
      times.get(one)?.push(performance.now() - before);
    }
  }
  return contestants.map((one) => {
    const all = times.get(one) as number[];
    return {
      name: one.name,
      items: one.items,
      microsecondsEach: (median(all) * 1000) / one.items,
      rounds: all.length,
    };
  });
}

/** As many items as fit into so many milliseconds, judged by a trial on a few; at least `least`. */
export async function itemsWithin(
  milliseconds: number,
  all: number,
  least: number,
  run: (items: number) => unknown,
): Promise<number> {
  const few = Math.min(all, least);
  await run(few);
  const before = performance.now();
  await run(few);
  const each = (performance.now() - before) / few;
  return Math.max(few, Math.min(all, Math.floor(milliseconds / each)));
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle] as number;
  return ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** The exponent e of `time = c * size^e` that fits best (least squares on logarithms). */
export function fitExponent(points: readonly { readonly size: number; readonly time: number }[]): number {
  const logs = points.map(({ size, time }) => [Math.log(size), Math.log(time)] as const);
  const meanX = logs.reduce((sum, [x]) => sum + x, 0) / logs.length;
  const meanY = logs.reduce((sum, [, y]) => sum + y, 0) / logs.length;
  const above = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const below = logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return above / below;
}

/** The most memory that this process has held so far. */
export function peakMemory(): number {
  return process.resourceUsage().maxRSS * 1024;
}
