// The facts of the single-hop question, joined for engines that do not look things up in a register themselves.
//
// The question: "may this flow leave the EU on this day?", cut down to what every engine can be asked in its own idiom.
// Yes, if the destination lies within the EEA; or an adequacy decision covers destination and recipient on the day; or
// clauses of 2021 with a module that fits the roles are in force and assessed; or both belong to binding corporate rules
// that are approved and assessed; else no. Flows of which more would have to be asked (derogations, an organisation's own
// staff, recipients outside of the scope of a decision, roles that are not recorded) are left out by `isAskable`.
import { isRunning } from '../src/core/flows/question.ts';
import type { Assessment, Flow, Instrument, Organisation, Register } from '../src/core/flows/register.ts';
import type { CivilDate } from '../src/core/time/civil-date.ts';

/** First day, first day no longer, as numbers of the form 20261122. */
export interface Days {
  readonly from: number;
  readonly until: number;
}

export interface HopFacts {
  readonly flow: string;
  readonly exporter: string;
  readonly importer: string;
  readonly destination: string;
  readonly on: number;
  readonly exporterRole: 'controller' | 'processor';
  readonly importerRole: 'controller' | 'processor';
  /** What the recipient is recorded to be, and when; for HR data only what covers them. */
  readonly standing: Readonly<Record<string, Days>>;
  /** The recipient stands under the GDPR itself, so that the clauses of 2021 are not for it. */
  readonly isImporterUnderGdpr: boolean;
  /** A processor returns data to which it added data collected in the EU. */
  readonly combines: boolean;
  /** Modules of the clauses between the two that are in force; those that are assessed. */
  readonly modules: readonly number[];
  readonly assessedModules: readonly number[];
  /** Approved and assessed programmes of binding corporate rules of each end. */
  readonly exporterProgrammes: readonly string[];
  readonly importerProgrammes: readonly string[];
}

export const NEVER = 99991231;

/** Joins facts for flows of one register and day; clauses and assessments are looked up by an index that is made once. */
export function hopFactsOf(register: Register, on: CivilDate): (flow: Flow) => HopFacts {
  const clauses = new Map<string, Instrument[]>();
  const programmes: Instrument[] = [];
  for (const one of register.instruments.values()) {
    if (!isOn(one, on)) continue;
    if (one.kind === 'scc-2021') push(clauses, `${one.parties?.[0]} ${one.parties?.[1]}`, one);
    const isApproved = one.approval?.on !== undefined && one.approval.on <= on;
    if ((one.kind === 'bcr-c' || one.kind === 'bcr-p') && isApproved) programmes.push(one);
  }
  const assessed = newestAssessments(register, on);
  const membersOf = new Map(programmes.map((one) => [one, membersOn(one, on)]));
  return (flow) => {
    const [exporter, importer] = endsOfHop(flow, register);
    const destination = flow.at ?? importer.country ?? '';
    const fits = (one: Instrument): boolean => flow.tools === undefined || flow.tools.includes(one.id);
    const isAssessed = (one: Instrument): boolean =>
      newestOf([`${one.id} ${destination}`, one.id, destination].map((key) => assessed.get(key)))?.result ===
      'equivalent';
    const between = (clauses.get(`${exporter.id} ${importer.id}`) ?? []).filter(
      (one) =>
        fits(one) && (one.activities === undefined || one.activities.includes(flow.activity as string)),
    );
    const controllers = register.activities.get(flow.activity as string)?.controllers ?? [];
    const fromProcessor = flow.fromRole === 'processor';
    const carrying = programmes.filter((one) => {
      if (!fits(one) || !isAssessed(one)) return false;
      if (one.kind === 'bcr-p') return fromProcessor;
      return !fromProcessor || controllers.every((id) => membersOf.get(one)?.has(id));
    });
    const belonging = (id: string): string[] =>
      carrying.filter((one) => membersOf.get(one)?.has(id)).map((one) => one.id);
    return {
      flow: flow.id,
      exporter: exporter.id,
      importer: importer.id,
      destination,
      on: dayNumber(on),
      exporterRole: fromProcessor ? 'processor' : 'controller',
      importerRole: flow.toRole === 'processor' ? 'processor' : 'controller',
      standing: standingsOf(flow, importer, register),
      isImporterUnderGdpr: importer.regimes?.some(({ id }) => id === 'eu-gdpr') === true,
      combines: flow.combinesEuData === true,
      modules: between.flatMap((one) => one.modules ?? []),
      assessedModules: between.filter(isAssessed).flatMap((one) => one.modules ?? []),
      exporterProgrammes: belonging(exporter.id),
      importerProgrammes: belonging(importer.id),
    };
  };
}

