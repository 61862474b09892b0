// Law: every provision in force on the chosen day, searched and filtered; and what changes, duties to come first.
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { LawList } from '../../../api/laws.ts';
import { problemOf } from '../../client/ask.ts';
import { foldText } from '../../client/fold-text.ts';
import { libraryQuery } from '../../client/queries.ts';
import { DayChoice, useAsOf } from '../../parts/day-choice.tsx';
import { PlaceLink } from '../../parts/place-link.tsx';
import { ProblemFace } from '../../parts/problem-face.tsx';
import { useGo } from '../../parts/use-go.ts';
import { usePlaceSearch } from '../../parts/use-place-search.ts';
import { useFrameText } from '../../text/frame-text.ts';
import { useLawText } from '../../text/law-text.ts';
import { useWords } from '../../text/use-text.ts';
import { Breadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable, type TableColumn, type TableSort } from '../../ui/data-table.tsx';
import { Empty, Waiting } from '../../ui/faces.tsx';
import { PlaceHead } from '../../ui/place-head.tsx';
import { Select } from '../../ui/select.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { stateOn } from './in-force.ts';
import './law-page.css';
import { LawNewsPart } from './law-news-part.tsx';

type Summary = LawList['laws'][number];
const TIMES = ['now', 'coming', 'ended', 'all'] as const;
const VIEWS = ['provisions', 'news'] as const;

export function LawPage() {
  const frame = useFrameText();
  const text = useLawText();
  const [search, change] = usePlaceSearch();
  const { data, error, refetch } = useQuery(libraryQuery);
  const view = VIEWS.find((one) => one === search['view']) ?? 'provisions';
  return (
    <>
      <PlaceHead
        crumbs={
          <Breadcrumbs
            label={frame.crumbs}
            parts={[
              { id: 'home', shown: <PlaceLink to="home">{frame.places.home}</PlaceLink> },
              { id: 'law', shown: frame.places.law },
            ]}
          />
        }
        title={frame.places.law}
        lead={text.lead}
        tools={<DayChoice />}
      />
      {error !== null ? (
        <ProblemFace problem={problemOf(error)} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Waiting label={frame.loading} rows={12} />
      ) : (
        <Tabs
          label={frame.places.law}
          value={view}
          onChange={(next) => change({ view: next === 'provisions' ? undefined : next })}
          tabs={[
            {
              id: 'provisions',
              name: text.tabs.provisions,
              content: () => <Provisions laws={data.laws} />,
            },
            { id: 'news', name: text.tabs.news, content: () => <LawNewsPart events={data.events} /> },
          ]}
        />
      )}
    </>
  );
}

