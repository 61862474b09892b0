// A new record: empty, or begun as a copy of another, or with what the address says of it.
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { RECORD_NOUNS, type RecordNoun } from '../../../core/flows/words.ts';
import type { Search } from '../../client/navigation.ts';
import { recordQuery } from '../../client/queries.ts';
import type { Fields } from '../../client/records.ts';
import { useGroup } from '../../client/use-group.ts';
import { useYou } from '../../client/use-you.ts';
import { NotFound } from '../../parts/not-found.tsx';
import { PlaceLink } from '../../parts/place-link.tsx';
import { fieldsOf } from '../../parts/record/record-fields.ts';
import { RecordForm } from '../../parts/record/record-form.tsx';
import { useGo } from '../../parts/use-go.ts';
import { usePlaceSearch } from '../../parts/use-place-search.ts';
import { useFrameText } from '../../text/frame-text.ts';
import { useRecordsText } from '../../text/records-text.ts';
import { Breadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { Waiting } from '../../ui/faces.tsx';
import { Icon } from '../../ui/icon.tsx';
import { PlaceHead } from '../../ui/place-head.tsx';

export function NewRecordPage() {
  const { noun: named } = useParams({ strict: false }) as { readonly noun: string };
  const noun = RECORD_NOUNS.find((one) => one === named);
  return noun === undefined ? <NotFound /> : <NewRecord key={noun} noun={noun} />;
}

function NewRecord({ noun }: { readonly noun: RecordNoun }) {
  const { id: group } = useGroup();
  const frame = useFrameText();
  const text = useRecordsText();
  const [search] = usePlaceSearch();
  const go = useGo();
  const { may } = useYou();
  const copied = search['copy'];
  const { data: original } = useQuery({
    ...recordQuery(group, noun, copied ?? ''),
    enabled: copied !== undefined,
  });
  const said = JSON.stringify(saidIn(noun, search));
  const start = useMemo((): Fields => {
    if (original === undefined) return JSON.parse(said) as Fields;
    const { id: _id, name, ...rest } = original.record;
    return typeof name === 'string' ? { ...rest, name: text.copyOf(name) } : rest;
  }, [original, said, text]);
  return (
    <>
      <PlaceHead
        crumbs={
          <Breadcrumbs
            label={frame.crumbs}
            parts={[
              { id: 'register', shown: <PlaceLink to="register">{frame.places.register}</PlaceLink> },
              { id: 'noun', shown: <PlaceLink to={noun}>{frame.places[noun]}</PlaceLink> },
              { id: 'new', shown: text.isNew },
            ]}
          />
        }
        title={frame.palette.newOne(frame.one[noun])}
        lead={text.newLead}
        tools={
          <Button onPress={() => go('interview', { noun, id: 'new' })}>
            <Icon name="comment" />
            {text.interview.start}
          </Button>
        }
      />
      {copied !== undefined && original === undefined ? (
        <Waiting label={frame.loading} rows={9} />
      ) : (
        <RecordForm
          noun={noun}
          stored={null}
          start={start}
          refusal={may('editor') ? undefined : text.refusals.reader}
          onDone={(id) => go('record', { noun, id })}
          onCancel={() => go(noun)}
        />
      )}
    </>
  );
}

/** Words of the address that are fields: `/flows/new?activity=payroll` begins a flow of that activity. */
function saidIn(noun: RecordNoun, search: Search): Fields {
  const said: Record<string, unknown> = {};
  for (const { key, kind } of fieldsOf(noun)) {
    const value = search[key];
    if (value === undefined) continue;
    if (kind.is === 'records' || kind.is === 'words' || kind.is === 'countries') said[key] = value.split(',');
    else if (kind.is === 'flag') said[key] = value === 'yes';
    else if (kind.is !== 'map' && kind.is !== 'maps' && kind.is !== 'standing') said[key] = value;
  }
  return said;
}
