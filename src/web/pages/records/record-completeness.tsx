// What the law asks of a record and it does not say: each with the article that asks, and the field to enter it right there.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RecordNoun } from '../../../core/flows/words.ts';
import { type AskingRule, useAskedFields } from '../../client/asked-fields.ts';
import { today } from '../../client/days.ts';
import { groupQuery } from '../../client/queries.ts';
import type { Envelope } from '../../client/records.ts';
import { useGroup } from '../../client/use-group.ts';
import { PlaceLink } from '../../parts/place-link.tsx';
import { AskingRules } from '../../parts/record/asked-by.tsx';
import { FieldEntry } from '../../parts/record/field-entry.tsx';
import { RecordLink } from '../../parts/record/record-link.tsx';
import { usePlaceSearch } from '../../parts/use-place-search.ts';
import { useFieldWords } from '../../text/fields-text.ts';
import { useFrameText } from '../../text/frame-text.ts';
import { useRecordsText } from '../../text/records-text.ts';
import { useWords } from '../../text/use-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Waiting } from '../../ui/faces.tsx';
import { Meter } from '../../ui/meter.tsx';
import { hasScore, writeShare } from './list-columns.tsx';
import { placeToEnter } from './place-to-enter.ts';
import { readFact } from './read-fact.ts';

export interface MissingField {
  readonly field: string;
  readonly or: readonly string[];
  readonly rule: string;
  readonly cite: string;
  readonly says: string;
  readonly strength: 'must' | 'should';
  readonly open: readonly string[];
}

export interface RecordScore {
  readonly score: number;
  readonly asked: number;
  readonly given: number;
  readonly missing: readonly MissingField[];
}

export function useRecordScore(noun: RecordNoun, id: string) {
  const { id: group } = useGroup();
  const [search] = usePlaceSearch();
  return useQuery({
    ...groupQuery<RecordScore>(group, [noun, id, 'completeness'], {
      asOf: search['asOf'] ?? today(),
      knownAt: search['knownAt'],
    }),
    enabled: hasScore(noun),
  });
}

interface Props {
  readonly noun: RecordNoun;
  readonly envelope: Envelope;
  readonly refusal: string | undefined;
}

