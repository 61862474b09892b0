// The mesh of standard clauses against binding corporate rules, for the day and what is assumed; what is missing can be signed in thought.
import type { ContractsAnswer } from '../../../core/flows/contracts.ts';
import { problemOf } from '../../client/ask.ts';
import { ProblemFace } from '../../parts/problem-face.tsx';
import { useAgainWords } from '../../parts/use-again-words.ts';
import { useTransfersText } from '../../text/transfers-text.ts';
import { useWords } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Empty, Waiting } from '../../ui/faces.tsx';
import { FlowButton } from './flow-button.tsx';
import type { Asked, RegisterLists } from './transfers-asks.ts';
import { useContracts } from './use-answers.ts';
import type { Assumptions } from './use-assumptions.ts';

interface Props {
  readonly asked: Asked;
  readonly lists: RegisterLists | undefined;
  readonly assumptions: Assumptions;
  readonly onOpen: (flow: string) => void;
}

const MISSING_SHOWN = 60;
const FLOWS_SHOWN = 8;

export function ContractsPart({ asked, lists, assumptions, onOpen }: Props) {
  const { text: shared } = useWords();
  const text = useTransfersText();
  const writeAgain = useAgainWords();
  const { data, error, refetch, isPlaceholderData } = useContracts(asked);
  if (error !== null) return <ProblemFace problem={problemOf(error)} onRetry={() => void refetch()} />;
  if (data === undefined) return <Waiting label={shared.waiting} />;
  const { scc, bcr } = data;
  const name = (id: string): string =>
    String(lists?.organisations.find((one) => one.id === id)?.['name'] ?? id);
  return (
    <section className="contracts-part" aria-label={shared.contracts.title} aria-busy={isPlaceholderData}>
      <p className="soft small">{shared.contracts.lead}</p>
      {scc.needed === 0 ? (
        <Empty>{shared.contracts.noneNeeded}</Empty>
      ) : (
        <dl className="contract-counts">
          <dt>{shared.contracts.scc}</dt>
          <dd>
            <strong>{scc.needed}</strong> {shared.contracts.needed}, {shared.contracts.pairs(scc.pairs)}
            {'. '}
            <strong>{scc.needed - scc.missing.length}</strong> {shared.contracts.signed},{' '}
            <strong>{scc.missing.length}</strong> {shared.contracts.missing}
            {'. '}
            <span className="soft">{shared.contracts.mesh(scc.fullMesh)}</span>
          </dd>
          {bcr.map((one) => (
            <Rules key={one.kind} one={one} />
          ))}
        </dl>
      )}
      {scc.missing.length === 0 ? null : (
        <>
          <h3>{shared.contracts.missingTitle}</h3>
          <ul className="missing-contracts">
            {scc.missing.slice(0, MISSING_SHOWN).map((one) => (
              <li key={`${one.exporter} ${one.importer} ${one.module}`}>
                <span>
                  {name(one.exporter)} → {name(one.importer)}{' '}
                  <span className="soft small">{shared.contracts.module(String(one.module))}</span>
                </span>
                <Button
                  weight="quiet"
                  onPress={() =>
                    assumptions.sign([{ kind: 'scc-2021', parties: [one.exporter, one.importer] }])
                  }
                >
                  {text.whatIf.signThis}
                </Button>
                <ul className="flow-names">
                  {(one.unsigned.length > 0 ? one.unsigned : one.flows).slice(0, FLOWS_SHOWN).map((flow) => (
                    <li key={flow}>
                      <FlowButton flow={flow} onOpen={onOpen} />
                    </li>
                  ))}
                </ul>
              </li>
            ))}
          </ul>
        </>
      )}
      {scc.signAgain.length === 0 ? null : (
        <>
          <h3>{shared.contracts.again}</h3>
          <ul className="missing-contracts">
            {scc.signAgain.map((one) => (
              <li key={one.instrument}>
                <span>
                  <code>{one.instrument}</code> {writeAgain(one.reason)}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Rules({ one }: { readonly one: ContractsAnswer['bcr'][number] }) {
  const { text } = useWords();
  return (
    <>
      <dt>{text.contracts.bcr[one.kind]}</dt>
      <dd>
        <strong>{one.replaces.length}</strong> {text.contracts.replaces}, <strong>{one.leaves.length}</strong>{' '}
        {text.contracts.leaves}
        {'. '}
        <span className="soft">{text.contracts.members(one.members)}</span>
      </dd>
    </>
  );
}
