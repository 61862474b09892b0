// An interview: one question at a time, only what is missing, why it is asked; it can be left and taken up again.
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { FlowAnswer } from '../../../core/flows/answer.ts';
import { RECORD_NOUNS, type RecordNoun } from '../../../core/flows/words.ts';
import { today } from '../../client/days.ts';
import { useDraft } from '../../client/drafts.ts';
import { groupQuery, recordQuery } from '../../client/queries.ts';
import type { Envelope, Fields } from '../../client/records.ts';
import { useGroup } from '../../client/use-group.ts';
import { useYou } from '../../client/use-you.ts';
import { NotFound } from '../../parts/not-found.tsx';
import { PlaceLink } from '../../parts/place-link.tsx';
import { ProblemFace } from '../../parts/problem-face.tsx';
import { AskedBy } from '../../parts/record/asked-by.tsx';
import { ConflictDialog } from '../../parts/record/conflict-dialog.tsx';
import { isKnown } from '../../parts/record/field.ts';
import { idFromName } from '../../parts/record/id-from-name.ts';
import { compareRecords, isSame } from '../../parts/record/record-differences.ts';
import { fieldAt } from '../../parts/record/record-fields.ts';
import { RecordFormContext } from '../../parts/record/record-form-context.ts';
import { RecordInput, withKey } from '../../parts/record/record-input.tsx';
import { RecordValue } from '../../parts/record/record-value.tsx';
import { useRecordSave } from '../../parts/record/use-record-save.ts';
import { useSurroundings } from '../../parts/record/use-surroundings.ts';
import { useGo } from '../../parts/use-go.ts';
import { useFieldWords } from '../../text/fields-text.ts';
import { useFrameText } from '../../text/frame-text.ts';
import { useRecordsText } from '../../text/records-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { Breadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { Waiting } from '../../ui/faces.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Meter } from '../../ui/meter.tsx';
import { PlaceHead } from '../../ui/place-head.tsx';
import { TextField } from '../../ui/text-field.tsx';
import './interview-page.css';
import './record-page.css';
import '../../parts/record/record-form.css';
import { stepsOf } from './interview-steps.ts';
import { hasScore } from './list-columns.tsx';
import { type MissingField, useRecordScore } from './record-completeness.tsx';

export function InterviewPage() {
  const { noun: named, id } = useParams({ strict: false }) as { readonly noun: string; readonly id: string };
  const noun = RECORD_NOUNS.find((one) => one === named);
  if (noun === undefined) return <NotFound />;
  return id === 'new' ? (
    <Interview key={noun} noun={noun} stored={null} missing={NOTHING_MISSING} undetermined={NOTHING} />
  ) : (
    <OfRecord key={`${noun} ${id}`} noun={noun} id={id} />
  );
}

const NOTHING: readonly string[] = [];
const NOTHING_MISSING: readonly MissingField[] = [];

/** Waits for what the law asks and what verdicts wait for, so that the order of the questions stands. */
function OfRecord({ noun, id }: { readonly noun: RecordNoun; readonly id: string }) {
  const { id: group } = useGroup();
  const frame = useFrameText();
  const stored = useQuery(recordQuery(group, noun, id));
  const score = useRecordScore(noun, id);
  const flow = noun === 'flows' ? id : undefined;
  const answers = useQuery({
    ...groupQuery<{ readonly flows: readonly FlowAnswer[] }>(group, ['transfers'], {
      asOf: today(),
      flows: flow,
    }),
    enabled: flow !== undefined,
  });
  const isWaiting =
    stored.data === undefined ||
    (hasScore(noun) && score.isPending) ||
    (flow !== undefined && answers.isPending);
  const undetermined = useMemo(
    () =>
      answers.data?.flows.flatMap((one) => one.answers.flatMap((two) => [...two.missing, ...two.open])) ??
      NOTHING,
    [answers.data],
  );
  if (stored.error !== null) return <NotFound />;
  if (isWaiting || stored.data === undefined) return <Waiting label={frame.loading} rows={6} />;
  return (
    <Interview
      noun={noun}
      stored={stored.data}
      missing={score.data?.missing ?? NOTHING_MISSING}
      undetermined={undetermined}
    />
  );
}

interface Props {
  readonly noun: RecordNoun;
  readonly stored: Envelope | null;
  readonly missing: readonly MissingField[];
  readonly undetermined: readonly string[];
}

/** What is kept on this device while the interview goes on. */
interface Talk {
  readonly record: Fields;
  readonly base: Fields;
  readonly seen: number | null;
  /** Questions to which the answer was "not known". */
  readonly skipped: readonly string[];
  readonly at: string | null;
}

