// The big calm numbers, each the way to what it counts.
import type { ReactNode } from 'react';
import type { CompletenessOnWire } from '../../../api/completeness.ts';
import type { Verdict } from '../../../core/flows/answer.ts';
import { PlaceLink } from '../../parts/place-link.tsx';
import { VerdictShape } from '../../parts/verdict-mark.tsx';
import type { PathName } from '../../paths.ts';
import { useHomeText } from '../../text/home-text.ts';
import { useWords } from '../../text/use-text.ts';
import { Icon } from '../../ui/icon.tsx';
import type { AnswersView } from './answers-view.ts';

const SHOWN = ['unlawful', 'undetermined', 'conditional'] as const;

interface Props {
  readonly answers: AnswersView | undefined;
  readonly soon: number | undefined;
  readonly within: number;
  readonly completeness: CompletenessOnWire | undefined;
  readonly waiting: number | undefined;
  readonly label: string;
}

export function HomeCounts({ answers, soon, within, completeness, waiting, label }: Props) {
  const text = useHomeText();
  const { language, term, law, list } = useWords();
  const write = (count: number): string => count.toLocaleString(language);
  const share = completeness?.score.toLocaleString(language, {
    style: 'percent',
    roundingMode: 'floor',
  } as object);
  return (
    <section aria-label={text.counts}>
      <ul className="home-counts">
        {SHOWN.map((verdict) => {
          const laws = countLaws(answers, verdict);
          const note =
            laws.length === 0
              ? text[verdict]
              : list(laws.map(([regime, count]) => text.byLaw(law(regime), write(count))));
          return (
            <Tile
              key={verdict}
              to="transfers"
              search={{ verdict }}
              sign={<VerdictShape verdict={verdict} />}
              tone={verdict}
              name={term('verdicts', verdict)}
              count={answers?.flows.filter((one) => one.verdict === verdict).length}
              note={note}
              label={label}
            />
          );
        })}
        <Tile
          here="#home-ends"
          sign={<Icon name="history" />}
          name={text.expiring}
          count={soon}
          note={text.expiringNote(within)}
          label={label}
        />
        <Tile
          to="register"
          sign={<Icon name="register" />}
          name={text.missing}
          count={completeness === undefined ? undefined : completeness.asked - completeness.given}
          note={share === undefined ? ' ' : text.missingNote(share)}
          label={label}
        />
        <Tile
          to="changes"
          search={{ state: 'proposed' }}
          sign={<Icon name="changes" />}
          name={text.waiting}
          count={waiting}
          note={text.waitingNote}
          label={label}
        />
      </ul>
    </section>
  );
}

/** By how many flows of this verdict each law is the reason, the most first. */
function countLaws(answers: AnswersView | undefined, verdict: Verdict): [string, number][] {
  const counts = new Map<string, number>();
  for (const flow of answers?.flows ?? []) {
    if (flow.verdict !== verdict) continue;
    for (const one of flow.answers)
      if (one.verdict === verdict) counts.set(one.regime, (counts.get(one.regime) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, 3);
}

interface TileProps {
  readonly to?: PathName;
  readonly here?: string;
  readonly search?: Readonly<Record<string, string>>;
  readonly sign: ReactNode;
  readonly tone?: Verdict;
  readonly name: string;
  readonly count: number | undefined;
  readonly note: string;
  readonly label: string;
}

function Tile({ to, here, search, sign, tone, name, count, note, label }: TileProps) {
  const { language } = useWords();
  const inside = (
    <>
      <span className="home-count-name">
        {sign}
        {name}
      </span>
      <span className="home-count-number">
        {count === undefined ? (
          <>
            <span className="heard-only">{label}</span>
            <span className="home-count-wait" aria-hidden="true" />
          </>
        ) : (
          count.toLocaleString(language)
        )}
      </span>
      <span className="home-count-note">{note}</span>
    </>
  );
  const style = `home-count${tone !== undefined && count !== 0 ? ` verdict-${tone}` : ''}${count === 0 ? ' is-zero' : ''}`;
  return (
    <li>
      {to === undefined ? (
        <a href={here} className={style}>
          {inside}
        </a>
      ) : (
        <PlaceLink to={to} {...(search !== undefined && { search })} className={style}>
          {inside}
        </PlaceLink>
      )}
    </li>
  );
}
