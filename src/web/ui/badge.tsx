// A word in a soft box: a state, a kind, a count.
import type { ReactNode } from 'react';
import './badge.css';

export type BadgeTone = 'plain' | 'accent' | 'good' | 'care' | 'open' | 'bad';

export function Badge({
  tone = 'plain',
  children,
}: {
  readonly tone?: BadgeTone;
  readonly children: ReactNode;
}) {
  return <span className={`badge badge-${tone}`}>{children}</span>;
}
