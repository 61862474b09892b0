// A part that is folded away until it is asked for.
import { type ReactNode, useState } from 'react';
import './disclosure.css';

interface Props {
  readonly title: ReactNode;
  readonly children: () => ReactNode;
}

/** What is inside is made only when it is opened. */
export function Disclosure({ title, children }: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="disclosure" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      {isOpen && <div className="disclosure-content">{children()}</div>}
    </details>
  );
}
