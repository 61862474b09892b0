// A box that scrolls sideways or down by itself: it can be reached and moved by keyboard, and has a name.
import type { ReactNode } from 'react';

interface Props {
  readonly label: string;
  readonly className: string;
  readonly children: ReactNode;
}

export function ScrollBox({ label, className, children }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
    <section className={`${className} scrolls`} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
