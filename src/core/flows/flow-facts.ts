// The facts of one flow under the names that law files use; a fact that is not recorded is named, never guessed.

import { type Fact, known, maybe, unknown } from '../engine/fact.ts';
import { isInForce } from '../law/rulebook.ts';
import type { CivilDate } from '../time/civil-date.ts';
import type { Activity, Flow, Organisation, Register, Role, StandingName } from './register.ts';
import type { DEROGATION_FLAGS } from './words.ts';

const HR_PURPOSES = ['personnel-administration', 'payroll'];

/** Who takes part in a flow, looked up once. */
export interface Ends {
  readonly flow: Flow;
  readonly activity: Activity | undefined;
  readonly exporter: Organisation | undefined;
  readonly importer: Organisation | undefined;
  /** Who the law binds: the exporter, or who collects from the person. */
  readonly sender: Organisation | undefined;
}

/** The ends of a flow of a checked register. */
export function endsOf(flow: Flow, register: Register): Ends {
  const exporter =
    flow.sender.is === 'data-subject' ? undefined : register.organisations.get(flow.sender.organisation);
  const importer =
    flow.recipient.is === 'data-subject'
      ? undefined
      : register.organisations.get(flow.recipient.organisation);
  const activity = flow.activity === undefined ? undefined : register.activities.get(flow.activity);
  return { flow, activity, exporter, importer, sender: exporter ?? importer };
}

/** The answer to a fact name about a flow on a day, or `undefined` where the name is not about the flow itself. */
export function flowFact(name: string, ends: Ends, on: CivilDate): Fact | undefined {
  const { flow, activity, exporter, importer } = ends;
  const dot = name.indexOf('.');
  const head = dot < 0 ? name : name.slice(0, dot);
  const rest = dot < 0 ? '' : name.slice(dot + 1);
  switch (head) {
    case 'date':
      return known(on);
    case 'sender':
      return organisationFact(rest, ends.sender, ends, on);
    case 'exporter':
      return rest === 'role'
        ? roleFact(flow.fromRole, exporter, ends, 'fromRole')
        : organisationFact(rest, exporter, ends, on);
    case 'importer':
      return rest === 'role'
        ? roleFact(flow.toRole, importer, ends, 'toRole')
        : organisationFact(rest, importer, ends, on);
    case 'destination':
      return destinationFact(ends);
    case 'same-organisation':
      return known(exporter !== undefined && exporter === importer);
    case 'own-staff':
      return known(flow.recipient.is === 'staff' && exporter !== undefined && exporter === importer);
    case 'direct-collection':
      return known(flow.sender.is === 'data-subject');
    case 'same-country':
      return sameCountry(ends);
    case 'mode':
      return maybe(flow.mode, `flows.${flow.id}.mode`);
    case 'automated':
      return maybe(flow.automated, `flows.${flow.id}.automated`);
    case 'clear-text':
      return maybe(flow.clearText, `flows.${flow.id}.clearText`);
    case 'combines-eu-data':
      return maybe(flow.combinesEuData, `flows.${flow.id}.combinesEuData`);
    case 'purposes':
      return activityFact(ends, 'purposes', activity?.purposes);
    case 'data':
      return activityFact(ends, 'data', activity?.data);
    case 'subjects':
      return activityFact(ends, 'subjects', categoriesOf(activity));
    case 'subject-countries':
      return activityFact(ends, 'subjects', countriesOf(activity));
    case 'hr':
      return hrFact(ends);
    case 'derogation':
      return derogationFact(rest, flow);
    default:
      return undefined;
  }
}

function organisationFact(
  rest: string,
  organisation: Organisation | undefined,
  ends: Ends,
  on: CivilDate,
): Fact {
  if (organisation === undefined) return unknown(...endsNotKnown(ends));
  const at = `organisations.${organisation.id}`;
  const dot = rest.indexOf('.');
  const word = dot < 0 ? rest : rest.slice(0, dot);
  const name = rest.slice(dot + 1) as StandingName;
  switch (word) {
    case 'country':
      return maybe(organisation.country, `${at}.country`);
    case 'region':
      return maybe(organisation.region, `${at}.region`);
    case 'kind':
      return maybe(organisation.kind, `${at}.kind`);
    case 'sectors':
      return maybe(organisation.sectors, `${at}.sectors`);
    case 'member':
      return maybe(organisation.member, `${at}.member`);
    case 'io':
      if (organisation.kind !== undefined && organisation.kind !== 'international-organisation')
        return known('none');
      return maybe(organisation.io, `${at}.standing.io`);
    case 'targets':
      return maybe(regimesBy(organisation, ['targeting', 'monitoring']), `${at}.regimes`);
    case 'established':
      return maybe(regimesBy(organisation, ['establishment', 'other']), `${at}.regimes`);
    case 'standing': {
      const standing = organisation.standing[name];
      if (standing === undefined) return unknown(`${at}.standing.${name}`);
      return known(standing.holds && isInForce(standing, on));
    }
    case 'covers': {
      const standing = organisation.standing[name];
      if (standing === undefined) return unknown(`${at}.standing.${name}`);
      return standing.holds ? maybe(standing.covers, `${at}.standing.${name}.covers`) : known([]);
    }
    case 'covers-activity': {
      const standing = organisation.standing[name];
      if (standing === undefined) return unknown(`${at}.standing.${name}`);
      if (standing.activities === undefined) return known(standing.holds);
      if (ends.flow.activity === undefined) return unknown(`flows.${ends.flow.id}.activity`);
      return known(standing.activities.includes(ends.flow.activity));
    }
    default:
      return unknown();
  }
}

