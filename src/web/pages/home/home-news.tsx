// What changed since the reader was last here, and by whom; what belongs together is told in one line.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { readLedgerNews } from '../../client/ledger-head.ts';
import { keyOfGroup } from '../../client/queries.ts';
import { useYou } from '../../client/use-you.ts';
import { useVisit } from '../../client/visit.ts';
import { PlaceLink } from '../../parts/place-link.tsx';
import { ProblemFace } from '../../parts/problem-face.tsx';
import { problemOf } from '../../parts/problem-of.ts';
import { useFrameText } from '../../text/frame-text.ts';
import { useHomeText } from '../../text/home-text.ts';
import { useWords } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Waiting } from '../../ui/faces.tsx';
import { gatherNews, type NewsLine } from './gather-news.ts';

const READ = 500;
const SHOWN = 6;

export function HomeNews({ group }: { readonly group: string }) {
  const text = useHomeText();
  const frame = useFrameText();
  const { language } = useWords();
  const visit = useVisit(group);
  const news = useQuery({
    queryKey: keyOfGroup(group, 'news', visit.mark),
    queryFn: ({ signal }) => readLedgerNews(group, visit.mark, READ, signal),
  });
  const { data } = news;
  const see = useRef(visit.see);
  see.current = visit.see;
  useEffect(() => {
    if (data !== undefined) see.current(data.head);
  }, [data]);
  const lines = gatherNews(data?.entries ?? []);
  const isFirst = visit.mark === null;
  const when =
    visit.markAt === null
      ? ''
      : new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
          dateStyle: 'medium',
          timeStyle: 'short',
        }).format(visit.markAt);
  return (
    <Card
      title={isFirst || when === '' ? text.news.titleFirst : text.news.title(when)}
      tools={
        isFirst || lines.length === 0 || data === undefined ? undefined : (
          <Button weight="quiet" onPress={() => visit.clear(data.head)}>
            {text.news.clear}
          </Button>
        )
      }
    >
      {news.error !== null ? (
        <ProblemFace problem={problemOf(news.error)} onRetry={() => void news.refetch()} />
      ) : data === undefined ? (
        <Waiting label={frame.loading} rows={4} />
      ) : lines.length === 0 ? (
        <p className="home-good">{isFirst ? text.news.noneEver : text.news.none}</p>
      ) : (
        <ul className="home-list">
          {lines.slice(0, SHOWN).map((line) => (
            <NewsRow key={line.position} line={line} />
          ))}
        </ul>
      )}
      {lines.length > SHOWN ? <p className="small soft">{text.news.more(lines.length - SHOWN)}</p> : null}
      <PlaceLink to="ledger" className="small">
        {text.news.all}
      </PlaceLink>
    </Card>
  );
}

function NewsRow({ line }: { readonly line: NewsLine }) {
  const text = useHomeText();
  const frame = useFrameText();
  const { language } = useWords();
  const you = useYou();
  const who = line.actor === you.person ? text.news.you : line.actor;
  const one = (frame.one as Readonly<Record<string, string>>)[line.noun] ?? line.noun;
  const what = line.entries.length === 1 ? `${one} ${line.recordId}` : text.news.many(line.entries.length);
  const say = { statement: text.news.stated, removal: text.news.removed, undo: text.news.undone }[line.kind];
  const said = say(who, what);
  const isRecord = line.entries.length === 1 && line.noun in frame.one && line.kind !== 'removal';
  return (
    <li className="home-line">
      <span>
        {isRecord ? (
          <PlaceLink to="record" parts={{ noun: line.noun, id: line.recordId }}>
            {said}
          </PlaceLink>
        ) : (
          said
        )}
        {line.why === '' ? null : <span className="small soft home-below">{line.why}</span>}
      </span>
      <time dateTime={line.recordedAt} className="small soft home-time">
        {new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
          month: 'short',
          day: 'numeric',
          hour: '2-digit',
          minute: '2-digit',
        }).format(Date.parse(line.recordedAt))}
      </time>
    </li>
  );
}
