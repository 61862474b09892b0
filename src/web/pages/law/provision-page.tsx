// One provision: its rules with text, wording, sources, conditions and exceptions, its history, and the flows of the group that rest on it.
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { LawText } from '../../../api/laws.ts';
import type { TransferAnswers } from '../../../core/flows/answer.ts';
import type { Condition } from '../../../core/law/condition.ts';
import { ProblemFound, problemOf, read } from '../../client/ask.ts';
import { groupQuery } from '../../client/queries.ts';
import { useGroup, useHasGroup } from '../../client/use-group.ts';
import { DayChoice, DayPrinted, useAsOf } from '../../parts/day-choice.tsx';
import { PlaceLink } from '../../parts/place-link.tsx';
import { ProblemFace } from '../../parts/problem-face.tsx';
import { VerdictMark } from '../../parts/verdict-mark.tsx';
import { useFrameText } from '../../text/frame-text.ts';
import { useLawText } from '../../text/law-text.ts';
import { useWords } from '../../text/use-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { Breadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Card } from '../../ui/card.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Empty, Waiting } from '../../ui/faces.tsx';
import { PlaceHead } from '../../ui/place-head.tsx';
import { ConditionTree, RuleName } from './condition-tree.tsx';
import { stateOn, type TimeState } from './in-force.ts';
import './law-page.css';

type Rule = LawText['rules'][number];
const FLOWS_SHOWN = 40;
const TONES = { now: 'good', ended: 'care', coming: 'accent' } as const;

