// The answer for every flow of a register on a day: the readable evaluator, beside the law; faster ones are judged by it.
import { doesApply, type Ground, isWithin } from '../engine/evaluate.ts';
import { union } from '../engine/truth.ts';
import type { Condition } from '../law/condition.ts';
import type { Language, PermitRule, PlainRule } from '../law/law.ts';
import { isInForce, rulesOf } from '../law/rulebook.ts';
import { addDays, type CivilDate } from '../time/civil-date.ts';
import { type FlowAnswer, type RegimeAnswer, type TransferAnswers, VERDICTS, worst } from './answer.ts';
import { type Decision, decide } from './decide.ts';
import { endsOf } from './flow-facts.ts';
import { carryLabels, type Label, type LabelSet, labelSet } from './labels.ts';
import { flowsNamed } from './packed-flows.ts';
import { isRunning, type Question } from './question.ts';
import type { Flow, Register } from './register.ts';
import { indexOf } from './register-index.ts';
import { type Setting, situationOf } from './transfer-situation.ts';

export interface Manner {
  readonly language: Language;
  /** List everything that was tried. */
  readonly explain: boolean;
  /** Only these flows are shown; the others still count for what they bring. */
  readonly flows?: ReadonlySet<string>;
}

/**
 * Whoever knows the whole graph may say what need not be looked at (columns-guide.ts). Invariant: the answers are the same with a
 * guide and without one; not for answers that list everything that was tried.
 */
export interface Guide {
  /** `false` where it is known that the law does not bind the sender of the flow. */
  mayReach(law: string, flow: string, on: CivilDate): boolean;
  /** The permits that can have a part in the answer, in the order of the law files; absent: not known, so all. */
  permits(
    law: string,
    flow: string,
    protection: string,
    arriving: LabelSet,
    on: CivilDate,
  ): readonly PermitRule[] | undefined;
  /** What the data carry on when they leave (`Decision.carries`); absent: not known. */
  carries(
    law: string,
    flow: string,
    protection: string,
    arriving: LabelSet,
    on: CivilDate,
  ): string | undefined;
}

const PLAIN: Manner = { language: 'en', explain: false };

/**
 * Answers for every flow that runs on the day asked about, one answer per law under which it stands (GDPR Art. 44 ff. and the
 * transfer chapters of the other laws in the rulebook). Total: whatever is not known is `undetermined` and named.
 */
export function answerTransfers(question: Question, manner: Manner = PLAIN, guide?: Guide): TransferAnswers {
  const judge = new Judge(question, manner.language, manner.explain ? undefined : guide);
  const shown = flowsNamed(question.register.flows, manner.flows);
  const bringing = withEarlier(shown, question.register);
  // Whoever follows none and is followed by none neither takes labels nor passes them on.
  const followed = new Set(bringing.flatMap((flow) => flow.after));
  const chained = bringing.filter((flow) => flow.after.length > 0 || followed.has(flow.id));
  const nodes = chained.map((flow) => ({
    id: flow.id,
    after: flow.after,
    on: dayOfArrival(flow, question.asOf),
  }));
  const pass = (sources: ReadonlySet<string>) =>
    carryLabels(nodes, (id, labels) => judge.pass(question.register.flows.get(id) as Flow, labels, sources));
  // First only what begins afresh gives its own origin; then also what found nothing that came before. So the order of the
  // flows plays no part, loops included.
  const fresh = chained.filter((flow) => flow.after.length === 0).map((flow) => flow.id);
  const first = pass(new Set(fresh));
  const late = chained.flatMap((flow) =>
    judge.lawsBeginningAt(flow, first.get(flow.id)).map((law) => sourceKey(flow.id, law)),
  );
  const arriving = late.length === 0 ? first : pass(new Set([...fresh, ...late]));
  const running = shown.filter((flow) => isRunning(flow, question.register, question.asOf));
  return {
    asOf: question.asOf,
    laws: question.rulebook.fingerprint,
    flows: running.map((flow) => judge.answer(flow, arriving.get(flow.id) ?? new Map(), manner.explain)),
    notRunning: shown
      .filter((flow) => !isRunning(flow, question.register, question.asOf))
      .map((flow) => flow.id),
  };
}

/** The answer for a flow of which it is known already what arrives before it; its origins are those of what arrives. */
export function answerArrived(
  question: Question,
  language: Language,
  guide: Guide,
  flows: readonly { readonly id: string; readonly arriving: LabelSet }[],
): FlowAnswer[] {
  const judge = new Judge(question, language, guide);
  return flows.flatMap(({ id, arriving }) => {
    const flow = question.register.flows.get(id);
    return flow === undefined ? [] : [judge.answer(flow, arriving, false)];
  });
}

