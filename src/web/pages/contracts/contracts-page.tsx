// Contracts: the mesh of agreements as it is and as binding corporate rules would leave it, and what there is to sign.
import { useQuery } from '@tanstack/react-query';
import type { ContractsAnswer } from '../../../core/flows/contracts.ts';
import { problemOf } from '../../client/ask.ts';
import { allRecordsQuery, groupQuery } from '../../client/queries.ts';
import type { Envelope } from '../../client/records.ts';
import { useGroup } from '../../client/use-group.ts';
import { DayChoice, useAsOf } from '../../parts/day-choice.tsx';
import { PlaceLink } from '../../parts/place-link.tsx';
import { ProblemFace } from '../../parts/problem-face.tsx';
import { RecordLink } from '../../parts/record/record-link.tsx';
import { usePlaceSearch } from '../../parts/use-place-search.ts';
import { useContractsText } from '../../text/contracts-text.ts';
import { useFrameText } from '../../text/frame-text.ts';
import { useWords } from '../../text/use-text.ts';
import { Breadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Card } from '../../ui/card.tsx';
import { Choice } from '../../ui/choice.tsx';
import { Empty } from '../../ui/faces.tsx';
import { PlaceHead } from '../../ui/place-head.tsx';
import './contracts-page.css';
import {
  type Company,
  countMesh,
  keyOf,
  type MeshCounts,
  orderCompanies,
  type Signed,
  STANDINGS,
  standingsOf,
} from './mesh.ts';
import { MeshFigure } from './mesh-figure.tsx';
import { SigningList } from './signing-list.tsx';
import { StandingMark } from './standing-mark.tsx';
import { useModuleName } from './use-module-name.ts';

const KINDS = ['bcr-c', 'bcr-p', 'bcr-c+bcr-p'] as const;
type Kind = (typeof KINDS)[number];
const CHANGES_SHOWN = 6;

export function ContractsPage() {
  const frame = useFrameText();
  const text = useContractsText();
  const { id: group } = useGroup();
  const [search] = usePlaceSearch();
  const asOf = useAsOf();
  const knownAt = search['knownAt'];
  const contracts = useQuery(groupQuery<ContractsAnswer>(group, ['contracts'], { asOf, knownAt }));
  const organisations = useQuery({
    ...allRecordsQuery(group, 'organisations', { asOf, knownAt }, 'id,name,country,member'),
    select: (records: readonly Envelope[]) => records.map(companyOf),
  });
  const error = contracts.error ?? organisations.error;
  return (
    <>
      <PlaceHead
        crumbs={
          <Breadcrumbs
            label={frame.crumbs}
            parts={[
              { id: 'home', shown: <PlaceLink to="home">{frame.places.home}</PlaceLink> },
              { id: 'contracts', shown: frame.places.contracts },
            ]}
          />
        }
        title={frame.places.contracts}
        lead={text.lead}
        tools={<DayChoice />}
      />
      {error !== null ? (
        <ProblemFace
          problem={problemOf(error)}
          onRetry={() => void Promise.all([contracts.refetch(), organisations.refetch()])}
        />
      ) : contracts.data === undefined || organisations.data === undefined ? (
        <Skeleton />
      ) : contracts.data.scc.needed === 0 ? (
        <Empty action={<PlaceLink to="transfers">{text.toFlows}</PlaceLink>}>{text.noneNeeded}</Empty>
      ) : (
        <Ready
          answer={contracts.data}
          companies={organisations.data}
          isComing={contracts.isPlaceholderData}
        />
      )}
    </>
  );
}

function companyOf({ id, record }: Envelope): Company {
  return {
    id,
    name: typeof record['name'] === 'string' ? record['name'] : id,
    country: typeof record['country'] === 'string' ? record['country'] : undefined,
    isMember: record['member'] === true,
  };
}

/** Two sheets and a list, as they will stand. */
function Skeleton() {
  const frame = useFrameText();
  return (
    <div className="contracts" role="status">
      <span className="heard-only">{frame.loading}</span>
      <div className="mesh-sides" aria-hidden="true">
        <div className="mesh-waiting face-bar" />
        <div className="mesh-waiting face-bar" />
      </div>
      <div className="mesh-waiting-list face-bar" aria-hidden="true" />
    </div>
  );
}

interface ReadyProps {
  readonly answer: ContractsAnswer;
  readonly companies: readonly Company[];
  readonly isComing: boolean;
}

