// The panel beside the table: why a flow may or may not go on, law by law, and how that was and will be over time.
import { useEffect, useRef } from 'react';
import type { FlowAnswer, TransferAnswers } from '../../core/flows/answer.ts';
import type { Timeline } from '../../core/flows/timeline.ts';
import { ask } from '../client/ask.ts';
import type { FlowView, RegisterView } from '../client/register-view.ts';
import { useAnswer } from '../client/use-answer.ts';
import { useWords } from '../text/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Empty, Waiting } from '../ui/faces.tsx';
import { useCover } from '../ui/use-cover.ts';
import { writeEnd } from './flow-rows.ts';
import { ProblemFace } from './problem-face.tsx';
import { RegimeAnswerPart } from './regime-answer.tsx';
import { SpanBar } from './span-bar.tsx';
import { VerdictMark } from './verdict-mark.tsx';
import './why-panel.css';

interface Props {
  readonly flow: string;
  readonly view: FlowView | undefined;
  readonly register: RegisterView;
  /** What a question about this register says beside the flow. */
  readonly question: Readonly<Record<string, unknown>>;
  readonly questionKey: string;
  /** What the table already knows; shown until the full answer is there. */
  readonly brief: FlowAnswer | undefined;
  readonly isRunning: boolean;
  readonly asOf: string;
  readonly first: string;
  readonly last: string;
  readonly onDay: (day: string) => void;
  readonly onClose: () => void;
}

const REST_MS = 200;
/** As in why-panel.css. */
const COVERS = '(width < 64rem)';

export function WhyPanel(props: Props) {
  const { flow, view, register, question, questionKey, brief, asOf, onClose } = props;
  const words = useWords();
  const { text, day } = words;
  const heading = useRef<HTMLHeadingElement>(null);
  const panel = useRef<HTMLElement>(null);
  useCover(panel, COVERS);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the heading takes the focus whenever another flow is opened.
  useEffect(() => heading.current?.focus({ preventScroll: true }), [flow]);
  const full = useAnswer<TransferAnswers>(
    props.isRunning ? `${questionKey} ${flow}` : null,
    (signal) => ask('transfers', { ...question, flows: [flow], explain: true }, signal),
    REST_MS,
  );
  const answer = full.key === `${questionKey} ${flow}` ? full.value?.flows[0] : brief;
  return (
    <aside className="why" aria-labelledby="why-title" id="why" ref={panel}>
      <div className="why-head">
        <div>
          <p className="soft small">
            {text.why.title} {text.why.asOf(day(asOf))}
          </p>
          <h2 id="why-title" ref={heading} tabIndex={-1}>
            {flow}
          </h2>
        </div>
        <Button weight="quiet" onPress={onClose} aria-label={text.why.close}>
          <span aria-hidden="true">✕</span>
        </Button>
      </div>
      {view === undefined ? (
        <Empty>{text.why.unknown}</Empty>
      ) : (
        <>
          <p className="why-way">
            <span>
              {writeEnd(view.from, words)}
              {view.from.organisation === null ? null : (
                <span className="soft"> {words.country(view.from.country)}</span>
              )}
            </span>
            <span aria-hidden="true">→</span>
            <span>
              {writeEnd(view.to, words)} <span className="soft">{words.country(view.to.country)}</span>
            </span>
          </p>
          <p className="soft small">
            {view.activity?.name ?? ''}
            {view.mode === undefined ? '' : ` · ${words.term('modes', view.mode)}`}
          </p>
          {props.isRunning ? (
            <Answers answer={answer} register={register} />
          ) : (
            <Empty>{text.why.notRunning}</Empty>
          )}
          {full.problem === undefined ? null : <ProblemFace problem={full.problem} onRetry={full.retry} />}
          <FlowTimeline {...props} />
        </>
      )}
    </aside>
  );
}

function Answers({
  answer,
  register,
}: {
  readonly answer: FlowAnswer | undefined;
  readonly register: RegisterView;
}) {
  const { text } = useWords();
  if (answer === undefined) return <Waiting label={text.waiting} rows={5} />;
  return (
    <div className="why-answers">
      <p>
        <VerdictMark verdict={answer.verdict} isHeavy />
      </p>
      {answer.answers.length === 0 ? <Empty>{text.why.noLaw}</Empty> : null}
      {answer.answers.map((one) => (
        <RegimeAnswerPart key={one.regime} answer={one} register={register} />
      ))}
    </div>
  );
}

/** Over the years the law stands as it stood; what is struck is struck from the day asked about. */
function FlowTimeline({ flow, question, questionKey, first, last, asOf, onDay }: Props) {
  const { text } = useWords();
  // Without a strike the day asked about changes nothing of the years, and nothing need be asked again.
  const isStruck = ((question['without'] as readonly string[] | undefined)?.length ?? 0) > 0;
  const key = isStruck ? `${questionKey} ${flow}` : `${questionKey.replace(asOf, '')} ${flow}`;
  const { asOf: _asOf, ...rest } = question;
  const timeline = useAnswer<Timeline>(
    key,
    (signal) =>
      ask(
        'timelines',
        { ...rest, ...(isStruck && { asOf }), flows: [flow], from: first, until: last },
        signal,
      ),
    REST_MS,
  );
  const spans = timeline.value?.flows.find((one) => one.flow === flow)?.spans;
  return (
    <section className="why-timeline" aria-label={text.why.timeline}>
      <h3>{text.why.timeline}</h3>
      {timeline.problem === undefined ? null : (
        <ProblemFace problem={timeline.problem} onRetry={timeline.retry} />
      )}
      {spans === undefined ? (
        timeline.problem === undefined ? (
          <Waiting label={text.waiting} rows={2} />
        ) : null
      ) : (
        <SpanBar spans={spans} first={first} last={last} asOf={asOf} onDay={onDay} />
      )}
    </section>
  );
}
