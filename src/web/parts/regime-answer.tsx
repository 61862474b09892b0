// The answer of one law: verdict, tool, reasons, duties, missing facts, citations, rules, and what was tried.
import type { RegimeAnswer, Trial } from '../../core/flows/answer.ts';
import type { RegisterView } from '../client/register-view.ts';
import { useWords } from '../text/use-text.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { MissingFact } from './missing-fact.tsx';
import './regime-answer.css';
import { RuleLink } from './rule-text.tsx';
import { VerdictMark } from './verdict-mark.tsx';

export function RegimeAnswerPart({
  answer,
  register,
}: {
  readonly answer: RegimeAnswer;
  readonly register: RegisterView;
}) {
  const words = useWords();
  const { text, term, law, language } = words;
  return (
    <article className={`answer verdict-${answer.verdict}`} aria-label={law(answer.regime)}>
      <header className="answer-head">
        <h3 title={term('laws', answer.regime)}>{law(answer.regime)}</h3>
        <VerdictMark verdict={answer.verdict} isHeavy />
      </header>
      <dl className="answer-facts">
        <dt>{text.why.carriedBy}</dt>
        <dd>
          {words.tool(answer.tool)}
          {answer.instrument === null ? null : <code> {answer.instrument}</code>}
        </dd>
        {answer.origins.length === 0 ? null : (
          <>
            <dt>{text.why.origins}</dt>
            <dd>{words.list(answer.origins.map(words.country))}</dd>
          </>
        )}
        {answer.protection === 'direct' ? null : (
          <>
            <dt>{text.why.arrived}</dt>
            <dd>{term('protections', answer.protection)}</dd>
          </>
        )}
      </dl>
      {answer.unverified.length === 0 ? null : (
        <Part title={text.why.unverified} isWarning>
          <ul className="plain-list" lang="en">
            {answer.unverified.map((one) => (
              <li key={one}>⚑ {one}</li>
            ))}
          </ul>
        </Part>
      )}
      {answer.conflicts.length === 0 ? null : (
        <Part title={text.why.conflicts} isWarning>
          <ul className="plain-list">
            {answer.conflicts.map((one) => (
              <li key={one}>
                <code>{one}</code>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {answer.because.length === 0 ? null : (
        <Part title={text.why.reasons}>
          <ul className="reasons" lang={language}>
            {answer.because.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </Part>
      )}
      {answer.duties.length === 0 ? null : (
        <Part title={text.why.duties}>
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
        </Part>
      )}
      {answer.missing.length === 0 ? null : (
        <Part title={text.why.missing}>
          <ul>
            {answer.missing.map((path) => (
              <MissingFact key={path} path={path} register={register} />
            ))}
          </ul>
        </Part>
      )}
      {answer.open.length === 0 ? null : (
        <Part title={text.why.presumed}>
          <ul className="plain-list">
            {answer.open.map((path) => (
              <li key={path}>
                <code>{path}</code>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {answer.remaining.length === 0 ? null : (
        <Part title={text.why.remaining}>
          <p>{words.list(answer.remaining.map((duty) => term('duties', duty)))}</p>
        </Part>
      )}
      {answer.cites.length === 0 ? null : (
        <Part title={text.why.cites}>
          <p>{answer.cites.join('; ')}</p>
        </Part>
      )}
      {answer.rules.length === 0 ? null : (
        <Part title={text.why.rules}>
          <ul>
            {answer.rules.map((id) => (
              <RuleLink key={id} id={id} />
            ))}
          </ul>
        </Part>
      )}
      {answer.tried === undefined || answer.tried.length === 0 ? null : <Tried trials={answer.tried} />}
    </article>
  );
}

function Part({
  title,
  isWarning = false,
  children,
}: {
  readonly title: string;
  readonly isWarning?: boolean;
  readonly children: React.ReactNode;
}) {
  return (
    <section className={isWarning ? 'answer-part is-warning' : 'answer-part'}>
      <h4>{title}</h4>
      {children}
    </section>
  );
}

function Tried({ trials }: { readonly trials: readonly Trial[] }) {
  const { text, tool } = useWords();
  return (
    <Disclosure title={text.why.tried(trials.length)}>
      {() => (
        <>
          <p className="small soft">{text.why.triedLead}</p>
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
        </>
      )}
    </Disclosure>
  );
}