function Provisions({ laws }: { readonly laws: LawList }) {
  const { law: nameOfLaw, language, day, sort: compare, list } = useWords();
  const frame = useFrameText();
  const text = useLawText();
  const go = useGo();
  const asOf = useAsOf();
  const [search, change] = usePlaceSearch();
  const [sort, setSort] = useState<TableSort>({ column: 'law', isReversed: false });
  const time = TIMES.find((one) => one === search['time']) ?? 'now';
  const { q = '', law = '', kind = '', status = '' } = search as Record<string, string | undefined>;
  const rows = useMemo(() => {
    const wanted = foldText(q);
    const direction = sort.isReversed ? -1 : 1;
    const keyOf = (one: Summary): string =>
      sort.column === 'since'
        ? (one.from ?? '')
        : sort.column === 'provision'
          ? one.title[language]
          : `${list(one.laws.map(nameOfLaw))} ${one.id}`;
    return laws.laws
      .filter(
        (one) =>
          (time === 'all' || stateOn(one, asOf) === time) &&
          (law === '' || one.laws.includes(law)) &&
          (kind === '' || one.kinds.some((other) => other === kind)) &&
          (status === '' || (status === 'unverified') === one.unverified > 0) &&
          (wanted === '' || foldText(`${one.title[language]} ${one.id} ${one.cite}`).includes(wanted)),
      )
      .sort((a, b) => direction * (compare(keyOf(a), keyOf(b)) || compare(a.id, b.id)));
  }, [laws, q, law, kind, status, time, asOf, language, sort, compare, nameOfLaw, list]);
  const answers = [...new Set(laws.laws.flatMap((one) => one.laws))].sort((a, b) =>
    compare(nameOfLaw(a), nameOfLaw(b)),
  );
  const kinds = [...new Set(laws.laws.flatMap((one) => one.kinds))];
  const isFiltered = q !== '' || law !== '' || kind !== '' || status !== '' || time !== 'now';
  const set = (name: string) => (value: string) =>
    change({ [name]: value === '' || (name === 'time' && value === 'now') ? undefined : value }, 'move');
  const columns: TableColumn<Summary>[] = [
    {
      id: 'provision',
      name: text.provision,
      width: 'minmax(0, 2.2fr)',
      isSortable: true,
      cell: (one) => (
        <>
          <span className="first">{one.title[language]}</span>
          <span className="second">{one.id}</span>
        </>
      ),
    },
    {
      id: 'law',
      name: text.law,
      width: 'minmax(0, 0.8fr)',
      isSortable: true,
      cell: (one) => list(one.laws.map(nameOfLaw)),
    },
    {
      id: 'kind',
      name: text.kind,
      isSpare: true,
      cell: (one) => (
        <span className="first">{list(one.kinds.map((other) => text.kinds[other] ?? other))}</span>
      ),
    },
    {
      id: 'source',
      name: text.source,
      width: 'minmax(0, 1.2fr)',
      isSpare: true,
      cell: (one) => (
        <>
          <span className="first" title={one.cite}>
            {one.cite}
          </span>
          <span className="second">
            <SeenMark one={one} />
          </span>
        </>
      ),
    },
    {
      id: 'since',
      name: text.since,
      width: '9rem',
      isSortable: true,
      cell: (one) => (
        <>
          <span className="first">{one.from === undefined ? '' : day(one.from, 'short')}</span>
          {one.until === undefined ? null : (
            <span className="second">
              {text.until} {day(one.until, 'short')}
            </span>
          )}
        </>
      ),
    },
  ];
  return (
    <div className="law-list">
      <div className="law-filters no-print">
        <TextField
          label={text.search}
          value={q}
          placeholder={text.searchHint}
          type="search"
          onChange={set('q')}
        />
        <Select
          label={text.law}
          value={law}
          options={[
            { value: '', label: text.everyLaw },
            ...answers.map((one) => ({ value: one, label: nameOfLaw(one) })),
          ]}
          onChange={set('law')}
        />
        <Select
          label={text.kind}
          value={kind}
          options={[
            { value: '', label: text.everyKind },
            ...kinds.map((one) => ({ value: one, label: text.kinds[one] ?? one })),
          ]}
          onChange={set('kind')}
        />
        <Select
          label={text.time}
          value={time}
          options={TIMES.map((one) => ({ value: one, label: text.times[one] }))}
          onChange={set('time')}
        />
        <Select
          label={text.status}
          value={status}
          options={[
            { value: '', label: text.everyStatus },
            { value: 'seen', label: text.seen },
            { value: 'unverified', label: text.unverified },
          ]}
          onChange={set('status')}
        />
      </div>
      <p className="soft small law-shown">
        <span role="status">{text.shown(rows.length, laws.laws.length)}</span>
        <span>
          {text.version(
            laws.version,
            laws.laws.reduce((sum, one) => sum + one.rules, 0),
          )}
        </span>
      </p>
      {rows.length === 0 ? (
        <Empty
          action={
            isFiltered ? (
              <Button
                onPress={() =>
                  change({
                    q: undefined,
                    law: undefined,
                    kind: undefined,
                    status: undefined,
                    time: undefined,
                  })
                }
              >
                {text.reset}
              </Button>
            ) : null
          }
        >
          {text.none}
        </Empty>
      ) : (
        <DataTable
          caption={frame.places.law}
          words={frame.table}
          columns={columns}
          rows={rows}
          idOf={(one) => one.id}
          nameOf={(one) => one.title[language]}
          sort={sort}
          onSort={setSort}
          rowHeight={58}
          onOpen={(one) => go('provision', { id: one.id })}
          open={(one, shown) => (
            <PlaceLink to="provision" parts={{ id: one.id }} className="data-open">
              {shown}
            </PlaceLink>
          )}
        />
      )}
    </div>
  );
}

/** Seen at its source or not, by sign, word and colour. */
function SeenMark({ one }: { readonly one: Summary }) {
  const text = useLawText();
  return one.unverified === 0 ? (
    <span className="seen-mark">✓ {text.seen}</span>
  ) : (
    <span className="seen-mark is-unseen">⚑ {text.unverifiedRules(one.unverified, one.rules)}</span>
  );
}
