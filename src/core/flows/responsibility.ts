// Who answers for a record of a register, and in which capacity: whom a law can ask what the record leaves out.
import type { AskedNoun } from '../law/asked-fields.ts';
import type { Capacity } from '../law/law.ts';
import { isInForce } from '../law/rulebook.ts';
import type { CivilDate } from '../time/civil-date.ts';
import type { AskedRecords } from './asked-fields.ts';
import { endsOf, flowFact } from './flow-facts.ts';
import type { Activity, Contractor, Flow, Register, System } from './register.ts';

export interface Responsibility {
  /** Not known where the register does not name anybody. */
  readonly organisation: string | undefined;
  /** Absent: in no capacity that matters, or in one that the register does not show. */
  readonly as: Capacity | undefined;
  /** Facts without which it is not known who answers, or as what. */
  readonly missing: readonly string[];
}

const NONE: readonly string[] = [];

/** What every record of a register is asked with; built once for a day. */
export interface Responsibilities {
  readonly of: <N extends AskedNoun>(noun: N, record: AskedRecords[N]) => readonly Responsibility[];
  /** The activities that run on the day and that the system serves or the engagement is about; not known: `undefined`. */
  readonly activitiesOf: (record: System | Contractor) => readonly Activity[] | undefined;
  /** The activities of an organisation, as controller or as processor. */
  readonly activitiesBy: (organisation: string) => readonly Activity[];
  readonly engagementsOf: (organisation: string) => readonly Contractor[];
}

/** Looks through the register once; each answer after that looks only at what the record names. */
export function indexResponsibilities(register: Register, on: CivilDate): Responsibilities {
  const roles = new Map<string, Set<Capacity>>();
  const activitiesBy = new Map<string, Activity[]>();
  const activitiesOfSystem = new Map<string, Activity[]>();
  for (const activity of register.activities.values()) {
    if (!isInForce(activity, on)) continue;
    for (const id of activity.controllers ?? NONE) take(roles, id).add('controller');
    for (const id of activity.processors ?? NONE) take(roles, id).add('processor');
    for (const id of new Set([...(activity.controllers ?? NONE), ...(activity.processors ?? NONE)]))
      push(activitiesBy, id, activity);
    for (const id of activity.systems ?? NONE) push(activitiesOfSystem, id, activity);
  }
  // Who is a controller of nothing but flows is one all the same.
  for (const { sender, recipient, fromRole, toRole, ...time } of register.flows.values()) {
    if (!isInForce(time, on)) continue;
    for (const [party, role] of [
      [sender, fromRole],
      [recipient, toRole],
    ] as const)
      if (party.is === 'organisation' && role !== undefined)
        take(roles, party.organisation).add(role === 'processor' ? 'processor' : 'controller');
  }
  const engagements = new Map<string, Contractor[]>();
  for (const one of register.contractors.values()) push(engagements, one.organisation, one);

  const running = (ids: readonly string[]): Activity[] =>
    ids.flatMap((id) => register.activities.get(id) ?? []).filter((one) => isInForce(one, on));

  const activitiesOf = (record: System | Contractor): readonly Activity[] | undefined => {
    const named = record.activities === undefined ? undefined : running(record.activities);
    const using = activitiesOfSystem.get(record.id);
    if (using === undefined) return named;
    return [...new Set([...(named ?? []), ...using])];
  };

  const ofActivity = (activity: Activity): Responsibility[] => {
    const { controllers, processors } = activity;
    const found = [
      ...(controllers ?? NONE).map((id) => answers(id, 'controller')),
      ...(processors ?? NONE).map((id) => answers(id, 'processor')),
    ];
    // Nobody decides what is not recorded: whoever the controller is, the laws may ask it.
    return controllers === undefined
      ? [
          { organisation: undefined, as: 'controller', missing: [`activities.${activity.id}.controllers`] },
          ...found,
        ]
      : found;
  };

  const ofOrganisation = (id: string): Responsibility[] => {
    const capacities = [...(roles.get(id) ?? [])].sort();
    return capacities.length === 0
      ? [{ organisation: id, as: undefined, missing: NONE }]
      : capacities.map((as) => answers(id, as));
  };

  const ofSystem = (system: System): Responsibility[] => {
    if (system.operator !== undefined)
      return [{ organisation: system.operator, as: undefined, missing: NONE }];
    const controllers = (activitiesOf(system) ?? []).flatMap((one) => one.controllers ?? NONE);
    if (controllers.length === 0)
      return [{ organisation: undefined, as: undefined, missing: [`systems.${system.id}.operator`] }];
    return distinct(controllers).map((id) => ({ organisation: id, as: undefined, missing: NONE }));
  };

  const ofFlow = (flow: Flow): Responsibility[] => {
    const ends = endsOf(flow, register);
    const found: Responsibility[] = [];
    if (ends.exporter !== undefined) {
      const role = flowFact('exporter.role', ends, on);
      const as = role?.known === true && role.value === 'processor' ? 'processor' : 'controller';
      const missing = role === undefined || role.known ? NONE : role.missing;
      found.push({ organisation: ends.exporter.id, as, missing });
    }
    if (flow.recipient.is === 'organisation' && flow.sender.is !== 'data-subject')
      found.push(answers(flow.recipient.organisation, 'recipient'));
    return found;
  };

  /** The organisation at the top of the chain, and whoever engaged this link of it. */
  const ofContractor = (one: Contractor): Responsibility[] => {
    const at = `contractors.${one.id}.engagedBy`;
    let top: Contractor = one;
    for (let above = one.under; above !== undefined; above = top.under) {
      const next = register.contractors.get(above);
      if (next === undefined) break;
      top = next;
    }
    const first = top.engagedBy;
    const found: Responsibility[] = [
      first === undefined
        ? { organisation: undefined, as: 'controller', missing: [`contractors.${top.id}.engagedBy`] }
        : capacityOf(first, top),
    ];
    if (one !== top) {
      const { engagedBy } = one;
      found.push(
        engagedBy === undefined
          ? { organisation: undefined, as: 'processor', missing: [at] }
          : answers(engagedBy, 'processor'),
      );
    }
    return found;
  };

  /** Whoever engages somebody for what it does for others is a processor itself. */
  const capacityOf = (id: string, one: Contractor): Responsibility => {
    const activities = activitiesOf(one) ?? [];
    const isController = activities.some((activity) => activity.controllers?.includes(id) === true);
    const isProcessor = activities.some((activity) => activity.processors?.includes(id) === true);
    return answers(id, isProcessor && !isController ? 'processor' : 'controller');
  };

  const readers: { readonly [N in AskedNoun]: (record: AskedRecords[N]) => Responsibility[] } = {
    organisations: ({ id }) => ofOrganisation(id),
    activities: ofActivity,
    systems: ofSystem,
    flows: ofFlow,
    contractors: ofContractor,
    instruments: ({ parties }) =>
      (parties ?? []).map((id) => ({ organisation: id, as: undefined, missing: NONE })),
  };
  return {
    of: (noun, record) => readers[noun](record),
    activitiesOf,
    activitiesBy: (organisation) => activitiesBy.get(organisation) ?? [],
    engagementsOf: (organisation) => engagements.get(organisation) ?? [],
  };
}

function answers(organisation: string, as: Capacity): Responsibility {
  return { organisation, as, missing: NONE };
}

function take(map: Map<string, Set<Capacity>>, key: string): Set<Capacity> {
  const found = map.get(key) ?? new Set<Capacity>();
  map.set(key, found);
  return found;
}

function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [item]);
  else list.push(item);
}

function distinct(words: readonly string[]): string[] {
  return [...new Set(words)];
}
