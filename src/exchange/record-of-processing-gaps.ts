// What the laws ask of the records behind a record of processing: who asks for which field, and what of it is missing.
import { type AskedField, assessCompleteness, type RecordCompleteness } from '../core/flows/completeness.ts';
import type { AskedNoun } from '../core/law/asked-fields.ts';
import type { Line } from '../kit/papers/paper.ts';
import type { RegisterOut } from './format.ts';
import type { ReaderLanguage } from './reader-language.ts';
import type { RecordQuestion } from './record-of-processing-question.ts';
import { fill, type Words } from './record-of-processing-words.ts';

/** One record of the register with everything that is asked of it and missing. */
export interface Gap {
  readonly noun: AskedNoun;
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  readonly missing: readonly { readonly says: string; readonly cites: readonly string[] }[];
}

/** What is asked of one field, or of several that are shown together. */
export interface Asked {
  readonly cites: readonly string[];
  readonly missing: readonly AskedField[];
  readonly advised: readonly AskedField[];
}

export class Gaps {
  private readonly records = new Map<string, RecordCompleteness>();
  private lawsFound: readonly string[] | undefined;
  private readonly out: RegisterOut;
  private readonly question: RecordQuestion;
  private readonly reader: ReaderLanguage;
  private readonly words: Words;

  constructor(out: RegisterOut, question: RecordQuestion, reader: ReaderLanguage, words: Words) {
    this.out = out;
    this.question = question;
    this.reader = reader;
    this.words = words;
    const assessed = assessCompleteness(out.register, out.rulebook, out.asOf, {
      language: out.language,
      explain: true,
      ...(question.organisation !== undefined && { organisation: question.organisation }),
    });
    for (const one of assessed.records) this.records.set(`${one.noun} ${one.id}`, one);
  }

  /** The laws that ask something of the record. */
  laws(): readonly string[] {
    this.lawsFound ??= this.findLaws();
    return this.lawsFound;
  }

  private findLaws(): string[] {
    const laws = new Set<string>();
    for (const { missing, answered } of this.records.values())
      for (const { law } of this.relevant([...missing, ...(answered ?? [])])) laws.add(law);
    const label = (law: string): string => this.reader.label('laws', law);
    return [...laws].sort((a, b) => this.reader.compare(label(a), label(b)));
  }

  asked(noun: AskedNoun, id: string, fields: readonly string[]): Asked {
    const record = this.records.get(`${noun} ${id}`);
    const about = (one: AskedField): boolean => fields.includes(one.field);
    const missing = this.relevant(record?.missing ?? []).filter(about);
    const answered = this.relevant(record?.answered ?? []).filter(about);
    return {
      cites: this.distinct(
        [...missing, ...answered].filter((one) => one.open.length === 0).map((one) => one.cite),
      ),
      missing: missing.filter((one) => one.strength === 'must'),
      advised: missing.filter((one) => one.strength !== 'must'),
    };
  }

  /** Says of a field without a value why that matters; never says nothing. */
  silence({ missing, advised }: Asked): Line {
    const sure = missing.filter((one) => one.open.length === 0);
    const cites = (fields: readonly AskedField[]): string =>
      this.reader.list(this.distinct(fields.map((one) => one.cite)));
    if (sure.length > 0) return { text: fill(this.words.missing, { cites: cites(sure) }), tone: 'missing' };
    if (missing.length > 0) {
      const facts = this.reader.list(this.distinct(missing.flatMap((one) => one.open)));
      return { text: fill(this.words.missingOpen, { cites: cites(missing), facts }), tone: 'missing' };
    }
    if (advised.length > 0)
      return { text: fill(this.words.advised, { cites: cites(advised) }), tone: 'faint' };
    return { text: this.words.notGiven, tone: 'faint' };
  }

  /** What is missing of these activities and organisations, and of the records that belong to them; activities first. */
  list(activities: ReadonlySet<string>, organisations: ReadonlySet<string>): Gap[] {
    const { register } = this.out;
    const using = new Set([...activities].flatMap((id) => register.activities.get(id)?.systems ?? []));
    const belongs = (noun: AskedNoun, id: string): boolean => {
      switch (noun) {
        case 'activities':
          return activities.has(id);
        case 'organisations':
          return organisations.has(id);
        case 'flows':
          return activities.has(register.flows.get(id)?.activity ?? '');
        case 'systems':
          return (
            using.has(id) || register.systems.get(id)?.activities?.some((one) => activities.has(one)) === true
          );
        case 'contractors':
          return register.contractors.get(id)?.activities?.some((one) => activities.has(one)) !== false;
        default:
          return true;
      }
    };
    const order: readonly AskedNoun[] = [
      'organisations',
      'activities',
      'systems',
      'flows',
      'contractors',
      'instruments',
    ];
    return [...this.records.values()]
      .filter((one) => belongs(one.noun, one.id))
      .map((one): Gap => {
        const missing = new Map<string, Set<string>>();
        for (const field of this.relevant(one.missing).filter(({ strength }) => strength === 'must')) {
          const cites = missing.get(field.says) ?? new Set();
          missing.set(field.says, cites.add(field.cite));
        }
        return {
          noun: one.noun,
          kind: this.words.kinds[one.noun],
          id: one.id,
          name: this.nameOf(one.noun, one.id),
          missing: [...missing].map(([says, cites]) => ({ says, cites: [...cites] })),
        };
      })
      .filter((one) => one.missing.length > 0)
      .sort(
        (a, b) =>
          order.indexOf(a.noun) - order.indexOf(b.noun) ||
          this.reader.compare(a.name, b.name) ||
          this.reader.compare(a.id, b.id),
      );
  }

  private nameOf(noun: AskedNoun, id: string): string {
    const { register } = this.out;
    if (noun === 'contractors')
      return register.organisations.get(register.contractors.get(id)?.organisation ?? '')?.name ?? id;
    const record = register[noun].get(id) as { readonly name?: string } | undefined;
    return record?.name ?? id;
  }

  /** Only what is asked in the capacity of this record, or in any. Whoever receives data answers for them as a controller does. */
  private relevant(fields: readonly AskedField[]): readonly AskedField[] {
    return fields.filter(
      ({ as }) => as === null || (as === 'recipient' ? 'controller' : as) === this.question.as,
    );
  }

  private distinct(texts: readonly string[]): string[] {
    return [...new Set(texts)];
  }
}
