// Labels along chains and round loops: the order in which flows are written plays no part.
import { describe, expect, it } from 'vitest';
import { day } from '../../../test/support/ask-register.ts';
import { carryLabels, type Label, type LabelSet, labelSet, type Node } from './labels.ts';

const label = (protection: string): Label => ({ law: 'xx', protection, origin: 'DE' });
const node = (id: string, ...after: string[]): Node => ({ id, after, on: day('2026-06-01') });

/** `start` begins something; whoever gets nothing leaves a trace of that, all others pass on what they get. */
function pass(id: string, arriving: LabelSet): LabelSet {
  if (id === 'start') return labelSet([label('begun')]);
  return arriving.size === 0 ? labelSet([label(`${id} got nothing`)]) : arriving;
}

function arrivals(nodes: readonly Node[]): Record<string, string[]> {
  const arriving = carryLabels(nodes, pass);
  const words = (set: LabelSet): string[] => [...set.values()].map(({ protection }) => protection).sort();
  return Object.fromEntries([...arriving].map(([id, set]): [string, string[]] => [id, words(set)]).sort());
}

function everyOrder<T>(list: readonly T[]): T[][] {
  return list.length === 0
    ? [[]]
    : list.flatMap((one, index) => everyOrder(list.toSpliced(index, 1)).map((rest) => [one, ...rest]));
}

describe('labels', () => {
  it.each(everyOrder([node('start'), node('b', 'start'), node('c', 'b')]))(
    'are settled before they are passed on, whatever is written first',
    (...nodes) => {
      expect(arrivals(nodes)).toEqual({ start: [], b: ['begun'], c: ['begun'] });
    },
  );

  it('go round a loop alike in whatever order it is written', () => {
    const loop = [node('start'), node('b', 'start', 'd'), node('c', 'b'), node('d', 'c')];
    const all = everyOrder(loop).map((nodes) => JSON.stringify(arrivals(nodes)));
    expect(new Set(all).size).toBe(1);
    expect(arrivals(loop)['c']).toContain('begun');
  });

  it('reach a flow that leads to itself, and what comes after it', () => {
    const found = arrivals([node('after', 'self'), node('self', 'self', 'start'), node('start')]);
    expect(found['self']).toContain('begun');
    expect(found['after']).toContain('begun');
  });

  it('are not brought by a flow of the future', () => {
    const future: Node = { ...node('b', 'start'), on: null };
    expect(arrivals([node('start'), future, node('c', 'b')])).toEqual({ start: [], c: [] });
  });

  it('come to an end on a chain of very many flows', () => {
    const chain = Array.from({ length: 20_000 }, (_, index) =>
      index === 0 ? node('start') : node(`f${index}`, index === 1 ? 'start' : `f${index - 1}`),
    ).reverse();
    expect(arrivals(chain)['f19999']).toEqual(['begun']);
  });
});