function Ready({ answer, companies, isComing }: ReadyProps) {
  const { sort } = useWords();
  const text = useContractsText();
  const [search, change] = usePlaceSearch();
  const kind = KINDS.find((one) => one === search['rules']) ?? 'bcr-c';
  const signed = standingsOf(answer.scc);
  const rules = answer.bcr.find((one) => one.kind === kind);
  const left = new Set(rules?.leaves.map(keyOf));
  const leaves = signed.filter((one) => left.has(one.key));
  const byId = new Map(companies.map((one) => [one.id, one]));
  const around = orderCompanies(companies, signed, sort);
  const chosen = search['of'] ?? null;
  const choose = (of: string | null): void => change({ of: of ?? undefined }, 'move');
  const open = (list: readonly Signed[]): number => list.filter((one) => one.standing !== 'held').length;
  const figure = { companies: around, chosen, onChoose: choose };
  return (
    <div className="contracts" aria-busy={isComing}>
      <div className="mesh-sides">
        <Card title={text.scc}>
          <Count number={signed.length} says={text.agreements(signed.length)} />
          <MeshFigure
            {...figure}
            label={text.figure(text.scc, signed.length, open(signed))}
            signed={signed}
            isBound={false}
          />
          <Counts counts={countMesh(signed, byId)} full={answer.scc.fullMesh} />
        </Card>
        <Card
          title={text.bcr}
          tools={
            <Choice<Kind>
              label={text.rules}
              isLabelHidden
              value={kind}
              options={KINDS.map((one) => ({ value: one, name: text.kinds[one] }))}
              onChange={(next) => change({ rules: next === 'bcr-c' ? undefined : next }, 'move')}
            />
          }
        >
          <Count
            number={leaves.length}
            says={`${text.agreements(leaves.length)} ${text.rulesAnd(kind === 'bcr-c+bcr-p' ? 2 : 1, rules?.members ?? 0)}`}
          />
          <MeshFigure
            {...figure}
            label={text.figure(text.bcr, leaves.length, open(leaves))}
            signed={leaves}
            isBound
          />
          <Counts counts={countMesh(leaves, byId)} saved={signed.length - leaves.length} />
        </Card>
      </div>
      <Legend />
      <div className="contracts-side">
        <Modules byModule={answer.scc.byModule} all={signed.length} />
        {answer.scc.onChangeOf.length === 0 ? null : (
          <Card title={text.change.title} lead={text.change.lead}>
            <ul className="change-counts">
              {answer.scc.onChangeOf.slice(0, CHANGES_SHOWN).map((one) => (
                <li key={one.activity}>
                  <RecordLink noun="activities" id={one.activity} />
                  <strong>{one.agreements}</strong>
                </li>
              ))}
            </ul>
          </Card>
        )}
      </div>
      <SigningList asOf={answer.asOf} signed={signed} companies={around} />
    </div>
  );
}

function Count({ number, says }: { readonly number: number; readonly says: string }) {
  const { language } = useWords();
  return (
    <p className="mesh-count">
      <strong>{number.toLocaleString(language)}</strong> <span>{says}</span>
    </p>
  );
}

function Counts({
  counts,
  full,
  saved,
}: {
  readonly counts: MeshCounts;
  readonly full?: number;
  readonly saved?: number;
}) {
  const { language } = useWords();
  const text = useContractsText();
  const rows: readonly (readonly [string, number])[] = [
    [text.counts.pairs, counts.pairs],
    [text.counts.bothWays, counts.bothWays],
    [text.counts.inside, counts.inside],
    [text.counts.outside, counts.outside],
    [text.counts.processors, counts.processors],
    ...(full === undefined ? [] : [[text.counts.full, full] as const]),
  ];
  return (
    <>
      <ul className="standing-counts">
        {STANDINGS.map((one) => (
          <li key={one}>
            <StandingMark standing={one} /> <strong>{counts.byStanding[one].toLocaleString(language)}</strong>
          </li>
        ))}
      </ul>
      <dl className="mesh-counts">
        {rows.map(([name, number]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{number.toLocaleString(language)}</dd>
          </div>
        ))}
      </dl>
      {saved === undefined || saved <= 0 ? null : <p className="mesh-saved">{text.saved(saved)}</p>}
    </>
  );
}

function Legend() {
  const text = useContractsText();
  return (
    <ul className="mesh-legend small" aria-label={text.legend}>
      {STANDINGS.map((one) => (
        <li key={one}>
          <StandingMark standing={one} />
        </li>
      ))}
      <li>
        <svg viewBox="0 0 16 16" className="legend-dot" aria-hidden="true">
          <circle cx="8" cy="8" r="6" className="mesh-dot legend-member" />
        </svg>
        {text.member}
      </li>
      <li>
        <svg viewBox="0 0 16 16" className="legend-dot" aria-hidden="true">
          <circle cx="8" cy="8" r="5.500" className="mesh-dot" />
        </svg>
        {text.outsider}
      </li>
      <li>
        <svg viewBox="0 0 28 16" className="legend-band" aria-hidden="true">
          <path d="M4 8H24" className="mesh-band" />
        </svg>
        {text.band}
      </li>
    </ul>
  );
}

function Modules({
  byModule,
  all,
}: {
  readonly byModule: Readonly<Record<string, number>>;
  readonly all: number;
}) {
  const { language } = useWords();
  const text = useContractsText();
  const moduleName = useModuleName();
  return (
    <Card title={text.modules}>
      <ul className="module-bars">
        {[1, 2, 3, 4].map((module) => {
          const count = byModule[String(module)] ?? 0;
          return (
            <li key={module}>
              <span>
                {text.module(module)} <span className="soft small">{moduleName(module)}</span>
              </span>
              <strong>{count.toLocaleString(language)}</strong>
              <span className="module-bar" aria-hidden="true">
                <span style={{ inlineSize: `${Math.round((1000 * count) / Math.max(1, all)) / 10}%` }} />
              </span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
