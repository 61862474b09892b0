// The facts on which undetermined verdicts hang, the one that settles most first, each with the way to its field.
import type { RecordNoun } from '../../../core/flows/record-kinds.ts';
import { nameFact } from '../../parts/fact-name.ts';
import { PlaceLink } from '../../parts/place-link.tsx';
import { useRecordNames } from '../../parts/record/use-record-names.ts';
import { useFrameText } from '../../text/frame-text.ts';
import { useHomeText } from '../../text/home-text.ts';
import { useWords } from '../../text/use-text.ts';
import { Card } from '../../ui/card.tsx';
import { Waiting } from '../../ui/faces.tsx';
import type { AnswersView } from './answers-view.ts';

const MOST = 5;

export function HomeFacts({
  group,
  answers,
}: {
  readonly group: string;
  readonly answers: AnswersView | undefined;
}) {
  const text = useHomeText();
  const frame = useFrameText();
  const words = useWords();
  const organisation = useRecordNames('organisations', group).nameOf;
  const activity = useRecordNames('activities', group).nameOf;
  const nameOf = (noun: RecordNoun | null, id: string): string =>
    noun === 'organisations' ? organisation(id) : noun === 'activities' ? activity(id) : id;
  const facts = gatherFacts(answers);
  return (
    <Card title={text.facts.title} lead={facts.length > 0 ? text.facts.lead : undefined}>
      {answers === undefined ? (
        <Waiting label={frame.loading} rows={2} />
      ) : facts.length === 0 ? (
        <p className="home-good">{text.facts.none}</p>
      ) : (
        <ul className="home-list">
          {facts.slice(0, MOST).map(([path, flows]) => {
            const fact = nameFact(path, words, (noun, id) => nameOf(noun, id) !== id);
            return (
              <li key={path} className="home-line">
                <span>
                  {fact.noun === null ? (
                    <strong>{fact.what}</strong>
                  ) : (
                    <PlaceLink
                      to="record"
                      parts={{ noun: fact.noun, id: fact.id }}
                      search={{ edit: 'yes', field: fact.field.split('.')[0] }}
                    >
                      {text.facts.of(fact.what, nameOf(fact.noun, fact.id))}
                    </PlaceLink>
                  )}
                  <span className="small soft home-below">{text.facts.flows(flows.length)}</span>
                </span>
                <PlaceLink
                  to="transfers"
                  search={{ verdict: 'undetermined', flow: flows[0] }}
                  className="home-why"
                >
                  {text.facts.why}
                </PlaceLink>
              </li>
            );
          })}
        </ul>
      )}
      {facts.length > MOST ? (
        <PlaceLink to="transfers" search={{ verdict: 'undetermined' }} className="small">
          {text.facts.all(facts.length)}
        </PlaceLink>
      ) : null}
    </Card>
  );
}

/** Which undetermined flows hang on which fact. */
function gatherFacts(answers: AnswersView | undefined): [string, string[]][] {
  const facts = new Map<string, string[]>();
  for (const { flow, verdict, answers: all } of answers?.flows ?? []) {
    if (verdict !== 'undetermined') continue;
    const missing = all.flatMap((one) => (one.verdict === 'undetermined' ? one.missing : []));
    for (const path of new Set(missing)) facts.set(path, [...(facts.get(path) ?? []), flow]);
  }
  return [...facts].sort((a, b) => b[1].length - a[1].length);
}
