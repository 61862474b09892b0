// The counts by verdict, each of them a filter.
import { memo } from 'react';
import type { Verdict } from '../../core/flows/answer.ts';
import { useWords } from '../text/use-text.ts';
import './verdict-filter.css';
import { VerdictShape } from './verdict-mark.tsx';

/** From what needs a person most. */
export const VERDICT_ORDER: readonly Verdict[] = [
  'unlawful',
  'undetermined',
  'conditional',
  'lawful',
  'not-a-transfer',
];

interface Props {
  readonly counts: Readonly<Record<Verdict, number>> | undefined;
  readonly before: Readonly<Record<Verdict, number>> | undefined;
  readonly chosen: readonly Verdict[];
  readonly onChange: (verdicts: readonly Verdict[]) => void;
}

export const VerdictFilter = memo(function VerdictFilter({ counts, before, chosen, onChange }: Props) {
  const { text, term, language } = useWords();
  const toggle = (verdict: Verdict): void =>
    onChange(chosen.includes(verdict) ? chosen.filter((one) => one !== verdict) : [...chosen, verdict]);
  return (
    <fieldset className="verdict-filter" aria-busy={counts === undefined}>
      <legend className="heard-only">{text.verdict.group}</legend>
      {VERDICT_ORDER.map((verdict) => (
        <button
          key={verdict}
          type="button"
          className={`verdict-count verdict-${verdict}`}
          aria-pressed={chosen.includes(verdict)}
          title={text.verdict.explain[verdict]}
          onClick={() => toggle(verdict)}
        >
          <VerdictShape verdict={verdict} />
          <span className="verdict-number">
            {counts === undefined ? '–' : counts[verdict].toLocaleString(language)}
          </span>
          <span className="verdict-word">{term('verdicts', verdict)}</span>
          {before !== undefined && counts !== undefined && before[verdict] !== counts[verdict] ? (
            <span className="verdict-change">{changeOf(before[verdict], counts[verdict])}</span>
          ) : null}
        </button>
      ))}
    </fieldset>
  );
});

function changeOf(before: number, after: number): string {
  return after > before ? `+${after - before}` : `−${before - after}`;
}
