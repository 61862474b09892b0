// What is about to end: tools, certifications, instruments, decisions, and assessments that become too old.
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import type { Verdict } from '../../../core/flows/answer.ts';
import { dayOfNumber, numberOfDay } from '../../client/days.ts';
import { allRecordsQuery, libraryQuery } from '../../client/queries.ts';
import type { Envelope } from '../../client/records.ts';
import { useGroup } from '../../client/use-group.ts';
import { PlaceLink } from '../../parts/place-link.tsx';
import { useRecordNames } from '../../parts/record/use-record-names.ts';
import { usePlaceSearch } from '../../parts/use-place-search.ts';
import { VerdictShape } from '../../parts/verdict-mark.tsx';
import { useFrameText } from '../../text/frame-text.ts';
import { useHomeText } from '../../text/home-text.ts';
import { useWords } from '../../text/use-text.ts';
import { Card } from '../../ui/card.tsx';
import { Choice } from '../../ui/choice.tsx';
import { Waiting } from '../../ui/faces.tsx';
import { sayEvent } from './event-words.ts';
import { gatherTurns, type TimelineView } from './verdict-trend.ts';

const SPANS = ['90', '180', '365'] as const;
const MOST = 6;

export interface End {
  readonly key: string;
  readonly on: string;
  readonly kind: 'turn' | 'instrument' | 'standing' | 'law';
  readonly what: string;
  /** What it is of: a record or a law file. */
  readonly id: string;
  readonly flows: readonly string[];
  readonly after: Verdict | null;
}

/** Everything with a last day after `asOf`, the first first; undefined while it is being read. */
export function useEnds(group: string, asOf: string, timeline: TimelineView | undefined): End[] | undefined {
  const { data: library } = useQuery(libraryQuery);
  const { data: instruments } = useQuery(allRecordsQuery(group, 'instruments', { asOf }, 'name,until'));
  const { data: organisations } = useQuery(
    allRecordsQuery(group, 'organisations', { asOf }, 'name,standing'),
  );
  return useMemo(() => {
    if (timeline === undefined || instruments === undefined || organisations === undefined) return undefined;
    const turns = gatherTurns(timeline, asOf).map(
      (turn): End => ({
        key: `turn ${turn.on} ${turn.what.join()}`,
        on: turn.on,
        kind: 'turn',
        what: turn.what.join('\n'),
        id: turn.flows[0] ?? '',
        flows: turn.flows,
        after: turn.after,
      }),
    );
    const isTold = (on: string, ...ids: readonly string[]): boolean =>
      turns.some((turn) => turn.on === on && ids.every((id) => turn.what.includes(id)));
    const of = (kind: End['kind'], on: string, id: string, what: string): End => ({
      key: `${kind} ${on} ${id} ${what}`,
      on,
      kind,
      what,
      id,
      flows: [],
      after: null,
    });
    const last = dayOfNumber(numberOfDay(asOf) + 400);
    const isSoon = (on: unknown): on is string => typeof on === 'string' && on > asOf && on <= last;
    const found = [
      ...instruments.flatMap((one) =>
        isSoon(one.record['until']) && !isTold(one.record['until'], one.id)
          ? [of('instrument', one.record['until'], one.id, '')]
          : [],
      ),
      ...organisations.flatMap((one) =>
        standingsOf(one).flatMap(([standing, until]) =>
          isSoon(until) && !isTold(until, one.id, standing) ? [of('standing', until, one.id, standing)] : [],
        ),
      ),
      ...(library?.events ?? []).flatMap((event) =>
        event.what === 'ends' && isSoon(event.on) && !isTold(event.on, event.law)
          ? [of('law', event.on, event.law, '')]
          : [],
      ),
    ];
    return [...turns, ...found].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.key < b.key ? -1 : 1));
  }, [timeline, instruments, organisations, library, asOf]);
}

function standingsOf({ record }: Envelope): [string, unknown][] {
  const { standing } = record;
  if (typeof standing !== 'object' || standing === null) return [];
  return Object.entries(standing).map(([name, value]) => [
    name,
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>)['until'] : undefined,
  ]);
}