/** The flows of which the cut-down question is the whole question, in the order of the register. */
export function hopsOf(register: Register, on: CivilDate, inside: readonly string[]): Flow[] {
  const origins = new Set(inside);
  const processors = membersOfKind(register, 'bcr-p', on);
  const measured = new Set<string>();
  for (const one of register.assessments.values()) {
    if (one.result === 'equivalent-with-measures') measured.add(one.instrument ?? '');
  }
  const open = new Set<string>();
  for (const one of register.instruments.values()) {
    if (measured.has(one.id) && one.parties?.length === 2) open.add(`${one.parties[0]} ${one.parties[1]}`);
  }
  return [...register.flows.values()].filter(
    (flow) => isAskable(flow, register, on, origins, processors) && !open.has(pairOf(flow)),
  );
}

function isAskable(
  flow: Flow,
  register: Register,
  on: CivilDate,
  origins: ReadonlySet<string>,
  processors: ReadonlySet<string>,
): boolean {
  if (flow.after.length > 0 || flow.derogation !== undefined || !isRunning(flow, register, on)) return false;
  if (flow.sender.is !== 'organisation' || flow.recipient.is !== 'organisation') return false;
  if (flow.fromRole === undefined || flow.toRole === undefined || flow.mode === 'transit') return false;
  const [exporter, importer] = endsOfHop(flow, register);
  if (!origins.has(exporter.country ?? '') || importer.kind !== 'company' || importer.country === undefined)
    return false;
  // Binding corporate rules of the importer alone need a service agreement.
  if (flow.fromRole !== 'processor' && processors.has(importer.id)) return false;
  // Staff data in Canada are covered for some sectors only.
  return !(importer.country === 'CA' && isStaffData(flow, register));
}

function standingsOf(flow: Flow, importer: Organisation, register: Register): Record<string, Days> {
  const found: Record<string, Days> = {};
  const needed = isStaffData(flow, register) ? 'hr' : 'non-hr';
  for (const [name, one] of Object.entries(importer.standing)) {
    if (!one.holds || (one.covers !== undefined && !one.covers.includes(needed))) continue;
    found[name] = {
      from: one.from === undefined ? 0 : dayNumber(one.from),
      until: one.until === undefined ? NEVER : dayNumber(one.until),
    };
  }
  if (flow.automated === true) found['automated-processing'] = { from: 0, until: NEVER };
  return found;
}

function isStaffData(flow: Flow, register: Register): boolean {
  const activity = register.activities.get(flow.activity as string);
  const isPersonnel = activity?.purposes?.some(
    (one) => one === 'payroll' || one === 'personnel-administration',
  );
  return (
    isPersonnel === true && activity?.subjects?.some(({ category }) => category === 'employees') === true
  );
}

/** The newest assessment under the keys `INSTRUMENT COUNTRY`, `INSTRUMENT` and `COUNTRY`. */
function newestAssessments(register: Register, on: CivilDate): Map<string, Assessment> {
  const newest = new Map<string, Assessment>();
  for (const one of register.assessments.values()) {
    if (one.on === undefined || one.on > on) continue;
    const key = [one.instrument, one.country].filter((word) => word !== undefined).join(' ');
    newest.set(key, newestOf([newest.get(key), one]) as Assessment);
  }
  return newest;
}

/** Of several of one day the first, which speaks most closely of the flow. */
function newestOf(assessments: readonly (Assessment | undefined)[]): Assessment | undefined {
  let newest: Assessment | undefined;
  for (const one of assessments) {
    if (one !== undefined && (newest === undefined || (one.on ?? '') > (newest.on ?? ''))) newest = one;
  }
  return newest;
}

function membersOfKind(register: Register, kind: Instrument['kind'], on: CivilDate): Set<string> {
  const found = [...register.instruments.values()].filter((one) => one.kind === kind);
  return new Set(found.flatMap((one) => [...membersOn(one, on)]));
}

function membersOn(programme: Instrument, on: CivilDate): Set<string> {
  const acceded = (programme.accessions ?? []).filter((one) => isOn(one, on)).map(({ party }) => party);
  return new Set([...(programme.parties ?? []), ...acceded]);
}

function isOn(time: { from?: CivilDate; until?: CivilDate }, on: CivilDate): boolean {
  return (time.from === undefined || time.from <= on) && (time.until === undefined || on < time.until);
}

function endsOfHop({ sender, recipient }: Flow, register: Register): readonly [Organisation, Organisation] {
  if (sender.is !== 'organisation' || recipient.is !== 'organisation') throw new Error('not a single hop');
  return [
    register.organisations.get(sender.organisation) as Organisation,
    register.organisations.get(recipient.organisation) as Organisation,
  ];
}

function pairOf({ sender, recipient }: Flow): string {
  return sender.is === 'organisation' && recipient.is === 'organisation'
    ? `${sender.organisation} ${recipient.organisation}`
    : '';
}

function dayNumber(day: CivilDate): number {
  return Number(day.replaceAll('-', ''));
}

function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [item]);
  else list.push(item);
}
