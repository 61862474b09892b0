// Takes the name of a fact apart, as in `organisations.albion.member`: which record, and what of it.
import { RECORD_NOUNS, type RecordNoun } from '../../../core/flows/words.ts';
import { fieldAt } from '../../parts/record/record-fields.ts';

export interface FactPlace {
  readonly noun: RecordNoun;
  readonly id: string;
  readonly path: string;
}

/** Ids may hold dots, so the first part that is a field ends the id. Undefined for facts that stand in no field. */
export function readFact(fact: string): FactPlace | undefined {
  const [first, ...rest] = fact.split('.');
  const noun = RECORD_NOUNS.find((one) => one === first);
  if (noun === undefined) return undefined;
  for (let at = 1; at < rest.length; at += 1) {
    const key = rest[at] ?? '';
    if (fieldAt(noun, key) !== undefined)
      return { noun, id: rest.slice(0, at).join('.'), path: rest.slice(at).join('.') };
  }
  return undefined;
}
