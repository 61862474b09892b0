// The verdicts of the flows of a record: how many of each, and each with the way to its why.
import { VERDICTS, type Verdict } from '../../../core/flows/answer.ts';
import type { RecordNoun } from '../../../core/flows/words.ts';
import { PlaceLink } from '../../parts/place-link.tsx';
import { RecordName } from '../../parts/record/record-link.tsx';
import { VerdictMark } from '../../parts/verdict-mark.tsx';
import { useFieldWords } from '../../text/fields-text.ts';
import { useFrameText } from '../../text/frame-text.ts';
import { useRecordsText } from '../../text/records-text.ts';
import { Card } from '../../ui/card.tsx';
import { Waiting } from '../../ui/faces.tsx';
import type { RecordFlow, RecordFlows } from './use-record-flows.ts';

const SHOWN = 10;

interface Props {
  readonly noun: RecordNoun;
  readonly id: string;
  readonly flows: RecordFlows;
}

export function RecordVerdicts({ noun, id, flows }: Props) {
  const frame = useFrameText();
  const text = useRecordsText();
  if (flows.isLoading) {
    return (
      <Card title={text.verdicts.title}>
        <Waiting label={frame.loading} rows={3} />
      </Card>
    );
  }
  const ordered = [...flows.flows].sort((a, b) => gravity(b.answer?.verdict) - gravity(a.answer?.verdict));
  const listed = LISTED_BY[noun];
  return (
    <Card
      title={text.verdicts.title}
      lead={
        ordered.length === 0
          ? text.verdicts.none[noun === 'flows' ? 'flow' : noun === 'systems' ? 'system' : 'other']
          : undefined
      }
    >
      {ordered.length === 0 ? null : (
        <ul className="verdict-list">
          {ordered.slice(0, SHOWN).map((one) => (
            <FlowLine key={one.id} flow={one} />
          ))}
        </ul>
      )}
      {ordered.length > SHOWN && listed !== undefined ? (
        <PlaceLink to="flows" search={{ [listed]: id }}>
          {text.verdicts.all(ordered.length, flows.isCut)}
        </PlaceLink>
      ) : null}
    </Card>
  );
}

/** The filter under which the list of flows shows them all. */
const LISTED_BY: Partial<Record<RecordNoun, string>> = {
  activities: 'activity',
  organisations: 'from',
  instruments: 'tools',
};

function FlowLine({ flow }: { readonly flow: RecordFlow }) {
  const text = useRecordsText();
  const { id, record, answer } = flow;
  const name = typeof record['name'] === 'string' ? record['name'] : id;
  return (
    <li>
      {answer === undefined ? (
        <span className="soft small">{text.verdicts.notRunning}</span>
      ) : (
        <VerdictMark verdict={answer.verdict} />
      )}
      <PlaceLink to="record" parts={{ noun: 'flows', id }} className="record-link">
        {name}
      </PlaceLink>
      <span className="soft small verdict-way">
        <End value={record['from']} /> → <End value={record['to']} />
      </span>
      {answer === undefined ? null : (
        <PlaceLink to="transfers" search={{ flow: id }} className="verdict-why">
          {text.verdicts.why}
          <span className="heard-only"> {name}</span>
        </PlaceLink>
      )}
    </li>
  );
}

function End({ value }: { readonly value: unknown }) {
  const { text } = useFieldWords();
  if (typeof value !== 'string') return <>?</>;
  if (value === 'data-subject') return <>{text.person}</>;
  const id = value.replace(/^staff:/, '');
  if (id === value) return <RecordName noun="organisations" id={id} />;
  const [before = '', after = ''] = text.staff('\n').split('\n');
  return (
    <>
      {before}
      <RecordName noun="organisations" id={id} />
      {after}
    </>
  );
}

function gravity(verdict: Verdict | undefined): number {
  return verdict === undefined ? -1 : VERDICTS.indexOf(verdict);
}