export function HomeEnds({
  ends,
  within,
  asOf,
}: {
  readonly ends: readonly End[] | undefined;
  readonly within: number;
  readonly asOf: string;
}) {
  const text = useHomeText();
  const frame = useFrameText();
  const { day } = useWords();
  const [, change] = usePlaceSearch();
  const last = dayOfNumber(numberOfDay(asOf) + within);
  const soon = ends?.filter((one) => one.on <= last) ?? [];
  const next = ends?.find((one) => one.on > last);
  return (
    <div id="home-ends">
      <Card
        title={text.ends.title}
        lead={text.ends.lead}
        tools={
          <Choice
            label={text.ends.within}
            isLabelHidden
            value={SPANS.find((one) => Number(one) === within) ?? '180'}
            options={SPANS.map((value) => ({ value, name: text.ends.days(Number(value)) }))}
            onChange={(value) => change({ within: value === '180' ? undefined : value }, 'move')}
          />
        }
      >
        {ends === undefined ? (
          <Waiting label={frame.loading} rows={3} />
        ) : (
          <>
            {soon.length === 0 ? <p className="home-good">{text.ends.none(day(last))}</p> : null}
            <ol className="home-list" hidden={soon.length === 0}>
              {soon.slice(0, MOST).map((one) => (
                <EndRow key={one.key} end={one} asOf={asOf} />
              ))}
            </ol>
            {soon.length > MOST ? (
              <p className="small soft">{text.approvals.more(soon.length - MOST)}</p>
            ) : null}
            {next === undefined ? null : (
              <div className="home-after">
                <h3 className="small soft">{text.ends.next}</h3>
                <ol className="home-list">
                  <EndRow end={next} asOf={asOf} />
                </ol>
              </div>
            )}
          </>
        )}
      </Card>
    </div>
  );
}

function EndRow({ end, asOf }: { readonly end: End; readonly asOf: string }) {
  const text = useHomeText();
  const { day, term } = useWords();
  const days = numberOfDay(end.on) - numberOfDay(asOf);
  return (
    <li className="home-end">
      <span className="home-end-day">
        <time dateTime={end.on}>{day(end.on, 'short')}</time>
        <span className="small soft">{text.ends.inDays(days)}</span>
      </span>
      <span>
        <EndLink end={end} />
        {end.after === null ? null : (
          <span className={`home-end-flows small verdict-${end.after}`}>
            <VerdictShape verdict={end.after} />
            {text.ends.flows(end.flows.length, term('verdicts', end.after))}
          </span>
        )}
      </span>
    </li>
  );
}

function EndLink({ end }: { readonly end: End }): ReactNode {
  const text = useHomeText();
  const { id: group } = useGroup();
  const organisation = useRecordNames('organisations', group).nameOf;
  const instrument = useRecordNames('instruments', group).nameOf;
  const { data: library } = useQuery(libraryQuery);
  const words = useWords();
  const { language, term } = words;
  const assessment = useRecordNames('assessments', group).nameOf;
  const record = (id: string): string => (instrument(id) === id ? assessment(id) : instrument(id));
  switch (end.kind) {
    case 'turn':
      return (
        <PlaceLink to="transfers" search={{ asOf: end.on, flow: end.id }}>
          {words.list(
            end.what
              .split('\n')
              .map((event) => sayEvent(event, { library, words, text: text.events, organisation, record })),
          )}
        </PlaceLink>
      );
    case 'instrument':
      return (
        <PlaceLink to="record" parts={{ noun: 'instruments', id: end.id }}>
          {text.ends.instrument(instrument(end.id))}
        </PlaceLink>
      );
    case 'standing':
      return (
        <PlaceLink to="record" parts={{ noun: 'organisations', id: end.id }} search={{ field: 'standing' }}>
          {text.ends.standing(term('standings', end.what), organisation(end.id))}
        </PlaceLink>
      );
    case 'law': {
      const title = library?.events.find((one) => one.law === end.id)?.title[language] ?? end.id;
      return (
        <PlaceLink to="provision" parts={{ id: end.id }}>
          {text.ends.law(title)}
        </PlaceLink>
      );
    }
  }
}
