// What ended a span, in the reader's words: the answer writes short English sentences of a few fixed forms, with ids and titles in them.
import type { Library } from '../../client/queries.ts';
import type { HomeText } from '../../text/en/home.ts';
import type { Words } from '../../text/use-text.ts';

interface Naming {
  readonly library: Library | undefined;
  readonly words: Words;
  readonly text: HomeText['events'];
  readonly organisation: (id: string) => string;
  readonly record: (id: string) => string;
}

type Form = keyof HomeText['events'];

/** Forms with one name; the name is that of a law, or the id of a record. */
const FORMS: readonly (readonly [RegExp, Form])[] = [
  [/^(.+) became too old$/, 'tooOld'],
  [/^(.+) was made$/, 'made'],
  [/^(.+) was signed$/, 'signed'],
  [/^(.+) was approved$/, 'approved'],
  [/^(.+) began to apply$/, 'begins'],
  [/^(.+) ended$/, 'ends'],
];
const OF = /^(\S+) of (\S+) (ended|began)$/;
const PARTY = /^(\S+) (acceded to|left) (\S+)$/;

/** Says the event; as it stands where it has another form. */
export function sayEvent(event: string, naming: Naming): string {
  const { text, words, organisation, record } = naming;
  const of = OF.exec(event);
  if (of !== null) {
    const [, standing = '', id = '', what] = of;
    const name = text.of(words.term('standings', standing), organisation(id));
    return what === 'ended' ? text.ends(name) : text.begins(name);
  }
  const party = PARTY.exec(event);
  if (party !== null && organisation(party[1] ?? '') !== party[1]) {
    const [, id = '', what, instrument = ''] = party;
    const say = what === 'left' ? text.leaves : text.joins;
    return say(organisation(id), record(instrument));
  }
  for (const [form, word] of FORMS) {
    const found = form.exec(event)?.[1];
    if (found === undefined) continue;
    return (text[word] as (name: string) => string)(nameOf(found, naming, record));
  }
  return event;
}

function nameOf(found: string, { library, words }: Naming, record: (id: string) => string): string {
  // As in `C-311/18: Privacy Shield`.
  const [by, title] = /^([^:]+): (.+)$/.exec(found)?.slice(1) ?? [undefined, found];
  const known = [
    ...(library?.laws.laws ?? []).map((one) => one.title),
    ...(library?.laws.instruments ?? []).map((one) => one.name),
  ].find((one) => one.en === title || one.en === found);
  if (known === undefined) return record(found);
  return by === undefined || known.en === found ? known[words.language] : `${by}: ${known[words.language]}`;
}
