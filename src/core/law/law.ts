// What a law is to this program: files of rules, checked and sound; parse-law.ts is the only way to one.
import type { CivilDate } from '../time/civil-date.ts';
import type { Counting } from '../time/counting.ts';
import type { Period } from '../time/period.ts';
import type { AskedNoun } from './asked-fields.ts';
import type { Condition } from './condition.ts';

/** One sentence or label in the three languages of the product. */
export interface Wording {
  readonly en: string;
  readonly ja: string;
  readonly de: string;
}
export const LANGUAGES = ['en', 'ja', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

export interface Source {
  /** As lawyers cite it. */
  readonly cite: string;
  readonly url?: string;
  /** Where a copy was read, when not at `url` itself. */
  readonly via?: string;
  /** The day on which somebody read it. */
  readonly read?: CivilDate;
}

/** Whose time a rule, a file or a member of a territory has: from the first day, until the first day no longer. */
export interface InForce {
  readonly from?: CivilDate;
  readonly until?: CivilDate;
}

export interface Ending {
  readonly by: string;
  readonly why: Wording;
}

/** A law as a whole (instrument.yaml). */
export interface LawInstrument extends InForce {
  readonly id: string;
  /** The name of this law in answers, as in `eu-gdpr`. Two laws may follow each other under one name. */
  readonly answers: string;
  /** The law that took its place, under which data that left earlier are asked about from then on. */
  readonly continuedBy?: string;
  readonly name: Wording;
  readonly short: Wording;
  readonly source: readonly Source[];
  readonly unverified?: string;
  readonly note?: string;
}

interface RuleBase extends InForce {
  readonly id: string;
  /** The file it stands in. */
  readonly file: string;
  readonly laws: readonly string[];
  readonly when?: Condition;
  readonly except: readonly string[];
  readonly says: Wording;
  readonly cites: readonly string[];
  readonly quote?: string;
  readonly source: readonly Source[];
  readonly unverified?: string;
}

export interface Member extends InForce {
  readonly place: string;
  readonly cite?: string;
  readonly why?: string;
}

export interface TerritoryRule extends RuleBase {
  readonly kind: 'territory';
  readonly includes: readonly string[];
  readonly members: readonly Member[];
}

export const PLAIN_KINDS = ['means', 'reaches', 'transfer', 'no-transfer', 'excludes', 'helps'] as const;
export type PlainKind = (typeof PLAIN_KINDS)[number];

/** A rule that only has a condition; what follows from it is said by its kind. */
export interface PlainRule extends RuleBase {
  readonly kind: PlainKind;
  /** For `helps`: the measure it speaks of. */
  readonly measure?: string;
}

export const TIERS = ['adequacy', 'safeguard', 'derogation'] as const;
export type Tier = (typeof TIERS)[number];
export const BOUND = ['both', 'importer', 'exporter', 'none'] as const;
export type Bound = (typeof BOUND)[number];

export interface PermitRule extends RuleBase {
  readonly kind: 'permits';
  readonly tier: Tier;
  /** The word for the answer; absent: the kind of the register instrument. */
  readonly tool?: string;
  readonly instrument: readonly string[];
  readonly bound: Bound;
  /** Protections for which it answers; `afresh` stands for all that ask the chapter afresh. */
  readonly for: readonly string[];
  /** What the data carry onward; `nothing` = none. */
  readonly carries: string;
  readonly depends: readonly string[];
  readonly leaves: readonly string[];
}

export const STAGES = ['initial', 'complement', 'final', 'only'] as const;
export type Stage = (typeof STAGES)[number];

export interface Due {
  /** The event with which the clock starts. */
  readonly start: string;
  readonly period: Period;
  readonly counting: Counting;
  /** `place` of whoever acts, or the id of a fixed calendar. */
  readonly calendar: string;
  readonly extension?: { readonly period: Period; readonly grounds: string; readonly notice?: Period };
  readonly totalMonthsMax?: number;
  readonly guide?: { readonly targetDay: number; readonly outerDay: number };
}

export interface DutyRule extends RuleBase {
  readonly kind: 'duty';
  readonly duty: string;
  readonly met?: Condition;
  readonly broken?: Condition;
  readonly owedBy?: string;
  readonly to?: string;
  readonly stage?: Stage;
  readonly due?: Due;
}

/** In which capacity an organisation answers for a record. */
export const CAPACITIES = ['controller', 'processor', 'recipient'] as const;
export type Capacity = (typeof CAPACITIES)[number];
/** Whether the law demands an entry or advises it. */
export const STRENGTHS = ['must', 'should'] as const;
export type Strength = (typeof STRENGTHS)[number];

/** What a law asks a register to know: a field of a record, of whoever answers for that record. */
export interface AsksRule extends RuleBase {
  readonly kind: 'asks';
  /** The kind of record. */
  readonly of: AskedNoun;
  /** In which capacity of the organisation it is asked; empty: in any. */
  readonly as: readonly Capacity[];
  /** The field asked for first, then the ones that answer as well. */
  readonly fields: readonly [string, ...string[]];
  /** Kinds of register instruments that answer as well, where the field is about a contract. */
  readonly instrument: readonly string[];
  readonly strength: Strength;
}

export type Rule = TerritoryRule | PlainRule | PermitRule | DutyRule | AsksRule;
export const RULE_KINDS = ['territory', ...PLAIN_KINDS, 'permits', 'duty', 'asks'] as const;

/** A provision, a decision or a set of clauses: one law file, checked. */
export interface Law extends InForce {
  readonly id: string;
  readonly laws: readonly string[];
  readonly title: Wording;
  readonly ended?: Ending;
  readonly source: readonly Source[];
  readonly unverified?: string;
  readonly note?: string;
  readonly rules: readonly Rule[];
}

/** A shared word with its labels (laws/terms). */
export interface Term {
  readonly id: string;
  readonly list: string;
  readonly labels: Wording;
  readonly dpv?: string;
  readonly classes?: readonly string[];
  readonly afresh?: boolean;
  readonly follows?: string;
  readonly needsApproval?: boolean;
  readonly country?: string;
  readonly region?: string;
  readonly note?: string;
}
