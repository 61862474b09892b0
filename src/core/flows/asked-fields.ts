// Says of each field that a law file may ask for whether a register gives it; what is known to be none (`[]`, `false`) is given.
import type { AskedField, AskedNoun } from '../law/asked-fields.ts';
import { isInForce, type Rulebook } from '../law/rulebook.ts';
import type { CivilDate } from '../time/civil-date.ts';
import { isBetween } from './coverage.ts';
import { endsOf } from './flow-facts.ts';
import type {
  Activity,
  Appointment,
  Contractor,
  Flow,
  Instrument,
  Organisation,
  Register,
  System,
} from './register.ts';
import { indexOf } from './register-index.ts';

export interface AskedRecords {
  readonly organisations: Organisation;
  readonly activities: Activity;
  readonly systems: System;
  readonly flows: Flow;
  readonly contractors: Contractor;
  readonly instruments: Instrument;
}

/** What is looked at beside the record itself. */
export interface Look {
  readonly register: Register;
  readonly rulebook: Rulebook;
  readonly on: CivilDate;
  /** Engagements by the organisation engaged. */
  readonly engagementsOf: (organisation: string) => readonly Contractor[];
  /** The law that asks. */
  readonly law: string;
  /** Who is asked; not known where the register does not name the organisation. */
  readonly organisation: string | undefined;
  /** Kinds of register instruments that count as a contract. */
  readonly instrument: readonly string[];
}

type Readers = {
  readonly [N in AskedNoun]: Readonly<
    Record<AskedField<N>, (record: AskedRecords[N], look: Look) => boolean>
  >;
};

const READERS: Readers = {
  organisations: {
    address: ({ address }) => isSaid(address),
    contact: ({ contact }) => isSaid(contact),
    appointments: ({ appointments }) => appointments !== undefined,
    'appointments.data-protection-officer': (one, look) => hasAppointed(one, 'data-protection-officer', look),
    'appointments.data-protection-officer.contact': (one, look) =>
      one.appointments !== undefined &&
      appointedFor(one, 'data-protection-officer', look).every((officer) => isReachable(officer, look)),
    'appointments.representative': (one, look) =>
      hasAppointed(one, 'representative', look) ||
      one.regimes?.some((regime) => regime.id === look.law && regime.art27Representative !== undefined) ===
        true,
    'appointments.person-in-charge': (one, look) =>
      hasAppointed(one, 'person-in-charge', look) || hasAppointed(one, 'chief-privacy-officer', look),
    'appointments.complaints-contact': (one, look) => hasAppointed(one, 'complaints-contact', look),
    'appointments.specific-personal-information-officer': (one, look) =>
      hasAppointed(one, 'specific-personal-information-officer', look),
  },
  activities: {
    controllers: ({ controllers }) => controllers !== undefined,
    'controllers.contact': ({ controllers }, { register }) =>
      controllers?.every((id) => {
        const one = register.organisations.get(id);
        return isSaid(one?.contact) || isSaid(one?.address);
      }) === true,
    'processors.contract': (one, look) =>
      one.processors?.every((id) => id === look.organisation || isContracted(id, one, look)) === true,
    purposes: ({ purposes }) => purposes !== undefined,
    subjects: ({ subjects }) => subjects?.every(({ category }) => category !== undefined) === true,
    data: ({ data }) => data !== undefined,
    recipients: ({ recipients }) =>
      recipients?.every(({ category, organisation }) => (category ?? organisation) !== undefined) === true,
    retention: ({ retention }) => retention !== undefined,
    retentionCriterion: ({ retentionCriterion }) => retentionCriterion !== undefined,
    retentionByData: ({ retentionByData }) =>
      retentionByData?.every(({ period, criterion }) => (period ?? criterion) !== undefined) === true,
    security: ({ security }) => security !== undefined,
    systems: ({ systems }) => systems !== undefined,
    'systems.security': ({ systems }, { register }) =>
      systems !== undefined &&
      systems.length > 0 &&
      systems.every((id) => register.systems.get(id)?.security !== undefined),
    categoriesOfProcessing: ({ categoriesOfProcessing }) => categoriesOfProcessing !== undefined,
    personInCharge: ({ personInCharge }) => personInCharge !== undefined,
    divisions: ({ divisions }) => divisions !== undefined,
    purposeNotice: ({ purposeNotice }) => purposeNotice?.given !== undefined,
    jointArrangement: ({ jointArrangement }) => jointArrangement !== undefined,
    'jointUse.data': ({ jointUse }) => jointUse?.data !== undefined,
    'jointUse.users': ({ jointUse }) => jointUse?.users !== undefined,
    'jointUse.purpose': ({ jointUse }) => jointUse?.purpose !== undefined,
    'jointUse.manager': ({ jointUse }) => jointUse?.manager !== undefined,
  },
  systems: {
    stores: ({ stores }) => stores !== undefined,
    reachedFrom: ({ reachedFrom }) => reachedFrom !== undefined,
  },
  flows: {
    at: ({ at, recipient }, { register }) =>
      at !== undefined ||
      (recipient.is !== 'data-subject' &&
        register.organisations.get(recipient.organisation)?.country !== undefined),
    tools: (one, look) => one.tools !== undefined || hasInstrumentBetween(one, look),
    derogation: ({ derogation }) => derogation !== undefined,
    'derogation.documented': ({ derogation }) => derogation?.flags.documented !== undefined,
    provisionRecord: ({ provisionRecord }) => provisionRecord?.kept !== undefined,
  },
  contractors: {
    contract: (one, look) => isUnderContract(one, look),
    subcontracting: ({ subcontracting }) => subcontracting?.consent !== undefined,
    // Whether a contractor may engage others is recorded with that contractor, one link above.
    'under.subcontracting': ({ under }, { register }) =>
      register.contractors.get(under ?? '')?.subcontracting?.consent !== undefined,
    selectedOn: ({ selectedOn }) => selectedOn !== undefined,
    auditedOn: ({ auditedOn }) => auditedOn !== undefined,
  },
  instruments: {
    approval: ({ approval }) => isSaid(approval),
    informed: ({ informed }) => informed !== undefined,
  },
};

