// The events of law gathered by day, for the slider of days.
import type { LawEventList, LawList } from '../../api/laws.ts';

export type LawEvent = LawEventList['events'][number];

export interface LawDay {
  readonly on: string;
  /** The event that names the day first: an end before a beginning, a transfer tool before other provisions. */
  readonly events: readonly LawEvent[];
  readonly hasEnd: boolean;
}

/** Days within a span, in their order. */
export function gatherLawDays(
  events: readonly LawEvent[],
  laws: LawList,
  first: string,
  last: string,
): LawDay[] {
  const weights = new Map(
    laws.laws.map((law) => [law.id, law.tiers.includes('adequacy') ? 3 : law.tiers.length > 0 ? 2 : 0]),
  );
  for (const one of laws.instruments) weights.set(one.id, 4);
  const weigh = (event: LawEvent): number =>
    (weights.get(event.law) ?? 0) + (event.what === 'ends' && event.by !== undefined ? 5 : 0);
  const days = new Map<string, LawEvent[]>();
  for (const event of events) {
    if (event.on < first || event.on > last) continue;
    days.set(event.on, [...(days.get(event.on) ?? []), event]);
  }
  return [...days]
    .map(([on, list]) => ({
      on,
      events: list.sort((a, b) => weigh(b) - weigh(a)),
      hasEnd: list.some((event) => event.what === 'ends'),
    }))
    .sort((a, b) => (a.on < b.on ? -1 : 1));
}
