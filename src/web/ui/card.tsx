// A sheet on the page with a heading of its own.
import { type ReactNode, useId } from 'react';
import './card.css';

interface Props {
  readonly title?: ReactNode;
  readonly lead?: ReactNode;
  /** Buttons and links at the head. */
  readonly tools?: ReactNode;
  readonly children: ReactNode;
  readonly level?: 2 | 3;
}

export function Card({ title, lead, tools, children, level = 2 }: Props) {
  const id = useId();
  const Title = level === 2 ? 'h2' : 'h3';
  return (
    <section className="card" aria-labelledby={title === undefined ? undefined : id}>
      {title === undefined && tools === undefined ? null : (
        <header className="card-head">
          <div>
            {title === undefined ? null : <Title id={id}>{title}</Title>}
            {lead === undefined ? null : <p className="soft small">{lead}</p>}
          </div>
          {tools === undefined ? null : <div className="card-tools no-print">{tools}</div>}
        </header>
      )}
      {children}
    </section>
  );
}
