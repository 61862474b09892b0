// Approvals: changes that wait for a second person, what each would change, and the decision on it.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ChangedNoun } from '../../../api/changes.ts';
import type { Problem } from '../../../api/problem.ts';
import { RECORD_NOUNS } from '../../../core/flows/words.ts';
import { ProblemFound } from '../../client/ask.ts';
import { groupQuery, recordQuery, refreshGroup } from '../../client/queries.ts';
import { type Fields, sendTo } from '../../client/records.ts';
import { useGroup } from '../../client/use-group.ts';
import { useYou } from '../../client/use-you.ts';
import { PlaceLink } from '../../parts/place-link.tsx';
import { ProblemFace } from '../../parts/problem-face.tsx';
import { DifferencesTable } from '../../parts/record/differences-table.tsx';
import { Moment } from '../../parts/record/moment.tsx';
import { PersonName } from '../../parts/record/person-name.tsx';
import { compareRecords } from '../../parts/record/record-differences.ts';
import { fieldsOf } from '../../parts/record/record-fields.ts';
import { RecordLink, RecordName } from '../../parts/record/record-link.tsx';
import { usePlaceSearch } from '../../parts/use-place-search.ts';
import { useFrameText } from '../../text/frame-text.ts';
import { useRecordsText } from '../../text/records-text.ts';
import { useWords } from '../../text/use-text.ts';
import { Badge, type BadgeTone } from '../../ui/badge.tsx';
import { Breadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Empty, Waiting } from '../../ui/faces.tsx';
import { Icon } from '../../ui/icon.tsx';
import { PlaceHead } from '../../ui/place-head.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { tell } from '../../ui/toast.tsx';
import './changes-page.css';

const NOUNS = [...RECORD_NOUNS, 'groups'] as const;
const STATES = ['proposed', 'draft', 'approved', 'rejected', 'withdrawn'] as const;
type ChangeState = (typeof STATES)[number];

interface Change {
  readonly id: string;
  readonly version: number;
  readonly recordedAt: string;
  readonly of: { readonly noun: ChangedNoun; readonly id: string };
  readonly act: 'statement' | 'removal' | 'undo';
  readonly record?: Fields;
  readonly undoes?: string;
  readonly validFrom?: string;
  readonly validUntil?: string;
  readonly why?: string;
  readonly base: number;
  readonly state: ChangeState;
  readonly by: string;
  readonly decidedBy?: string;
  readonly reason?: string;
}

const TONES: Record<ChangeState, BadgeTone> = {
  proposed: 'accent',
  draft: 'plain',
  approved: 'good',
  rejected: 'bad',
  withdrawn: 'plain',
};

export function ChangesPage() {
  const frame = useFrameText();
  const text = useRecordsText();
  const [search, change] = usePlaceSearch();
  const state = STATES.find((one) => one === search['state']) ?? 'proposed';
  return (
    <>
      <PlaceHead
        crumbs={
          <Breadcrumbs
            label={frame.crumbs}
            parts={[
              { id: 'home', shown: <PlaceLink to="home">{frame.places.home}</PlaceLink> },
              { id: 'changes', shown: frame.places.changes },
            ]}
          />
        }
        title={frame.places.changes}
        lead={text.changes.lead}
      />
      <Tabs<ChangeState>
        label={frame.places.changes}
        value={state}
        onChange={(next) => change({ state: next === 'proposed' ? undefined : next, change: undefined })}
        tabs={STATES.map((one) => ({
          id: one,
          name: text.changes.states[one],
          content: () => <ChangeList state={one} />,
        }))}
      />
    </>
  );
}

