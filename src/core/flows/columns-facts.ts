// Columns of facts: what law can ask of a fact, cut down to classes, so that what no law tells apart is the same number.
import { evaluate, type Ground, isWithin } from '../engine/evaluate.ts';
import type { Fact } from '../engine/fact.ts';
import type { Condition } from '../law/condition.ts';
import type { Rulebook } from '../law/rulebook.ts';
import type { CivilDate } from '../time/civil-date.ts';
import { dayOfNumber } from './columns-day-number.ts';

/** Answers to a test, as numbers. */
export const NO = 0;
export const YES = 1;
export const OPEN = 2;

/**
 * What a fact is about: the two ends; the flow and its activity; all instruments between the ends together; one of them with what was
 * assessed of it.
 */
export type Part = 'pair' | 'flow' | 'between' | 'slot';

const NOTHING: ReadonlySet<string> = new Set();

/** The answers of one fact to all tests that law puts to it; facts with the same answers are one class. */
export class FactColumn {
  readonly name: string;
  readonly part: Part;
  /** The place among the columns of its part. */
  readonly index: number;
  readonly tests: Condition[] = [];
  /** Answer of a class to a test: `answers[class * tests.length + test]`. */
  answers: Uint8Array = new Uint8Array(0);
  /** Whether the facts of a class are known. */
  readonly isKnown: boolean[] = [];
  private readonly rulebook: Rulebook;
  private readonly byText = new Map<string, number>();
  private readonly byAnswers = new Map<string, number>();
  private isDated = false;

  constructor(name: string, part: Part, index: number, rulebook: Rulebook) {
    this.name = name;
    this.part = part;
    this.index = index;
    this.rulebook = rulebook;
  }

  /** The place of a test among the tests of this column; all are known before the first class is. */
  testOf(condition: Condition): number {
    const text = JSON.stringify(condition);
    const known = this.tests.findIndex((one) => JSON.stringify(one) === text);
    if (known >= 0) return known;
    if (condition.op === 'within-months') this.isDated = true;
    this.tests.push(condition);
    return this.tests.length - 1;
  }

  /** The class of a fact on a day. */
  classOf(fact: Fact, on: CivilDate): number {
    if (this.isDated) return this.classOfAnswers(fact, on);
    const text = textOf(fact);
    const known = this.byText.get(text);
    if (known !== undefined) return known;
    const found = this.classOfAnswers(fact, on);
    this.byText.set(text, found);
    return found;
  }

  private classOfAnswers(fact: Fact, on: CivilDate): number {
    const ground: Ground = { rulebook: this.rulebook, on, struck: NOTHING, departed: NOTHING };
    const situation = { ask: () => fact };
    const answers = this.tests.map((test) => {
      const { truth } = evaluate(test, situation, ground);
      return truth === 'unknown' ? OPEN : truth ? YES : NO;
    });
    // Whether a place is known at all may matter where no test asks it.
    const text = `${answers.join('')}${fact.known ? '' : '?'}`;
    const known = this.byAnswers.get(text);
    if (known !== undefined) return known;
    const id = this.byAnswers.size;
    this.byAnswers.set(text, id);
    this.isKnown[id] = fact.known;
    this.answers = longer(this.answers, answers);
    return id;
  }
}

/** Whether a place lies in some territories, over all epochs of the law; places that law never tells apart are one class. */
export class PlaceColumn {
  /** The fact that names the place, or the places. */
  readonly name: string;
  readonly part: Part;
  readonly index: number;
  readonly set: readonly string[];
  /** Answer of a class: `answers[class * epochs + epoch]`; from which epoch and until which it holds. */
  answers: Uint8Array = new Uint8Array(0);
  lows: Uint16Array = new Uint16Array(0);
  highs: Uint16Array = new Uint16Array(0);
  private readonly territories: Territories;
  private readonly byText = new Map<string, number>();
  private readonly byAnswers = new Map<string, number>();

