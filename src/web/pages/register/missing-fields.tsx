// The missing fields, the most wanted first, each with its article, what it says, and the records in which to enter it.

import { useGroup } from '../../client/use-group.ts';
import { PlaceLink } from '../../parts/place-link.tsx';
import { useRecordNames } from '../../parts/record/use-record-names.ts';
import { useFieldWords } from '../../text/fields-text.ts';
import { useFrameText } from '../../text/frame-text.ts';
import { useRegisterText } from '../../text/register-text.ts';
import { useWords } from '../../text/use-text.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import type { MissingGroup } from './missing-list.ts';

const MOST = 60;

interface Props {
  readonly groups: readonly MissingGroup[];
  readonly nameOf: (organisation: string) => string;
  /** Show the records at once. */
  readonly isOpen?: boolean;
}

export function MissingFields({ groups, nameOf, isOpen = false }: Props) {
  const text = useRegisterText();
  const { list } = useWords();
  const label = useAskedName();
  if (groups.length === 0) return <p className="soft">{text.missing.none}</p>;
  return (
    <ol className="register-missing">
      {groups.map((group) => (
        <li key={group.key}>
          <div className="missing-head">
            <h3>
              {label(group.noun, group.field)}
              {group.or.length === 0 ? null : (
                <span className="soft missing-or">
                  {' '}
                  {text.missing.or(list(group.or.map((field) => label(group.noun, field))))}
                </span>
              )}
            </h3>
            <PlaceLink to="provision" parts={{ id: group.rule }} className="missing-cite">
              {group.cite}
            </PlaceLink>
          </div>
          <p className="soft small">{group.says}</p>
          {isOpen || group.places.length === 1 ? (
            <Places group={group} nameOf={nameOf} />
          ) : (
            <Disclosure title={text.missing.records(group.places.length)}>
              {() => <Places group={group} nameOf={nameOf} />}
            </Disclosure>
          )}
        </li>
      ))}
    </ol>
  );
}

function Places({ group, nameOf }: { readonly group: MissingGroup; readonly nameOf: Props['nameOf'] }) {
  const text = useRegisterText();
  const frame = useFrameText();
  const { id } = useGroup();
  const recordName = useRecordNames(group.noun, id).nameOf;
  return (
    <ul className="missing-places">
      {group.places.slice(0, MOST).map((place) => (
        <li key={place.id}>
          <span>
            <PlaceLink to="record" parts={{ noun: place.noun, id: place.id }}>
              {recordName(place.id)}
            </PlaceLink>
            <span className="soft small">
              {' '}
              {frame.one[place.noun]}
              {place.noun === 'organisations'
                ? ''
                : ` · ${place.organisation === null ? text.missing.nobody : nameOf(place.organisation)}`}
            </span>
          </span>
          <PlaceLink
            to="record"
            parts={{ noun: place.noun, id: place.id }}
            search={{ edit: 'yes', field: place.field }}
            className="register-enter no-print"
          >
            {text.missing.enter}
            <span className="heard-only">: {recordName(place.id)}</span>
          </PlaceLink>
        </li>
      ))}
      {group.places.length > MOST ? (
        <li className="soft small">{text.missing.more(group.places.length - MOST)}</li>
      ) : null}
    </ul>
  );
}

/** What an asked field is called. It may lie in another record, as in `systems.security`, or name a role, as in `appointments.representative`. */
function useAskedName(): (noun: MissingGroup['noun'], path: string) => string {
  const { text, label } = useFieldWords();
  const { term } = useWords();
  return (noun, path) => {
    const parts = path.split('.');
    const own = (text.labels as Readonly<Record<string, string>>)[`${noun}.${path}`];
    if (own !== undefined || parts.length === 1) return own ?? label(noun, path);
    return parts
      .map((part) => {
        const role = term('appointment-roles', part);
        if (role !== part) return role;
        const found = ([noun, 'organisations', 'contractors'] as const)
          .map((one) => label(one, part))
          .find((name) => name !== part);
        return found ?? part;
      })
      .join(' – ');
  };
}
