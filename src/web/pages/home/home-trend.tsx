// The picture of the home page: for each verdict one line over last and next year, with its numbers in words.
import type { UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Verdict } from '../../../core/flows/answer.ts';
import { dayOfNumber, numberOfDay } from '../../client/days.ts';
import { ProblemFace } from '../../parts/problem-face.tsx';
import { problemOf } from '../../parts/problem-of.ts';
import { VerdictShape } from '../../parts/verdict-mark.tsx';
import { useFrameText } from '../../text/frame-text.ts';
import { useHomeText } from '../../text/home-text.ts';
import { useWords } from '../../text/use-text.ts';
import { Card } from '../../ui/card.tsx';
import { Waiting } from '../../ui/faces.tsx';
import { countOn, gatherTrend, type Steps, type TimelineView } from './verdict-trend.ts';

const ROWS: readonly Verdict[] = ['unlawful', 'undetermined', 'conditional', 'lawful'];
const WIDTH = 730;
const HEIGHT = 44;
const YEAR = 365;

export function HomeTrend({
  timeline,
  asOf,
}: {
  readonly timeline: UseQueryResult<TimelineView>;
  readonly asOf: string;
}) {
  const text = useHomeText();
  const frame = useFrameText();
  const words = useWords();
  const trend = useMemo(
    () => (timeline.data === undefined ? undefined : gatherTrend(timeline.data)),
    [timeline.data],
  );
  const first = numberOfDay(asOf) - YEAR;
  const write = (count: number): string => count.toLocaleString(words.language);
  const at = (steps: Steps['steps'], days: number): number => countOn(steps, dayOfNumber(first + days));
  return (
    <Card title={text.trend.title} lead={text.trend.lead}>
      {timeline.error !== null ? (
        <ProblemFace problem={problemOf(timeline.error)} onRetry={() => void timeline.refetch()} />
      ) : trend === undefined ? (
        <div className="home-trend-wait">
          <Waiting label={frame.loading} rows={4} />
        </div>
      ) : (
        <div className="trend">
          <div className="trend-row trend-head small soft" aria-hidden="true">
            <span />
            <span>{text.trend.before}</span>
            <span className="trend-now-word">{text.trend.now(words.day(asOf, 'short'))}</span>
            <span>{text.trend.after}</span>
          </div>
          {ROWS.map((verdict) => {
            const { [verdict]: steps } = trend;
            const [before, now, after] = [at(steps, 0), at(steps, YEAR), at(steps, 2 * YEAR)];
            const name = words.term('verdicts', verdict);
            return (
              <div
                key={verdict}
                className={`trend-row verdict-${verdict}`}
                role="img"
                aria-label={text.trend.said(name, write(before), write(now), write(after))}
              >
                <span className="trend-name">
                  <VerdictShape verdict={verdict} />
                  {name}
                </span>
                <span className="trend-number">{write(before)}</span>
                <span className="trend-picture">
                  <Line steps={steps} first={first} />
                  <span className="trend-now-number">{write(now)}</span>
                </span>
                <span className="trend-number">{write(after)}</span>
              </div>
            );
          })}
        </div>
      )}
    </Card>
  );
}

function Line({ steps, first }: { readonly steps: Steps['steps']; readonly first: number }) {
  const points = steps
    .map(({ on, count }) => ({ x: Math.min(WIDTH, Math.max(0, numberOfDay(on) - first)), count }))
    .filter((one, index, all) => index === all.length - 1 || one.x !== all[index + 1]?.x);
  const most = Math.max(1, ...points.map((one) => one.count));
  const y = (count: number): number => HEIGHT - 2 - (count / most) * (HEIGHT - 8);
  const line = points.map(({ x, count }, index) => (index === 0 ? `M${x} ${y(count)}` : `H${x}V${y(count)}`));
  const path = `${line.join('')}H${WIDTH}`;
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="trend-svg"
      aria-hidden="true"
      focusable="false"
    >
      <path d={`${path}V${HEIGHT}H0Z`} className="trend-area" />
      <rect x={WIDTH / 2} y="0" width={WIDTH / 2} height={HEIGHT} className="trend-future" />
      <path d={path} className="trend-line" />
      <path d={`M${WIDTH / 2} 0V${HEIGHT}`} className="trend-now" />
    </svg>
  );
}