/** A register without all flows but those shown and those by which their data arrived: of the others nothing matters to an answer. */
export function cutToFlows(shown: readonly Flow[], register: Register): Register {
  const kept = withEarlier(shown, register);
  return { ...register, flows: new Map(kept.map((flow) => [flow.id, flow])) };
}

/** The flows shown and all by which their data arrived, however long ago. */
function withEarlier(shown: readonly Flow[], register: Register): Flow[] {
  const found = new Map(shown.map((flow) => [flow.id, flow]));
  for (const { after } of found.values()) {
    for (const id of after) {
      const earlier = found.has(id) ? undefined : register.flows.get(id);
      if (earlier !== undefined) found.set(id, earlier);
    }
  }
  return [...found.values()];
}

/** The day whose law decides what the data carry: today, or the last day on which the flow ran; `null` if it has yet to begin. */
function dayOfArrival(flow: Flow, asOf: CivilDate): CivilDate | null {
  if (flow.from !== undefined && flow.from > asOf) return null;
  return flow.until !== undefined && flow.until <= asOf ? addDays(flow.until, -1) : asOf;
}

function sourceKey(flow: string, law: string): string {
  return `${flow}\u0001${law}`;
}

/** A law under which a flow stands, the protection in view of which it is asked, and where that protection came from. */
interface View {
  readonly law: string;
  readonly protection: string;
  readonly origins: readonly string[];
  /** Where the law binds the sender itself: the places of its own protection. */
  readonly places: readonly string[];
  /** The protection begins here; nothing that came before brought it. */
  readonly isOwn: boolean;
  /** Facts without which it is not known whether the law reaches the flow at all. */
  readonly missing: readonly string[];
  /** Facts that were presumed when the law was found to reach it. */
  readonly presumed: readonly string[];
}

/** Where a law binds the sender: the places of its protection; or the facts without which it is not known whether it does. */
interface Reach {
  readonly places: readonly string[];
  readonly missing: readonly string[];
  readonly presumed: readonly string[];
}

/** Decides flows one by one; remembers what it decided before, since loops ask again. */
class Judge {
  private readonly question: Question;
  private readonly language: Language;
  private readonly guide: Guide | undefined;
  private readonly seen = new Map<string, Pick<Setting, 'ends' | 'instruments'>>();
  private readonly remembered = new Map<string, Decision>();
  private readonly reached = new Map<string, { readonly reach: Reach | undefined }>();
  private readonly lawsByDay = new Map<CivilDate, readonly string[]>();
  private readonly grounds = new Map<CivilDate, Ground>();

  constructor(question: Question, language: Language, guide: Guide | undefined) {
    this.question = question;
    this.guide = guide;
    this.language = language;
  }

  /** The labels with which data leave by the flow, for those with which they came; only `sources` give an origin of their own. */
  pass(flow: Flow, arriving: LabelSet, sources: ReadonlySet<string>): LabelSet {
    const on = dayOfArrival(flow, this.question.asOf) ?? this.question.asOf;
    const out: Label[] = [];
    for (const view of this.views(flow, arriving, on)) {
      const isSource = sources.has(flow.id) || sources.has(sourceKey(flow.id, view.law));
      if (view.isOwn && !isSource) continue;
      const carries =
        this.guide?.carries(view.law, flow.id, view.protection, arriving, on) ??
        this.decide(view, flow, arriving, on, false).carries;
      if (carries === 'nothing') continue;
      // A source gives its own origin whatever else arrives, or what arrives first would decide.
      const origins = isSource ? [...view.origins, ...view.places] : view.origins;
      for (const origin of origins) out.push({ law: view.law, protection: carries, origin });
    }
    return labelSet(out);
  }

  /** The laws that bind the sender and whose protection did not come with the data, though the data came by other flows. */
  lawsBeginningAt(flow: Flow, arriving: LabelSet | undefined): string[] {
    const on = dayOfArrival(flow, this.question.asOf);
    if (on === null || flow.after.length === 0) return [];
    return this.views(flow, arriving ?? labelSet([]), on)
      .filter((view) => view.isOwn)
      .map((view) => view.law);
  }

  answer(flow: Flow, arriving: LabelSet, explain: boolean): FlowAnswer {
    const on = this.question.asOf;
    const byLaw = new Map<string, RegimeAnswer[]>();
    for (const view of this.views(flow, arriving, on)) {
      const { answer } = this.decide(view, flow, arriving, on, explain);
      const open = union([answer.open, view.presumed]);
      const whole = { ...answer, open, origins: [...view.origins].sort() };
      byLaw.set(view.law, [
        ...(byLaw.get(view.law) ?? []),
        view.missing.length === 0 ? whole : notReached(whole, view.missing),
      ]);
    }
    const answers = [...byLaw.values()].map(mergeAnswers);
    return { flow: flow.id, verdict: worst(answers.map((one) => one.verdict)), answers };
  }

