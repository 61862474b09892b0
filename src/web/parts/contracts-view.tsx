// The mesh of standard clauses against binding corporate rules, in numbers and in names.
import type { Agreement, ContractsAnswer } from '../../core/flows/contracts.ts';
import { ask } from '../client/ask.ts';
import type { RegisterView } from '../client/register-view.ts';
import { useAnswer } from '../client/use-answer.ts';
import { useWords } from '../text/use-text.ts';
import { Empty, Waiting } from '../ui/faces.tsx';
import { ProblemFace } from './problem-face.tsx';
import './changes-view.css';
import './contracts-view.css';

interface Props {
  readonly register: RegisterView;
  readonly question: Readonly<Record<string, unknown>>;
  readonly questionKey: string;
  readonly onOpen: (flow: string) => void;
}

const REST_MS = 250;

export function ContractsView({ register, question, questionKey, onOpen }: Props) {
  const { text } = useWords();
  const { language: _language, ...asked } = question;
  const answer = useAnswer<ContractsAnswer>(
    questionKey,
    (signal) => ask('contracts', asked, signal),
    REST_MS,
  );
  if (answer.problem !== undefined) {
    return <ProblemFace problem={answer.problem} onRetry={answer.retry} />;
  }
  if (answer.value === undefined) return <Waiting label={text.waiting} />;
  const { scc, bcr } = answer.value;
  const signed = scc.needed - scc.missing.length;
  return (
    <div className="contracts" aria-busy={answer.isComing}>
      <section aria-labelledby="contracts-title">
        <h2 id="contracts-title">{text.contracts.title}</h2>
        <p className="soft">{text.contracts.lead}</p>
        {scc.needed === 0 ? (
          <Empty>{text.contracts.noneNeeded}</Empty>
        ) : (
          <dl className="bars">
            <dt>{text.contracts.scc}</dt>
            <dd>
              <Bar kept={signed} open={scc.missing.length} most={scc.needed} />
              <span>
                <strong>{scc.needed}</strong> {text.contracts.needed}, {text.contracts.pairs(scc.pairs)}:{' '}
                <strong>{signed}</strong> {text.contracts.signed}, <strong>{scc.missing.length}</strong>{' '}
                {text.contracts.missing}
              </span>
              <span className="small soft">
                {Object.entries(scc.byModule)
                  .map(([module, count]) => `${text.contracts.module(module)}: ${count}`)
                  .join(' · ')}
                {'. '}
                {text.contracts.mesh(scc.fullMesh)}
              </span>
            </dd>
            {bcr.map((one) => (
              <BcrBar key={one.kind} one={one} most={scc.needed} />
            ))}
          </dl>
        )}
      </section>
      <section aria-labelledby="missing-title">
        <h2 id="missing-title">{text.contracts.missingTitle}</h2>
        {scc.missing.length === 0 ? (
          <p className="soft">{text.contracts.none}</p>
        ) : (
          <Agreements agreements={scc.missing} register={register} onOpen={onOpen} />
        )}
      </section>
      {scc.signAgain.length === 0 ? null : (
        <section aria-labelledby="again-title">
          <h2 id="again-title">{text.contracts.again}</h2>
          <ul className="again">
            {scc.signAgain.map((one) => (
              <li key={one.instrument}>
                <code>{one.instrument}</code> <span lang="en">{one.why}</span>{' '}
                <span className="small soft">{one.flows.join(', ')}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {scc.onChangeOf.length === 0 ? null : (
        <section aria-labelledby="change-title">
          <h2 id="change-title">{text.contracts.change}</h2>
          <ul className="again">
            {scc.onChangeOf.map((one) => (
              <li key={one.activity}>
                {register.activities.get(one.activity)?.name ?? one.activity}:{' '}
                <strong>{text.contracts.change_count(one.agreements)}</strong>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

/** `kept`: done or replaced; `open`: what remains to be signed. */
function Bar({ kept, open, most }: { readonly kept: number; readonly open: number; readonly most: number }) {
  return (
    <span className="bar" aria-hidden="true">
      <span className="bar-kept" style={{ width: `${(100 * kept) / most}%` }} />
      <span className="bar-open" style={{ width: `${(100 * open) / most}%` }} />
    </span>
  );
}

function BcrBar({ one, most }: { readonly one: ContractsAnswer['bcr'][number]; readonly most: number }) {
  const { text } = useWords();
  return (
    <>
      <dt>{text.contracts.bcr[one.kind]}</dt>
      <dd>
        <Bar kept={one.replaces.length} open={one.leaves.length} most={most} />
        <span>
          <strong>{one.replaces.length}</strong> {text.contracts.replaces},{' '}
          <strong>{one.leaves.length}</strong> {text.contracts.leaves}
        </span>
        <span className="small soft">{text.contracts.members(one.members)}</span>
      </dd>
    </>
  );
}

function Agreements({
  agreements,
  register,
  onOpen,
}: {
  readonly agreements: readonly Agreement[];
  readonly register: RegisterView;
  readonly onOpen: (flow: string) => void;
}) {
  const { text, law, country, list } = useWords();
  const name = (id: string): string => register.organisations.get(id)?.name ?? id;
  return (
    <div className="table-box scrolls">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{text.contracts.exporter}</th>
            <th scope="col">{text.contracts.importer}</th>
            <th scope="col">{text.contracts.moduleColumn}</th>
            <th scope="col">{text.table.law}</th>
            <th scope="col">{text.contracts.flowsColumn}</th>
          </tr>
        </thead>
        <tbody>
          {agreements.map((one) => (
            <tr key={`${one.exporter} ${one.importer} ${one.module}`}>
              <td>
                {name(one.exporter)}{' '}
                <span className="small soft">
                  {country(register.organisations.get(one.exporter)?.country)}
                </span>
              </td>
              <td>
                {name(one.importer)}{' '}
                <span className="small soft">
                  {country(register.organisations.get(one.importer)?.country)}
                </span>
              </td>
              <td>{one.module}</td>
              <td>{list(one.laws.map(law))}</td>
              <td>
                <ul className="flow-names">
                  {(one.unsigned.length > 0 ? one.unsigned : one.flows).map((flow) => (
                    <li key={flow}>
                      <button type="button" className="row-open" onClick={() => onOpen(flow)}>
                        {flow}
                      </button>
                    </li>
                  ))}
                </ul>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
