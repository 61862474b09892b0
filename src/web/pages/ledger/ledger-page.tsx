// The ledger: entries newest first with who, when, why and from where; whether it is whole; and its checkpoints.
import { useInfiniteQuery } from '@tanstack/react-query';
import { RECORD_NOUNS, type RecordNoun } from '../../../core/flows/words.ts';
import { ProblemFound, problemOf } from '../../client/ask.ts';
import { readTypedDay } from '../../client/days.ts';
import { keyOfGroup, refreshGroup } from '../../client/queries.ts';
import { readOf, undoEntry } from '../../client/records.ts';
import { useGroup } from '../../client/use-group.ts';
import { useApprovalWanted, useYou } from '../../client/use-you.ts';
import { PlaceLink } from '../../parts/place-link.tsx';
import { ProblemFace } from '../../parts/problem-face.tsx';
import { Moment } from '../../parts/record/moment.tsx';
import { PersonName } from '../../parts/record/person-name.tsx';
import { RecordLink } from '../../parts/record/record-link.tsx';
import { useRecordNames } from '../../parts/record/use-record-names.ts';
import { usePlaceSearch } from '../../parts/use-place-search.ts';
import { useFrameText } from '../../text/frame-text.ts';
import { useLedgerText } from '../../text/ledger-text.ts';
import { useRecordsText } from '../../text/records-text.ts';
import { Badge, type BadgeTone } from '../../ui/badge.tsx';
import { Breadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { Empty, Waiting } from '../../ui/faces.tsx';
import { Icon } from '../../ui/icon.tsx';
import { PlaceHead } from '../../ui/place-head.tsx';
import { Select } from '../../ui/select.tsx';
import { tell } from '../../ui/toast.tsx';
import './ledger-page.css';
import { LedgerProof } from './ledger-proof.tsx';

interface Entry {
  readonly position: number;
  readonly id: string;
  readonly noun: string;
  readonly recordId: string;
  readonly version: number;
  readonly kind: 'statement' | 'removal' | 'undo';
  readonly recordedAt: string;
  readonly actor: string;
  readonly why: string;
  readonly origin: string;
}

interface EntryPage {
  readonly items: readonly Entry[];
  readonly next: number | null;
}

/** Few enough to come past them to what proves them, by keyboard and on a phone. */
const PAGE = 20;
const OTHER_NOUNS = ['groups', 'changes', 'comments', 'attachments', 'imports', 'mappings', 'keys'] as const;
const TONES: Record<keyof ReturnType<typeof useLedgerText>['kinds'], BadgeTone> = {
  first: 'good',
  statement: 'accent',
  removal: 'bad',
  undo: 'care',
};

export function LedgerPage() {
  const frame = useFrameText();
  const text = useLedgerText();
  return (
    <>
      <PlaceHead
        crumbs={
          <Breadcrumbs
            label={frame.crumbs}
            parts={[
              { id: 'home', shown: <PlaceLink to="home">{frame.places.home}</PlaceLink> },
              { id: 'ledger', shown: frame.places.ledger },
            ]}
          />
        }
        title={frame.places.ledger}
        lead={text.lead}
      />
      <div className="ledger">
        <div className="ledger-main">
          <Filters />
          <Entries />
        </div>
        <LedgerProof />
      </div>
    </>
  );
}

function useNounName(): (noun: string) => string {
  const frame = useFrameText();
  const text = useLedgerText();
  return (noun) =>
    RECORD_NOUNS.some((one) => one === noun) ? frame.places[noun as RecordNoun] : (text.nouns[noun] ?? noun);
}

function Filters() {
  const text = useLedgerText();
  const records = useRecordsText();
  const nounName = useNounName();
  const { ids, nameOf } = useRecordNames('persons');
  const [search, change] = usePlaceSearch();
  const { noun = '', actor = '', from = '', until = '' } = search as Record<string, string | undefined>;
  const set = (name: string) => (value: string) =>
    change({ [name]: value === '' ? undefined : value }, 'move');
  return (
    <div className="ledger-filters no-print">
      <Select
        label={text.noun}
        value={noun}
        options={[
          { value: '', label: text.everyNoun },
          ...[...RECORD_NOUNS, ...OTHER_NOUNS].map((one) => ({ value: one, label: nounName(one) })),
        ]}
        onChange={set('noun')}
      />
      <Select
        label={text.person}
        value={actor}
        options={[
          { value: '', label: text.everybody },
          { value: 'local', label: records.localPerson },
          ...ids.map((one) => ({ value: one, label: nameOf(one) })),
        ]}
        onChange={set('actor')}
      />
      <DayField label={text.from} value={from} placeholder="2026-01-31" onChange={set('from')} />
      <DayField label={text.until} value={until} placeholder="2026-12-31" onChange={set('until')} />
    </div>
  );
}

function Entries() {
  const { id: group } = useGroup();
  const frame = useFrameText();
  const text = useLedgerText();
  const [search, change] = usePlaceSearch();
  const query = {
    noun: search['noun'],
    actor: search['actor'],
    from: readTypedDay(search['from'] ?? ''),
    until: readTypedDay(search['until'] ?? ''),
  };
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: keyOfGroup(group, 'entries', query),
    queryFn: ({ pageParam, signal }) =>
      readOf<EntryPage>(
        group,
        ['entries'],
        { ...query, order: 'newest', limit: PAGE, before: pageParam },
        signal,
      ),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
  if (error !== null) return <ProblemFace problem={problemOf(error)} onRetry={() => void refetch()} />;
  if (data === undefined) return <Waiting label={frame.loading} rows={10} />;
  const entries = data.pages.flatMap((page) => page.items);
  const isFiltered = Object.values(query).some((one) => one !== undefined);
  if (entries.length === 0)
    return (
      <Empty
        action={
          isFiltered ? (
            <Button
              onPress={() => change({ noun: undefined, actor: undefined, from: undefined, until: undefined })}
            >
              {text.reset}
            </Button>
          ) : null
        }
      >
        {isFiltered ? text.nothingFits : text.none}
      </Empty>
    );
  return (
    <Card>
      <ol className="ledger-entries" aria-label={text.list}>
        {entries.map((entry) => (
          <EntryLine key={entry.id} entry={entry} />
        ))}
      </ol>
      {hasNextPage ? (
        <div className="ledger-more no-print">
          <Button isDisabled={isFetchingNextPage} onPress={() => void fetchNextPage()}>
            <Icon name="down" />
            {isFetchingNextPage ? frame.loading : text.more}
          </Button>
        </div>
      ) : null}
    </Card>
  );
}

function iconOf(noun: string): 'changes' | 'imports' | 'ledger' {
  return noun === 'changes' || noun === 'imports' ? noun : 'ledger';
}

function EntryLine({ entry }: { readonly entry: Entry }) {
  const text = useLedgerText();
  const nounName = useNounName();
  const noun = RECORD_NOUNS.find((one) => one === entry.noun);
  const kind = entry.kind === 'statement' && entry.version === 1 ? 'first' : entry.kind;
  return (
    <li className="ledger-entry">
      <span className="ledger-icon">
        <Icon name={noun ?? iconOf(entry.noun)} />
      </span>
      <div className="ledger-words">
        <p className="ledger-what">
          <strong>
            {noun === undefined ? nounName(entry.noun) : <RecordLink noun={noun} id={entry.recordId} />}
          </strong>
          <Badge tone={TONES[kind]}>{text.kinds[kind]}</Badge>
          <span className="soft small">
            {noun === undefined ? <code>{entry.recordId}</code> : nounName(entry.noun)} ·{' '}
            {text.version(entry.version)}
          </span>
        </p>
        <p className="small">
          <PersonName id={entry.actor} /> · <Moment at={entry.recordedAt} />
        </p>
        {entry.why === '' ? null : (
          <p className="small ledger-why">
            <span className="soft">{text.why}:</span> {entry.why}
          </p>
        )}
        {entry.origin === '' ? null : (
          <p className="small soft">
            {text.origin}: {entry.origin}
          </p>
        )}
      </div>
      <div className="ledger-side no-print">
        <span className="soft small ledger-number">{entry.position}</span>
        {noun === undefined ? null : (
          <span className="ledger-acts">
            <PlaceLink
              to="record"
              parts={{ noun, id: entry.recordId }}
              search={{ tab: 'history', entry: String(entry.version) }}
            >
              {text.history}
            </PlaceLink>
            {entry.kind === 'undo' ? null : <TakeBack entry={entry} noun={noun} />}
          </span>
        )}
      </div>
    </li>
  );
}

function TakeBack({ entry, noun }: { readonly entry: Entry; readonly noun: RecordNoun }) {
  const { id: group } = useGroup();
  const text = useLedgerText();
  const { may } = useYou();
  const isApprovalWanted = useApprovalWanted(noun);
  const refusal = !may('editor') ? text.refusals.role : isApprovalWanted ? text.refusals.approval : undefined;
  const takeBack = async (): Promise<void> => {
    try {
      await undoEntry(group, noun, entry.recordId, entry.id);
      tell({ text: text.undone, kind: 'done' });
      await refreshGroup(group);
    } catch (error) {
      if (!(error instanceof ProblemFound)) throw error;
      tell({ text: error.problem.title, detail: error.problem.detail ?? '', kind: 'fault' });
    }
  };
  return (
    <span title={refusal}>
      <Button weight="quiet" isDisabled={refusal !== undefined} onPress={() => void takeBack()}>
        <Icon name="undo" />
        {text.undo}
      </Button>
      {refusal === undefined ? null : <span className="heard-only">{refusal}</span>}
    </span>
  );
}
