// The register's overview: what it holds, how complete it is by company and article, and which fields are missing.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { CompletenessOnWire } from '../../../api/completeness.ts';
import { today } from '../../client/days.ts';
import { groupQuery } from '../../client/queries.ts';
import { useGroup } from '../../client/use-group.ts';
import { PlaceLink } from '../../parts/place-link.tsx';
import { ProblemFace } from '../../parts/problem-face.tsx';
import { problemOf } from '../../parts/problem-of.ts';
import { useRecordNames } from '../../parts/record/use-record-names.ts';
import { usePlaceSearch } from '../../parts/use-place-search.ts';
import { useFrameText } from '../../text/frame-text.ts';
import { useRegisterText } from '../../text/register-text.ts';
import { useWords } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Choice } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Empty, Waiting } from '../../ui/faces.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Meter } from '../../ui/meter.tsx';
import { PlaceHead } from '../../ui/place-head.tsx';
import { Select } from '../../ui/select.tsx';
import { type Capacity, gatherHeat } from './heat-map.ts';
import { HeatTable } from './heat-table.tsx';
import { MissingFields } from './missing-fields.tsx';
import { gatherMissing } from './missing-list.ts';
import { NounCounts } from './noun-counts.tsx';
import './register-page.css';

const CAPACITIES = ['any', 'controller', 'processor'] as const;

export function RegisterPage() {
  const group = useGroup();
  const text = useRegisterText();
  const frame = useFrameText();
  const words = useWords();
  const [search, change] = usePlaceSearch();
  const { asOf, knownAt, organisation, law, column } = search;
  const as = CAPACITIES.find((one) => one === search['as'] && one !== 'any') as Capacity | undefined;
  const found = useQuery(
    groupQuery<CompletenessOnWire>(group.id, ['completeness'], {
      asOf: asOf ?? today(),
      knownAt,
      language: words.language,
      cells: true,
    }),
  );
  const { data } = found;
  const nameOf = useRecordNames('organisations', group.id).nameOf;
  const cells = data?.cells;
  // A cell that was opened names a company for the drawer only.
  const company = column === undefined ? organisation : search['company'];
  const map = useMemo(
    () => gatherHeat(cells ?? [], { law, as, organisation: company }),
    [cells, law, as, company],
  );
  const missing = useMemo(
    () => gatherMissing(data?.records ?? [], { law, as, organisation: company, column: undefined }),
    [data, law, as, company],
  );
  const opened = useMemo(
    () => (column === undefined ? [] : gatherMissing(data?.records ?? [], { law, as, organisation, column })),
    [data, law, as, organisation, column],
  );
  if (found.error !== null)
    return <ProblemFace problem={problemOf(found.error)} onRetry={() => void found.refetch()} />;
  // Never rounded up: 100 % means all.
  const share = (score: number): string =>
    (Math.floor(score * 100) / 100).toLocaleString(words.language, { style: 'percent' });
  const companies = [...new Set((cells ?? []).flatMap((one) => one.organisation ?? []))];
  const laws = [...new Set((cells ?? []).map((one) => one.law))];
  const [columnLaw = '', ...columnArticle] = (column ?? '').split(' ');
  const articleName = (lawId: string, article: string): string => text.map.article(words.law(lawId), article);
  return (
    <>
      <PlaceHead
        title={frame.places.register}
        lead={data === undefined ? ' ' : text.lead(share(data.score), data.asked - data.given)}
        tools={
          <>
            <Button onPress={() => print()}>
              <Icon name="print" />
              {frame.print}
            </Button>
            <PlaceLink to="exports" className="button">
              <Icon name="exports" />
              {frame.places.exports}
            </PlaceLink>
          </>
        }
      />
      <div className="register">
        <NounCounts group={group.id} />
        {data === undefined ? (
          <Card title={text.map.title} lead={text.map.lead}>
            <Waiting label={frame.loading} rows={12} />
          </Card>
        ) : data.records.length === 0 ? (
          <Empty
            action={
              <p className="register-row">
                <PlaceLink to="welcome" className="button button-strong">
                  {text.empty.start}
                </PlaceLink>
                <PlaceLink to="imports" className="button">
                  {text.empty.file}
                </PlaceLink>
              </p>
            }
          >
            {text.empty.lead}
          </Empty>
        ) : (
          <>
            <section className="register-filters no-print" aria-label={text.filters}>
              <Select
                label={text.company}
                value={company ?? ''}
                options={[
                  { value: '', label: text.everyCompany },
                  ...companies
                    .map((id) => ({ value: id, label: nameOf(id) }))
                    .sort((a, b) => words.sort(a.label, b.label)),
                ]}
                onChange={(id) => change({ organisation: id, company: undefined, column: undefined })}
              />
              <Select
                label={text.law}
                value={law ?? ''}
                options={[
                  { value: '', label: text.everyLaw },
                  ...laws.map((id) => ({ value: id, label: words.law(id) })),
                ]}
                onChange={(id) => change({ law: id, column: undefined })}
              />
              <Choice
                label={text.capacity}
                value={as ?? 'any'}
                options={CAPACITIES.map((value) => ({ value, name: text.capacities[value] }))}
                onChange={(value) => change({ as: value === 'any' ? undefined : value })}
              />
              <div className="register-whole">
                <Meter label={text.whole} value={data.score} shown={share(data.score)} />
              </div>
            </section>
            <Card title={text.map.title} lead={text.map.lead}>
              {map.rows.length === 0 ? (
                <p className="soft">{text.missing.none}</p>
              ) : (
                <HeatTable
                  map={map}
                  isOneLaw={law !== undefined}
                  nameOf={nameOf}
                  articleName={articleName}
                  share={share}
                />
              )}
              <p className="small soft">
                {text.advised(
                  data.advised.given.toLocaleString(words.language),
                  data.advised.asked.toLocaleString(words.language),
                )}
              </p>
            </Card>
            <Card title={text.missing.title} lead={text.missing.lead}>
              <MissingFields groups={missing} nameOf={nameOf} />
            </Card>
            <Dialog
              title={text.missing.of(
                organisation === undefined ? text.map.all : nameOf(organisation),
                articleName(columnLaw, columnArticle.join(' ')),
              )}
              closeLabel={frame.close}
              manner="side"
              isOpen={column !== undefined}
              onClose={() =>
                change({ column: undefined, organisation: search['company'], company: undefined }, 'move')
              }
            >
              <MissingFields groups={opened} nameOf={nameOf} isOpen />
            </Dialog>
          </>
        )}
      </div>
    </>
  );
}
