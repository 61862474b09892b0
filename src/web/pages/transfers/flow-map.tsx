// The flows of the day on the map, bundled by pair of countries; an arc that is chosen narrows the table.
import { type ReactNode, useMemo, useRef } from 'react';
import { VERDICTS } from '../../../core/flows/answer.ts';
import { VERDICT_ORDER } from '../../parts/verdict-filter.tsx';
import { VerdictShape } from '../../parts/verdict-mark.tsx';
import { type MapArc, type MapPlace, WorldMap } from '../../parts/world-map.tsx';
import { useTransfersText } from '../../text/transfers-text.ts';
import { useWords, type Words } from '../../text/use-text.ts';
import { writeNumber } from '../../text/write-number.ts';
import type { PairSeen } from './choose-flows.ts';
import './flow-map.css';
import { type FlowView, worstOf } from './use-answers.ts';

interface Props {
  readonly view: FlowView | undefined;
  readonly pair: string | null;
  readonly isComing: boolean;
  readonly onPair: (pair: string | null) => void;
  readonly corner: ReactNode;
}

const NONE: readonly PairSeen[] = [];

export function FlowMap({ view, pair, isComing, onPair, corner }: Props) {
  const words = useWords();
  const text = useTransfersText();
  const all = useSame(view?.chosen.pairs ?? NONE);
  const pairs = useMemo(() => gravestOf(all), [all]);
  const drawn = useMemo(() => new DrawnArcs(words, text), [words, text]);
  const arcs = useMemo(() => pairs.map((one) => drawn.arcOf(one)), [pairs, drawn]);
  const places = useMemo(() => placesOf(all, words.country), [all, words]);
  return (
    <WorldMap
      label={text.map.label}
      zoomInLabel={text.map.zoomIn}
      zoomOutLabel={text.map.zoomOut}
      wholeLabel={text.map.whole}
      europeLabel={text.map.europe}
      keys={text.map.keys}
      arcs={arcs}
      places={places}
      chosen={pair}
      isComing={isComing}
      onChoose={onPair}
      corner={corner}
      legend={<Legend placeless={view?.chosen.placeless ?? 0} undrawn={all.length - pairs.length} />}
    />
  );
}

/** The arcs that were drawn before: from day to day most of them say the same. */
class DrawnArcs {
  private readonly words: Words;
  private readonly text: ReturnType<typeof useTransfersText>;
  private readonly known = new Map<string, MapArc>();

  constructor(words: Words, text: ReturnType<typeof useTransfersText>) {
    this.words = words;
    this.text = text;
  }

  arcOf(one: PairSeen): MapArc {
    const key = `${one.from}>${one.to} ${one.verdicts.join(' ')}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    if (this.known.size > KEPT_MOST) this.known.clear();
    const made = drawArc(one, this.words, this.text);
    this.known.set(key, made);
    return made;
  }
}

const KEPT_MOST = 5_000;

function drawArc(one: PairSeen, words: Words, text: ReturnType<typeof useTransfersText>): MapArc {
  const title =
    one.from === one.to
      ? text.map.inside(words.country(one.from))
      : text.map.way(words.country(one.from), words.country(one.to));
  const parts = VERDICT_ORDER.flatMap((verdict) => {
    const count = one.verdicts[VERDICTS.indexOf(verdict)] ?? 0;
    return count === 0 ? [] : [{ verdict, count }];
  });
  return {
    id: `${one.from}>${one.to}`,
    from: one.from,
    to: one.to,
    count: one.count,
    verdict: worstOf(one.verdicts),
    says: `${title}: ${text.flows(one.count)} (${words.list(parts.map((part) => `${words.term('verdicts', part.verdict)} ${writeNumber(part.count, words.language)}`))})`,
    tip: (
      <>
        <strong>{title}</strong>
        <span className="soft">{text.flows(one.count)}</span>
        <ul className="map-tip-list">
          {parts.map((part) => (
            <li key={part.verdict}>
              <VerdictShape verdict={part.verdict} /> {writeNumber(part.count, words.language)}{' '}
              {words.term('verdicts', part.verdict)}
            </li>
          ))}
        </ul>
      </>
    ),
  };
}

/** More arcs than that nobody can tell apart. */
const DRAWN_MOST = 300;

function gravestOf(pairs: readonly PairSeen[]): readonly PairSeen[] {
  if (pairs.length <= DRAWN_MOST) return pairs;
  const weigh = ({ verdicts, count }: PairSeen): number =>
    (verdicts[VERDICTS.indexOf('unlawful')] ?? 0) * 1_000 + count;
  return [...pairs].sort((a, b) => weigh(b) - weigh(a)).slice(0, DRAWN_MOST);
}

/** The pairs of before where they say the same: what is sorted anew need not be drawn anew. */
function useSame(pairs: readonly PairSeen[]): readonly PairSeen[] {
  const kept = useRef(pairs);
  if (kept.current !== pairs && JSON.stringify(kept.current) !== JSON.stringify(pairs)) kept.current = pairs;
  return kept.current;
}

function placesOf(pairs: readonly PairSeen[], country: (code: string) => string): MapPlace[] {
  const counts = new Map<string, number>();
  for (const one of pairs)
    for (const code of new Set([one.from, one.to])) counts.set(code, (counts.get(code) ?? 0) + one.count);
  return [...counts].map(([code, count]) => ({ country: code, says: country(code), count }));
}

/** How lines are drawn: never by colour alone. */
const LINES: Readonly<Record<string, string>> = {
  unlawful: '4 5',
  undetermined: '0.3 5.5',
  conditional: '14 5',
  lawful: '',
  'not-a-transfer': '',
};

function Legend({ placeless, undrawn }: { readonly placeless: number; readonly undrawn: number }) {
  const { term } = useWords();
  const text = useTransfersText();
  return (
    <ul className="map-legend" aria-label={text.map.legend}>
      {VERDICT_ORDER.map((verdict) => (
        <li key={verdict} className={`verdict-${verdict}`}>
          <svg viewBox="0 0 34 8" className="map-line" aria-hidden="true">
            <path d="M2 4h30" strokeDasharray={LINES[verdict] || undefined} />
          </svg>
          {term('verdicts', verdict)}
        </li>
      ))}
      <li className="soft">{text.map.width}</li>
      {undrawn === 0 ? null : <li className="soft">{text.map.undrawn(undrawn)}</li>}
      {placeless === 0 ? null : <li className="soft">{text.map.placeless(placeless)}</li>}
    </ul>
  );
}
