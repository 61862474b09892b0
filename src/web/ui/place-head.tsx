// The head of a page: where one is, its title, what it is for in one line, and what can be done here.
import type { ReactNode } from 'react';
import './place-head.css';

interface Props {
  readonly crumbs?: ReactNode;
  readonly title: ReactNode;
  readonly lead?: ReactNode;
  readonly tools?: ReactNode;
}

export function PlaceHead({ crumbs, title, lead, tools }: Props) {
  return (
    <header className="place-head">
      {crumbs}
      <div className="place-head-row">
        <div className="place-head-words">
          <h1 tabIndex={-1}>{title}</h1>
          {lead === undefined ? null : <p className="soft">{lead}</p>}
        </div>
        {tools === undefined ? null : <div className="place-head-tools no-print">{tools}</div>}
      </div>
    </header>
  );
}
