// The answer of one law: verdict, tool, reasons, duties, missing facts, citations, rules, and what was tried.
import type { RegimeAnswer, Trial } from '../../core/flows/answer.ts';
import type { RegisterView } from '../client/register-view.ts';
import { useWords } from '../text/use-text.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { MissingFact } from './missing-fact.tsx';
import { PlaceLink } from './place-link.tsx';
import './regime-answer.css';
import { RuleLink } from './rule-text.tsx';
import { VerdictMark } from './verdict-mark.tsx';

interface Props {
  readonly answer: RegimeAnswer;
  readonly register: RegisterView;
  /** The group in which facts can be entered and records opened; null where the register is a file. */
  readonly group?: string | null;
  readonly asOf?: string;
}

export function RegimeAnswerPart({ answer, register, group = null, asOf = '' }: Props) {
  const words = useWords();
  const { text, term, law, language } = words;
  return (
    <article className={`answer verdict-${answer.verdict}`} aria-label={law(answer.regime)}>
      <header className="answer-head">
        <h3 title={term('laws', answer.regime)}>{law(answer.regime)}</h3>
        <VerdictMark verdict={answer.verdict} isHeavy />
      </header>
      <ul className="answer-tree">
        {answer.missing.length === 0 ? null : (
          <Branch title={text.why.missing}>
            <ul className="missing-facts">
              {answer.missing.map((path) => (
                <MissingFact key={path} path={path} register={register} group={group} asOf={asOf} />
              ))}
            </ul>
          </Branch>
        )}
        <Branch title={text.why.carriedBy}>
          <p>
            {words.tool(answer.tool)} <Instrument answer={answer} register={register} group={group} />
          </p>
          {answer.origins.length === 0 ? null : (
            <p className="small">
              <span className="soft">{text.why.origins}:</span>{' '}
              {words.list(answer.origins.map(words.country))}
            </p>
          )}
          {answer.protection === 'direct' ? null : (
            <p className="small">
              <span className="soft">{text.why.arrived}:</span> {term('protections', answer.protection)}
            </p>
          )}
        </Branch>
        {answer.because.length === 0 ? null : (
          <Branch title={text.why.reasons}>
            <ul className="reasons" lang={language}>
              {answer.because.map((reason) => (
                <li key={reason}>{reason}</li>
              ))}
            </ul>
          </Branch>
        )}
        {answer.rules.length === 0 ? null : (
          <Branch title={text.why.rules}>
            <ul className="answer-rules">
              {answer.rules.map((id) => (
                <RuleLink
                  key={id}
                  id={id}
                  isUnverified={answer.unverified.some((one) => one.startsWith(id))}
                />
              ))}
            </ul>
            {answer.cites.length === 0 ? null : (
              <p className="small">
                <span className="soft">{text.why.cites}:</span> {answer.cites.join('; ')}
              </p>
            )}
          </Branch>
        )}
        {answer.unverified.length === 0 ? null : (
          <Branch title={text.why.unverified} isWarning>
            <ul className="plain-list" lang="en">
              {answer.unverified.map((one) => (
                <li key={one}>⚑ {one}</li>
              ))}
            </ul>
          </Branch>
        )}
        {answer.conflicts.length === 0 ? null : (
          <Branch title={text.why.conflicts} isWarning>
            <ul className="plain-list">
              {answer.conflicts.map((one) => (
                <li key={one}>
                  <code>{one}</code>
                </li>
              ))}
            </ul>
          </Branch>
        )}
        {answer.duties.length === 0 ? null : (
          <Branch title={text.why.duties}>
            <ul className="duties">
              {answer.duties.map((duty) => (
                <li key={duty.rule} className={duty.met ? 'is-met' : 'is-open'}>
                  <span aria-hidden="true">{duty.met ? '✓' : '○'}</span>
                  <span>
                    {term('duties', duty.duty)}{' '}
                    <span className="duty-state">{duty.met ? text.why.met : text.why.notMet}</span>
                    <span className="small soft"> {duty.cite}</span>
                  </span>
                </li>
              ))}
            </ul>
          </Branch>
        )}
        {answer.remaining.length === 0 ? null : (
          <Branch title={text.why.remaining}>
            <p>{words.list(answer.remaining.map((duty) => term('duties', duty)))}</p>
          </Branch>
        )}
        {answer.open.length === 0 ? null : (
          <Branch title={text.why.presumed}>
            <ul className="plain-list">
              {answer.open.map((path) => (
                <li key={path}>
                  <code>{path}</code>
                </li>
              ))}
            </ul>
          </Branch>
        )}
        {answer.tried === undefined || answer.tried.length === 0 ? null : (
          <li className="answer-branch">
            <Tried trials={answer.tried} />
          </li>
        )}
      </ul>
    </article>
  );
}

function Branch({
  title,
  isWarning = false,
  children,
}: {
  readonly title: string;
  readonly isWarning?: boolean;
  readonly children: React.ReactNode;
}) {
  return (
    <li className={isWarning ? 'answer-branch is-warning' : 'answer-branch'}>
      <h4>{title}</h4>
      {children}
    </li>
  );
}

/** An instrument of the register leads to its record; one of the law to its provision. */
function Instrument({ answer, register, group }: Required<Pick<Props, 'answer' | 'register' | 'group'>>) {
  const { instrument } = answer;
  if (instrument === null) return null;
  const isOwn = register.instruments.some((one) => one.id === instrument);
  const shown = <code>{instrument}</code>;
  if (group === null) return shown;
  if (isOwn)
    return (
      <PlaceLink to="record" parts={{ noun: 'instruments', id: instrument }}>
        {shown}
      </PlaceLink>
    );
  return answer.rules.includes(instrument) ? (
    <PlaceLink to="provision" parts={{ id: instrument }}>
      {shown}
    </PlaceLink>
  ) : (
    shown
  );
}

/** What carries it, or might, stands first; what plainly does not apply is folded below. */
function Tried({ trials }: { readonly trials: readonly Trial[] }) {
  const { text } = useWords();
  const near = trials.filter((trial) => trial.outcome !== 'does-not-apply');
  const far = trials.filter((trial) => trial.outcome === 'does-not-apply');
  return (
    <Disclosure title={text.why.tried(trials.length)}>
      {() => (
        <>
          <p className="small soft">{text.why.triedLead}</p>
          <Trials trials={near} />
          {far.length === 0 ? null : (
            <Disclosure title={`${text.why.outcome['does-not-apply']} (${far.length})`}>
              {() => <Trials trials={far} />}
            </Disclosure>
          )}
        </>
      )}
    </Disclosure>
  );
}

function Trials({ trials }: { readonly trials: readonly Trial[] }) {
  const { text, tool } = useWords();
  return (
    <ul className="trials">
      {trials.map((trial) => (
        <li key={`${trial.rule} ${trial.instrument ?? ''}`} className={`trial-${trial.outcome}`}>
          <span className="trial-outcome">{text.why.outcome[trial.outcome]}</span>
          <span>
            {tool(trial.tool)} {trial.instrument === null ? null : <code>{trial.instrument}</code>}
          </span>
          <span className="small soft">{trial.says}</span>
        </li>
      ))}
    </ul>
  );
}
