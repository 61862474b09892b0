// A register: what a group is and does, checked; parse-register.ts is the only way to one. Absent always means: not known.
import type { CivilDate } from '../time/civil-date.ts';
import type { Instant } from '../time/instant.ts';
import type {
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
  ROLES,
  STANDINGS,
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
}

export interface Subjects {
  readonly category?: string;
  readonly countries?: readonly string[];
  readonly count?: number;
  readonly children?: boolean;
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
}

export interface Accession extends Span {
  readonly party: string;
}

export interface Instrument extends Recorded, Span {
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
}

export interface Assessment extends Recorded {
  readonly instrument?: string;
  readonly flows?: readonly string[];
  readonly country?: string;
  readonly on?: CivilDate;
  readonly result?: (typeof ASSESSMENT_RESULTS)[number];
  readonly measures?: readonly string[];
  readonly problematicLaw?: boolean;
  readonly appliedInPractice?: boolean;
}

export interface Register {
  readonly group?: { readonly id: string; readonly name?: string };
  readonly organisations: ReadonlyMap<string, Organisation>;
  readonly activities: ReadonlyMap<string, Activity>;
  readonly flows: ReadonlyMap<string, Flow>;
  readonly instruments: ReadonlyMap<string, Instrument>;
  readonly assessments: ReadonlyMap<string, Assessment>;
}
