// Organisations as a tree: who stands above whom, with the divisions of each and how complete it is.
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { today } from '../../client/days.ts';
import { allRecordsQuery, groupQuery } from '../../client/queries.ts';
import type { Envelope } from '../../client/records.ts';
import { useGroup } from '../../client/use-group.ts';
import { RecordLink } from '../../parts/record/record-link.tsx';
import { usePlaceSearch } from '../../parts/use-place-search.ts';
import { useFrameText } from '../../text/frame-text.ts';
import { useRecordsText } from '../../text/records-text.ts';
import { useWords } from '../../text/use-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { Checkbox } from '../../ui/choice.tsx';
import { Empty, Waiting } from '../../ui/faces.tsx';
import { Icon } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Meter } from '../../ui/meter.tsx';
import { writeShare } from './list-columns.tsx';

interface OrganisationScores {
  readonly byOrganisation: readonly {
    readonly organisation: string;
    readonly score: number;
    readonly asked: number;
    readonly given: number;
  }[];
}

interface Branch {
  readonly envelope: Envelope;
  readonly below: readonly Branch[];
  readonly divisions: readonly Branch[];
}

export default function OrganisationTree() {
  const { id: group } = useGroup();
  const frame = useFrameText();
  const text = useRecordsText();
  const { sort } = useWords();
  const [search, change] = usePlaceSearch();
  const clocks = { asOf: search['asOf'], knownAt: search['knownAt'] };
  const organisations = useQuery(allRecordsQuery(group, 'organisations', clocks));
  const divisions = useQuery(allRecordsQuery(group, 'divisions', clocks));
  const scores = useQuery(
    groupQuery<OrganisationScores>(group, ['completeness'], { ...clocks, asOf: clocks.asOf ?? today() }),
  );
  const areDivisionsShown = search['divisions'] !== 'no';
  // biome-ignore lint/correctness/useExhaustiveDependencies: the order follows the language, which sort is made from.
  const trees = useMemo(
    () => growTrees(organisations.data ?? [], areDivisionsShown ? (divisions.data ?? []) : [], sort),
    [organisations.data, divisions.data, areDivisionsShown],
  );
  const scoreOf = useMemo(
    () => new Map(scores.data?.byOrganisation.map((one) => [one.organisation, one])),
    [scores.data],
  );
  if (organisations.isPending) return <Waiting label={frame.loading} rows={10} />;
  if (trees.length === 0) return <Empty>{text.empty.organisations}</Empty>;
  const members = trees.filter((one) => one.envelope.record['member'] === true || one.below.length > 0);
  const others = trees.filter((one) => !members.includes(one));
  const shared = { scoreOf };
  return (
    <div>
      <div className="no-print">
        <Checkbox
          isChosen={areDivisionsShown}
          onChange={(isShown) => change({ divisions: isShown ? undefined : 'no' }, 'move')}
        >
          {text.tree.divisions}
        </Checkbox>
      </div>
      <h2 className="tree-head">{text.tree.group}</h2>
      <ul className="tree">
        {members.map((one) => (
          <BranchShown key={one.envelope.id} branch={one} {...shared} />
        ))}
      </ul>
      {others.length === 0 ? null : (
        <>
          <h2 className="tree-head">{text.tree.others}</h2>
          <ul className="tree">
            {others.map((one) => (
              <BranchShown key={one.envelope.id} branch={one} {...shared} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

interface BranchProps {
  readonly branch: Branch;
  readonly scoreOf: ReadonlyMap<string, OrganisationScores['byOrganisation'][number]>;
}

function BranchShown({ branch, scoreOf }: BranchProps) {
  const text = useRecordsText();
  const { country, language } = useWords();
  const [isFolded, setFolded] = useState(false);
  const { envelope, below, divisions } = branch;
  const { record, id, noun } = envelope;
  const isDivision = noun === 'divisions';
  const score = isDivision ? undefined : scoreOf.get(id);
  const name = String(record['name'] ?? id);
  const count = below.length + divisions.length;
  return (
    <li>
      <div className={`tree-line${isDivision ? ' tree-division' : ''}`}>
        <Icon name={isDivision ? 'divisions' : 'organisations'} />
        <RecordLink noun={isDivision ? 'divisions' : 'organisations'} id={id} />
        {typeof record['country'] === 'string' ? (
          <span className="soft small">{country(record['country'])}</span>
        ) : null}
        {!isDivision && record['member'] !== true ? <Badge>{text.tree.outside}</Badge> : null}
        {count === 0 ? null : (
          <IconButton
            icon={isFolded ? 'right' : 'down'}
            label={isFolded ? text.tree.unfold(name, count) : text.tree.fold(name)}
            aria-expanded={!isFolded}
            onPress={() => setFolded(!isFolded)}
          />
        )}
        {score === undefined || score.asked === 0 ? null : (
          <Meter
            label={text.list.scoreOf(score.asked - score.given)}
            isLabelHidden
            value={score.score}
            shown={writeShare(score.score, language)}
          />
        )}
      </div>
      {count === 0 || isFolded ? null : (
        <ul>
          {divisions.map((one) => (
            <BranchShown key={one.envelope.id} branch={one} scoreOf={scoreOf} />
          ))}
          {below.map((one) => (
            <BranchShown key={one.envelope.id} branch={one} scoreOf={scoreOf} />
          ))}
        </ul>
      )}
    </li>
  );
}

function growTrees(
  organisations: readonly Envelope[],
  divisions: readonly Envelope[],
  sort: (a: string, b: string) => number,
): readonly Branch[] {
  const byName = (a: Envelope, b: Envelope): number =>
    sort(String(a.record['name'] ?? a.id), String(b.record['name'] ?? b.id));
  const known = new Set(organisations.map((one) => one.id));
  const branchOfDivision = (division: Envelope): Branch => ({
    envelope: division,
    below: divisions
      .filter((one) => one.record['parent'] === division.id)
      .sort(byName)
      .map(branchOfDivision),
    divisions: [],
  });
  const branchOf = (envelope: Envelope): Branch => ({
    envelope,
    below: organisations
      .filter((one) => one.record['parent'] === envelope.id)
      .sort(byName)
      .map(branchOf),
    divisions: divisions
      .filter((one) => one.record['organisation'] === envelope.id && one.record['parent'] === undefined)
      .sort(byName)
      .map(branchOfDivision),
  });
  return organisations
    .filter((one) => !known.has(String(one.record['parent'])))
    .sort(byName)
    .map(branchOf);
}
