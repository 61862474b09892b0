// Why: one flow as a tree of facts, laws, rules and duties, with the chain by which the data arrived and the years behind and ahead.
import { useEffect, useMemo, useRef } from 'react';
import type { FlowAnswer } from '../../../core/flows/answer.ts';
import { problemOf } from '../../client/ask.ts';
import { type RegisterView, viewRegister } from '../../client/register-view.ts';
import { PlaceLink } from '../../parts/place-link.tsx';
import { ProblemFace } from '../../parts/problem-face.tsx';
import { RegimeAnswerPart } from '../../parts/regime-answer.tsx';
import { SpanBar } from '../../parts/span-bar.tsx';
import { VerdictMark } from '../../parts/verdict-mark.tsx';
import { useTransfersText } from '../../text/transfers-text.ts';
import { useWords, type Words } from '../../text/use-text.ts';
import { Empty, Waiting } from '../../ui/faces.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { useCover } from '../../ui/use-cover.ts';
import { FlowChain } from './flow-chain.tsx';
import { listOf, type PlainRecord } from './flow-columns.ts';
import { copyLink } from './saved-views.tsx';
import type { Asked, FlowStory } from './transfers-asks.ts';
import { useStory, useYears } from './use-answers.ts';
import { FIRST_DAY, LAST_DAY } from './view-state.ts';
import './why-panel.css';

interface Props {
  readonly flow: string;
  readonly asked: Asked;
  readonly onDay: (day: string) => void;
  readonly onOpen: (flow: string) => void;
  readonly onClose: () => void;
}

/** As in transfers-page.css. */
const COVERS = '(width < 72rem)';

export function WhyPanel({ flow, asked, onDay, onOpen, onClose }: Props) {
  const words = useWords();
  const text = useTransfersText();
  const heading = useRef<HTMLHeadingElement>(null);
  const panel = useRef<HTMLElement>(null);
  useCover(panel, COVERS);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the heading takes the focus whenever another flow is opened.
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    panel.current?.scrollTo({ top: 0 });
  }, [flow]);
  const { data, error, refetch, isPlaceholderData } = useStory(asked, flow);
  const story = data !== undefined && isOf(data, flow) ? data : undefined;
  const group = asked.source.is === 'group' ? asked.source.group : null;
  return (
    <aside className="side-panel why" aria-labelledby="why-title" id="why" ref={panel}>
      <header className="side-head">
        <div>
          <p className="soft small">
            {words.text.why.title} {words.text.why.asOf(words.day(asked.asOf))}
          </p>
          <h2 id="why-title" ref={heading} tabIndex={-1}>
            {flow}
          </h2>
        </div>
        <div className="side-tools no-print">
          <IconButton
            icon="link"
            label={text.why.copyLink}
            onPress={() => void copyLink(location.href, text.views.copied, text.views.notCopied)}
          />
          <IconButton icon="print" label={text.why.print} onPress={() => print()} />
          <IconButton icon="close" label={words.text.why.close} onPress={onClose} />
        </div>
      </header>
      {error !== null ? (
        <ProblemFace problem={problemOf(error)} onRetry={() => void refetch()} />
      ) : story === undefined ? (
        <Waiting label={words.text.waiting} rows={9} />
      ) : listOf(story.around, 'flows').length === 0 ? (
        <Empty>{words.text.why.unknown}</Empty>
      ) : (
        <div className={isPlaceholderData ? 'why-tree is-coming' : 'why-tree'} aria-busy={isPlaceholderData}>
          <Told flow={flow} story={story} asked={asked} group={group} onOpen={onOpen} />
        </div>
      )}
      {story === undefined || listOf(story.around, 'flows').length === 0 ? null : (
        <Years flow={flow} asked={asked} onDay={onDay} />
      )}
    </aside>
  );
}

/** While another flow is asked about, what was told of the one before is no answer. */
function isOf(story: FlowStory, flow: string): boolean {
  if (story.answer !== null) return story.answer.flow === flow;
  const flows = listOf(story.around, 'flows');
  return flows.length === 0 || flows.some((one) => one.id === flow);
}

interface ToldProps {
  readonly flow: string;
  readonly story: FlowStory;
  readonly asked: Asked;
  readonly group: string | null;
  readonly onOpen: (flow: string) => void;
}