  /** Every law under which the flow stands, and the protection in view of which it asks. */
  private views(flow: Flow, arriving: LabelSet, on: CivilDate): View[] {
    const views: View[] = [];
    for (const law of this.lawsOf(on)) {
      const carried =
        arriving.size === 0
          ? NO_LABELS
          : [...arriving.values()].filter((label) => this.lawToday(label.law, on) === law);
      const reach = this.reach(law, flow, arriving, on);
      if (reach !== undefined && (reach.missing.length === 0 || carried.length === 0)) {
        const origins = carried.length > 0 ? carried.map((label) => label.origin) : reach.places;
        const isOwn = carried.length === 0;
        views.push({ ...reach, law, protection: 'direct', origins: distinct(origins), isOwn });
        continue;
      }
      // Sorted, so that of streams that are equally bad it does not depend on the way of the data which is named.
      for (const protection of distinct(carried.map((label) => label.protection)).sort()) {
        const origins = carried
          .filter((label) => label.protection === protection)
          .map((label) => label.origin);
        views.push({
          law,
          protection,
          origins: distinct(origins),
          isOwn: false,
          places: NONE,
          missing: NONE,
          presumed: NONE,
        });
      }
    }
    return views;
  }

  /** A law that has ended lives on in the one that took its place (GDPR Art. 94(2) for the Directive). */
  private lawToday(law: string, on: CivilDate): string {
    if (this.lawsOf(on).includes(law)) return law;
    const stands = this.question.rulebook.instruments.filter((one) => one.answers === law);
    return stands.find((one) => one.continuedBy !== undefined)?.continuedBy ?? law;
  }

  private lawsOf(on: CivilDate): readonly string[] {
    const earlier = this.lawsByDay.get(on);
    if (earlier !== undefined) return earlier;
    const standing = this.question.rulebook.instruments.filter((one) => isInForce(one, on));
    const laws = distinct(standing.map((one) => one.answers));
    this.lawsByDay.set(on, laws);
    return laws;
  }

  /** Where the law binds the sender itself: the places from which its protection comes; `undefined` where it does not. */
  private reach(law: string, flow: Flow, arriving: LabelSet, on: CivilDate): Reach | undefined {
    // Told what matters, to look again costs less than to remember it of every flow.
    if (this.guide !== undefined)
      return this.guide.mayReach(law, flow.id, on) ? this.findReach(law, flow, arriving, on) : undefined;
    const key = `${law}\u0001${flow.id}\u0001${on}`;
    const earlier = this.reached.get(key);
    if (earlier !== undefined) return earlier.reach;
    const reach = this.findReach(law, flow, arriving, on);
    this.reached.set(key, { reach });
    return reach;
  }

  private findReach(law: string, flow: Flow, arriving: LabelSet, on: CivilDate): Reach | undefined {
    const setting = this.setting(flow, 'direct', arriving, on);
    const situation = situationOf(setting);
    const rules = rulesOf(this.question.rulebook, 'reaches', law, on, setting.ground.struck);
    const found = rules.map((rule) => ({ rule, ...doesApply(rule, situation, setting.ground) }));
    const applying = found.find((one) => one.truth === true);
    if (applying !== undefined)
      return { places: placesOfReach(applying.rule, setting), missing: NONE, presumed: applying.presumed };
    const open = found.filter((one) => one.truth === 'unknown');
    if (open.length === 0) return undefined;
    return { places: NONE, missing: union(open.map((one) => one.missing)), presumed: NONE };
  }

  private decide(view: View, flow: Flow, arriving: LabelSet, on: CivilDate, explain: boolean): Decision {
    if (this.guide !== undefined) return this.decideFollowing(view, flow, arriving, on, explain, []);
    const carried = distinct(
      [...arriving.values()].map((label) => `${label.law} ${label.protection}`),
    ).sort();
    const key = [view.law, flow.id, view.protection, on, explain, ...carried].join('\u0001');
    const earlier = this.remembered.get(key);
    if (earlier !== undefined) return earlier;
    const decision = this.decideFollowing(view, flow, arriving, on, explain, []);
    this.remembered.set(key, decision);
    return decision;
  }