/** Does the register give the field of the record? In: a field of the closed list of its noun. */
export function isGiven<N extends AskedNoun>(
  noun: N,
  field: string,
  record: AskedRecords[N],
  look: Look,
): boolean {
  const readers = READERS[noun] as Readonly<Record<string, (one: AskedRecords[N], look: Look) => boolean>>;
  return readers[field]?.(record, look) === true;
}

/** A map in which at least one key says something. */
function isSaid(map: object | undefined): boolean {
  return map !== undefined && Object.values(map).some((value) => value !== undefined);
}

function appointedFor(one: Organisation, role: Appointment['role'], { on }: Look): Appointment[] {
  return (one.appointments ?? []).filter((found) => found.role === role && isInForce(found, on));
}

function hasAppointed(one: Organisation, role: Appointment['role'], look: Look): boolean {
  return appointedFor(one, role, look).some((found) => (found.person ?? found.organisation) !== undefined);
}

function isReachable({ person, organisation }: Appointment, { register }: Look): boolean {
  const { email, phone } = register.persons.get(person ?? '') ?? {};
  return (email ?? phone) !== undefined || isSaid(register.organisations.get(organisation ?? '')?.contact);
}

/** Is there a contract with the processor for the activity? */
function isContracted(processor: string, activity: Activity, look: Look): boolean {
  const engaged = look
    .engagementsOf(processor)
    .some(
      (one) =>
        one.contract !== undefined &&
        isInForce(one, look.on) &&
        (one.activities === undefined || one.activities.includes(activity.id)),
    );
  return engaged || (activity.controllers ?? []).some((id) => hasClauses(id, processor, activity.id, look));
}

function isUnderContract(one: Contractor, look: Look): boolean {
  if (one.contract !== undefined) return true;
  const { engagedBy, organisation, activities } = one;
  return engagedBy !== undefined && hasClauses(engagedBy, organisation, activities?.[0], look);
}

/** Is an instrument in force between the two, of a kind that counts, for the activity? */
function hasClauses(one: string, other: string, activity: string | undefined, look: Look): boolean {
  if (look.instrument.length === 0) return false;
  const organisation = look.register.organisations.get(one);
  const found = indexOf(look.register, look.rulebook).instrumentsFor({
    flow: pseudoFlow(one, other),
    activity: undefined,
    exporter: organisation,
    importer: look.register.organisations.get(other),
    sender: organisation,
  });
  return found.some(
    (tool) =>
      look.instrument.includes(tool.kind) &&
      isInForce(tool, look.on) &&
      isParty(tool, one, look.on) &&
      isParty(tool, other, look.on) &&
      (tool.activities === undefined || activity === undefined || tool.activities.includes(activity)),
  );
}

function isParty(tool: Instrument, id: string, on: CivilDate): boolean {
  return (
    tool.parties?.includes(id) === true ||
    tool.accessions?.some((accession) => accession.party === id && isInForce(accession, on)) === true
  );
}

function hasInstrumentBetween(flow: Flow, { register, rulebook, on }: Look): boolean {
  const ends = endsOf(flow, register);
  return indexOf(register, rulebook)
    .instrumentsFor(ends)
    .some((tool) => isBetween(tool, ends, on).truth === true);
}

/** A flow that stands for the relation of two organisations. */
export function pseudoFlow(from: string, to: string): Flow {
  return {
    id: '',
    sender: { is: 'organisation', organisation: from },
    recipient: { is: 'organisation', organisation: to },
    after: [],
  };
}
