// The day asked about: a slider over all years with the events of law on it, a field to write in, and the way from event to event.
import {
  type CSSProperties,
  type KeyboardEvent,
  memo,
  startTransition,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { dayOfNumber, FIRST_YEAR, numberOfDay, readTypedDay, today } from '../client/days.ts';
import { useWords } from '../text/use-text.ts';
import { Button } from '../ui/button.tsx';
import '../ui/field.css';
import './date-band.css';
import type { LawDay } from './law-calendar.ts';

interface Props {
  readonly asOf: string;
  readonly first: string;
  readonly last: string;
  readonly days: readonly LawDay[];
  readonly onChange: (day: string) => void;
}

export function DateBand({ asOf: settled, first, last, days, onChange: tell }: Props) {
  const { text, day } = useWords();
  // The hand is followed at once; whatever else stands on the page follows as fast as it can, and is never waited for.
  const [held, setHeld] = useState<string | null>(null);
  const onTheWay = useRef(new Set<string>());
  useEffect(() => {
    const isBehind = onTheWay.current.has(settled) && settled !== held;
    if (isBehind) return;
    onTheWay.current.clear();
    setHeld(null);
  }, [settled, held]);
  const asOf = held ?? settled;
  const onChange = (next: string): void => {
    onTheWay.current.add(settled).add(next);
    setHeld(next);
    startTransition(() => tell(next));
  };
  const earlier = days.findLast((one) => one.on < asOf);
  const later = days.find((one) => one.on > asOf);
  const now = days.find((one) => one.on === asOf);
  const clamp = (one: string): string => (one < first ? first : one > last ? last : one);
  const turn = (event: KeyboardEvent): void => {
    const target = event.key === 'PageUp' ? later?.on : event.key === 'PageDown' ? earlier?.on : undefined;
    if (event.key !== 'PageUp' && event.key !== 'PageDown') return;
    event.preventDefault();
    if (target !== undefined) onChange(target);
  };
  return (
    <section className="date-band" aria-label={text.date.title}>
      <div className="date-head">
        <p className="date-written">
          <span className="soft">{text.date.title}</span> <strong>{day(asOf)}</strong>
          {asOf === today() ? <span className="date-today">{text.date.isToday}</span> : null}
        </p>
        <DayField asOf={asOf} first={first} last={last} onChange={onChange} />
        <Button onPress={() => onChange(clamp(today()))} isDisabled={asOf === today()}>
          {text.date.today}
        </Button>
      </div>
      <div className="date-track no-print">
        <DayMarks days={days} first={first} last={last} past={days.filter((one) => one.on <= asOf).length} />
        <input
          type="range"
          className="date-slider"
          min={numberOfDay(first)}
          max={numberOfDay(last)}
          value={numberOfDay(asOf)}
          aria-label={text.date.slider}
          aria-valuetext={day(asOf)}
          onChange={(event) => onChange(dayOfNumber(Number(event.target.value)))}
          onKeyDown={turn}
        />
        <Years first={first} last={last} />
      </div>
      <div className="date-events">
        <EventButton label={text.date.earlier} day={earlier} isBefore onChange={onChange} />
        {now === undefined ? <span /> : <EventOfToday day={now} />}
        <EventButton label={text.date.later} day={later} onChange={onChange} />
      </div>
    </section>
  );
}

function DayField({ asOf, first, last, onChange }: Omit<Props, 'days'>) {
  const { text } = useWords();
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const read = typed === null ? asOf : readTypedDay(typed);
  const isWrong = typed !== null && (read === undefined || read < first || read > last);
  const commit = (): void => {
    if (!isWrong) setTyped(null);
    if (!isWrong && read !== undefined && read !== asOf) onChange(read);
  };
  return (
    <div className="date-field">
      <label htmlFor={id} className="heard-only">
        {text.date.field}
      </label>
      <input
        id={id}
        className="field-input"
        value={typed ?? asOf}
        inputMode="numeric"
        autoComplete="off"
        spellCheck={false}
        maxLength={14}
        title={text.date.fieldHint}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? `${id}-fault` : undefined}
        onChange={(event) => {
          const next = event.target.value;
          const found = readTypedDay(next);
          setTyped(next);
          // A whole day written out counts at once.
          if (next.length >= 10 && found !== undefined && found >= first && found <= last) onChange(found);
        }}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
          if (event.key === 'Escape') setTyped(null);
        }}
      />
      {isWrong && (typed?.length ?? 0) >= 8 ? (
        <p className="field-fault" id={`${id}-fault`} role="alert">
          {text.date.wrong(first, last)}
        </p>
      ) : null}
    </div>
  );
}

