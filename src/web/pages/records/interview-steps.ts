// Which questions an interview asks, and in which order: first what must be there, then what decides verdicts, then what the law demands, then what it advises.
import type { RecordNoun } from '../../../core/flows/words.ts';
import type { Fields } from '../../client/records.ts';
import { type Field, isAskedFor, isKnown, type Surroundings } from '../../parts/record/field.ts';
import { fieldAt, fieldsOf } from '../../parts/record/record-fields.ts';
import { placeToEnter } from './place-to-enter.ts';
import type { MissingField } from './record-completeness.tsx';

export type StepReason = 'needed' | 'verdict' | 'scope' | 'demanded' | 'advised' | 'useful';

export interface Step {
  readonly field: Field;
  readonly reason: StepReason;
}

interface Known {
  readonly noun: RecordNoun;
  readonly id: string;
  /** As it was when the interview began, so that questions do not vanish under the hand. */
  readonly base: Fields;
  /** As it is now: some questions follow from answers. */
  readonly record: Fields;
  readonly around: Surroundings;
  readonly missing: readonly MissingField[];
  /** Facts that verdicts wait for, as in `flows.f1.mode`. */
  readonly undetermined: readonly string[];
}

/** Fields without which little follows, for a record of which no law asks anything yet. */
const USEFUL: Readonly<Record<RecordNoun, readonly string[]>> = {
  organisations: ['name', 'country', 'member', 'kind', 'sectors', 'regimes'],
  divisions: ['name', 'organisation'],
  persons: ['name', 'organisation', 'email', 'languages'],
  systems: ['name', 'operator', 'stores', 'reachedFrom', 'data', 'activities'],
  activities: [
    'name',
    'controllers',
    'processors',
    'purposes',
    'subjects',
    'data',
    'legalBasis',
    'recipients',
    'systems',
    'retention',
    'security',
  ],
  flows: ['activity', 'from', 'to', 'mode', 'fromRole', 'toRole', 'automated', 'clearText', 'since'],
  instruments: ['name', 'kind', 'modules', 'parties', 'from'],
  assessments: ['instrument', 'on', 'result', 'measures', 'problematicLaw', 'appliedInPractice'],
  contractors: [
    'organisation',
    'engagedBy',
    'under',
    'service',
    'activities',
    'countries',
    'contract',
    'subcontracting',
    'selectedOn',
  ],
};

export function stepsOf(known: Known): readonly Step[] {
  const { noun, id, base, record, around, missing, undetermined } = known;
  const steps = new Map<string, Step>();
  const add = (path: string, reason: StepReason): void => {
    const field = fieldAt(noun, path);
    if (field === undefined || steps.has(field.key)) return;
    steps.set(field.key, { field, reason });
  };
  const ownPath = (path: string): string | undefined =>
    path.startsWith(`${noun}.${id}.`) ? path.slice(noun.length + id.length + 2) : undefined;

  for (const field of fieldsOf(noun))
    if (field.isRequired === true && !isKnown(base[field.key])) add(field.key, 'needed');
  for (const path of undetermined) {
    const own = ownPath(path);
    if (own !== undefined) add(own, 'verdict');
  }
  for (const one of missing)
    for (const path of one.open) {
      const own = ownPath(path);
      if (own !== undefined) add(own, 'scope');
    }
  const sure = missing.filter((one) => one.open.length === 0);
  const ask = (one: MissingField, reason: StepReason): void => {
    const place = placeToEnter(noun, one.field, base);
    if (place.is === 'field') add(place.path, reason);
  };
  for (const one of sure) if (one.strength === 'must') ask(one, 'demanded');
  for (const one of sure) if (one.strength === 'should') ask(one, 'advised');
  for (const key of USEFUL[noun]) if (!isKnown(base[key])) add(key, 'useful');
  return [...steps.values()].filter(({ field }) => isAskedFor(field, record, around));
}
