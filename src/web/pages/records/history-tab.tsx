// The history of a record as a slider over its entries: what each changed, who, when, why and from where; each can be taken back.
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { RecordNoun } from '../../../core/flows/words.ts';
import { ProblemFound } from '../../client/ask.ts';
import { historyQuery, recordQuery, refreshGroup } from '../../client/queries.ts';
import { type Envelope, type HistoryEntry, sendTo, undoEntry } from '../../client/records.ts';
import { useGroup } from '../../client/use-group.ts';
import { useApprovalWanted, useYou } from '../../client/use-you.ts';
import { ProblemFace } from '../../parts/problem-face.tsx';
import { DifferencesTable } from '../../parts/record/differences-table.tsx';
import { Moment, writeMoment } from '../../parts/record/moment.tsx';
import { PersonName } from '../../parts/record/person-name.tsx';
import type { FieldDifference } from '../../parts/record/record-differences.ts';
import { fieldsOf } from '../../parts/record/record-fields.ts';
import { useGo } from '../../parts/use-go.ts';
import { usePlaceSearch } from '../../parts/use-place-search.ts';
import { useFieldWords } from '../../text/fields-text.ts';
import { useFrameText } from '../../text/frame-text.ts';
import { useRecordsText } from '../../text/records-text.ts';
import { useWords } from '../../text/use-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Waiting } from '../../ui/faces.tsx';
import { Icon } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { tell } from '../../ui/toast.tsx';
import { tellProblem } from './comments-tab.tsx';
import { RecordFacts } from './record-facts.tsx';

interface Props {
  readonly noun: RecordNoun;
  readonly envelope: Envelope;
}

export function HistoryTab({ noun, envelope }: Props) {
  const { id: group } = useGroup();
  const frame = useFrameText();
  const text = useRecordsText();
  const { language } = useWords();
  const [search, change] = usePlaceSearch();
  const { data: entries, error, refetch } = useQuery(historyQuery(group, noun, envelope.id));
  if (error !== null)
    return (
      <ProblemFace
        problem={
          error instanceof ProblemFound ? error.problem : { type: 'page', title: String(error), status: 0 }
        }
        onRetry={() => void refetch()}
      />
    );
  if (entries === undefined) return <Waiting label={frame.loading} rows={6} />;
  const last = entries.length - 1;
  const wanted = entries.findIndex((one) => String(one.version) === search['entry']);
  const at = wanted < 0 ? last : wanted;
  const entry = entries[at];
  const go = (next: number): void => {
    const found = entries[Math.max(0, Math.min(last, next))];
    change(
      { entry: found === undefined || found === entries[last] ? undefined : String(found.version) },
      'move',
    );
  };
  if (entry === undefined) return null;
  return (
    <div className="history">
      <div className="history-line">
        <div className="history-slider no-print">
          <IconButton
            icon="left"
            label={text.history.earlier}
            isDisabled={at === 0}
            onPress={() => go(at - 1)}
          />
          <input
            type="range"
            min={0}
            max={last}
            step={1}
            value={at}
            aria-label={text.history.slider}
            aria-valuetext={`${at + 1} / ${entries.length}, ${writeMoment(entry.recordedAt, language)}`}
            disabled={last === 0}
            onChange={(event) => go(Number(event.target.value))}
          />
          <IconButton
            icon="right"
            label={text.history.later}
            isDisabled={at === last}
            onPress={() => go(at + 1)}
          />
        </div>
        <p className="history-ends soft small">
          <span>{text.history.count(at + 1, entries.length)}</span>
          <Moment at={entry.recordedAt} />
        </p>
      </div>
      <EntryShown noun={noun} id={envelope.id} entry={entry} />
      <Disclosure title={text.history.whole}>
        {() => <RecordThen noun={noun} id={envelope.id} entry={entry} />}
      </Disclosure>
      <AsOfDay />
    </div>
  );
}

