// A flow over time: one bar of spans, and the list of what ended each of them.
import type { CSSProperties } from 'react';
import type { Timeline } from '../../core/flows/timeline.ts';
import { numberOfDay } from '../client/days.ts';
import { useWords } from '../text/use-text.ts';
import { Button } from '../ui/button.tsx';
import './span-bar.css';
import { VerdictMark, VerdictShape } from './verdict-mark.tsx';

type Span = Timeline['flows'][number]['spans'][number];

interface Props {
  readonly spans: readonly Span[];
  readonly first: string;
  readonly last: string;
  readonly asOf: string;
  readonly onDay: (day: string) => void;
}

export function SpanBar({ spans, first, last, asOf, onDay }: Props) {
  const words = useWords();
  const { text, day } = words;
  // The picture begins with the year in which the flow did: years without it would only make the spans smaller.
  const begin = `${(spans[0]?.from ?? first).slice(0, 4)}-01-01`;
  const length = numberOfDay(last) - numberOfDay(begin);
  const place = (on: string): number =>
    Math.min(100, Math.max(0, (100 * (numberOfDay(on) - numberOfDay(begin))) / length));
  return (
    <div className="span-bar">
      <p className="soft small">{text.why.timelineLead}</p>
      <div className="span-track" aria-hidden="true">
        {spans.map((span) => {
          const left = place(span.from);
          const right = place(span.until ?? last);
          return (
            <span
              key={span.from}
              className={`span verdict-${span.verdict}${span.from <= asOf && (span.until === null || asOf < span.until) ? ' is-now' : ''}`}
              style={{ insetInlineStart: `${left}%`, width: `${right - left}%` } as CSSProperties}
            >
              {right - left > 5 ? <VerdictShape verdict={span.verdict} /> : null}
            </span>
          );
        })}
        <span className="span-now" style={{ insetInlineStart: `${place(asOf)}%` } as CSSProperties} />
      </div>
      <div className="span-ends soft small" aria-hidden="true">
        <span>{begin.slice(0, 4)}</span>
        <span>{last.slice(0, 4)}</span>
      </div>
      <ol className="span-list" aria-label={text.why.timeline}>
        {spans.map((span) => (
          <li
            key={span.from}
            aria-current={
              span.from <= asOf && (span.until === null || asOf < span.until) ? 'date' : undefined
            }
          >
            <Button
              weight="quiet"
              onPress={() => onDay(span.from)}
              aria-label={text.why.goTo(day(span.from, 'short'))}
            >
              {day(span.from, 'short')}
            </Button>
            <span className="span-day" aria-hidden="true">
              {day(span.from, 'short')}
            </span>
            <span className="span-what">
              <VerdictMark verdict={span.verdict} />
              <span className="small">
                {words.tool(span.tool)}
                {span.instrument === null ? null : <code> {span.instrument}</code>}
              </span>
              {span.endedBy.length === 0 ? null : (
                <span className="small soft">
                  {span.until === null ? '' : `${day(span.until, 'short')}: `}
                  <span lang="en">{span.endedBy.join('; ')}</span>
                </span>
              )}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
