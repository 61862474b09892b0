// The list of a noun: search, filter, sort, choose several and do something with them; organisations also as a tree and on the map.
import { useLocation } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { RECORD_NOUNS, type RecordNoun } from '../../../core/flows/words.ts';
import { ProblemFound } from '../../client/ask.ts';
import { useYou } from '../../client/use-you.ts';
import { PlaceLink } from '../../parts/place-link.tsx';
import { ProblemFace } from '../../parts/problem-face.tsx';
import { useGo } from '../../parts/use-go.ts';
import { usePlaceSearch } from '../../parts/use-place-search.ts';
import { useFrameText } from '../../text/frame-text.ts';
import { useRecordsText } from '../../text/records-text.ts';
import { useWords } from '../../text/use-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { Breadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Empty, Waiting } from '../../ui/faces.tsx';
import { Icon } from '../../ui/icon.tsx';
import { PlaceHead } from '../../ui/place-head.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { FilterBar } from './filter-bar.tsx';
import { useListColumns } from './list-columns.tsx';
import { clearedFilters, isFiltered } from './list-filters.ts';
import './list-page.css';
import { ListTools } from './list-tools.tsx';
import { type List, useList } from './use-list.ts';

const OrganisationTree = lazy(() => import('./organisation-tree.tsx'));
const OrganisationMap = lazy(() => import('./organisation-map.tsx'));

export function ListPage() {
  const { pathname } = useLocation();
  const noun = RECORD_NOUNS.find((one) => pathname.startsWith(`/${one}`)) ?? 'organisations';
  return <NounPage key={noun} noun={noun} />;
}

function NounPage({ noun }: { readonly noun: RecordNoun }) {
  const frame = useFrameText();
  const text = useRecordsText();
  const { day } = useWords();
  const [search, change] = usePlaceSearch();
  const go = useGo();
  const { may } = useYou();
  const isDivisions = noun === 'divisions';
  const view = isDivisions ? 'divisions' : (search['view'] ?? 'list');
  return (
    <>
      <PlaceHead
        crumbs={
          <Breadcrumbs
            label={frame.crumbs}
            parts={[
              { id: 'register', shown: <PlaceLink to="register">{frame.places.register}</PlaceLink> },
              ...(isDivisions
                ? [
                    {
                      id: 'organisations',
                      shown: <PlaceLink to="organisations">{frame.places.organisations}</PlaceLink>,
                    },
                  ]
                : []),
              { id: noun, shown: frame.places[noun] },
            ]}
          />
        }
        title={frame.places[noun]}
        lead={
          <>
            {text.leads[noun]}
            {search['asOf'] === undefined ? null : (
              <>
                {' '}
                <Badge tone="accent">{text.asOf(day(search['asOf']))}</Badge>
              </>
            )}
          </>
        }
        tools={
          <>
            {may('editor') ? null : <span className="soft small">{text.refusals.reader}</span>}
            <Button weight="strong" isDisabled={!may('editor')} onPress={() => go('newRecord', { noun })}>
              <Icon name="plus" />
              {frame.palette.newOne(frame.one[noun])}
            </Button>
          </>
        }
      />
      {noun === 'organisations' || isDivisions ? (
        <Tabs
          label={text.views.label}
          value={view}
          onChange={(next) => {
            if (next === 'divisions') go('divisions');
            else if (isDivisions) go('organisations', {}, { view: next === 'list' ? undefined : next });
            else change({ view: next === 'list' ? undefined : next });
          }}
          tabs={[
            { id: 'list', name: text.views.list, content: () => <RecordList noun={noun} /> },
            {
              id: 'tree',
              name: text.views.tree,
              content: () => (
                <Suspense fallback={<Waiting label={frame.loading} />}>
                  <OrganisationTree />
                </Suspense>
              ),
            },
            {
              id: 'map',
              name: text.views.map,
              content: () => (
                <Suspense fallback={<Waiting label={frame.loading} />}>
                  <OrganisationMap />
                </Suspense>
              ),
            },
            { id: 'divisions', name: frame.places.divisions, content: () => <RecordList noun="divisions" /> },
          ]}
        />
      ) : (
        <RecordList noun={noun} />
      )}
    </>
  );
}

function RecordList({ noun }: { readonly noun: RecordNoun }) {
  const frame = useFrameText();
  const text = useRecordsText();
  const go = useGo();
  const [search, change] = usePlaceSearch();
  const list = useList(noun, search);
  const columns = useListColumns(noun);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const sort = search['sort'] ?? '';
  const face = faceOf(list);
  return (
    <>
      <FilterBar noun={noun} />
      {face === 'waiting' ? <Waiting label={frame.loading} rows={12} /> : null}
      {face === 'failed' ? (
        <ProblemFace
          problem={
            list.error instanceof ProblemFound
              ? list.error.problem
              : { type: 'page', title: String(list.error), status: 0 }
          }
          onRetry={list.retry}
        />
      ) : null}
      {face === 'empty' ? (
        isFiltered(noun, search) ? (
          <Empty action={<Button onPress={() => change(clearedFilters(noun))}>{text.list.clear}</Button>}>
            {text.list.noneFits}
          </Empty>
        ) : (
          <Empty
            action={
              <div className="list-begin">
                <Button weight="strong" onPress={() => go('newRecord', { noun })}>
                  <Icon name="plus" />
                  {frame.palette.newOne(frame.one[noun])}
                </Button>
                <PlaceLink to="imports">{text.list.orImport}</PlaceLink>
              </div>
            }
          >
            {text.empty[noun]}
          </Empty>
        )
      ) : null}
      {face === 'ready' ? (
        <>
          <div className="list-line">
            <p className="soft small" role="status">
              {chosen.size > 0
                ? text.list.chosen(chosen.size)
                : text.list.shown(list.rows.length, list.hasMore)}
            </p>
            <ListTools noun={noun} rows={list.rows} columns={columns} chosen={chosen} onChoose={setChosen} />
          </div>
          <DataTable
            caption={frame.places[noun]}
            words={frame.table}
            columns={columns}
            rows={list.rows}
            idOf={(row) => row.envelope.id}
            nameOf={(row) => nameOfRow(row.envelope.record, row.envelope.id)}
            sort={{ column: sort.replace(/^-/, ''), isReversed: sort.startsWith('-') }}
            onSort={(next) => change({ sort: `${next.isReversed ? '-' : ''}${next.column}` })}
            chosen={chosen}
            onChoose={setChosen}
            onOpen={(row) => go('record', { noun, id: row.envelope.id })}
            open={(row, shown) => (
              <PlaceLink to="record" parts={{ noun, id: row.envelope.id }} className="data-open">
                {shown}
              </PlaceLink>
            )}
            isComing={list.isComing}
            onEnd={list.more}
            rowHeight={56}
          />
        </>
      ) : null}
    </>
  );
}

function faceOf(list: List): 'waiting' | 'failed' | 'empty' | 'ready' {
  if (list.rows.length > 0) return 'ready';
  if (list.error !== null) return 'failed';
  return list.isLoading || list.isComing ? 'waiting' : 'empty';
}

function nameOfRow(record: Readonly<Record<string, unknown>>, id: string): string {
  return typeof record['name'] === 'string' ? record['name'] : id;
}