/** Where on the track a day lies, in hundredths of its length. */
function placeOf(day: string, first: string, last: string): number {
  return (100 * (numberOfDay(day) - numberOfDay(first))) / (numberOfDay(last) - numberOfDay(first));
}

const DayMarks = memo(function DayMarks({
  days,
  first,
  last,
  past,
}: {
  readonly days: readonly LawDay[];
  readonly first: string;
  readonly last: string;
  /** How many of them lie behind. */
  readonly past: number;
}) {
  return (
    <div className="date-marks" aria-hidden="true">
      {days.map((one, at) => (
        <span
          key={one.on}
          className={`date-mark${one.hasEnd ? ' date-mark-end' : ''}${at < past ? ' date-mark-past' : ''}`}
          style={{ insetInlineStart: `${placeOf(one.on, first, last)}%` } as CSSProperties}
        />
      ))}
    </div>
  );
});

const Years = memo(function Years({ first, last }: { readonly first: string; readonly last: string }) {
  const lastYear = Number(last.slice(0, 4));
  const years = Array.from({ length: lastYear - FIRST_YEAR + 1 }, (_, index) => FIRST_YEAR + index).filter(
    (year) => year % 5 === 0,
  );
  return (
    <div className="date-years" aria-hidden="true">
      {years.map((year) => (
        <span
          key={year}
          style={{ insetInlineStart: `${placeOf(`${year}-01-01`, first, last)}%` } as CSSProperties}
        >
          {year}
        </span>
      ))}
    </div>
  );
});

function useEventTitle(): (day: LawDay) => string {
  const { text, language } = useWords();
  return ({ events }) => {
    const leading = events[0];
    if (leading === undefined) return '';
    const title =
      leading.what === 'ends'
        ? text.date.ends(leading.title[language])
        : text.date.begins(leading.title[language]);
    return events.length > 1 ? `${title}${text.date.more(events.length - 1)}` : title;
  };
}

interface EventButtonProps {
  readonly label: string;
  readonly day: LawDay | undefined;
  readonly isBefore?: boolean;
  readonly onChange: (day: string) => void;
}

function EventButton({ label, day, isBefore = false, onChange }: EventButtonProps) {
  const words = useWords();
  const titleOf = useEventTitle();
  return (
    <div className={`date-event ${isBefore ? 'date-event-before' : 'date-event-after'}`}>
      {day === undefined ? (
        <span className="soft small">{words.text.date.noEvent}</span>
      ) : (
        <Button weight="quiet" onPress={() => onChange(day.on)}>
          <span className="heard-only">{label}: </span>
          <span aria-hidden="true">{isBefore ? '◂' : ''}</span>
          <span className="date-event-text">
            <span className="small soft">
              {words.day(day.on, 'short')}
              {day.events[0]?.laws[0] === undefined ? null : (
                <span className="date-event-law"> · {words.law(day.events[0].laws[0])}</span>
              )}
            </span>
            <span className="date-event-title">{titleOf(day)}</span>
          </span>
          <span aria-hidden="true">{isBefore ? '' : '▸'}</span>
        </Button>
      )}
    </div>
  );
}

function EventOfToday({ day }: { readonly day: LawDay }) {
  const { text, language } = useWords();
  const titleOf = useEventTitle();
  const ended = day.events.find((event) => event.by !== undefined);
  const why =
    ended?.by === undefined ? '' : `${ended.by}${ended.why === undefined ? '' : `: ${ended.why[language]}`}`;
  return (
    <p className="date-now">
      <span className="small soft">{text.date.onThisDay}</span>
      <span className="date-event-title">{titleOf(day)}</span>
      {why === '' ? null : (
        <span className="date-now-why small soft" title={why}>
          {why}
        </span>
      )}
    </p>
  );
}
