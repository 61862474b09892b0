// The companies whose record is the least complete.
import type { UseQueryResult } from '@tanstack/react-query';
import type { CompletenessOnWire } from '../../../api/completeness.ts';
import { PlaceLink } from '../../parts/place-link.tsx';
import { ProblemFace } from '../../parts/problem-face.tsx';
import { problemOf } from '../../parts/problem-of.ts';
import { useRecordNames } from '../../parts/record/use-record-names.ts';
import { useFrameText } from '../../text/frame-text.ts';
import { useHomeText } from '../../text/home-text.ts';
import { useWords } from '../../text/use-text.ts';
import { Card } from '../../ui/card.tsx';
import { Waiting } from '../../ui/faces.tsx';
import { Meter } from '../../ui/meter.tsx';

const MOST = 5;

export function HomeIncomplete({
  group,
  completeness,
}: {
  readonly group: string;
  readonly completeness: UseQueryResult<CompletenessOnWire>;
}) {
  const text = useHomeText();
  const frame = useFrameText();
  const { language } = useWords();
  const nameOf = useRecordNames('organisations', group).nameOf;
  const worst = [...(completeness.data?.byOrganisation ?? [])]
    .filter((one) => one.given < one.asked)
    .sort((a, b) => a.score - b.score || b.asked - a.asked)
    .slice(0, MOST);
  return (
    <Card
      title={text.incomplete.title}
      lead={text.incomplete.lead}
      tools={<PlaceLink to="register">{text.incomplete.all}</PlaceLink>}
    >
      {completeness.error !== null ? (
        <ProblemFace problem={problemOf(completeness.error)} onRetry={() => void completeness.refetch()} />
      ) : completeness.data === undefined ? (
        <Waiting label={frame.loading} rows={MOST} />
      ) : worst.length === 0 ? (
        <p className="home-good">{text.incomplete.none}</p>
      ) : (
        <ul className="home-list">
          {worst.map((one) => (
            <li key={one.organisation} className="home-line home-company">
              <span>
                <PlaceLink to="register" search={{ organisation: one.organisation }}>
                  {nameOf(one.organisation)}
                </PlaceLink>
                <span className="small soft home-below">{text.incomplete.fields(one.asked - one.given)}</span>
              </span>
              <Meter
                label={nameOf(one.organisation)}
                isLabelHidden
                value={one.score}
                shown={(Math.floor(one.score * 100) / 100).toLocaleString(language, { style: 'percent' })}
              />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
