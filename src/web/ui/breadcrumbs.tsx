// The way down to where one is; the last part is the place itself.
import { Fragment, type ReactNode } from 'react';
import './breadcrumbs.css';
import { Icon } from './icon.tsx';

interface Props {
  readonly label: string;
  /** Links first, the place itself last. */
  readonly parts: readonly { readonly id: string; readonly shown: ReactNode }[];
}

export function Breadcrumbs({ label, parts }: Props) {
  return (
    <nav aria-label={label} className="breadcrumbs no-print">
      <ol>
        {parts.map((part, index) => (
          <Fragment key={part.id}>
            {index === 0 ? null : (
              <li aria-hidden="true" className="breadcrumb-sign">
                <Icon name="right" />
              </li>
            )}
            <li aria-current={index === parts.length - 1 ? 'page' : undefined}>{part.shown}</li>
          </Fragment>
        ))}
      </ol>
    </nav>
  );
}
