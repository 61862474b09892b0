// How many flows had which verdict on each day: the spans of all flows gathered into steps.
import { VERDICTS, type Verdict } from '../../../core/flows/answer.ts';

export interface SpanView {
  readonly from: string;
  readonly until: string | null;
  readonly verdict: Verdict;
  readonly endedBy: readonly string[];
}

export interface TimelineView {
  readonly from: string;
  readonly until: string | null;
  readonly flows: readonly { readonly flow: string; readonly spans: readonly SpanView[] }[];
}

export interface Steps {
  /** From this day on so many, in the order of days. */
  readonly steps: readonly { readonly on: string; readonly count: number }[];
}

/** The steps of each verdict; the first begins on the first day of the timeline. */
export function gatherTrend(timeline: TimelineView): Record<Verdict, Steps['steps']> {
  const changes = Object.fromEntries(
    VERDICTS.map((verdict) => [verdict, new Map<string, number>()]),
  ) as Record<Verdict, Map<string, number>>;
  const add = (verdict: Verdict, on: string, by: number): void => {
    changes[verdict].set(on, (changes[verdict].get(on) ?? 0) + by);
  };
  for (const { spans } of timeline.flows)
    for (const span of spans) {
      add(span.verdict, span.from < timeline.from ? timeline.from : span.from, 1);
      if (span.until !== null && (timeline.until === null || span.until < timeline.until))
        add(span.verdict, span.until, -1);
    }
  const trend = {} as Record<Verdict, Steps['steps']>;
  for (const verdict of VERDICTS) {
    const days = [...changes[verdict]].sort(([a], [b]) => (a < b ? -1 : 1));
    if (days[0]?.[0] !== timeline.from) days.unshift([timeline.from, 0]);
    let count = 0;
    trend[verdict] = days.map(([on, by]) => {
      count += by;
      return { on, count };
    });
  }
  return trend;
}

/** How many on a day. */
export function countOn(steps: Steps['steps'], day: string): number {
  return steps.findLast((one) => one.on <= day)?.count ?? 0;
}

export interface Turn {
  readonly on: string;
  /** What happened, in the words of the answer. */
  readonly what: readonly string[];
  readonly flows: readonly string[];
  /** The worst that becomes of them. */
  readonly after: Verdict;
}

const rank = (verdict: Verdict): number => VERDICTS.indexOf(verdict);

/** The days after `after` on which something that carries flows ends, and what becomes of them; what merely ends itself is none. */
export function gatherTurns(timeline: TimelineView, after: string): Turn[] {
  const turns = new Map<string, { on: string; what: readonly string[]; flows: string[]; after: Verdict }>();
  for (const { flow, spans } of timeline.flows)
    spans.forEach((span, index) => {
      const next = spans[index + 1];
      if (span.until === null || span.until <= after || next === undefined) return;
      if (rank(next.verdict) <= rank(span.verdict)) return;
      const key = `${span.until} ${span.endedBy.join('|')}`;
      const turn = turns.get(key);
      if (turn === undefined)
        turns.set(key, { on: span.until, what: span.endedBy, flows: [flow], after: next.verdict });
      else {
        turn.flows.push(flow);
        if (rank(next.verdict) > rank(turn.after)) turn.after = next.verdict;
      }
    });
  return [...turns.values()].sort((a, b) => (a.on < b.on ? -1 : 1));
}
