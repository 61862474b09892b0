// What a strike changes: flows before and after, and what could carry those that are not lawful.
import type { WhatIfAnswer, WhatIfState } from '../../core/flows/what-if.ts';
import { ask } from '../client/ask.ts';
import type { RegisterView } from '../client/register-view.ts';
import { useAnswer } from '../client/use-answer.ts';
import { useWords, type Words } from '../text/use-text.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { Empty, Waiting } from '../ui/faces.tsx';
import { ProblemFace } from './problem-face.tsx';
import './changes-view.css';
import { VerdictMark } from './verdict-mark.tsx';

interface Props {
  readonly register: RegisterView;
  readonly question: Readonly<Record<string, unknown>>;
  readonly questionKey: string;
  readonly asOf: string;
  readonly isStruck: boolean;
  readonly onOpen: (flow: string) => void;
}

const REST_MS = 300;
const REMEDIES_SHOWN = 8;

export function ChangesView({ register, question, questionKey, asOf, isStruck, onOpen }: Props) {
  const { text, day } = useWords();
  const answer = useAnswer<WhatIfAnswer>(questionKey, (signal) => ask('whatIfs', question, signal), REST_MS);
  if (answer.problem !== undefined) {
    return <ProblemFace problem={answer.problem} onRetry={answer.retry} />;
  }
  if (answer.value === undefined) return <Waiting label={text.waiting} />;
  const { changed, remedies } = answer.value;
  return (
    <div className="changes" aria-busy={answer.isComing}>
      <section aria-labelledby="changes-title">
        <h2 id="changes-title">{text.changes.title}</h2>
        {isStruck ? <p className="soft">{text.changes.lead(day(asOf))}</p> : null}
        {!isStruck ? (
          <Empty>{text.changes.nothingStruck}</Empty>
        ) : changed.length === 0 ? (
          <Empty>{text.changes.none}</Empty>
        ) : (
          <Changed changed={changed} register={register} onOpen={onOpen} />
        )}
      </section>
      <section aria-labelledby="remedies-title">
        <h2 id="remedies-title">{text.changes.remedies}</h2>
        <p className="soft">{text.changes.remediesLead}</p>
        {remedies.length === 0 ? (
          <Empty>{text.changes.noRemedies}</Empty>
        ) : (
          <Remedies remedies={remedies} register={register} onOpen={onOpen} />
        )}
      </section>
    </div>
  );
}

interface ChangedProps {
  readonly changed: WhatIfAnswer['changed'];
  readonly register: RegisterView;
  readonly onOpen: (flow: string) => void;
}

function Changed({ changed, register, onOpen }: ChangedProps) {
  const { text } = useWords();
  return (
    <div className="table-box scrolls">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{text.changes.flow}</th>
            <th scope="col">{text.changes.before}</th>
            <th scope="col">{text.changes.after}</th>
          </tr>
        </thead>
        <tbody>
          {changed.map((one) => (
            <tr key={one.flow}>
              <th scope="row">
                <button type="button" className="row-open" onClick={() => onOpen(one.flow)}>
                  {one.flow}
                </button>
                <span className="small soft">{register.flows.get(one.flow)?.activity?.name ?? ''}</span>
              </th>
              <td>
                <State state={one.before} />
              </td>
              <td>
                <State state={one.after} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function State({ state }: { readonly state: WhatIfState }) {
  const { tool } = useWords();
  return (
    <span className="change-state">
      <VerdictMark verdict={state.verdict} />
      <span className="small">
        {tool(state.tool)} {state.instrument === null ? null : <code>{state.instrument}</code>}
      </span>
    </span>
  );
}

function Remedies({
  remedies,
  register,
  onOpen,
}: {
  readonly remedies: WhatIfAnswer['remedies'];
  readonly register: RegisterView;
  readonly onOpen: (flow: string) => void;
}) {
  const words = useWords();
  const { text } = words;
  const most = Math.max(1, ...remedies.map((one) => one.helps.length));
  return (
    <ol className="remedies">
      {remedies.slice(0, REMEDIES_SHOWN).map((one) => (
        <li key={one.remedy} className="remedy">
          <h3>{nameOf(one.remedy, words)}</h3>
          <div className="remedy-bar" aria-hidden="true">
            <span className="remedy-heals" style={{ width: `${(100 * one.heals.length) / most}%` }} />
            <span
              className="remedy-helps"
              style={{ width: `${(100 * (one.helps.length - one.heals.length)) / most}%` }}
            />
          </div>
          <p className="remedy-counts">
            <span>
              <strong>{one.heals.length}</strong> {text.changes.heals}
            </span>
            <span>
              <strong>{one.helps.length}</strong> {text.changes.helps}
            </span>
            <span>
              <strong>{one.needs}</strong> {text.changes.needs}
            </span>
            {one.conditional.length === 0 ? null : (
              <span className="soft">{text.changes.conditional(one.conditional.length)}</span>
            )}
          </p>
          {one.heals.length === 0 ? null : (
            <Disclosure title={text.changes.flowsHealed}>
              {() => (
                <ul className="flow-names">
                  {one.heals.map((flow) => (
                    <li key={flow}>
                      <button
                        type="button"
                        className="row-open"
                        onClick={() => onOpen(flow)}
                        title={register.flows.get(flow)?.activity?.name}
                      >
                        {flow}
                      </button>
                    </li>
                  ))}
                </ul>
              )}
            </Disclosure>
          )}
        </li>
      ))}
    </ol>
  );
}

/** `scc-2021+uk-addendum`, or `standing:us-dpf`, in words. */
function nameOf(remedy: string, { term, text, language }: Words): string {
  if (remedy.startsWith('standing:'))
    return `${text.changes.standing}${language === 'ja' ? '' : ' '}${term('standings', remedy.slice(9))}`;
  return remedy
    .split('+')
    .map((kind) => term('instrument-kinds', kind))
    .join(' + ');
}
