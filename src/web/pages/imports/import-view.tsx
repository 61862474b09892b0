// One import from being read to what was done: its steps, how far it is, and the way back.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import type { ImportOnWire } from '../../../api/imports.ts';
import type { Problem } from '../../../api/problem.ts';
import { wantsApproval } from '../../../core/flows/approvals.ts';
import { RECORD_NOUNS } from '../../../core/flows/words.ts';
import { finishStep, useFirstSteps } from '../../client/first-steps.ts';
import { type GroupView, groupQuery, keyOfGroup, queryClient, refreshGroup } from '../../client/queries.ts';
import {
  applyImport,
  fileOf,
  giveUpImport,
  readImport,
  type SendWish,
  undoImport,
} from '../../client/sent-files.ts';
import { useYou } from '../../client/use-you.ts';
import { PlaceLink } from '../../parts/place-link.tsx';
import { ProblemFace } from '../../parts/problem-face.tsx';
import { problemOf } from '../../parts/problem-of.ts';
import { usePlaceSearch } from '../../parts/use-place-search.ts';
import { useFrameText } from '../../text/frame-text.ts';
import { useImportsText } from '../../text/imports-text.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Waiting } from '../../ui/faces.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Meter } from '../../ui/meter.tsx';
import { tell } from '../../ui/toast.tsx';
import { FaultTable } from './fault-table.tsx';
import { MappingStep } from './mapping-step.tsx';
import { PlanView } from './plan-view.tsx';
import { readSheets } from './sheet-mapping.ts';

const ASK_AGAIN_MS = 500;
const MOST_TO_UNDO = 500;
const STEPS = ['mapping', 'preview', 'done'] as const;
type StepName = (typeof STEPS)[number];

interface Props {
  readonly group: string;
  readonly id: string;
  readonly onSend: (file: File, wish: SendWish) => Promise<void>;
}

function isGoing(job: ImportOnWire | undefined): boolean {
  return job?.state === 'reading' || job?.state === 'applying';
}

