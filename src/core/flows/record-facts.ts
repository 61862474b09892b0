// The facts of one record of a register under the names that law files use, seen from an organisation that answers for it.
import { type Fact, known, maybe, unknown } from '../engine/fact.ts';
import { isInForce, type Rulebook } from '../law/rulebook.ts';
import type { CivilDate } from '../time/civil-date.ts';
import { pseudoFlow } from './asked-fields.ts';
import { type Ends, flowFact } from './flow-facts.ts';
import type { Activity, Contractor, Instrument, Organisation, Register } from './register.ts';

/** Facts that turn on the activity looked at, or on the record itself; all others are about the organisation and the day. */
export function isAboutRecord(name: string): boolean {
  return (
    /^(activity|contractor|organisation|instrument|derogation|importer|exporter)\./.test(name) ||
    ['purposes', 'data', 'subjects', 'subject-countries', 'hr', 'transfer', 'destination'].includes(name)
  );
}

const ABOUT_ACTIVITY = ['purposes', 'data', 'subjects', 'subject-countries', 'hr'];

/** What is looked at: the record with the activities that it is about. */
export interface View {
  readonly register: Register;
  readonly rulebook: Rulebook;
  readonly on: CivilDate;
  readonly organisation: Organisation | undefined;
  /** The activities that the record is or is about; not known where the record does not say. */
  readonly activities: readonly Activity[] | undefined;
  /** Where to enter the activities, as in `contractors.c-1.activities`. */
  readonly at: string;
  readonly contractor?: Contractor;
  readonly instrument?: Instrument;
}

/** The answer to a fact name; not known where the record has no such fact. */
export function recordFact(name: string, view: View): Fact {
  const { organisation, activities, on } = view;
  const dot = name.indexOf('.');
  const rest = name.slice(dot + 1);
  if (dot >= 0) {
    switch (name.slice(0, dot)) {
      case 'activity':
        return activityFact(rest, view);
      case 'contractor':
        return rest === 'subordinate' && view.contractor !== undefined
          ? known(view.contractor.under !== undefined)
          : unknown();
      case 'organisation':
        return organisation === undefined ? unknown() : appointmentsFact(organisation, on);
      case 'instrument':
        return rest === 'kind' && view.instrument !== undefined ? known(view.instrument.kind) : unknown();
    }
  }
  const activity = activities?.length === 1 ? activities[0] : undefined;
  if (activity === undefined && ABOUT_ACTIVITY.includes(name)) return unknown(view.at);
  if (organisation === undefined && name.startsWith('sender.')) return unknown();
  return flowFact(name, endsAlone(organisation, activity), on) ?? unknown();
}

/** The organisation alone at both ends: the facts about the sender are about whom the law binds. */
function endsAlone(organisation: Organisation | undefined, activity: Activity | undefined): Ends {
  const id = organisation?.id ?? '';
  return {
    flow: pseudoFlow(id, id),
    activity,
    exporter: organisation,
    importer: organisation,
    sender: organisation,
  };
}

function appointmentsFact({ id, appointments }: Organisation, on: CivilDate): Fact {
  const roles = appointments?.filter((one) => isInForce(one, on)).map((one) => one.role);
  return maybe(roles, `organisations.${id}.appointments`);
}

/** True of one of the activities is true; not known of one leaves the rest open. */
function activityFact(rest: string, view: View): Fact {
  const { activities } = view;
  if (activities === undefined) return unknown(view.at);
  const facts = activities.map((one) => factOf(rest, one, view.rulebook));
  if (rest === 'data-classes') return joinLists(facts);
  if (facts.some((fact) => fact.known && fact.value === true)) return known(true);
  const missing = facts.flatMap((fact) => (fact.known ? [] : fact.missing));
  return missing.length > 0 ? unknown(...missing.slice(0, NAMED_AT_MOST)) : known(false);
}

/** One organisation may have very many activities; a reader needs a few names to begin with. */
const NAMED_AT_MOST = 20;

function factOf(rest: string, one: Activity, rulebook: Rulebook): Fact {
  const at = `activities.${one.id}`;
  switch (rest) {
    case 'joint':
      return maybe(one.controllers && one.controllers.length > 1, `${at}.controllers`);
    case 'entrusted':
      return maybe(one.processors && one.processors.length > 0, `${at}.processors`);
    case 'joint-use':
      return one.jointUse === undefined ? unknown(`${at}.jointUse`) : known(true);
    case 'profiling':
      return maybe(one.profiling, `${at}.profiling`);
    case 'specific-personal-information':
      return specificFact(one);
    case 'data-classes':
      return classesFact(one, rulebook);
    default:
      return unknown();
  }
}

/** My Number is handled: said outright, or to be seen from the data. */
function specificFact({ id, data, specificPersonalInformation }: Activity): Fact {
  if (specificPersonalInformation !== undefined) return known(specificPersonalInformation);
  if (data?.includes('my-number') === true) return known(true);
  return data === undefined ? unknown(`activities.${id}.specificPersonalInformation`) : known(false);
}

/** The classes into which the laws put the data; a word that no term explains may belong to any. */
function classesFact({ id, data }: Activity, rulebook: Rulebook): Fact {
  if (data === undefined) return unknown(`activities.${id}.data`);
  const terms = data.map((word) => rulebook.termOf('data', word));
  const classes = [...new Set(terms.flatMap((term) => term?.classes ?? []))];
  const more = terms.every((term) => term !== undefined) ? [] : [`activities.${id}.data`];
  return { known: true, value: classes, more };
}

function joinLists(facts: readonly Fact[]): Fact {
  const missing = facts.flatMap((fact) => (fact.known ? (fact.more ?? []) : fact.missing));
  const found = facts.flatMap((fact) => (fact.known ? (fact.value as readonly string[]) : []));
  if (found.length === 0 && facts.some((fact) => !fact.known)) return unknown(...missing);
  return { known: true, value: [...new Set(found)], more: missing };
}