/** Organisations that the flow names and the register does not know (yet). */
function endsNotKnown({ flow, exporter, importer }: Ends): string[] {
  const named = [
    { party: flow.sender, found: exporter },
    { party: flow.recipient, found: importer },
  ];
  return named.flatMap(({ party, found }) =>
    party.is === 'data-subject' || found !== undefined ? [] : [`organisations.${party.organisation}`],
  );
}

function regimesBy(organisation: Organisation, bases: readonly string[]): string[] | undefined {
  return organisation.regimes?.filter((regime) => bases.includes(regime.basis)).map((regime) => regime.id);
}

/** The role in the flow; where the flow does not say, the activity does (GDPR Art. 4(7), (8), 26). */
function roleFact(
  stated: Role | undefined,
  organisation: Organisation | undefined,
  ends: Ends,
  key: 'fromRole' | 'toRole',
): Fact {
  if (stated !== undefined) return known(stated);
  const { activity } = ends;
  const id = organisation?.id;
  if (id !== undefined && activity?.controllers?.includes(id) === true) {
    return known(activity.controllers.length > 1 ? 'joint-controller' : 'controller');
  }
  if (id !== undefined && activity?.processors?.includes(id) === true) return known('processor');
  return unknown(`flows.${ends.flow.id}.${key}`);
}

function destinationFact(ends: Ends): Fact {
  const { flow, importer } = ends;
  if (flow.at !== undefined) return known(flow.at);
  if (importer === undefined) return unknown(...endsNotKnown(ends));
  return maybe(importer.country, `organisations.${importer.id}.country`);
}

function sameCountry(ends: Ends): Fact {
  const { exporter } = ends;
  const destination = destinationFact(ends);
  if (exporter === undefined) return known(false);
  if (exporter.country === undefined) return unknown(`organisations.${exporter.id}.country`);
  return destination.known ? known(destination.value === exporter.country) : destination;
}

function activityFact(ends: Ends, key: string, value: readonly string[] | undefined): Fact {
  if (ends.activity === undefined) return unknown(`flows.${ends.flow.id}.activity`);
  return maybe(value, `activities.${ends.activity.id}.${key}`);
}

function categoriesOf(activity: Activity | undefined): string[] | undefined {
  return activity?.subjects?.flatMap((one) => (one.category === undefined ? [] : [one.category]));
}

/** Countries of the persons concerned; known only where every group of persons has them. */
function countriesOf(activity: Activity | undefined): string[] | undefined {
  if (activity?.subjects === undefined || activity.subjects.some((one) => one.countries === undefined))
    return undefined;
  return activity.subjects.flatMap((one) => one.countries ?? []);
}

/** Personnel administration or payroll with employees among the persons: HR data in the sense of the US frameworks. */
function hrFact(ends: Ends): Fact {
  const purposes = activityFact(ends, 'purposes', ends.activity?.purposes);
  if (
    purposes.known &&
    !(purposes.value as readonly string[]).some((purpose) => HR_PURPOSES.includes(purpose))
  )
    return known(false);
  const subjects = activityFact(ends, 'subjects', categoriesOf(ends.activity));
  if (subjects.known && !(subjects.value as readonly string[]).includes('employees')) return known(false);
  if (!purposes.known) return purposes;
  if (!subjects.known) return subjects;
  return known(true);
}

/** A flow without a derogation relies on none; a derogation with gaps names them. */
function derogationFact(rest: string, flow: Flow): Fact {
  const { derogation } = flow;
  if (derogation === undefined)
    return rest === 'ground' ? known('none') : unknown(`flows.${flow.id}.derogation`);
  if (rest === 'ground') return maybe(derogation.ground, `flows.${flow.id}.derogation.ground`);
  if (rest.startsWith('consent.')) {
    const key = camelCase(rest.slice('consent.'.length)) as keyof typeof derogation.consent;
    return maybe(derogation.consent[key], `flows.${flow.id}.derogation.consent.${key}`);
  }
  const key = camelCase(rest) as (typeof DEROGATION_FLAGS)[number];
  return maybe(derogation.flags[key], `flows.${flow.id}.derogation.${key}`);
}

function camelCase(word: string): string {
  return word.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
