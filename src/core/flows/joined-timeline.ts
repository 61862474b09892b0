// Joins timelines of one group that follow each other, each of them about the register as it held in that time.
import type { CivilDate } from '../time/civil-date.ts';
import type { FlowTimeline, Timeline, VerdictSpan } from './timeline.ts';

const OTHER_STATEMENT = 'from that day on the register says something else';

/** The pieces follow each other without a gap. Where nothing but the register changed, and no verdict, a span goes on. */
export function joinTimelines(pieces: readonly [Timeline, ...Timeline[]]): Timeline {
  const spans = new Map<string, VerdictSpan[]>();
  for (const piece of pieces)
    for (const { flow, spans: own } of piece.flows) {
      const all = spans.get(flow) ?? [];
      for (const span of own) append(all, span);
      spans.set(flow, all);
    }
  const flows: FlowTimeline[] = [...spans].map(([flow, own]) => ({ flow, spans: own }));
  const until: CivilDate | null = pieces.at(-1)?.until ?? null;
  return { laws: pieces[0].laws, from: pieces[0].from, until, flows };
}

function append(all: VerdictSpan[], span: VerdictSpan): void {
  const last = all.at(-1);
  const isAdjacent = last !== undefined && last.until !== null && last.until === span.from;
  if (!isAdjacent) {
    all.push(span);
    return;
  }
  const { verdict, tool, instrument } = last;
  const isSame = verdict === span.verdict && tool === span.tool && instrument === span.instrument;
  if (isSame && last.endedBy.length === 0) {
    all[all.length - 1] = { ...last, until: span.until, endedBy: span.endedBy };
    return;
  }
  if (last.endedBy.length === 0) all[all.length - 1] = { ...last, endedBy: [OTHER_STATEMENT] };
  all.push(span);
}
