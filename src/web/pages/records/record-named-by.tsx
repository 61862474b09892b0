// Where a record is named by others: as what, and by whom.
import { RECORD_NOUNS, type RecordNoun } from '../../../core/flows/words.ts';
import { RecordLink } from '../../parts/record/record-link.tsx';
import { useFieldWords } from '../../text/fields-text.ts';
import { useFrameText } from '../../text/frame-text.ts';
import { useRecordsText } from '../../text/records-text.ts';
import { Card } from '../../ui/card.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Waiting } from '../../ui/faces.tsx';
import { type Naming, useNamedBy } from './use-named-by.ts';

const SHOWN = 6;

export function RecordNamedBy({ noun, id }: { readonly noun: RecordNoun; readonly id: string }) {
  const frame = useFrameText();
  const text = useRecordsText();
  const { label } = useFieldWords();
  const { namings, isLoading } = useNamedBy(noun, id);
  if (isLoading)
    return (
      <Card title={text.named.title}>
        <Waiting label={frame.loading} rows={3} />
      </Card>
    );
  const groups = new Map<string, Naming[]>();
  for (const one of namings) {
    const as = `${one.noun} ${one.path.replace(/\[\d+\]/g, '')}`;
    groups.set(as, [...(groups.get(as) ?? []), one]);
  }
  const ordered = [...groups].sort(
    ([, [a]], [, [b]]) => RECORD_NOUNS.indexOf(a?.noun ?? 'flows') - RECORD_NOUNS.indexOf(b?.noun ?? 'flows'),
  );
  return (
    <Card title={text.named.title} lead={ordered.length === 0 ? text.named.none : undefined}>
      {ordered.length === 0 ? null : (
        <dl className="named-by">
          {ordered.map(([as, list]) => {
            const [first] = list;
            if (first === undefined) return null;
            return (
              <div key={as}>
                <dt>
                  {frame.places[first.noun]}: {label(first.noun, first.path)}
                </dt>
                <dd>
                  <Links list={list.slice(0, SHOWN)} />
                  {list.length > SHOWN ? (
                    <Disclosure title={text.named.more(list.length - SHOWN)}>
                      {() => <Links list={list.slice(SHOWN)} />}
                    </Disclosure>
                  ) : null}
                </dd>
              </div>
            );
          })}
        </dl>
      )}
    </Card>
  );
}

function Links({ list }: { readonly list: readonly Naming[] }) {
  return (
    <ul className="value-links">
      {list.map((one) => (
        <li key={`${one.id} ${one.path}`}>
          <RecordLink noun={one.noun} id={one.id} />
        </li>
      ))}
    </ul>
  );
}