function Interview({ noun, stored, missing, undetermined }: Props) {
  const frame = useFrameText();
  const text = useRecordsText();
  const { label, help } = useFieldWords();
  const go = useGo();
  const { may } = useYou();
  const around = useSurroundings();
  const saving = useRecordSave(noun);
  const key = `interview/${noun}/${stored?.id ?? 'new'}`;
  // What others change meanwhile is met when it is saved, not under the hand.
  const [begun] = useState({ stored, missing, undetermined });
  const begin = useMemo((): Talk => {
    const record = begun.stored?.record ?? {};
    return { record, base: record, seen: begun.stored?.version ?? null, skipped: [], at: null };
  }, [begun]);
  const draft = useDraft<Talk>(key, begin);
  const talk = draft.value;
  const [theirs, setTheirs] = useState<{ readonly record: Fields; readonly version: number } | null>(null);
  const id = begun.stored?.id ?? 'new';
  const steps = stepsOf({
    noun,
    id,
    base: talk.base,
    record: talk.record,
    around,
    missing: begun.missing,
    undetermined: begun.undetermined,
  });
  const isDone = (name: string): boolean =>
    talk.skipped.includes(name) || !isSame(talk.record[name], talk.base[name]);
  const open = steps.findIndex(({ field }) => !isDone(field.key));
  const named = steps.findIndex(({ field }) => field.key === talk.at);
  const at = talk.at === 'end' ? steps.length : named >= 0 ? named : open >= 0 ? open : steps.length;
  const step = steps[at];
  const question = useRef<HTMLHeadingElement>(null);
  const stepKey = step?.field.key ?? 'end';
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new question takes the focus.
  useEffect(() => question.current?.focus({ preventScroll: true }), [stepKey]);

  const move = (next: number, more: Partial<Talk> = {}): void =>
    draft.set({ ...talk, ...more, at: steps[next]?.field.key ?? 'end' });
  const answer = (value: unknown): void => {
    if (step === undefined) return;
    let record = withKey(talk.record, step.field.key, value);
    if (begun.stored === null && step.field.key === 'name') record = withKey(record, 'id', idFromName(value));
    draft.set({
      ...talk,
      record,
      at: step.field.key,
      skipped: talk.skipped.filter((one) => one !== step.field.key),
    });
  };
  const send = async (record: Fields, seen: number | null): Promise<void> => {
    const saved = await saving.save({ record, seen, why: text.interview.origin });
    if (saved.is === 'overtaken') setTheirs({ record: saved.theirs, version: saved.version });
    else if (saved.is !== 'refused') {
      draft.forget();
      go('record', { noun, id: String(record['id']) });
    }
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || step === undefined) return;
    event.preventDefault();
    move(at + 1);
  };
  const answered = steps.filter(({ field }) => isDone(field.key)).length;
  const name = typeof talk.record['name'] === 'string' ? talk.record['name'] : id;
  const context = { noun, id: begun.stored?.id ?? null, record: talk.record, faults: saving.faults, around };
  return (
    <RecordFormContext value={context}>
      <PlaceHead
        crumbs={
          <Breadcrumbs
            label={frame.crumbs}
            parts={[
              { id: 'noun', shown: <PlaceLink to={noun}>{frame.places[noun]}</PlaceLink> },
              ...(begun.stored === null
                ? []
                : [
                    {
                      id: 'one',
                      shown: (
                        <PlaceLink to="record" parts={{ noun, id }}>
                          {name}
                        </PlaceLink>
                      ),
                    },
                  ]),
              { id: 'interview', shown: text.interview.title },
            ]}
          />
        }
        title={text.interview.of(begun.stored === null ? frame.palette.newOne(frame.one[noun]) : name)}
        lead={draft.keptAt === null ? text.interview.lead : text.interview.goesOn}
      />
      <form className="interview" onSubmit={(event) => event.preventDefault()} onKeyDown={press}>
        <Meter
          label={text.interview.progress(Math.min(at + 1, steps.length), steps.length)}
          value={steps.length === 0 ? 1 : answered / steps.length}
          shown={`${answered} / ${steps.length}`}
        />
        {step === undefined ? (
          <section className="interview-card">
            <h2 ref={question} tabIndex={-1}>
              {steps.length === 0 ? text.interview.nothing : text.interview.end}
            </h2>
            <Answers noun={noun} talk={talk} />
            {begun.stored === null && steps.length > 0 ? (
              <TextField
                label={label(noun, 'id')}
                help={help(noun, 'id')}
                value={String(talk.record['id'] ?? '')}
                fault={saving.faults.get('id')}
                onChange={(value) =>
                  draft.set({ ...talk, record: withKey(talk.record, 'id', value === '' ? undefined : value) })
                }
              />
            ) : null}
            {saving.faults.size === 0 ? null : (
              <ul className="form-faults" role="alert">
                {[...saving.faults].map(([path, fault]) => (
                  <li key={path}>
                    <strong>{label(noun, path)}: </strong>
                    {fault}{' '}
                    {steps.some(({ field }) => field.key === fieldAt(noun, path)?.key) ? (
                      <Button
                        weight="quiet"
                        onPress={() => draft.set({ ...talk, at: fieldAt(noun, path)?.key ?? 'end' })}
                      >
                        {text.interview.again}
                      </Button>
                    ) : null}
                  </li>
                ))}
              </ul>
            )}
            {saving.problem === undefined || saving.faults.size > 0 ? null : (
              <ProblemFace problem={saving.problem} onRetry={() => void send(talk.record, talk.seen)} />
            )}
            <div className="interview-tools">
              <Button onPress={() => move(Math.max(0, steps.length - 1))} isDisabled={steps.length === 0}>
                <Icon name="left" />
                {text.interview.back}
              </Button>
              <Button
                weight="strong"
                isDisabled={isSame(talk.record, talk.base) || saving.isSaving || !may('editor')}
                onPress={() => void send(talk.record, talk.seen)}
              >
                {saving.isApprovalWanted ? text.propose : frame.save}
              </Button>
              {may('editor') ? null : <span className="soft small">{text.refusals.reader}</span>}
            </div>
          </section>
        ) : (
          <section className="interview-card" key={step.field.key} data-field={step.field.key}>
            <p>
              <Badge tone={step.reason === 'demanded' || step.reason === 'needed' ? 'care' : 'plain'}>
                {text.interview.reasons[step.reason]}
              </Badge>
            </p>
            <h2 ref={question} tabIndex={-1}>
              {help(noun, step.field.key) ?? label(noun, step.field.key)}
            </h2>
            <RecordInput
              noun={noun}
              field={step.field}
              path={step.field.key}
              value={talk.record[step.field.key]}
              onChange={answer}
            />
            <AskedBy noun={noun} field={step.field.key} />
            <div className="interview-tools">
              <Button onPress={() => move(at - 1)} isDisabled={at === 0}>
                <Icon name="left" />
                {text.interview.back}
              </Button>
              <Button
                isDisabled={step.field.isRequired === true}
                onPress={() =>
                  move(at + 1, {
                    record: isKnown(talk.base[step.field.key])
                      ? talk.record
                      : withKey(talk.record, step.field.key, undefined),
                    skipped: [...talk.skipped.filter((one) => one !== step.field.key), step.field.key],
                  })
                }
              >
                {text.interview.skip}
              </Button>
              <Button
                weight="strong"
                isDisabled={!isKnown(talk.record[step.field.key])}
                onPress={() => move(at + 1)}
              >
                {text.interview.next}
                <Icon name="right" />
              </Button>
            </div>
          </section>
        )}
        <div className="interview-leave">
          {step === undefined || isSame(talk.record, talk.base) ? null : (
            <Button weight="quiet" onPress={() => draft.set({ ...talk, at: 'end' })}>
              {text.interview.toEnd}
            </Button>
          )}
          <Button
            weight="quiet"
            onPress={() => (begun.stored === null ? go(noun) : go('record', { noun, id }))}
          >
            {text.interview.leave}
          </Button>
          {draft.keptAt === null ? null : (
            <Button weight="quiet" onPress={draft.forget}>
              {text.draft.forget}
            </Button>
          )}
        </div>
      </form>
      {theirs === null ? null : (
        <ConflictDialog
          noun={noun}
          base={talk.base}
          mine={talk.record}
          theirs={theirs.record}
          onClose={() => setTheirs(null)}
          onDecide={(decided) => {
            setTheirs(null);
            draft.set({ ...talk, record: decided, base: theirs.record, seen: theirs.version, at: 'end' });
            void send(decided, theirs.version);
          }}
        />
      )}
    </RecordFormContext>
  );
}

/** What was answered, to be looked at once more. */
function Answers({ noun, talk }: { readonly noun: RecordNoun; readonly talk: Talk }) {
  const text = useRecordsText();
  const { label } = useFieldWords();
  const answers = compareRecords(talk.base, talk.record);
  if (answers.length === 0) return <p className="soft">{text.interview.noAnswers}</p>;
  return (
    <dl className="record-facts">
      {answers.map(({ path, after }) => {
        const field = fieldAt(noun, path);
        return field === undefined ? null : (
          <div key={path}>
            <dt>{label(noun, path)}</dt>
            <dd>
              <RecordValue noun={noun} path={path} kind={field.kind} value={after} />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
