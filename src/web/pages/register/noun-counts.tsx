// How many records of each noun the register holds, each the way to its list.
import { useQuery } from '@tanstack/react-query';
import { RECORD_NOUNS, type RecordNoun } from '../../../core/flows/words.ts';
import { namesQuery } from '../../client/queries.ts';
import { PlaceLink } from '../../parts/place-link.tsx';
import { useFrameText } from '../../text/frame-text.ts';
import { useRegisterText } from '../../text/register-text.ts';
import { useWords } from '../../text/use-text.ts';
import { Icon } from '../../ui/icon.tsx';

/** More are not counted on the screen. */
const MOST = 20_000;

export function NounCounts({ group }: { readonly group: string }) {
  const text = useRegisterText();
  return (
    <nav aria-label={text.counts}>
      <ul className="noun-counts">
        {RECORD_NOUNS.map((noun) => (
          <NounCount key={noun} group={group} noun={noun} />
        ))}
      </ul>
    </nav>
  );
}

function NounCount({ group, noun }: { readonly group: string; readonly noun: RecordNoun }) {
  const text = useRegisterText();
  const frame = useFrameText();
  const { language } = useWords();
  const { data } = useQuery(namesQuery(group, noun));
  const count = data?.length;
  const written = count?.toLocaleString(language) ?? '…';
  return (
    <li>
      <PlaceLink to={noun} className="noun-count">
        <Icon name={noun} />
        <span className="noun-number">
          {count !== undefined && count >= MOST ? text.atLeast(written) : written}
        </span>
        <span className="soft small">{frame.places[noun]}</span>
      </PlaceLink>
    </li>
  );
}