function EntryShown({
  noun,
  id,
  entry,
}: {
  readonly noun: RecordNoun;
  readonly id: string;
  readonly entry: HistoryEntry;
}) {
  const { id: group } = useGroup();
  const frame = useFrameText();
  const text = useRecordsText();
  const { day } = useWords();
  const { may } = useYou();
  const go = useGo();
  const isApprovalWanted = useApprovalWanted(noun);
  const [isSending, setSending] = useState(false);
  const refusal = entry.undone
    ? text.history.undoneAlready
    : entry.kind === 'undo'
      ? text.history.isUndo
      : may('editor')
        ? undefined
        : text.refusals.reader;
  const undo = async (): Promise<void> => {
    setSending(true);
    try {
      if (isApprovalWanted) {
        const { value } = await sendTo<{ id: string }>(group, ['changes'], {
          of: { noun, id },
          act: 'undo',
          undoes: entry.entry,
          state: 'proposed',
        });
        tell({
          text: text.proposed(id),
          kind: 'done',
          action: { name: text.showChange, act: () => go('changes', {}, { change: value.id }) },
        });
      } else {
        await undoEntry(group, noun, id, entry.entry);
        tell({ text: frame.undone, kind: 'done' });
      }
      await refreshGroup(group);
    } catch (error) {
      tellProblem(error, frame.unreachable);
    } finally {
      setSending(false);
    }
  };
  const holds = text.history.holds(
    entry.validFrom === null ? null : day(entry.validFrom, 'short'),
    entry.validUntil === null ? null : day(entry.validUntil, 'short'),
  );
  return (
    <Card
      title={
        <span className="history-head">
          {entry.version === 1 ? text.history.kinds.first : text.history.kinds[entry.kind]}
          {entry.undone ? <Badge tone="care">{text.history.undone}</Badge> : null}
        </span>
      }
      tools={
        <>
          {refusal === undefined ? null : <span className="soft small">{refusal}</span>}
          <Button onPress={() => void undo()} isDisabled={refusal !== undefined || isSending}>
            <Icon name="undo" />
            {isApprovalWanted ? text.history.proposeUndo : text.history.undo}
          </Button>
        </>
      }
    >
      <dl className="record-facts">
        <Pair name={text.history.who}>
          <PersonName id={entry.actor} />
        </Pair>
        <Pair name={text.history.when}>
          <Moment at={entry.recordedAt} />
        </Pair>
        {entry.why === '' ? null : <Pair name={text.history.why}>{entry.why}</Pair>}
        {entry.origin === '' ? null : (
          <Pair name={text.history.origin}>
            <code>{entry.origin}</code>
          </Pair>
        )}
        {holds === null ? null : <Pair name={text.history.holdsFor}>{holds}</Pair>}
      </dl>
      <DifferencesTable noun={noun} caption={text.history.caption} differences={inOrder(noun, entry)} />
    </Card>
  );
}

function Pair({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** In the order in which the page shows the fields. */
function inOrder(noun: RecordNoun, { differences }: HistoryEntry): readonly FieldDifference[] {
  const keys = fieldsOf(noun).map((field) => field.key);
  const rank = (path: string): number => keys.indexOf(/^[^.[]+/.exec(path)?.[0] ?? '');
  return differences
    .map(({ path, before, after }) => ({ path, before, after }))
    .sort((a, b) => rank(a.path) - rank(b.path));
}

/** The whole record as it was known after the entry. */
function RecordThen({
  noun,
  id,
  entry,
}: {
  readonly noun: RecordNoun;
  readonly id: string;
  readonly entry: HistoryEntry;
}) {
  const { id: group } = useGroup();
  const frame = useFrameText();
  const text = useRecordsText();
  const { data, error } = useQuery(recordQuery(group, noun, id, { knownAt: entry.recordedAt }));
  if (error !== null) return <p className="soft">{text.history.wasRemoved}</p>;
  if (data === undefined) return <Waiting label={frame.loading} rows={4} />;
  return (
    <div className="record-main">
      <RecordFacts noun={noun} record={data.record} isWhole={false} />
    </div>
  );
}

/** The record, and everything else, as it holds on a day. */
function AsOfDay() {
  const text = useRecordsText();
  const { text: fieldText } = useFieldWords();
  const [search, change] = usePlaceSearch();
  const [day, setDay] = useState(search['asOf'] ?? '');
  const isSound = day === '' || /^\d{4}-\d{2}-\d{2}$/.test(day);
  return (
    <form
      className="history-tools no-print"
      onSubmit={(event) => {
        event.preventDefault();
        if (isSound) change({ asOf: day === '' ? undefined : day, tab: undefined });
      }}
    >
      <DayField
        label={text.history.asOf}
        value={day}
        onChange={setDay}
        placeholder={fieldText.dayHint}
        fault={isSound ? undefined : fieldText.faults['bad-date']}
      />
      <Button type="submit" isDisabled={!isSound}>
        {text.history.show}
      </Button>
    </form>
  );
}