function Told({ flow, story, asked, group, onOpen }: ToldProps) {
  const { text: shared } = useWords();
  const register = useMemo(() => viewRegister(story.around), [story.around]);
  return (
    <>
      {story.answer === null ? null : (
        <p className="why-verdict">
          <VerdictMark verdict={story.answer.verdict} isHeavy />
        </p>
      )}
      <FlowFacts flow={flow} story={story} register={register} group={group} />
      {story.answer === null ? (
        <Empty>{shared.why.notRunning}</Empty>
      ) : (
        <Laws answer={story.answer} register={register} group={group} asOf={asked.asOf} />
      )}
      <FlowChain flow={flow} story={story} register={register} onOpen={onOpen} />
    </>
  );
}

interface LawsProps {
  readonly answer: FlowAnswer;
  readonly register: RegisterView;
  readonly group: string | null;
  readonly asOf: string;
}

function Laws({ answer, register, group, asOf }: LawsProps) {
  const { text: shared } = useWords();
  if (answer.answers.length === 0) return <Empty>{shared.why.noLaw}</Empty>;
  return (
    <>
      {answer.answers.map((one) => (
        <RegimeAnswerPart key={one.regime} answer={one} register={register} group={group} asOf={asOf} />
      ))}
    </>
  );
}

interface FactsProps {
  readonly flow: string;
  readonly story: FlowStory;
  readonly register: RegisterView;
  readonly group: string | null;
}

/** What the answers rest on, each with the way to its record. */
function FlowFacts({ flow, story, register, group }: FactsProps) {
  const words = useWords();
  const text = useTransfersText();
  const view = register.flows.get(flow);
  const record = listOf(story.around, 'flows').find((one) => one.id === flow);
  const activity = listOf(story.around, 'activities').find((one) => one.id === record?.['activity']);
  if (view === undefined || record === undefined) return null;
  const link = (noun: string, id: string, name: string) =>
    group === null ? (
      name
    ) : (
      <PlaceLink to="record" parts={{ noun, id }}>
        {name}
      </PlaceLink>
    );
  const end = (which: 'from' | 'to') => {
    const { organisation, isStaff, country } = view[which];
    const role = record[`${which}Role`];
    return (
      <>
        {organisation === null
          ? words.text.table.person
          : link(
              'organisations',
              organisation.id,
              isStaff
                ? words.text.table.staff(organisation.name ?? organisation.id)
                : (organisation.name ?? organisation.id),
            )}
        {organisation === null ? null : <span className="soft"> · {words.country(country)}</span>}
        {typeof role === 'string' ? <span className="soft"> · {words.term('roles', role)}</span> : null}
      </>
    );
  };
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    [text.why.from, end('from')],
    [text.why.to, end('to')],
    [
      text.why.activity,
      activity === undefined
        ? null
        : link('activities', activity.id, String(activity['name'] ?? activity.id)),
    ],
    [text.why.mode, view.mode === undefined ? null : words.term('modes', view.mode)],
    [text.why.data, wordsOf(activity, 'data', 'data', words)],
    [text.why.persons, personsOf(activity, words)],
    [text.why.record, link('flows', flow, flow)],
  ];
  return (
    <section className="why-facts" aria-label={text.why.facts}>
      <h3>{text.why.facts}</h3>
      <dl>
        {facts.map(([name, shown]) =>
          shown === null || shown === '' ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{shown}</dd>
            </div>
          ),
        )}
      </dl>
    </section>
  );
}

function wordsOf(record: PlainRecord | undefined, key: string, list: string, words: Words): string {
  const all = record?.[key];
  return Array.isArray(all) ? words.list(all.map((word) => words.term(list, String(word)))) : '';
}

function personsOf(activity: PlainRecord | undefined, words: Words): string {
  const all = activity?.['subjects'];
  if (!Array.isArray(all)) return '';
  return words.list(
    all.map((one: { category?: string; countries?: readonly string[] }) => {
      const where = (one.countries ?? []).map(words.country);
      const who = one.category === undefined ? '' : words.term('subjects', one.category);
      return where.length === 0 ? who : `${who} (${words.list(where)})`;
    }),
  );
}

/** Over the years the law stands as it stood; what is assumed is assumed from the day asked about. */
function Years({ flow, asked, onDay }: Pick<Props, 'flow' | 'asked' | 'onDay'>) {
  const { text: shared } = useWords();
  const { data, error, refetch } = useYears(asked, flow, FIRST_DAY, LAST_DAY);
  return (
    <section className="why-years" aria-label={shared.why.timeline}>
      <h3>{shared.why.timeline}</h3>
      {error !== null ? (
        <ProblemFace problem={problemOf(error)} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Waiting label={shared.waiting} rows={3} />
      ) : (
        <SpanBar spans={data} first={FIRST_DAY} last={LAST_DAY} asOf={asked.asOf} onDay={onDay} />
      )}
    </section>
  );
}