export function ImportView({ group, id, onSend }: Props) {
  const text = useImportsText();
  const frame = useFrameText();
  const [search, change] = usePlaceSearch();
  const [problem, setProblem] = useState<Problem | null>(null);
  const found = useQuery({
    queryKey: keyOfGroup(group, 'imports', id),
    queryFn: ({ signal }) => readImport(group, id, signal),
    refetchInterval: (query) => (isGoing(query.state.data) ? ASK_AGAIN_MS : false),
  });
  const { data: job } = found;
  const wasApplying = useRef(false);
  const steps = useFirstSteps();
  useEffect(() => {
    if (job?.state === 'applying') wasApplying.current = true;
    if (job?.state === 'applied' && wasApplying.current) {
      wasApplying.current = false;
      void refreshGroup(group);
      if (steps.way === 'file') finishStep('way', 'group', 'recipient');
    }
  }, [job?.state, group, steps.way]);
  if (found.error !== null)
    return <ProblemFace problem={problemOf(found.error)} onRetry={() => void found.refetch()} />;
  if (job === undefined) return <Waiting label={frame.loading} rows={6} />;
  const sheets = readSheets(job.mapping);
  const hasMapping = sheets.length > 0 && (job.state === 'planned' || job.state === 'faulty');
  const step: StepName =
    job.state === 'applied' ? 'done' : hasMapping && search['step'] !== 'preview' ? 'mapping' : 'preview';
  const keep = (next: ImportOnWire): void => {
    queryClient.setQueryData(keyOfGroup(group, 'imports', id), next);
    void queryClient.invalidateQueries({ queryKey: keyOfGroup(group, 'imports', {}) });
  };
  const act = async (what: () => Promise<ImportOnWire>): Promise<void> => {
    setProblem(null);
    try {
      const next = await what();
      if (next.state === 'applied') wasApplying.current = true;
      keep(next);
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  const giveUp = async (): Promise<void> => {
    await act(() => giveUpImport(group, id));
    tell({ text: text.givenUp });
    change({ import: undefined, step: undefined });
  };
  const resend = (wish: SendWish, file = fileOf(id)): void => {
    if (file === undefined) return;
    void giveUpImport(group, id).catch(() => undefined);
    void onSend(file, wish);
  };
  return (
    <section className="import" aria-label={job.fileName}>
      <StepsBar shown={step} hasMapping={hasMapping} onGo={(next) => change({ step: next })} />
      {problem === null ? null : <ProblemFace problem={problem} onRetry={() => setProblem(null)} />}
      {isGoing(job) ? (
        <Card>
          <Meter
            label={job.state === 'reading' ? text.reading(job.fileName) : text.applying(job.fileName)}
            value={
              job.progress.of === null || job.progress.of === 0 ? null : job.progress.done / job.progress.of
            }
            shown={job.progress.done === 0 ? '' : text.records(job.progress.done)}
            kind="work"
          />
          <p>
            <Button onPress={() => void act(() => giveUpImport(group, id))}>{text.cancel}</Button>
          </p>
        </Card>
      ) : job.state === 'applied' ? (
        <Done group={group} job={job} />
      ) : job.state === 'failed' || job.state === 'cancelled' ? (
        <Card title={text.states[job.state]}>
          {job.problem === null ? null : <p lang="en">{job.problem}</p>}
          <ChooseAgain label={text.faults.again} onFile={(file) => void onSend(file, { gone: job.gone })} />
        </Card>
      ) : step === 'mapping' ? (
        <MappingStep
          job={job}
          sheets={sheets}
          onGoOn={() => change({ step: 'preview' })}
          onAgain={(mapping) => resend({ gone: job.gone, mapping })}
          onFile={(file, mapping) => resend({ gone: job.gone, mapping }, file)}
          hasFile={fileOf(id) !== undefined}
        />
      ) : job.state === 'faulty' ? (
        <FaultTable job={job} onFile={(file) => void onSend(file, { gone: job.gone })} />
      ) : (
        <Preview
          group={group}
          job={job}
          onApply={() => void act(() => applyImport(group, id, job.fingerprint))}
          onGone={
            fileOf(id) === undefined
              ? undefined
              : (gone) => resend({ gone, ...(job.mapping !== null && { mapping: job.mapping }) })
          }
          onGiveUp={() => void giveUp()}
        />
      )}
    </section>
  );
}

function Preview({
  group,
  job,
  ...rest
}: {
  readonly group: string;
  readonly job: ImportOnWire;
  readonly onApply: () => void;
  readonly onGone: ((gone: 'keep' | 'remove') => void) | undefined;
  readonly onGiveUp: () => void;
}) {
  const text = useImportsText();
  const you = useYou();
  const { data } = useQuery(groupQuery<{ record: GroupView }>(group, []));
  const wants = RECORD_NOUNS.some((noun) => {
    const { added = 0, changed = 0, gone = 0 } = job.counts?.[noun] ?? {};
    return added + changed + gone > 0 && wantsApproval(data?.record ?? null, noun);
  });
  const refusal = !you.may('editor')
    ? text.refusal
    : wants && job.by === you.person
      ? text.plan.ownRefusal
      : null;
  return <PlanView job={job} refusal={refusal} {...rest} />;
}

function StepsBar({
  shown,
  hasMapping,
  onGo,
}: {
  readonly shown: StepName;
  readonly hasMapping: boolean;
  readonly onGo: (step: StepName) => void;
}) {
  const text = useImportsText();
  const steps = STEPS.filter((one) => one !== 'mapping' || hasMapping);
  const at = steps.indexOf(shown);
  return (
    <ol className="import-steps no-print" aria-label={text.step}>
      {steps.map((one, index) => (
        <li
          key={one}
          className={index < at ? 'is-done' : ''}
          aria-current={one === shown ? 'step' : undefined}
        >
          {index < at && shown !== 'done' ? (
            <button type="button" onClick={() => onGo(one)}>
              <Icon name="check" />
              {text.steps[one]}
            </button>
          ) : (
            <span>
              {index < at ? <Icon name="check" /> : <span className="import-step-number">{index + 1}</span>}
              {text.steps[one]}
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}

function ChooseAgain({ label, onFile }: { readonly label: string; readonly onFile: (file: File) => void }) {
  return (
    <FileTrigger onSelect={(files) => files?.[0] && onFile(files[0])}>
      <Button weight="strong">{label}</Button>
    </FileTrigger>
  );
}

function Done({ group, job }: { readonly group: string; readonly job: ImportOnWire }) {
  const text = useImportsText();
  const heading = useRef<HTMLHeadingElement>(null);
  const [undoing, setUndoing] = useState<number | null>(null);
  const [outcome, setOutcome] = useState<number | null>(null);
  useEffect(() => heading.current?.focus(), []);
  const counts = Object.values(job.counts ?? {});
  const sum = (of: 'added' | 'changed' | 'gone'): number => counts.reduce((all, one) => all + one[of], 0);
  const gone = job.gone === 'remove' ? sum('gone') : 0;
  const changes = job.changes.filter((one) => one.what !== 'gone' || job.gone === 'remove');
  const done = sum('added') + sum('changed') + gone;
  const undo = async (): Promise<void> => {
    setUndoing(0);
    const stayed = await undoImport(group, changes, setUndoing);
    setUndoing(null);
    setOutcome(stayed);
    await refreshGroup(group);
  };
  return (
    <Card>
      <h2 ref={heading} tabIndex={-1} className="import-done">
        <Icon name="check" />
        {text.done.title}: {job.fileName}
      </h2>
      <p>{done === 0 ? text.done.nothing : text.done.lead(sum('added'), sum('changed'), gone)}</p>
      {undoing !== null ? (
        <Meter
          label={text.done.undoing(undoing, changes.length)}
          value={changes.length === 0 ? 1 : undoing / changes.length}
          shown=""
          kind="work"
        />
      ) : outcome !== null ? (
        <p role="status">{outcome === 0 ? text.done.undone : text.done.undoneSome(outcome)}</p>
      ) : null}
      <div className="imports-row">
        <PlaceLink to="register" className="button button-strong">
          {text.done.look}
        </PlaceLink>
        <PlaceLink to="ledger" className="button">
          {text.done.ledger}
        </PlaceLink>
        {done === 0 || outcome !== null ? null : job.more > 0 ||
          changes.length === 0 ||
          changes.length > MOST_TO_UNDO ? (
          <p className="soft small">{text.done.undoLarge}</p>
        ) : (
          <Button onPress={() => void undo()} isDisabled={undoing !== null}>
            <Icon name="undo" />
            {text.done.undo}
          </Button>
        )}
      </div>
    </Card>
  );
}
