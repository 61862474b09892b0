// What changes: days on which law begins or ends, then the news of the law files, duties to come first.
import { useQuery } from '@tanstack/react-query';
import { Fragment, type ReactNode } from 'react';
import { type LawEventList, type LawNews, NEWS_PARTS } from '../../../api/laws.ts';
import { problemOf, read } from '../../client/ask.ts';
import { libraryQuery } from '../../client/queries.ts';
import { useAsOf } from '../../parts/day-choice.tsx';
import { PlaceLink } from '../../parts/place-link.tsx';
import { ProblemFace } from '../../parts/problem-face.tsx';
import { useFrameText } from '../../text/frame-text.ts';
import { useLawText } from '../../text/law-text.ts';
import { useWords } from '../../text/use-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { Waiting } from '../../ui/faces.tsx';

type Release = LawNews['releases'][number];

export function LawNewsPart({ events }: { readonly events: LawEventList['events'] }) {
  const { language, day } = useWords();
  const frame = useFrameText();
  const text = useLawText();
  const asOf = useAsOf();
  const { data, error, refetch } = useQuery({
    queryKey: ['law news'],
    queryFn: () => read<LawNews>('lawNews'),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const { data: library } = useQuery(libraryQuery);
  const known = new Set(library?.laws.laws.map((one) => one.id));
  const coming = events.filter((one) => one.on > asOf);
  return (
    <div className="law-news">
      <Card title={text.news.days} lead={text.news.daysLead(day(asOf))}>
        {coming.length === 0 ? (
          <p>{text.news.noDays}</p>
        ) : (
          <ol className="law-days">
            {coming.map((one) => (
              <li key={`${one.on} ${one.what} ${one.law}`}>
                <time dateTime={one.on}>{day(one.on)}</time>
                <Badge tone={one.what === 'begins' ? 'accent' : 'care'}>
                  {one.what === 'begins' ? text.news.begins : text.news.ends}
                </Badge>
                <span>
                  {known.has(one.law) ? (
                    <PlaceLink to="provision" parts={{ id: one.law }}>
                      {one.title[language]}
                    </PlaceLink>
                  ) : (
                    one.title[language]
                  )}
                  {one.by === undefined ? null : <span className="soft small"> {one.by}</span>}
                </span>
              </li>
            ))}
          </ol>
        )}
      </Card>
      {text.news.english === '' ? null : <p className="soft small">{text.news.english}</p>}
      {error !== null ? (
        <ProblemFace problem={problemOf(error)} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Waiting label={frame.loading} rows={8} />
      ) : (
        data.releases.map((release) => <ReleasePart key={release.name} release={release} known={known} />)
      )}
    </div>
  );
}

function ReleasePart({ release, known }: { readonly release: Release; readonly known: ReadonlySet<string> }) {
  const { day } = useWords();
  const text = useLawText();
  const parts = [...release.parts].sort((a, b) => NEWS_PARTS.indexOf(a.part) - NEWS_PARTS.indexOf(b.part));
  return (
    <Card title={text.news.release(release.name)} {...(release.on !== null && { lead: day(release.on) })}>
      {parts.map((part) => (
        <section key={part.title} className={`news-part news-${part.part}`}>
          <h3>{text.news.parts[part.part]}</h3>
          {part.entries.length === 1 && /^None\b/.test(part.entries[0]?.text ?? '') ? (
            <p className="soft">{text.news.nothing}</p>
          ) : (
            <div lang="en" className="news-entries">
              {part.entries.map((entry) =>
                entry.isItem ? (
                  <p key={entry.text} className="news-item">
                    <Marked text={entry.text} known={known} />
                  </p>
                ) : (
                  <p key={entry.text}>
                    <Marked text={entry.text} known={known} />
                  </p>
                ),
              )}
            </div>
          )}
        </section>
      ))}
    </Card>
  );
}

/** `code` and **strong** as they are meant; the id of a provision becomes a link. */
function Marked({ text, known }: { readonly text: string; readonly known: ReadonlySet<string> }): ReactNode {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*|\*\w[^*]*\w\*)/).map((piece, index) => {
    const key = `${index} ${piece}`;
    if (piece.startsWith('**')) return <strong key={key}>{piece.slice(2, -2)}</strong>;
    if (/^\*\w/.test(piece)) return <em key={key}>{piece.slice(1, -1)}</em>;
    if (!piece.startsWith('`')) return <Fragment key={key}>{piece}</Fragment>;
    const id = piece.slice(1, -1);
    const shown = <code key={key}>{id}</code>;
    return known.has(id) ? (
      <PlaceLink key={key} to="provision" parts={{ id }}>
        {shown}
      </PlaceLink>
    ) : (
      shown
    );
  });
}
