// A register: what a group is and does, checked; parse-register.ts is the only way to one. Absent always means: not known.
import type { Language } from '../law/law.ts';
import type { CivilDate } from '../time/civil-date.ts';
import type { Instant } from '../time/instant.ts';
import type {
  APPOINTMENT_ROLES,
  ASSESSMENT_RESULTS,
  CONSENT_FLAGS,
  COVERS,
  DEROGATION_FLAGS,
  GROUNDS,
  INFORMATION_ITEMS,
  INSTRUMENT_KINDS,
  MODES,
  ORGANISATION_KINDS,
  REGIME_BASES,
  REGIMES,
  RecordNoun,
  ROLES,
  STANDINGS,
  STORE_USES,
  SUBCONTRACTING_CONSENTS,
} from './words.ts';

/** From the first day, until the first day no longer. */
export interface Span {
  readonly from?: CivilDate;
  readonly until?: CivilDate;
}

interface Recorded {
  readonly id: string;
  /** When it was entered; absent: as long as the register exists. */
  readonly recordedAt?: Instant;
  readonly note?: string;
}

export type InstrumentKind = (typeof INSTRUMENT_KINDS)[number];
export type Role = (typeof ROLES)[number];
export type StandingName = (typeof STANDINGS)[number];

export interface Standing extends Span {
  readonly holds: boolean;
  readonly covers?: readonly (typeof COVERS)[number][];
  readonly activities?: readonly string[];
}

export interface Regime {
  readonly id: (typeof REGIMES)[number];
  readonly basis: (typeof REGIME_BASES)[number];
  readonly art27Representative?: string;
}

export interface Address {
  readonly lines?: readonly string[];
  readonly postalCode?: string;
  readonly city?: string;
  readonly region?: string;
  readonly country?: string;
}

export interface Contact {
  readonly email?: string;
  readonly phone?: string;
  readonly url?: string;
}

/** Who answers for what, for the whole organisation or one division of it. */
export interface Appointment extends Span {
  readonly role: (typeof APPOINTMENT_ROLES)[number];
  readonly person?: string;
  /** Where another organisation was appointed: a representative, an outside officer. */
  readonly organisation?: string;
  readonly division?: string;
}

export interface Organisation extends Recorded, Span {
  readonly name: string;
  readonly member?: boolean;
  readonly country?: string;
  readonly region?: string;
  readonly kind?: (typeof ORGANISATION_KINDS)[number];
  readonly io?: string;
  readonly parent?: string;
  readonly sectors?: readonly string[];
  readonly regimes?: readonly Regime[];
  readonly standing: Readonly<Partial<Record<StandingName, Standing>>>;
  readonly legalForm?: string;
  readonly registrationNumber?: string;
  readonly address?: Address;
  readonly contact?: Contact;
  readonly appointments?: readonly Appointment[];
}

export interface Division extends Recorded, Span {
  readonly name: string;
  readonly organisation: string;
  readonly parent?: string;
}

export interface Person extends Recorded, Span {
  readonly name: string;
  readonly email?: string;
  readonly phone?: string;
  readonly organisation?: string;
  readonly division?: string;
  readonly languages?: readonly string[];
}

/** A country in which a system keeps data, and by whose hands. */
export interface StoragePlace {
  readonly country: string;
  readonly region?: string;
  readonly by?: string;
  readonly use?: (typeof STORE_USES)[number];
}

/** A country from which the data in a system can be seen. */
export interface AccessPlace {
  readonly country: string;
  readonly by?: string;
}

export interface System extends Recorded, Span {
  readonly name: string;
  readonly description?: string;
  readonly operator?: string;
  readonly supplier?: string;
  readonly division?: string;
  readonly stores?: readonly StoragePlace[];
  readonly reachedFrom?: readonly AccessPlace[];
  readonly data?: readonly string[];
  readonly activities?: readonly string[];
  readonly security?: readonly string[];
}

export interface Subjects {
  readonly category?: string;
  readonly countries?: readonly string[];
  readonly count?: number;
  readonly children?: boolean;
}

/** To whom the data are disclosed: a category, an organisation of the register, or both. */
export interface DisclosureRecipient {
  readonly category?: string;
  readonly organisation?: string;
  readonly country?: string;
}

/** How long some of the data are kept, where that differs from the rest. */
export interface DataRetention {
  readonly data: readonly string[];
  readonly period?: string;
  readonly criterion?: string;
}

/** How the purpose of use was made known (APPI Art. 21; GDPR Art. 13 and 14). */
export interface PurposeNotice {
  readonly given?: boolean;
  readonly on?: CivilDate;
  readonly how?: string;
}

/** Joint use: what must be made known of it beforehand (APPI Art. 27(5)(iii)). */
export interface JointUse {
  readonly data?: readonly string[];
  readonly users?: readonly string[];
  readonly purpose?: string;
  readonly manager?: string;
}