export function RecordCompleteness({ noun, envelope, refusal }: Props) {
  const frame = useFrameText();
  const text = useRecordsText();
  const { language } = useWords();
  const [search] = usePlaceSearch();
  const rules = useAskedFields(search['asOf'] ?? today());
  const { data, isPending } = useRecordScore(noun, envelope.id);
  const [open, setOpen] = useState<string | null>(null);
  if (!hasScore(noun)) return null;
  if (isPending || data === undefined)
    return (
      <Card title={text.missing.title}>
        <Waiting label={frame.loading} rows={3} />
      </Card>
    );
  const groups = groupByField(data.missing);
  return (
    <Card
      title={text.missing.title}
      lead={
        data.asked === 0 ? text.missing.nothingAsked : groups.length === 0 ? text.missing.whole : undefined
      }
    >
      {data.asked === 0 ? null : (
        <Meter
          label={text.missing.given(data.given, data.asked)}
          value={data.score}
          shown={writeShare(data.score, language)}
        />
      )}
      {groups.length === 0 ? null : (
        <ul className="missing-fields">
          {groups.map(([field, missing]) => (
            <li key={field}>
              <MissingFieldShown
                noun={noun}
                envelope={envelope}
                missing={missing}
                rules={rules}
                isOpen={open === field}
                onOpen={() => setOpen(open === field ? null : field)}
                refusal={refusal}
              />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

/** What must be known before one can say whether the law asks it; to be entered right here too, wherever it stands. */
function OpenFacts({
  facts,
  refusal,
}: {
  readonly facts: readonly string[];
  readonly refusal: string | undefined;
}) {
  const text = useRecordsText();
  const { label } = useFieldWords();
  const [open, setOpen] = useState<string | null>(null);
  return (
    <ul className="open-facts">
      {facts.map((fact) => {
        const place = readFact(fact);
        if (place === undefined) return <li key={fact}>{fact}</li>;
        const name = label(place.noun, place.path);
        return (
          <li key={fact}>
            <span className="small">
              {text.missing.dependsOn} <strong>{name}</strong> ·{' '}
              <RecordLink noun={place.noun} id={place.id} />
            </span>
            {open === fact ? (
              <FieldEntry noun={place.noun} id={place.id} path={place.path} onClose={() => setOpen(null)} />
            ) : (
              <Button weight="quiet" isDisabled={refusal !== undefined} onPress={() => setOpen(fact)}>
                {text.missing.enter(name)}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function groupByField(missing: readonly MissingField[]): readonly [string, readonly MissingField[]][] {
  const groups = new Map<string, MissingField[]>();
  for (const one of missing) groups.set(one.field, [...(groups.get(one.field) ?? []), one]);
  // What is demanded comes first, then what is advised, then what may not be asked at all.
  const rank = (one: MissingField): number => (one.open.length > 0 ? 2 : one.strength === 'must' ? 0 : 1);
  const least = (list: readonly MissingField[]): number => Math.min(...list.map(rank));
  return [...groups].sort(([, a], [, b]) => least(a) - least(b));
}

interface MissingProps {
  readonly noun: RecordNoun;
  readonly envelope: Envelope;
  readonly missing: readonly MissingField[];
  readonly rules: readonly AskingRule[];
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  readonly refusal: string | undefined;
}

function MissingFieldShown({ noun, envelope, missing, rules, isOpen, onOpen, refusal }: MissingProps) {
  const frame = useFrameText();
  const text = useRecordsText();
  const { language } = useWords();
  const { label } = useFieldWords();
  const [first] = missing;
  if (first === undefined) return null;
  const asking = missing.flatMap((one) => rules.find((rule) => rule.rule === one.rule) ?? []);
  const says = asking[0]?.says[language] ?? first.says;
  const place = placeToEnter(noun, first.field, envelope.record);
  const isOnlyAdvised = missing.every((one) => one.strength === 'should');
  const isUnsure = missing.every((one) => one.open.length > 0);
  return (
    <div className="missing-field">
      <p>
        {isUnsure ? (
          <Badge tone="open">{text.missing.perhaps}</Badge>
        ) : (
          <Badge tone={isOnlyAdvised ? 'plain' : 'care'}>
            {isOnlyAdvised ? text.missing.advised : text.missing.demanded}
          </Badge>
        )}{' '}
        {says}
      </p>
      <AskingRules rules={asking} />
      {isUnsure ? (
        <OpenFacts facts={[...new Set(missing.flatMap((one) => one.open))]} refusal={refusal} />
      ) : null}
      {place.is === 'field' ? (
        isOpen ? (
          <FieldEntry noun={noun} id={envelope.id} path={place.path} onClose={onOpen} />
        ) : (
          <div className="missing-enter no-print">
            <Button onPress={onOpen} isDisabled={refusal !== undefined}>
              {text.missing.enter(label(noun, place.path))}
            </Button>
            {refusal === undefined ? null : <span className="soft small">{refusal}</span>}
          </div>
        )
      ) : place.is === 'elsewhere' ? (
        <p className="small">
          {text.missing.elsewhere}{' '}
          {place.ids.map((id, at) => (
            <span key={id}>
              {at > 0 ? ' · ' : null}
              <RecordLink noun={place.noun} id={id} />
            </span>
          ))}
        </p>
      ) : (
        <p className="small no-print">
          <PlaceLink to="newRecord" parts={{ noun: place.noun }} search={place.search}>
            {frame.palette.newOne(frame.one[place.noun])}
          </PlaceLink>
        </p>
      )}
    </div>
  );
}