function ChangeList({ state }: { readonly state: ChangeState }) {
  const { id: group } = useGroup();
  const frame = useFrameText();
  const text = useRecordsText();
  const [search, change] = usePlaceSearch();
  const { data, error, refetch } = useQuery(
    groupQuery<{ readonly items: readonly Change[]; readonly next: string | null }>(group, ['changes'], {
      state,
      limit: 200,
    }),
  );
  if (error !== null)
    return (
      <ProblemFace
        problem={
          error instanceof ProblemFound ? error.problem : { type: 'page', title: String(error), status: 0 }
        }
        onRetry={() => void refetch()}
      />
    );
  if (data === undefined) return <Waiting label={frame.loading} rows={6} />;
  const named = search['change'];
  const shown = named ?? data.items[0]?.id;
  if (data.items.length === 0 && named === undefined)
    return (
      <Empty
        action={state === 'proposed' ? <PlaceLink to="settings">{text.changes.settings}</PlaceLink> : null}
      >
        {text.changes.none[state]}
      </Empty>
    );
  return (
    <div className="changes">
      <ul className="change-list" aria-label={text.changes.states[state]}>
        {data.items.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              className="change-line"
              aria-pressed={one.id === shown}
              onClick={() => change({ change: one.id }, 'move')}
            >
              <Icon name={one.of.noun === 'groups' ? 'settings' : one.of.noun} />
              <span className="change-words">
                <strong>
                  <ChangedName of={one.of} />
                </strong>
                <span className="soft small">
                  {text.changes.acts[one.act]} · <PersonNamePlain id={one.by} />
                </span>
                <Moment at={one.recordedAt} />
              </span>
            </button>
          </li>
        ))}
      </ul>
      {shown === undefined ? null : <ChangeShown key={shown} id={shown} />}
    </div>
  );
}

/** What shall be changed; the group has settings and no page of a record. */
function ChangedName({ of: { noun, id } }: Pick<Change, 'of'>) {
  const frame = useFrameText();
  return noun === 'groups' ? frame.groupSettings : <RecordName noun={noun} id={id} />;
}

function ChangedLink({ of: { noun, id } }: Pick<Change, 'of'>) {
  const frame = useFrameText();
  if (noun !== 'groups') return <RecordLink noun={noun} id={id} />;
  return (
    <PlaceLink to="settings" className="record-link">
      {frame.groupSettings}
    </PlaceLink>
  );
}

function PersonNamePlain({ id }: { readonly id: string }) {
  const text = useRecordsText();
  return id === 'local' ? text.localPerson : <RecordName noun="persons" id={id} />;
}

function ChangeShown({ id }: { readonly id: string }) {
  const { id: group } = useGroup();
  const frame = useFrameText();
  const text = useRecordsText();
  const { data: change, error } = useQuery(groupQuery<Change>(group, ['changes', id]));
  if (error !== null) return <Empty>{frame.notFound.lead}</Empty>;
  if (change === undefined) return <Waiting label={frame.loading} rows={6} />;
  const noun = NOUNS.find((one) => one === change.of.noun);
  if (noun === undefined) return null;
  return (
    <Card
      title={
        <span className="change-title">
          <ChangedLink of={change.of} />
          <Badge tone={TONES[change.state]}>{text.changes.is[change.state]}</Badge>
        </span>
      }
      lead={
        noun === 'groups'
          ? text.changes.acts[change.act]
          : `${frame.one[noun]} · ${text.changes.acts[change.act]}`
      }
    >
      <ChangeFacts change={change} />
      <ChangeDifferences change={change} noun={noun} />
      <Decision change={change} />
    </Card>
  );
}

function ChangeFacts({ change }: { readonly change: Change }) {
  const text = useRecordsText();
  const { day } = useWords();
  const holds = text.history.holds(
    change.validFrom === undefined ? null : day(change.validFrom, 'short'),
    change.validUntil === undefined ? null : day(change.validUntil, 'short'),
  );
  return (
    <dl className="change-facts">
      <div>
        <dt>{text.changes.by}</dt>
        <dd>
          <PersonName id={change.by} />
        </dd>
      </div>
      {change.why === undefined || change.why === '' ? null : (
        <div>
          <dt>{text.history.why}</dt>
          <dd>{change.why}</dd>
        </div>
      )}
      {holds === null ? null : (
        <div>
          <dt>{text.history.holdsFor}</dt>
          <dd>{holds}</dd>
        </div>
      )}
      {change.decidedBy === undefined ? null : (
        <div>
          <dt>{text.changes.decidedBy}</dt>
          <dd>
            <PersonName id={change.decidedBy} />
          </dd>
        </div>
      )}
      {change.reason === undefined ? null : (
        <div>
          <dt>{text.changes.reason}</dt>
          <dd>{change.reason}</dd>
        </div>
      )}
    </dl>
  );
}

