// What waits for another person: proposed changes, and imports that were planned.
import { useQuery } from '@tanstack/react-query';
import type { ChangedNoun } from '../../../api/changes.ts';
import type { ImportOnWire } from '../../../api/imports.ts';
import { groupQuery } from '../../client/queries.ts';
import type { Page } from '../../client/records.ts';
import { PlaceLink } from '../../parts/place-link.tsx';
import { useFrameText } from '../../text/frame-text.ts';
import { useHomeText } from '../../text/home-text.ts';
import { Card } from '../../ui/card.tsx';
import { Waiting as WaitingFace } from '../../ui/faces.tsx';

interface ChangeView {
  readonly id: string;
  readonly of: { readonly noun: ChangedNoun; readonly id: string };
  readonly by: string;
  readonly why?: string;
}

export interface Waiting {
  readonly count: number | undefined;
  readonly changes: readonly ChangeView[];
  readonly imports: readonly ImportOnWire[];
}

const MOST = 4;

export function useWaiting(group: string): Waiting {
  const changes = useQuery(
    groupQuery<Page<ChangeView>>(group, ['changes'], { state: 'proposed', limit: 500 }),
  );
  const imports = useQuery(groupQuery<{ imports: readonly ImportOnWire[] }>(group, ['imports']));
  const planned = (imports.data?.imports ?? []).filter((one) => one.state === 'planned');
  return {
    count: changes.data === undefined ? undefined : changes.data.items.length + planned.length,
    changes: changes.data?.items ?? [],
    imports: planned,
  };
}

export function HomeApprovals({ waiting }: { readonly waiting: Waiting }) {
  const text = useHomeText();
  const frame = useFrameText();
  const { count = 0, changes, imports } = waiting;
  const shownChanges = changes.slice(0, MOST);
  const shownImports = imports.slice(0, MOST - shownChanges.length);
  const rest = count - shownChanges.length - shownImports.length;
  return (
    <Card
      title={text.approvals.title}
      tools={
        count === 0 ? undefined : (
          <PlaceLink to="changes" search={{ state: 'proposed' }}>
            {text.approvals.all}
          </PlaceLink>
        )
      }
    >
      {waiting.count === undefined ? (
        <WaitingFace label={frame.loading} rows={2} />
      ) : count === 0 ? (
        <p className="home-good">{text.approvals.none}</p>
      ) : (
        <ul className="home-list">
          {shownChanges.map((one) => (
            <li key={one.id} className="home-line">
              <span>
                <PlaceLink to="changes" search={{ state: 'proposed', change: one.id }}>
                  {one.of.noun === 'groups'
                    ? frame.groupSettings
                    : text.approvals.change(frame.one[one.of.noun], one.of.id)}
                </PlaceLink>
                <span className="small soft home-below">
                  {text.approvals.by(one.by)}
                  {one.why === undefined || one.why === '' ? '' : ` · ${one.why}`}
                </span>
              </span>
            </li>
          ))}
          {shownImports.map((one) => (
            <li key={one.id} className="home-line">
              <span>
                <PlaceLink to="imports" search={{ import: one.id }}>
                  {text.approvals.import(one.fileName)}
                </PlaceLink>
                <span className="small soft home-below">{text.approvals.by(one.by)}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {rest > 0 ? <p className="small soft">{text.approvals.more(rest)}</p> : null}
    </Card>
  );
}
