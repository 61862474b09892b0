// What the parts of a record of processing are written from, and the matters that it covers.
import type { Fact } from '../kit/papers/paper.ts';
import type { RegisterOut } from './format.ts';
import type { ReaderLanguage } from './reader-language.ts';
import type { Gaps } from './record-of-processing-gaps.ts';
import type { Parties } from './record-of-processing-parties.ts';
import type { RecordQuestion } from './record-of-processing-question.ts';
import type { Transfers } from './record-of-processing-transfers.ts';
import type { Words } from './record-of-processing-words.ts';

/** The matters of one activity, in the order in which they are shown. */
export const FACT_KEYS = [
  'controllers',
  'processor',
  'representative',
  'officer',
  'jointArrangement',
  'inCharge',
  'description',
  'categories',
  'purposes',
  'legalBasis',
  'subjects',
  'data',
  'source',
  'recipients',
  'processors',
  'subProcessors',
  'transfers',
  'retention',
  'security',
  'systems',
  'automated',
  'purposeNotice',
  'jointUse',
  'myNumber',
] as const;
export type FactKey = (typeof FACT_KEYS)[number];

export interface EntryFact extends Fact {
  readonly key: FactKey;
}

/** What the parts of a record are written from. */
export interface Desk {
  readonly out: RegisterOut;
  readonly question: RecordQuestion;
  readonly reader: ReaderLanguage;
  readonly words: Words;
  readonly parties: Parties;
  readonly gaps: Gaps;
  readonly transfers: Transfers;
}
