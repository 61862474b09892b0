// The page of a record: what it is at a glance, all its fields, its flows and their verdicts, what is missing, who names it, its history.
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { RECORD_NOUNS, type RecordNoun } from '../../../core/flows/words.ts';
import { ProblemFound } from '../../client/ask.ts';
import { recordQuery } from '../../client/queries.ts';
import type { Envelope } from '../../client/records.ts';
import { useGroup } from '../../client/use-group.ts';
import { useApprovalWanted, useYou } from '../../client/use-you.ts';
import { NotFound } from '../../parts/not-found.tsx';
import { PlaceLink } from '../../parts/place-link.tsx';
import { ProblemFace } from '../../parts/problem-face.tsx';
import { RecordForm } from '../../parts/record/record-form.tsx';
import { useRecordNames } from '../../parts/record/use-record-names.ts';
import { useGo } from '../../parts/use-go.ts';
import { usePlaceSearch } from '../../parts/use-place-search.ts';
import { useFrameText } from '../../text/frame-text.ts';
import { useRecordsText } from '../../text/records-text.ts';
import { useWords } from '../../text/use-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { Breadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { Waiting } from '../../ui/faces.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Menu } from '../../ui/menu.tsx';
import { PlaceHead } from '../../ui/place-head.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { AttachmentsTab } from './attachments-tab.tsx';
import { CommentsTab } from './comments-tab.tsx';
import { HistoryTab } from './history-tab.tsx';
import { RecordOverview } from './record-overview.tsx';
import './record-page.css';
import { RemoveRecord } from './remove-record.tsx';

const TABS = ['overview', 'history', 'comments', 'attachments'] as const;
type TabName = (typeof TABS)[number];

export function RecordPage() {
  const { noun: named, id } = useParams({ strict: false }) as { readonly noun: string; readonly id: string };
  const noun = RECORD_NOUNS.find((one) => one === named);
  return noun === undefined ? <NotFound /> : <OneRecord key={`${noun} ${id}`} noun={noun} id={id} />;
}

function OneRecord({ noun, id }: { readonly noun: RecordNoun; readonly id: string }) {
  const { id: group } = useGroup();
  const frame = useFrameText();
  const [search] = usePlaceSearch();
  const clocks = { asOf: search['asOf'], knownAt: search['knownAt'] };
  const { data, error, refetch } = useQuery(recordQuery(group, noun, id, clocks));
  if (data !== undefined) return <RecordReady noun={noun} envelope={data} />;
  if (error !== null)
    return error instanceof ProblemFound && error.problem.status === 404 ? (
      <Absent noun={noun} id={id} />
    ) : (
      <ProblemFace
        problem={
          error instanceof ProblemFound ? error.problem : { type: 'page', title: String(error), status: 0 }
        }
        onRetry={() => void refetch()}
      />
    );
  return (
    <>
      <PlaceHead title={<span className="title-waiting">{id}</span>} />
      <Waiting label={frame.loading} rows={9} />
    </>
  );
}

/** Not there; perhaps it was, or is on another day. */
function Absent({ noun, id }: { readonly noun: RecordNoun; readonly id: string }) {
  const frame = useFrameText();
  const text = useRecordsText();
  const [search, change] = usePlaceSearch();
  return (
    <div className="face-empty">
      <h1>{text.absent.title(id)}</h1>
      <p>{search['asOf'] === undefined ? frame.notFound.lead : text.absent.day}</p>
      {search['asOf'] === undefined ? null : (
        <Button onPress={() => change({ asOf: undefined })}>{text.absent.now}</Button>
      )}
      <PlaceLink to={noun}>{frame.places[noun]}</PlaceLink>
    </div>
  );
}

