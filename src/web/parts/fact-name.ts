// The name of a fact by its path, as in `organisations.cloudco.standing.us-dpf`: of which record, which key, in the reader's words.
import { RECORD_NOUNS, type RecordNoun } from '../../core/flows/record-kinds.ts';
import type { Words } from '../text/use-text.ts';

export interface NamedFact {
  readonly noun: RecordNoun | null;
  readonly id: string;
  /** The keys below the record, as in `standing.us-dpf`. */
  readonly field: string;
  readonly what: string;
}

/** Ids may hold dots: the longest that `isKnown` says yes to is taken, else the first part. */
export function nameFact(
  path: string,
  { text, term }: Words,
  isKnown: (noun: RecordNoun, id: string) => boolean,
): NamedFact {
  const flow = /^assessments \(for flow (.+)\)$/.exec(path)?.[1];
  if (flow !== undefined)
    return { noun: 'flows', id: flow, field: 'assessments', what: text.fact.assessment(flow) };
  const [list = '', ...rest] = path.split('.');
  const noun = RECORD_NOUNS.find((one) => one === list) ?? null;
  if (noun === null || rest.length < 2) return { noun: null, id: '', field: path, what: path };
  let length = rest.length - 1;
  while (length > 1 && !isKnown(noun, rest.slice(0, length).join('.'))) length -= 1;
  const keys = rest.slice(length);
  const [key = '', below] = keys;
  const what =
    key === 'standing' && below !== undefined
      ? term('standings', below)
      : (text.fact.key[key] ?? text.fact.key[keys.at(-1) ?? ''] ?? keys.join('.'));
  return { noun, id: rest.slice(0, length).join('.'), field: keys.join('.'), what };
}
