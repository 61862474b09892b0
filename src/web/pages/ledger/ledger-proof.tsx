// Whether the ledger is whole, and signed checkpoints of how far it had come.
import { useMutation, useQuery } from '@tanstack/react-query';
import { problemOf } from '../../client/ask.ts';
import { groupQuery, refreshGroup } from '../../client/queries.ts';
import { readOf, sendTo } from '../../client/records.ts';
import { saveFile } from '../../client/save-file.ts';
import { useGroup } from '../../client/use-group.ts';
import { useYou } from '../../client/use-you.ts';
import { ProblemFace } from '../../parts/problem-face.tsx';
import { Moment } from '../../parts/record/moment.tsx';
import { useFrameText } from '../../text/frame-text.ts';
import { useLedgerText } from '../../text/ledger-text.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Waiting } from '../../ui/faces.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Meter } from '../../ui/meter.tsx';
import { tell } from '../../ui/toast.tsx';

interface Verification {
  readonly entries: number;
  readonly hash: string;
  readonly checkpoints: number;
  readonly sound: boolean;
  readonly findings: readonly {
    readonly code: string;
    readonly position: number;
    readonly message: string;
    readonly hint: string;
  }[];
  readonly more: number;
}

interface Checkpoint {
  readonly groupId: string;
  readonly position: number;
  readonly madeAt: string;
}

export function LedgerProof() {
  return (
    <div className="ledger-proof">
      <Check />
      <Checkpoints />
    </div>
  );
}

function Check() {
  const { id: group } = useGroup();
  const text = useLedgerText().check;
  const { data, error, isPending, mutate, isIdle } = useMutation({
    mutationFn: () => readOf<Verification>(group, ['verification']),
  });
  const isRunning = isPending && !isIdle;
  return (
    <Card title={text.title} lead={text.lead}>
      <div aria-live="polite" className="ledger-found">
        {isRunning ? <Meter label={text.running} value={null} shown="" kind="work" /> : null}
        {error === null || isRunning ? null : (
          <ProblemFace problem={problemOf(error)} onRetry={() => mutate()} />
        )}
        {data === undefined || isRunning ? null : data.sound ? (
          <div className="ledger-sound">
            <p>
              <Icon name="check" /> <strong>{text.sound}</strong>
            </p>
            <p className="small">{text.soundLead(data.entries, data.checkpoints)}</p>
            <p className="small ledger-hash">
              {text.hash}: <code>{data.hash}</code>
            </p>
          </div>
        ) : (
          <div className="ledger-unsound">
            <p>
              <Icon name="warning" /> <strong>{text.found(data.findings.length + data.more)}</strong>
            </p>
            <p className="small">{text.foundLead}</p>
            <ul>
              {data.findings.map((one) => (
                <li key={`${one.code} ${one.position} ${one.message}`} className="small">
                  <strong>{text.at(one.position)}</strong>{' '}
                  <span lang="en">
                    {one.message} {one.hint}
                  </span>{' '}
                  <code>{one.code}</code>
                </li>
              ))}
            </ul>
            {data.more > 0 ? <p className="small">{text.more(data.more)}</p> : null}
          </div>
        )}
      </div>
      <div className="no-print">
        <Button isDisabled={isRunning} onPress={() => mutate()}>
          <Icon name="check" />
          {text.run}
        </Button>
      </div>
    </Card>
  );
}

function Checkpoints() {
  const { id: group } = useGroup();
  const frame = useFrameText();
  const text = useLedgerText().checkpoints;
  const { may } = useYou();
  const { data, error, refetch } = useQuery(
    groupQuery<{ readonly checkpoints: readonly Checkpoint[] }>(group, ['checkpoints']),
  );
  const keep = (one: Checkpoint): void =>
    saveFile(
      `checkpoint-${one.groupId}-${one.position}.json`,
      'application/json',
      `${JSON.stringify(one, null, 2)}\n`,
    );
  const make = useMutation({
    mutationFn: async () => (await sendTo<Checkpoint>(group, ['checkpoints'], {})).value,
    onSuccess: async (made) => {
      keep(made);
      tell({ text: text.made, kind: 'done' });
      await refreshGroup(group);
    },
    onError: (failed) => tell({ text: problemOf(failed).title, kind: 'fault' }),
  });
  const newestFirst = [...(data?.checkpoints ?? [])].reverse();
  return (
    <Card title={text.title} lead={text.lead}>
      {error !== null ? (
        <ProblemFace problem={problemOf(error)} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Waiting label={frame.loading} rows={2} />
      ) : newestFirst.length === 0 ? (
        <p className="soft">{text.none}</p>
      ) : (
        <ul className="checkpoint-list">
          {newestFirst.map((one) => (
            <li key={`${one.position} ${one.madeAt}`}>
              <span>
                {text.position(one.position)} <Moment at={one.madeAt} />
              </span>
              <Button
                weight="quiet"
                aria-label={`${text.download}: ${text.position(one.position)}`}
                onPress={() => keep(one)}
              >
                <Icon name="exports" />
                {text.download}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className="no-print">
        <Button isDisabled={!may('owner') || make.isPending} onPress={() => make.mutate()}>
          <Icon name="plus" />
          {text.make}
        </Button>
        {may('owner') ? null : <p className="soft small">{text.owner}</p>}
      </div>
    </Card>
  );
}