  constructor(name: string, part: Part, index: number, set: readonly string[], territories: Territories) {
    this.name = name;
    this.part = part;
    this.index = index;
    this.set = set;
    this.territories = territories;
  }

  /** The class of a place or of a list of places. */
  classOf(fact: Fact, world: World): number {
    const text = `${world.number} ${textOf(fact)}`;
    const known = this.byText.get(text);
    if (known !== undefined) return known;
    const found = this.classOfAnswers(fact, world);
    this.byText.set(text, found);
    return found;
  }

  private classOfAnswers(fact: Fact, world: World): number {
    const { epochs } = this.territories;
    const places = !fact.known
      ? []
      : Array.isArray(fact.value)
        ? fact.value.map(String)
        : [String(fact.value)];
    const within = places.flatMap((place) => this.set.map((id) => this.territories.within(place, id, world)));
    const answers = epochs.map((_, epoch) =>
      !fact.known ? OPEN : within.some((one) => one[epoch] === YES) ? YES : NO,
    );
    const text = answers.join('');
    const known = this.byAnswers.get(text);
    if (known !== undefined) return known;
    const id = this.byAnswers.size;
    this.byAnswers.set(text, id);
    this.add(answers);
    return id;
  }

  private add(answers: readonly number[]): void {
    const lows = answers.map((_, epoch) => epoch);
    const highs = answers.map((_, epoch) => epoch + 1);
    for (let epoch = 1; epoch < answers.length; epoch += 1)
      if (answers[epoch] === answers[epoch - 1]) lows[epoch] = lows[epoch - 1]!;
    for (let epoch = answers.length - 2; epoch >= 0; epoch -= 1)
      if (answers[epoch] === answers[epoch + 1]) highs[epoch] = highs[epoch + 1]!;
    this.answers = longer(this.answers, answers);
    this.lows = Uint16Array.from([...this.lows, ...lows]);
    this.highs = Uint16Array.from([...this.highs, ...highs]);
  }
}

/** Which places have left the unions of States in thought, and which territories are struck. */
export interface World {
  readonly number: number;
  readonly departed: ReadonlySet<string>;
  readonly struck: ReadonlySet<string>;
}

/** Nobody has left, and nothing is struck. */
export const PLAIN_WORLD: World = { number: 0, departed: NOTHING, struck: NOTHING };

/** Which place lies in which territory in which epoch of the law. */
export class Territories {
  /** First days of the epochs, as numbers; the first begins before all days. */
  readonly epochs: readonly number[];
  private readonly rulebook: Rulebook;
  private readonly known = new Map<string, Uint8Array>();

  constructor(rulebook: Rulebook, epochs: readonly number[]) {
    this.rulebook = rulebook;
    this.epochs = epochs;
  }

  within(place: string, territory: string, world: World): Uint8Array {
    const key = `${world.number} ${territory} ${place}`;
    const earlier = this.known.get(key);
    if (earlier !== undefined) return earlier;
    const { rulebook } = this;
    const found = Uint8Array.from(this.epochs, (day) =>
      isWithin(place, territory, {
        rulebook,
        on: dayOfNumber(day),
        struck: world.struck,
        departed: world.departed,
      })
        ? YES
        : NO,
    );
    this.known.set(key, found);
    return found;
  }
}

function longer(bytes: Uint8Array, more: readonly number[]): Uint8Array {
  const all = new Uint8Array(bytes.length + more.length);
  all.set(bytes);
  all.set(more, bytes.length);
  return all;
}

/** What a fact says, as one text; names of what is missing say nothing here. */
function textOf(fact: Fact): string {
  if (!fact.known) return '?';
  const value = Array.isArray(fact.value) ? fact.value.join('\u0001') : `=${typeof fact.value} ${fact.value}`;
  return fact.more !== undefined && fact.more.length > 0 ? `${value}\u0002+` : value;
}