function ChangeDifferences({ change, noun }: { readonly change: Change; readonly noun: ChangedNoun }) {
  const frame = useFrameText();
  const text = useRecordsText();
  const isOpen = change.state === 'proposed' || change.state === 'draft';
  const { data: now, isPending } = useStanding(change.of, isOpen);
  if (change.act === 'removal') return <p>{text.changes.wouldRemove}</p>;
  if (change.act === 'undo') return <p>{text.changes.wouldUndo}</p>;
  if (isOpen && isPending && change.base > 0) return <Waiting label={frame.loading} rows={3} />;
  const before = isOpen ? (now?.record ?? {}) : {};
  const isOvertaken = isOpen && now !== undefined && now.version !== change.base;
  return (
    <>
      {isOvertaken ? (
        <p className="change-overtaken">
          <Icon name="warning" />
          {text.changes.overtaken}
        </p>
      ) : null}
      <DifferencesTable
        noun={noun}
        caption={text.changes.caption}
        differences={compareRecords(
          before,
          change.record ?? {},
          fieldsOf(noun).map((field) => field.key),
        )}
      />
    </>
  );
}

interface Standing {
  readonly version: number;
  readonly record: Fields;
}

/** What stands now of what shall be changed. */
function useStanding({ noun, id }: Change['of'], isWanted: boolean) {
  const { id: group } = useGroup();
  const ofGroup = useQuery({
    ...groupQuery<Standing>(group, []),
    enabled: isWanted && noun === 'groups',
  });
  const ofRecord = useQuery({
    ...recordQuery(group, noun === 'groups' ? 'organisations' : noun, id),
    enabled: isWanted && noun !== 'groups',
  });
  const { data, isPending } = noun === 'groups' ? ofGroup : ofRecord;
  return { data: data as Standing | undefined, isPending };
}

type Act = 'approval' | 'rejection' | 'withdrawal' | 'proposal';

function Decision({ change }: { readonly change: Change }) {
  const { id: group } = useGroup();
  const frame = useFrameText();
  const text = useRecordsText();
  const { person, may } = useYou();
  const [isRejecting, setRejecting] = useState(false);
  const [reason, setReason] = useState('');
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const isOwn = change.by === person;
  const decide = async (act: Act, body: unknown): Promise<void> => {
    setSending(true);
    setProblem(null);
    try {
      await sendTo(group, ['changes', change.id, act], body);
      setRejecting(false);
      tell({ text: text.changes.done[act], kind: 'done' });
      await refreshGroup(group);
    } catch (error) {
      if (!(error instanceof ProblemFound)) throw error;
      setProblem(error.problem);
    } finally {
      setSending(false);
    }
  };
  if (change.state !== 'proposed' && change.state !== 'draft') return null;
  const refusal = isOwn ? text.changes.own : may('approver') ? undefined : text.refusals.approver;
  return (
    <div className="change-decision">
      {change.state === 'draft' && isOwn ? (
        <Button weight="strong" isDisabled={isSending} onPress={() => void decide('proposal', {})}>
          {text.propose}
        </Button>
      ) : null}
      {isOwn ? (
        <Button isDisabled={isSending} onPress={() => void decide('withdrawal', {})}>
          {text.changes.withdraw}
        </Button>
      ) : null}
      {change.state === 'draft' ? null : (
        <>
          <Button isDisabled={isSending || refusal !== undefined} onPress={() => setRejecting(true)}>
            {text.changes.reject}
          </Button>
          <Button
            weight="strong"
            isDisabled={isSending || refusal !== undefined}
            onPress={() => void decide('approval', {})}
          >
            <Icon name="check" />
            {text.changes.approve}
          </Button>
        </>
      )}
      {refusal === undefined ? null : <p className="soft small change-refusal">{refusal}</p>}
      {problem === null ? null : (
        <p className="field-fault" role="alert" lang="en">
          {problem.title} {problem.detail}
        </p>
      )}
      {isRejecting ? (
        <Dialog
          title={text.changes.rejectTitle}
          closeLabel={frame.close}
          isOpen
          onClose={() => setRejecting(false)}
          actions={
            <>
              <Button onPress={() => setRejecting(false)}>{frame.cancel}</Button>
              <Button
                weight="strong"
                isDisabled={reason.trim() === '' || isSending}
                onPress={() => void decide('rejection', { reason: reason.trim() })}
              >
                {text.changes.reject}
              </Button>
            </>
          }
        >
          <TextField
            label={text.changes.reason}
            help={text.changes.reasonHelp}
            value={reason}
            onChange={setReason}
            lines={3}
            isRequired
            autoFocus
          />
        </Dialog>
      ) : null}
    </div>
  );
}