export function ProvisionPage() {
  const hasGroup = useHasGroup();
  const { id = '' } = useParams({ strict: false }) as { readonly id?: string };
  const { language, law: nameOfLaw, list } = useWords();
  const frame = useFrameText();
  const text = useLawText();
  const asOf = useAsOf();
  const { data, error, refetch } = useQuery({
    queryKey: ['law', id],
    queryFn: () => read<LawText>('law', id),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const isNotThere = error instanceof ProblemFound && error.problem.status === 404;
  return (
    <>
      <PlaceHead
        crumbs={
          <Breadcrumbs
            label={frame.crumbs}
            parts={[
              { id: 'home', shown: <PlaceLink to="home">{frame.places.home}</PlaceLink> },
              { id: 'law', shown: <PlaceLink to="law">{frame.places.law}</PlaceLink> },
              { id, shown: <code>{id}</code> },
            ]}
          />
        }
        title={data?.title[language] ?? id}
        lead={
          data === undefined ? null : (
            <span className="provision-lead">
              <span>{list(data.laws.map(nameOfLaw))}</span>
              <StateBadge state={stateOn(data, asOf)} />
              <span>{text.one.rules(data.rules.length)}</span>
            </span>
          )
        }
        tools={<DayChoice />}
      />
      <DayPrinted />
      {isNotThere ? (
        <Empty action={<PlaceLink to="law">{text.one.back}</PlaceLink>}>{text.one.notThere}</Empty>
      ) : error !== null ? (
        <ProblemFace problem={problemOf(error)} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Waiting label={frame.loading} rows={10} />
      ) : (
        <div className="provision">
          <div className="provision-rules">
            {data.rules.map((rule) => (
              <RuleCard key={rule.id} rule={rule} law={data} asOf={asOf} />
            ))}
          </div>
          <div className="provision-side">
            <History law={data} />
            {hasGroup ? <RestingFlows law={data} asOf={asOf} /> : null}
            {data.note === undefined ? null : (
              <Disclosure title={text.one.note}>
                {() => (
                  <p lang="en" className="provision-note">
                    {data.note}
                  </p>
                )}
              </Disclosure>
            )}
          </div>
        </div>
      )}
    </>
  );
}

function StateBadge({ state }: { readonly state: TimeState }) {
  const text = useLawText();
  return <Badge tone={TONES[state]}>{text.one.state[state]}</Badge>;
}

function RuleCard({
  rule,
  law,
  asOf,
}: {
  readonly rule: Rule;
  readonly law: LawText;
  readonly asOf: string;
}) {
  const { language, text: shared, day } = useWords();
  const text = useLawText();
  const from = rule.from ?? law.from;
  const until = rule.until ?? law.until;
  const state = stateOn({ from, until }, asOf);
  return (
    <article className={`card provision-rule provision-${state}`} id={rule.id} aria-label={rule.id}>
      <header className="provision-rule-head">
        <Badge tone="accent">{text.kinds[rule.kind] ?? rule.kind}</Badge>
        {state === 'now' ? null : <StateBadge state={state} />}
        <code className="small soft">{rule.id}</code>
      </header>
      <p className="provision-says">{rule.says[language].replace(/\{(\w+)\}/g, '…')}</p>
      {rule.quote === undefined ? null : (
        <blockquote className="provision-quote" lang="en">
          {rule.quote}
        </blockquote>
      )}
      <dl className="provision-facts">
        <dt>{text.one.condition}</dt>
        <dd className="provision-condition">
          {rule.when === undefined ? text.one.always : <ConditionTree condition={rule.when as Condition} />}
        </dd>
        {rule.except.length === 0 ? null : (
          <>
            <dt>{text.one.except}</dt>
            <dd>
              <RuleList ids={rule.except} />
            </dd>
          </>
        )}
        {rule.depends === undefined || rule.depends.length === 0 ? null : (
          <>
            <dt>{text.one.depends}</dt>
            <dd>
              <RuleList ids={rule.depends} />
            </dd>
          </>
        )}
        {rule.from === undefined && rule.until === undefined ? null : (
          <>
            <dt>{shared.rule.inForce}</dt>
            <dd>
              {rule.from === undefined ? null : shared.rule.from(day(rule.from))}{' '}
              {rule.until === undefined ? null : shared.rule.until(day(rule.until))}
            </dd>
          </>
        )}
        {rule.cites.length === 0 ? null : (
          <>
            <dt>{text.one.cites}</dt>
            <dd>{rule.cites.join('; ')}</dd>
          </>
        )}
        <dt>{text.one.source}</dt>
        <dd>
          <ul>
            {rule.source.map((one) => (
              <li key={`${one.cite} ${one.url ?? ''}`}>
                <SourceLink source={one} />
              </li>
            ))}
          </ul>
        </dd>
        <dt>{text.status}</dt>
        <dd>
          {rule.unverified === undefined ? (
            <span className="seen-mark">✓ {text.seen}</span>
          ) : (
            <span className="seen-mark is-unseen">
              ⚑ {text.unverified}: <span lang="en">{rule.unverified}</span>
            </span>
          )}
        </dd>
      </dl>
    </article>
  );
}

function RuleList({ ids }: { readonly ids: readonly string[] }) {
  return (
    <ul>
      {ids.map((id) => (
        <li key={id}>
          <RuleName id={id} />
        </li>
      ))}
    </ul>
  );
}

function SourceLink({ source }: { readonly source: LawText['source'][number] }) {
  const { text, day } = useWords();
  const address = source.url ?? source.via;
  return (
    <>
      {address === undefined ? (
        source.cite
      ) : (
        <a href={address} target="_blank" rel="noopener noreferrer">
          {source.cite}
        </a>
      )}
      {source.read === undefined ? null : (
        <span className="soft small"> {text.rule.read(day(source.read, 'short'))}</span>
      )}
    </>
  );
}

function History({ law }: { readonly law: LawText }) {
  const { day, language } = useWords();
  const text = useLawText();
  return (
    <Card title={text.one.history}>
      {law.from === undefined && law.until === undefined ? (
        <p className="soft">{text.one.noDays}</p>
      ) : (
        <dl className="provision-history">
          {law.from === undefined ? null : (
            <div>
              <dt>{text.one.begins}</dt>
              <dd>{day(law.from)}</dd>
            </div>
          )}
          {law.until === undefined ? null : (
            <div>
              <dt>{text.one.ends}</dt>
              <dd>{day(law.until)}</dd>
            </div>
          )}
          {law.ended === undefined ? null : (
            <>
              <div>
                <dt>{text.one.endedBy}</dt>
                <dd>{law.ended.by}</dd>
              </div>
              <div>
                <dt>{text.one.endedWhy}</dt>
                <dd>{law.ended.why[language]}</dd>
              </div>
            </>
          )}
        </dl>
      )}
    </Card>
  );
}

function RestingFlows({ law, asOf }: { readonly law: LawText; readonly asOf: string }) {
  const { id: group } = useGroup();
  const { day } = useWords();
  const frame = useFrameText();
  const text = useLawText();
  const { data, error, refetch } = useQuery(groupQuery<TransferAnswers>(group, ['transfers'], { asOf }));
  const rules = new Set(law.rules.map((rule) => rule.id));
  const resting =
    data?.flows.flatMap((flow) => {
      const answer = flow.answers.find((one) => one.rules.some((rule) => rules.has(rule)));
      return answer === undefined ? [] : [{ flow: flow.flow, verdict: answer.verdict }];
    }) ?? [];
  return (
    <Card title={text.one.flows} lead={text.one.flowsLead(day(asOf))}>
      {error !== null ? (
        <ProblemFace problem={problemOf(error)} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Waiting label={frame.loading} rows={3} />
      ) : resting.length === 0 ? (
        <p className="soft">{text.one.noFlows}</p>
      ) : (
        <>
          <ul className="resting-flows">
            {resting.slice(0, FLOWS_SHOWN).map((one) => (
              <li key={one.flow}>
                <PlaceLink to="transfers" search={{ flow: one.flow }}>
                  {one.flow}
                </PlaceLink>
                <VerdictMark verdict={one.verdict} />
              </li>
            ))}
          </ul>
          {resting.length > FLOWS_SHOWN ? (
            <p className="soft small">{text.one.more(resting.length - FLOWS_SHOWN)}</p>
          ) : null}
          <p className="no-print">
            <PlaceLink to="transfers" search={{ without: law.id }}>
              {text.one.whatIf}
            </PlaceLink>
          </p>
        </>
      )}
    </Card>
  );
}