  /**
   * Asks the law; where another law protects the data by now, the better of the two answers counts. `following` are the laws on
   * the way here: two laws that follow each other are asked once each, and come to an end.
   */
  private decideFollowing(
    { law, protection }: View,
    flow: Flow,
    arriving: LabelSet,
    on: CivilDate,
    explain: boolean,
    following: readonly string[],
  ): Decision {
    const permits = this.guide?.permits(law, flow.id, protection, arriving, on);
    const setting = { ...this.setting(flow, protection, arriving, on), permits };
    const own = decide(law, setting, this.language, explain);
    const follows = this.question.rulebook.termOf('protections', protection)?.follows;
    if (follows === undefined || following.includes(follows)) return own;
    const others = this.views(flow, arriving, on)
      .filter((view) => view.law === follows)
      .map((view) => this.decideFollowing(view, flow, arriving, on, explain, [...following, law]));
    const worstOther = others.reduce<Decision | undefined>(
      (a, b) => (a === undefined || rank(b) > rank(a) ? b : a),
      undefined,
    );
    if (worstOther === undefined || rank(worstOther) >= rank(own)) return own;
    // The data stay under that law's protection, whatever form it takes there.
    return { answer: { ...worstOther.answer, regime: law, protection }, carries: protection };
  }

  private setting(flow: Flow, protection: string, arriving: LabelSet, on: CivilDate): Setting {
    const ground = this.ground(on);
    const { ends, instruments } = this.endsAndInstruments(flow);
    return {
      ends,
      register: this.question.register,
      ground,
      instruments:
        ground.struck.size === 0 ? instruments : instruments.filter((one) => !ground.struck.has(one.id)),
      protection,
      carried: arriving.size === 0 ? NONE : distinct([...arriving.values()].map((label) => label.protection)),
    };
  }

  private endsAndInstruments(flow: Flow): Pick<Setting, 'ends' | 'instruments'> {
    const earlier = this.seen.get(flow.id);
    if (earlier !== undefined) return earlier;
    const ends = endsOf(flow, this.question.register);
    const found = {
      ends,
      instruments: indexOf(this.question.register, this.question.rulebook).instrumentsFor(ends),
    };
    this.seen.set(flow.id, found);
    return found;
  }

  /** What is struck in thought is struck from the day asked about on; what happened before keeps its law. */
  private ground(on: CivilDate): Ground {
    const earlier = this.grounds.get(on);
    if (earlier !== undefined) return earlier;
    const { rulebook, changedFrom, without, leaving } = this.question;
    const now = on >= changedFrom;
    const ground: Ground = {
      rulebook,
      on,
      struck: now ? without : new Set(),
      departed: now ? leaving : new Set(),
    };
    this.grounds.set(on, ground);
    return ground;
  }
}

/** It is not known whether the law reaches the flow: whatever it would say is not known either. */
function notReached(answer: RegimeAnswer, missing: readonly string[]): RegimeAnswer {
  return {
    ...answer,
    verdict: 'undetermined',
    tool: 'none',
    instrument: null,
    duties: [],
    remaining: [],
    missing,
  };
}

const NONE: readonly string[] = [];
const NO_LABELS: readonly Label[] = [];

function rank(decision: Decision): number {
  return VERDICTS.indexOf(decision.answer.verdict);
}

/** Where a law's protection begins: in the sender's country, or, where it reaches out to persons, in theirs. */
function placesOfReach(rule: PlainRule, setting: Setting): string[] {
  const situation = situationOf(setting);
  const territories = rule.when === undefined ? [] : territoriesOfPersons(rule.when);
  const persons = situation.ask('subject-countries');
  if (territories.length > 0 && persons.known) {
    const inside = (persons.value as readonly string[]).filter((place) =>
      territories.some((id) => isWithin(place, id, setting.ground)),
    );
    if (inside.length > 0) return distinct(inside);
  }
  const { country } = setting.ends.sender ?? {};
  return country === undefined ? [] : [country];
}

/** Territories of persons that a rule of reach asks about. */
export function territoriesOfPersons(condition: Condition): readonly string[] {
  switch (condition.op) {
    case 'all':
    case 'any':
      return condition.of.flatMap(territoriesOfPersons);
    case 'not':
    case 'presumed':
    case 'if-known':
      return territoriesOfPersons(condition.of);
    case 'any-in':
      return condition.fact === 'subject-countries' ? condition.territories : [];
    default:
      return [];
  }
}

/** Several streams under one law: the worst answer is the law's answer; the origins of all of them are named. */
function mergeAnswers(answers: readonly RegimeAnswer[]): RegimeAnswer {
  const first = answers[0] as RegimeAnswer;
  if (answers.length === 1) return first;
  const verdict = worst(answers.map((one) => one.verdict));
  const leading = answers.find((one) => one.verdict === verdict) ?? first;
  const same = answers.filter((one) => one.verdict === verdict);
  return {
    ...leading,
    origins: [...union(answers.map((one) => one.origins))].sort(),
    because: union(same.map((one) => one.because)),
    missing: union(same.map((one) => one.missing)),
    transfer: answers.some((one) => one.transfer),
  };
}

function distinct(words: readonly string[]): string[] {
  return [...new Set(words)];
}