export interface Activity extends Recorded, Span {
  readonly name: string;
  readonly controllers?: readonly string[];
  readonly processors?: readonly string[];
  readonly purposes?: readonly string[];
  readonly subjects?: readonly Subjects[];
  readonly data?: readonly string[];
  readonly legalBasis?: readonly string[];
  readonly retention?: string;
  readonly description?: string;
  readonly divisions?: readonly string[];
  readonly personInCharge?: string;
  readonly categoriesOfProcessing?: readonly string[];
  readonly recipients?: readonly DisclosureRecipient[];
  readonly systems?: readonly string[];
  readonly source?: readonly string[];
  readonly retentionCriterion?: string;
  readonly retentionByData?: readonly DataRetention[];
  readonly security?: readonly string[];
  readonly automatedDecisions?: boolean;
  readonly profiling?: boolean;
  readonly legitimateInterest?: string;
  readonly jointArrangement?: string;
  readonly purposeNotice?: PurposeNotice;
  readonly jointUse?: JointUse;
  /** My Number is handled. The number itself is never kept. */
  readonly specificPersonalInformation?: boolean;
}

export interface Derogation {
  readonly ground?: (typeof GROUNDS)[number];
  readonly flags: Readonly<Partial<Record<(typeof DEROGATION_FLAGS)[number], boolean>>>;
  readonly consent: Readonly<Partial<Record<(typeof CONSENT_FLAGS)[number], boolean>>>;
}

/** One end of a flow: an organisation, its own people, or the person the data are about. */
export type Party =
  | { readonly is: 'organisation' | 'staff'; readonly organisation: string }
  | { readonly is: 'data-subject' };

export interface Flow extends Recorded, Span {
  readonly activity?: string;
  readonly sender: Party;
  readonly recipient: Party;
  readonly fromRole?: Role;
  readonly toRole?: Role;
  readonly mode?: (typeof MODES)[number];
  readonly at?: string;
  readonly after: readonly string[];
  readonly tools?: readonly string[];
  readonly derogation?: Derogation;
  readonly automated?: boolean;
  readonly clearText?: boolean;
  readonly combinesEuData?: boolean;
  readonly name?: string;
  readonly systems?: readonly string[];
  readonly provisionRecord?: ProvisionRecord;
}

/** Whether a record of the provision, or of its receipt, is kept (APPI Art. 29 and 30). */
export interface ProvisionRecord {
  readonly kept?: boolean;
  readonly on?: CivilDate;
}

export interface Accession extends Span {
  readonly party: string;
}

export interface Instrument extends Recorded, Span {
  readonly name?: string;
  readonly kind: InstrumentKind;
  readonly modules?: readonly number[];
  readonly parties?: readonly string[];
  readonly exporters?: readonly string[];
  readonly importers?: readonly string[];
  readonly activities?: readonly string[];
  readonly data?: readonly string[];
  readonly approval?: { readonly authority?: string; readonly on?: CivilDate };
  readonly processingUnchanged?: boolean;
  readonly accessions?: readonly Accession[];
  readonly informed?: readonly (typeof INFORMATION_ITEMS)[number][];
  /** Ids of attachments, which are no records of the register. */
  readonly documents?: readonly string[];
}

export interface Assessment extends Recorded {
  readonly name?: string;
  readonly instrument?: string;
  readonly flows?: readonly string[];
  readonly country?: string;
  readonly on?: CivilDate;
  readonly result?: (typeof ASSESSMENT_RESULTS)[number];
  readonly measures?: readonly string[];
  readonly problematicLaw?: boolean;
  readonly appliedInPractice?: boolean;
  /** Ids of attachments, which are no records of the register. */
  readonly documents?: readonly string[];
}

export interface Subcontracting {
  readonly consent?: (typeof SUBCONTRACTING_CONSENTS)[number];
  readonly on?: CivilDate;
}

/** An engagement: who was engaged by whom for what, and under which other engagement. */
export interface Contractor extends Recorded, Span {
  readonly organisation: string;
  readonly engagedBy?: string;
  /** The engagement above it in the chain. */
  readonly under?: string;
  readonly service?: string;
  readonly activities?: readonly string[];
  readonly systems?: readonly string[];
  readonly countries?: readonly string[];
  readonly contract?: string;
  readonly subcontracting?: Subcontracting;
  readonly selectedOn?: CivilDate;
  readonly auditedOn?: CivilDate;
}

export interface Group {
  readonly id: string;
  readonly name?: string;
  /** Whether records need the approval of another person, and which; absent nouns: all. */
  readonly approvals?: { readonly wanted?: boolean; readonly nouns?: readonly RecordNoun[] };
  readonly languages?: readonly Language[];
}

export interface Register {
  readonly group?: Group;
  readonly organisations: ReadonlyMap<string, Organisation>;
  readonly divisions: ReadonlyMap<string, Division>;
  readonly persons: ReadonlyMap<string, Person>;
  readonly systems: ReadonlyMap<string, System>;
  readonly activities: ReadonlyMap<string, Activity>;
  readonly flows: ReadonlyMap<string, Flow>;
  readonly instruments: ReadonlyMap<string, Instrument>;
  readonly assessments: ReadonlyMap<string, Assessment>;
  readonly contractors: ReadonlyMap<string, Contractor>;
}
