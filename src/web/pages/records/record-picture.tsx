// The data-flow picture of an activity, a system or a flow, drawn from its records.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { RecordNoun } from '../../../core/flows/words.ts';
import { allRecordsQuery } from '../../client/queries.ts';
import type { Envelope, Fields } from '../../client/records.ts';
import { useGroup } from '../../client/use-group.ts';
import { FlowPicture, type PictureArrow, type PictureBox } from '../../parts/flow-picture.tsx';
import { PlaceLink } from '../../parts/place-link.tsx';
import { useGo } from '../../parts/use-go.ts';
import { type FieldWords, useFieldWords } from '../../text/fields-text.ts';
import { useRecordsText } from '../../text/records-text.ts';
import { useWords, type Words } from '../../text/use-text.ts';
import { Card } from '../../ui/card.tsx';
import type { RecordFlow } from './use-record-flows.ts';

/** Nouns that have a picture. */
export const PICTURED: readonly RecordNoun[] = ['activities', 'systems', 'flows'];

/** Is everything there of which pictures are drawn beside the flows? */
export function useKnown(enabled: boolean): boolean {
  const { id: group } = useGroup();
  const organisations = useQuery({ ...allRecordsQuery(group, 'organisations'), enabled });
  const systems = useQuery({ ...allRecordsQuery(group, 'systems'), enabled });
  return !organisations.isPending && !systems.isPending;
}

/** More cannot be read. */
const MOST_ARROWS = 60;

interface Props {
  readonly noun: RecordNoun;
  readonly envelope: Envelope;
  readonly flows: readonly RecordFlow[];
}

export function RecordPicture({ noun, envelope, flows }: Props) {
  const { id: group } = useGroup();
  const text = useRecordsText();
  const words = useWords();
  const fieldWords = useFieldWords();
  const go = useGo();
  const { data: organisations } = useQuery(allRecordsQuery(group, 'organisations'));
  const { data: systems } = useQuery(allRecordsQuery(group, 'systems'));
  const picture = useMemo(
    () =>
      organisations === undefined || systems === undefined
        ? null
        : draw(noun, envelope, flows.slice(0, MOST_ARROWS), {
            organisations: new Map(organisations.map((one) => [one.id, one.record])),
            systems: new Map(systems.map((one) => [one.id, one.record])),
            words,
            fieldWords,
          }),
    [noun, envelope, flows, organisations, systems, words, fieldWords],
  );
  if (picture === null || picture.arrows.length === 0) return null;
  return (
    <Card title={text.picture.title} lead={text.picture.lead}>
      <FlowPicture
        label={text.picture.title}
        boxes={picture.boxes}
        arrows={picture.arrows}
        show={(box) => {
          const place = placeOfBox(box.id);
          if (place === null) return box.name;
          const { noun: kind, id } = place;
          return (
            <PlaceLink to="record" parts={{ noun: kind, id }} className="record-link">
              {box.name}
            </PlaceLink>
          );
        }}
        onChoose={(flow) => go('transfers', {}, { flow })}
      />
    </Card>
  );
}

interface Known {
  readonly organisations: ReadonlyMap<string, Fields>;
  readonly systems: ReadonlyMap<string, Fields>;
  readonly words: Words;
  readonly fieldWords: FieldWords;
}

function draw(
  noun: RecordNoun,
  envelope: Envelope,
  flows: readonly RecordFlow[],
  known: Known,
): { readonly boxes: readonly PictureBox[]; readonly arrows: readonly PictureArrow[] } {
  const boxes = new Map<string, PictureBox>();
  const arrows: PictureArrow[] = [];
  const add = (box: PictureBox): string => {
    if (!boxes.has(box.id)) boxes.set(box.id, box);
    return box.id;
  };
  for (const { id, record, answer } of flows) {
    const from = add(boxOfEnd(record['from'], undefined, known));
    const to = add(boxOfEnd(record['to'], record['at'], known));
    const verdict = answer?.verdict ?? null;
    const says = [
      `${boxes.get(from)?.name ?? ''} → ${boxes.get(to)?.name ?? ''}`,
      ...(verdict === null ? [] : [known.words.term('verdicts', verdict)]),
    ].join(': ');
    arrows.push({ id, from, to, verdict, says });
  }
  if (noun === 'systems') drawSystem(envelope, known, add, arrows);
  if (noun === 'activities') {
    for (const id of listOf(envelope.record, 'systems')) {
      const operator = known.systems.get(id)?.['operator'];
      const holder = [operator, ...listOf(envelope.record, 'controllers')].find((one) =>
        boxes.has(`organisations:${String(one)}`),
      );
      if (holder === undefined) continue;
      const box = add(boxOfSystem(id, known));
      const from = `organisations:${String(holder)}`;
      arrows.push({ id: `uses ${id}`, from, to: box, verdict: null, says: '' });
    }
  }
  return { boxes: [...boxes.values()], arrows };
}