function RecordReady({ noun, envelope }: { readonly noun: RecordNoun; readonly envelope: Envelope }) {
  const frame = useFrameText();
  const text = useRecordsText();
  const { day } = useWords();
  const [search, change] = usePlaceSearch();
  const go = useGo();
  const { may } = useYou();
  const isApprovalWanted = useApprovalWanted(noun);
  const { nameOf } = useRecordNames(noun);
  const [isRemoving, setRemoving] = useState(false);
  const { id, record } = envelope;
  const name = typeof record['name'] === 'string' ? record['name'] : nameOf(id);
  const refusal = !may('editor')
    ? text.refusals.reader
    : envelope.removed
      ? text.refusals.removed
      : undefined;
  const isEditing = search['edit'] === 'yes' && refusal === undefined;
  const tab = TABS.find((one) => one === search['tab']) ?? 'overview';
  return (
    <>
      <PlaceHead
        crumbs={
          <Breadcrumbs
            label={frame.crumbs}
            parts={[
              { id: 'register', shown: <PlaceLink to="register">{frame.places.register}</PlaceLink> },
              { id: 'noun', shown: <PlaceLink to={noun}>{frame.places[noun]}</PlaceLink> },
              { id: 'one', shown: name },
            ]}
          />
        }
        title={name}
        lead={
          <span className="record-lead">
            <Icon name={noun} />
            <span>{frame.one[noun]}</span>
            <code>{id}</code>
            {envelope.removed ? <Badge tone="bad">{text.list.isRemoved}</Badge> : null}
            {search['asOf'] === undefined ? null : (
              <button type="button" className="record-day" onClick={() => change({ asOf: undefined })}>
                {text.asOf(day(search['asOf']))} <Icon name="close" />
              </button>
            )}
          </span>
        }
        tools={
          isEditing ? null : (
            <>
              {refusal === undefined ? null : <span className="soft small">{refusal}</span>}
              <Button isDisabled={refusal !== undefined} onPress={() => go('interview', { noun, id })}>
                <Icon name="comment" />
                {text.interview.start}
              </Button>
              <Button
                weight="strong"
                isDisabled={refusal !== undefined}
                // What is changed is what is known now, whatever day was looked at.
                onPress={() => change({ edit: 'yes', tab: undefined, asOf: undefined, knownAt: undefined })}
              >
                <Icon name="edit" />
                {isApprovalWanted ? text.editToPropose : text.edit}
              </Button>
              <Menu
                label={frame.more}
                entries={[
                  ...(noun === 'activities'
                    ? [
                        {
                          id: 'flow',
                          name: text.newFlow,
                          icon: 'flows' as const,
                          ...reasonOf(may('editor') ? undefined : text.refusals.reader),
                        },
                      ]
                    : []),
                  {
                    id: 'copy',
                    name: text.copy,
                    icon: 'plus',
                    ...reasonOf(may('editor') ? undefined : text.refusals.reader),
                  },
                  { id: 'print', name: frame.print, icon: 'print' },
                  {
                    id: 'remove',
                    name: text.list.remove,
                    icon: 'remove',
                    isGrave: true,
                    ...reasonOf(refusal),
                  },
                ]}
                onChoose={(act) => {
                  if (act === 'copy') go('newRecord', { noun }, { copy: id });
                  else if (act === 'flow') go('newRecord', { noun: 'flows' }, { activity: id });
                  else if (act === 'print') print();
                  else setRemoving(true);
                }}
              />
            </>
          )
        }
      />
      {isEditing ? (
        <RecordForm
          noun={noun}
          stored={envelope}
          start={record}
          field={search['field']}
          onDone={() => change({ edit: undefined, field: undefined }, 'move')}
          onCancel={() => change({ edit: undefined, field: undefined }, 'move')}
        />
      ) : (
        <Tabs<TabName>
          label={name}
          value={tab}
          onChange={(next) => change({ tab: next === 'overview' ? undefined : next })}
          tabs={[
            {
              id: 'overview',
              name: text.tabs.overview,
              content: () => <RecordOverview noun={noun} envelope={envelope} refusal={refusal} />,
            },
            {
              id: 'history',
              name: text.tabs.history,
              content: () => <HistoryTab noun={noun} envelope={envelope} />,
            },
            {
              id: 'comments',
              name: text.tabs.comments,
              content: () => <CommentsTab noun={noun} id={id} />,
            },
            {
              id: 'attachments',
              name: text.tabs.attachments,
              content: () => <AttachmentsTab noun={noun} id={id} />,
            },
          ]}
        />
      )}
      {isRemoving ? (
        <RemoveRecord noun={noun} id={id} name={name} onClose={() => setRemoving(false)} />
      ) : null}
    </>
  );
}

function reasonOf(refusal: string | undefined): { readonly refusal?: string } {
  return refusal === undefined ? {} : { refusal };
}
