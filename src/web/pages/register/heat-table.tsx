// The heat map as a table: companies down, articles across; each cell says its number, and its colour only helps.
import { Fragment } from 'react';
import { PlaceLink } from '../../parts/place-link.tsx';
import { usePlaceSearch } from '../../parts/use-place-search.ts';
import { useRegisterText } from '../../text/register-text.ts';
import { useWords } from '../../text/use-text.ts';
import { ScrollBox } from '../../ui/scroll-box.tsx';
import type { HeatColumn, HeatCount, HeatMap } from './heat-map.ts';

interface Props {
  readonly map: HeatMap;
  readonly isOneLaw: boolean;
  readonly nameOf: (organisation: string) => string;
  readonly articleName: (law: string, article: string) => string;
  readonly share: (score: number) => string;
}

const TONES = ['full', 'most', 'some', 'none'] as const;
type Tone = (typeof TONES)[number];

function toneOf({ asked, given }: HeatCount): Tone {
  if (given >= asked) return 'full';
  if (given === 0) return 'none';
  return given / asked >= 0.75 ? 'most' : 'some';
}

export function HeatTable({ map, isOneLaw, nameOf, articleName, share }: Props) {
  const text = useRegisterText();
  const { law, language } = useWords();
  const [search] = usePlaceSearch();
  const kept = { as: search['as'], law: search['law'] };
  const company = search['column'] === undefined ? search['organisation'] : search['company'];
  const laws = groupByLaw(map.columns);
  const shareOf = ({ asked, given }: HeatCount): string => share(asked === 0 ? 1 : given / asked);
  return (
    <>
      <ScrollBox className="heat-box" label={text.map.caption}>
        <table className="heat">
          <caption className="heard-only">{text.map.caption}</caption>
          <colgroup>
            <col className="heat-company-col" />
            <col className="heat-whole-col" />
          </colgroup>
          {laws.map(([id, columns]) => (
            <colgroup key={id} className="heat-law" span={columns.length} />
          ))}
          <thead>
            <tr>
              <th scope="col" rowSpan={2} className="heat-company">
                {text.map.companyHead}
              </th>
              <th scope="col" rowSpan={2} className="heat-whole">
                {text.map.wholeHead}
              </th>
              {laws.map(([id, columns]) => (
                <th key={id} scope="colgroup" colSpan={columns.length} className="heat-law-name">
                  {isOneLaw ? (
                    law(id)
                  ) : (
                    <PlaceLink
                      to="register"
                      search={{ ...kept, organisation: company, law: id }}
                      isStill
                      title={law(id)}
                    >
                      {law(id)}
                    </PlaceLink>
                  )}
                </th>
              ))}
            </tr>
            <tr>
              {map.columns.map((column) => (
                <th key={column.id} scope="col" className="heat-article">
                  <abbr title={articleName(column.law, column.article)}>{column.article}</abbr>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {map.rows.map((row) => (
              <tr key={row.organisation}>
                <th scope="row" className="heat-company">
                  <PlaceLink to="record" parts={{ noun: 'organisations', id: row.organisation }}>
                    {nameOf(row.organisation)}
                  </PlaceLink>
                </th>
                <td className="heat-whole">{shareOf(row.whole)}</td>
                {map.columns.map((column) => {
                  const count = row.cells.get(column.id);
                  if (count === undefined)
                    return (
                      <td key={column.id} className="heat-cell heat-nothing">
                        <span aria-hidden="true">·</span>
                        <span className="heard-only">{text.map.nothing}</span>
                      </td>
                    );
                  const lacks = count.asked - count.given;
                  return (
                    <td key={column.id} className={`heat-cell heat-${toneOf(count)}`}>
                      {lacks === 0 ? (
                        <>
                          <span aria-hidden="true">✓</span>
                          <span className="heard-only">{text.map.full}</span>
                        </>
                      ) : (
                        <PlaceLink
                          to="register"
                          search={{
                            ...kept,
                            organisation: row.organisation,
                            company,
                            column: column.id,
                          }}
                          isStill
                          className="heat-link"
                        >
                          <span aria-hidden="true">{lacks.toLocaleString(language)}</span>
                          <span className="heard-only">
                            {text.map.cell(
                              nameOf(row.organisation),
                              articleName(column.law, column.article),
                              lacks.toLocaleString(language),
                              count.asked.toLocaleString(language),
                            )}
                          </span>
                        </PlaceLink>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" className="heat-company">
                {text.map.all}
              </th>
              <td className="heat-whole" />
              {map.columns.map((column) => {
                const count = map.totals.get(column.id) ?? { asked: 0, given: 0 };
                return (
                  <td key={column.id} className="heat-cell">
                    {(count.asked - count.given).toLocaleString(language)}
                  </td>
                );
              })}
            </tr>
          </tfoot>
        </table>
      </ScrollBox>
      <dl className="heat-key small">
        <dt className="heard-only">{text.map.key}</dt>
        {TONES.map((tone) => (
          <Fragment key={tone}>
            <dd>
              <span className={`heat-sample heat-${tone}`} aria-hidden="true">
                {tone === 'full' ? '✓' : '3'}
              </span>
              {text.map.keys[tone]}
            </dd>
          </Fragment>
        ))}
        <dd>
          <span className="heat-sample heat-nothing" aria-hidden="true">
            ·
          </span>
          {text.map.keys.nothing}
        </dd>
      </dl>
    </>
  );
}

function groupByLaw(columns: readonly HeatColumn[]): [string, HeatColumn[]][] {
  const laws = new Map<string, HeatColumn[]>();
  for (const column of columns) laws.set(column.law, [...(laws.get(column.law) ?? []), column]);
  return [...laws];
}
