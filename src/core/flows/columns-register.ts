// A register by number: its flows in columns, and everything else in lists; names are looked up once and never again.
import type { CivilDate } from '../time/civil-date.ts';
import { ALWAYS, NEVER, numberOfDay } from './columns-day-number.ts';
import { type AssessedFlow, type FlowColumns, NOBODY, numbersOf } from './columns-flows.ts';
import { PackedFlows, packFlows } from './packed-flows.ts';
import type { Activity, Organisation, Register } from './register.ts';

/** The flows of a register as columns. */
export function columnsOf(register: Register): FlowColumns {
  const { flows } = register;
  const packed = flows instanceof PackedFlows ? flows : packFlows(flows.values());
  return { ...packed.columnsIn(register), assessed: assessedFlows(register, packed) };
}

/** The flows of which an assessment speaks, in the order of the register. */
function assessedFlows(register: Register, flows: PackedFlows): AssessedFlow[] {
  const found: AssessedFlow[] = [];
  for (const [id, assessments] of assessmentsOfFlows(register)) {
    const number = flows.numberOf(id);
    if (number >= 0) found.push([number, id, assessments]);
  }
  return found.sort(([one], [other]) => one - other);
}

function assessmentsOfFlows(register: Register): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { id, flows } of register.assessments.values())
    for (const flow of flows ?? []) {
      const list = found.get(flow);
      if (list === undefined) found.set(flow, [id]);
      else list.push(id);
    }
  return found;
}

/** Everything of a register that is not a flow, by number. */
export interface GroupRecords {
  readonly organisations: readonly Organisation[];
  readonly organisationIds: readonly string[];
  /** Activities by number, with the ids of those that the register does not hold. */
  readonly activities: readonly (Activity | undefined)[];
  readonly activityIds: readonly string[];
  /** Numbers of controllers and processors of each activity. */
  readonly controllers: readonly (readonly number[] | undefined)[];
  readonly processors: readonly (readonly number[] | undefined)[];
  /** First day and first day no longer of the records that bound a flow's time. */
  readonly organisationTime: Times;
  readonly activityTime: Times;
}

export interface Times {
  readonly from: Int32Array;
  readonly until: Int32Array;
}

/** The records of a register by number. */
export function recordsOf(register: Register, strangeActivities: readonly string[]): GroupRecords {
  const numbers = numbersOf(register.organisations);
  const organisations = [...register.organisations.values()];
  const known = [...register.activities.values()];
  const activities = [...known, ...strangeActivities.map(() => undefined)];
  const numbered = (ids: readonly string[] | undefined): number[] | undefined =>
    ids?.map((id) => numbers.get(id) ?? NOBODY);
  return {
    organisations,
    organisationIds: [...register.organisations.keys()],
    activities,
    activityIds: [...known.map(({ id }) => id), ...strangeActivities],
    controllers: activities.map((one) => numbered(one?.controllers)),
    processors: activities.map((one) => numbered(one?.processors)),
    organisationTime: timesOf(organisations),
    activityTime: timesOf(activities.map((one) => one ?? {})),
  };
}

function timesOf(records: readonly { readonly from?: CivilDate; readonly until?: CivilDate }[]): Times {
  return {
    from: Int32Array.from(records, ({ from }) => (from === undefined ? ALWAYS : numberOfDay(from))),
    until: Int32Array.from(records, ({ until }) => (until === undefined ? NEVER : numberOfDay(until))),
  };
}
