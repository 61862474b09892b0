// Organisations on the map: a mark where there are some, and beside it every country with those in it.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { allRecordsQuery } from '../../client/queries.ts';
import type { Envelope } from '../../client/records.ts';
import { useGroup } from '../../client/use-group.ts';
import { RecordLink } from '../../parts/record/record-link.tsx';
import { usePlaceSearch } from '../../parts/use-place-search.ts';
import { WorldMap } from '../../parts/world-map.tsx';
import { useFrameText } from '../../text/frame-text.ts';
import { useRecordsText } from '../../text/records-text.ts';
import { useWords } from '../../text/use-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { Waiting } from '../../ui/faces.tsx';

export default function OrganisationMap() {
  const { id: group } = useGroup();
  const frame = useFrameText();
  const text = useRecordsText();
  const { country, sort } = useWords();
  const [search] = usePlaceSearch();
  const { data } = useQuery(
    allRecordsQuery(group, 'organisations', { asOf: search['asOf'], knownAt: search['knownAt'] }),
  );
  const countries = useMemo(() => gather(data ?? []), [data]);
  if (data === undefined) return <Waiting label={frame.loading} rows={10} />;
  const ordered = [...countries].sort(([a], [b]) => sort(country(a), country(b)));
  return (
    <div className="organisation-map">
      <WorldMap
        label={text.map.label}
        zoomInLabel={text.map.zoomIn}
        zoomOutLabel={text.map.zoomOut}
        wholeLabel={text.map.whole}
        arcs={[]}
        places={ordered.map(([code, found]) => ({
          country: code,
          says: `${country(code)}: ${text.map.count(found.length)}`,
        }))}
        chosen={null}
        onChoose={() => undefined}
      />
      <div className="map-countries">
        {ordered.map(([code, found]) => (
          <section key={code} className="map-country">
            <h2>
              {country(code)} <span className="soft">{found.length}</span>
            </h2>
            <ul>
              {found.map((one) => (
                <li key={one.id}>
                  <RecordLink noun="organisations" id={one.id} />{' '}
                  {one.record['member'] === true ? null : <Badge>{text.tree.outside}</Badge>}
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </div>
  );
}

function gather(found: readonly Envelope[]): ReadonlyMap<string, readonly Envelope[]> {
  const byCountry = new Map<string, Envelope[]>();
  for (const one of found) {
    const { country } = one.record;
    if (typeof country !== 'string') continue;
    byCountry.set(country, [...(byCountry.get(country) ?? []), one]);
  }
  return byCountry;
}
