// The home page: what needs a hand, what is about to end, what is incomplete, what waits, and what is new since the reader left.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { CompletenessOnWire } from '../../../api/completeness.ts';
import { dayOfNumber, numberOfDay, today } from '../../client/days.ts';
import { groupQuery } from '../../client/queries.ts';
import { useGroup } from '../../client/use-group.ts';
import { PlaceLink } from '../../parts/place-link.tsx';
import { ProblemFace } from '../../parts/problem-face.tsx';
import { problemOf } from '../../parts/problem-of.ts';
import { usePlaceSearch } from '../../parts/use-place-search.ts';
import { useFrameText } from '../../text/frame-text.ts';
import { useHomeText } from '../../text/home-text.ts';
import { useWords } from '../../text/use-text.ts';
import { Empty } from '../../ui/faces.tsx';
import { PlaceHead } from '../../ui/place-head.tsx';
import { HomeApprovals, useWaiting } from './home-approvals.tsx';
import { HomeCounts } from './home-counts.tsx';
import { HomeEnds, useEnds } from './home-ends.tsx';
import { HomeFacts } from './home-facts.tsx';
import { HomeIncomplete } from './home-incomplete.tsx';
import { HomeNews } from './home-news.tsx';
import './home-page.css';
import type { AnswersView } from './answers-view.ts';
import { HomeSteps } from './home-steps.tsx';
import { HomeTrend } from './home-trend.tsx';
import type { TimelineView } from './verdict-trend.ts';

export function HomePage() {
  const group = useGroup();
  const text = useHomeText();
  const frame = useFrameText();
  const { language, day } = useWords();
  const [search] = usePlaceSearch();
  const { asOf: asked, knownAt } = search;
  const asOf = asked ?? today();
  const clocks = { asOf, knownAt };
  const answers = useQuery(groupQuery<AnswersView>(group.id, ['transfers'], { ...clocks, language }));
  const number = numberOfDay(asOf);
  const timeline = useQuery(
    groupQuery<TimelineView>(group.id, ['timeline'], {
      from: dayOfNumber(number - 365),
      until: dayOfNumber(number + 401),
      knownAt,
      language,
    }),
  );
  const completeness = useQuery(
    groupQuery<CompletenessOnWire>(group.id, ['completeness'], { ...clocks, language }),
  );
  const waiting = useWaiting(group.id);
  const within = Number(search['within'] ?? 180);
  const ends = useEnds(group.id, asOf, timeline.data);
  const soon = useMemo(() => {
    const last = dayOfNumber(number + within);
    return ends?.filter((one) => one.on <= last).length;
  }, [ends, number, within]);
  if (answers.error !== null)
    return <ProblemFace problem={problemOf(answers.error)} onRetry={() => void answers.refetch()} />;
  const isEmpty =
    answers.data?.flows.length === 0 &&
    completeness.data?.records.length === 0 &&
    (timeline.data?.flows.length ?? 0) === 0;
  return (
    <>
      <PlaceHead
        title={group.name}
        lead={answers.data === undefined ? ' ' : text.lead(day(asOf), answers.data.flows.length)}
      />
      <div className="home">
        <HomeSteps />
        {isEmpty ? (
          <Empty
            action={
              <p className="home-row">
                <PlaceLink to="welcome">{text.empty.start}</PlaceLink>
                <PlaceLink to="imports">{text.empty.file}</PlaceLink>
              </p>
            }
          >
            {text.empty.lead}
          </Empty>
        ) : (
          <>
            <HomeCounts
              answers={answers.data}
              soon={soon}
              within={within}
              completeness={completeness.data}
              waiting={waiting.count}
              label={frame.loading}
            />
            <div className="home-columns">
              <div className="home-column">
                <HomeTrend timeline={timeline} asOf={asOf} />
                <HomeEnds ends={ends} within={within} asOf={asOf} />
                <HomeIncomplete group={group.id} completeness={completeness} />
              </div>
              <div className="home-column">
                <HomeNews group={group.id} />
                <HomeFacts group={group.id} answers={answers.data} />
                <HomeApprovals waiting={waiting} />
              </div>
            </div>
          </>
        )}
      </div>
    </>
  );
}