/** A system with who runs it, where it keeps data, and from where they are seen. */
function drawSystem(
  { id, record }: Envelope,
  known: Known,
  add: (box: PictureBox) => string,
  arrows: PictureArrow[],
): void {
  const { words, fieldWords } = known;
  const system = add(boxOfSystem(id, known));
  if (typeof record['operator'] === 'string') {
    const operator = add(boxOfEnd(record['operator'], undefined, known));
    arrows.push({ id: 'operator', from: operator, to: system, verdict: null, says: '' });
  }
  const places = [
    ...mapsOf(record, 'stores').map((one) => ({
      ...one,
      what: fieldWords.word('store-uses', String(one['use'] ?? '')),
    })),
    ...mapsOf(record, 'reachedFrom').map((one) => ({ ...one, what: words.term('modes', 'remote-access') })),
  ] as readonly Fields[];
  for (const [at, place] of places.entries()) {
    const country = words.country(String(place['country']));
    const by = place['by'];
    const name = typeof by === 'string' ? String(known.organisations.get(by)?.['name'] ?? by) : country;
    const box = add({
      id: `place:${at}:${typeof by === 'string' ? by : ''}`,
      name,
      note: [country, String(place['what'])].filter((one) => one !== '').join(' · '),
      kind:
        typeof by === 'string' && known.organisations.get(by)?.['member'] === true ? 'member' : 'outsider',
    });
    arrows.push({ id: `place ${at}`, from: system, to: box, verdict: null, says: '' });
  }
}

function boxOfSystem(id: string, { systems, fieldWords }: Known): PictureBox {
  const record = systems.get(id);
  return {
    id: `systems:${id}`,
    name: String(record?.['name'] ?? id),
    note: fieldWords.label('flows', 'systems'),
    kind: 'system',
  };
}

function boxOfEnd(value: unknown, at: unknown, { organisations, words, fieldWords }: Known): PictureBox {
  const text = String(value ?? '?');
  if (text === 'data-subject')
    return { id: 'persons:data-subject', name: fieldWords.text.person, note: '', kind: 'persons' };
  const id = text.replace(/^staff:/, '');
  const record = organisations.get(id);
  const name = String(record?.['name'] ?? id);
  const home = record?.['country'];
  const country = words.country(typeof at === 'string' ? at : typeof home === 'string' ? home : undefined);
  if (id !== text)
    return { id: `staff:${id}`, name: fieldWords.text.staff(name), note: country, kind: 'persons' };
  return {
    // The same company in another country is another place.
    id: typeof at === 'string' && at !== home ? `elsewhere:${id}:${at}` : `organisations:${id}`,
    name,
    note: country,
    kind: record?.['member'] === true ? 'member' : 'outsider',
  };
}

/** The record behind a box; null where there is none. */
function placeOfBox(box: string): { readonly noun: RecordNoun; readonly id: string } | null {
  const [kind, id] = splitOnce(box);
  if (kind === 'organisations' || kind === 'systems') return { noun: kind, id };
  if (kind === 'staff') return { noun: 'organisations', id };
  const by = kind === 'place' ? splitOnce(id)[1] : '';
  return by === '' ? null : { noun: 'organisations', id: by };
}

function splitOnce(text: string): readonly [string, string] {
  const at = text.indexOf(':');
  return [text.slice(0, at), text.slice(at + 1)];
}

function listOf(record: Fields, key: string): readonly string[] {
  const value = record[key];
  return Array.isArray(value) ? value.map(String) : [];
}

function mapsOf(record: Fields, key: string): readonly Fields[] {
  const value = record[key];
  return Array.isArray(value) ? (value as readonly Fields[]) : [];
}
