// The graph on which protection is carried onward: which flows start it, which pass it on, and what comes after what.

import { carryLabels, type Label, labelSet, type Node } from '../src/core/flows/labels.ts';
import type { Flow, Register } from '../src/core/flows/register.ts';
import { ON } from './open-bench.ts';

export interface OnwardFlow {
  readonly id: string;
  readonly after: readonly string[];
  /** The country whose protection begins with this flow. */
  readonly origin: string | null;
  /** False where the data go back to their controller without terms of their own (module four). */
  readonly passes: boolean;
}

/** The graph of a register: protection begins with senders in the EEA, and with what they collect from people. */
export function onwardGraphOf(register: Register, inside: readonly string[]): OnwardFlow[] {
  const origins = new Set(inside);
  const ways = new Set<string>();
  for (const { kind, modules, parties } of register.instruments.values()) {
    if (kind === 'scc-2021' && modules?.includes(4) === true) ways.add(`${parties?.[0]} ${parties?.[1]}`);
  }
  return [...register.flows.values()].map((flow) => {
    const country = countryOfSender(flow, register);
    return {
      id: flow.id,
      after: flow.after,
      origin: country !== undefined && origins.has(country) ? country : null,
      passes: !ways.has(pairOf(flow)),
    };
  });
}

/** Our answer, by the label propagation of the engine: for each flow the origins whose protection the data carry. */
export function carryOnward(graph: readonly OnwardFlow[]): () => Map<string, ReadonlySet<string>> {
  const byId = new Map(graph.map((flow) => [flow.id, flow]));
  const nodes: Node[] = graph.map(({ id, after }) => ({ id, after, on: ON }));
  return () => {
    const arriving = carryLabels(nodes, (id, labels) => {
      const { origin, passes } = byId.get(id) as OnwardFlow;
      if (!passes) return new Map();
      return origin === null ? labels : labelSet([...labels.values(), labelOf(origin)]);
    });
    const carried = new Map<string, ReadonlySet<string>>();
    for (const { id, origin } of graph) {
      const origins = new Set([...(arriving.get(id)?.values() ?? [])].map((label) => label.origin));
      if (origin !== null) origins.add(origin);
      if (origins.size > 0) carried.set(id, origins);
    }
    return carried;
  };
}

function labelOf(origin: string): Label {
  return { law: 'eu-gdpr', protection: 'direct', origin };
}

function countryOfSender({ sender, recipient }: Flow, register: Register): string | undefined {
  const party = sender.is === 'data-subject' ? recipient : sender;
  return party.is === 'data-subject' ? undefined : register.organisations.get(party.organisation)?.country;
}

function pairOf({ sender, recipient }: Flow): string {
  return sender.is === 'organisation' && recipient.is === 'organisation'
    ? `${sender.organisation} ${recipient.organisation}`
    : '';
}
