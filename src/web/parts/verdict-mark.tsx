// A verdict as a person sees it: a shape of its own, a word, and only then a colour.
import type { ReactNode } from 'react';
import type { Verdict } from '../../core/flows/answer.ts';
import { useWords } from '../text/use-text.ts';
import './verdict-mark.css';

const SHAPES: Record<Verdict, ReactNode> = {
  lawful: (
    <>
      <circle cx="8" cy="8" r="7" className="shape" />
      <path d="M4.6 8.4 7 10.7l4.4-5" className="stroke" />
    </>
  ),
  conditional: (
    <>
      <path d="M8 1.4 15.2 14H.8Z" className="shape" />
      <path d="M8 6v3.6M8 11.6v.4" className="stroke" />
    </>
  ),
  undetermined: (
    <>
      <rect x="1.2" y="1.2" width="13.6" height="13.6" rx="3.4" className="shape" />
      <path d="M5.9 6.1c0-2.8 4.2-2.8 4.2-.1 0 1.7-2.1 1.7-2.1 3.4M8 11.9v.2" className="stroke" />
    </>
  ),
  unlawful: (
    <>
      <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5Z" className="shape" />
      <path d="m5.3 5.3 5.4 5.4m0-5.4-5.4 5.4" className="stroke" />
    </>
  ),
  'not-a-transfer': (
    <>
      <circle cx="8" cy="8" r="6.2" className="ring" />
      <path d="M5 8h6" className="line" />
    </>
  ),
};

/** The shape alone; the word must stand beside it or be said. */
export function VerdictShape({ verdict }: { readonly verdict: Verdict }) {
  return (
    <svg
      viewBox="0 0 16 16"
      className={`verdict-shape verdict-${verdict}`}
      aria-hidden="true"
      focusable="false"
    >
      {SHAPES[verdict]}
    </svg>
  );
}

export function VerdictMark({
  verdict,
  isHeavy = false,
}: {
  readonly verdict: Verdict;
  readonly isHeavy?: boolean;
}) {
  const { term } = useWords();
  return (
    <span className={`verdict-mark verdict-${verdict}${isHeavy ? ' verdict-heavy' : ''}`}>
      <VerdictShape verdict={verdict} />
      <span>{term('verdicts', verdict)}</span>
    </span>
  );
}
