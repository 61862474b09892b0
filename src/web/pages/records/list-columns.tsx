// The columns of the list of each noun: names instead of ids, what matters first.
import type { ReactNode } from 'react';
import type { Verdict } from '../../../core/flows/answer.ts';
import type { RecordNoun } from '../../../core/flows/words.ts';
import type { Envelope } from '../../client/records.ts';
import type { Field } from '../../parts/record/field.ts';
import { fieldAt } from '../../parts/record/record-fields.ts';
import { RecordName } from '../../parts/record/record-link.tsx';
import { writePeriod } from '../../parts/record/write-period.ts';
import { VerdictMark } from '../../parts/verdict-mark.tsx';
import { type FieldWords, useFieldWords } from '../../text/fields-text.ts';
import { useFrameText } from '../../text/frame-text.ts';
import { useRecordsText } from '../../text/records-text.ts';
import { useWords, type Words } from '../../text/use-text.ts';
import { Badge } from '../../ui/badge.tsx';
import type { TableColumn } from '../../ui/data-table.tsx';
import { Meter } from '../../ui/meter.tsx';
import { SORTS } from './list-filters.ts';

export interface ListRow {
  readonly envelope: Envelope;
  /** Share of what the law asks that is given; undefined where nothing is asked, or not yet known. */
  readonly score: number | undefined;
  readonly missing: number;
  readonly verdict: Verdict | undefined;
}

interface Shape {
  readonly key: string;
  readonly width?: string;
  readonly isSpare?: boolean;
  /** Below it, in small: another field. */
  readonly under?: string;
}

const COLUMNS: Readonly<Record<RecordNoun, readonly Shape[]>> = {
  organisations: [
    { key: 'name', width: 'minmax(0, 2.2fr)' },
    { key: 'country', under: 'region' },
    { key: 'kind', under: 'member', isSpare: true },
    { key: 'parent', isSpare: true },
  ],
  divisions: [
    { key: 'name', width: 'minmax(0, 2fr)' },
    { key: 'organisation', width: 'minmax(0, 1.6fr)' },
    { key: 'parent', isSpare: true },
  ],
  persons: [
    { key: 'name', width: 'minmax(0, 1.6fr)' },
    { key: 'organisation', width: 'minmax(0, 1.6fr)' },
    { key: 'division' },
    { key: 'languages', isSpare: true },
    { key: 'email', width: 'minmax(0, 1.6fr)', isSpare: true },
  ],
  systems: [
    { key: 'name', width: 'minmax(0, 1.6fr)', under: 'description' },
    { key: 'operator', width: 'minmax(0, 1.4fr)' },
    { key: 'stores' },
    { key: 'reachedFrom', isSpare: true },
  ],
  activities: [
    { key: 'name', width: 'minmax(0, 1.8fr)' },
    { key: 'controllers', width: 'minmax(0, 1.5fr)' },
    { key: 'purposes', width: 'minmax(0, 1.3fr)', isSpare: true },
    { key: 'retention', width: '7rem', isSpare: true },
  ],
  flows: [
    { key: 'name', width: 'minmax(0, 1.5fr)', under: 'activity' },
    { key: 'from', width: 'minmax(0, 1.4fr)' },
    { key: 'to', width: 'minmax(0, 1.4fr)' },
  ],
  instruments: [
    { key: 'name', width: 'minmax(0, 1.8fr)' },
    { key: 'kind', width: 'minmax(0, 1.5fr)', under: 'modules' },
    { key: 'parties', width: 'minmax(0, 1.5fr)', isSpare: true },
    { key: 'from', width: '9rem', under: 'until', isSpare: true },
  ],
  assessments: [
    { key: 'name', width: 'minmax(0, 1.3fr)' },
    { key: 'instrument', width: 'minmax(0, 1.6fr)', isSpare: true },
    { key: 'on', width: '9rem' },
    { key: 'result', width: 'minmax(0, 1.2fr)' },
  ],
  contractors: [
    { key: 'organisation', width: 'minmax(0, 1.6fr)', under: 'service' },
    { key: 'engagedBy', width: 'minmax(0, 1.5fr)' },
    { key: 'under', isSpare: true },
    { key: 'countries' },
  ],
};

/** Nouns of which no law asks a field. */
const WITHOUT_SCORE: readonly RecordNoun[] = ['divisions', 'persons', 'assessments'];

export function hasScore(noun: RecordNoun): boolean {
  return !WITHOUT_SCORE.includes(noun);
}

export function useListColumns(noun: RecordNoun): readonly TableColumn<ListRow>[] {
  const text = useRecordsText();
  const words = useWords();
  const fieldWords = useFieldWords();
  const { label } = fieldWords;
  const columns = COLUMNS[noun].map(
    (shape, at): TableColumn<ListRow> => ({
      id: shape.key,
      name: label(noun, shape.key),
      ...(shape.width !== undefined && { width: shape.width }),
      ...(shape.isSpare === true && { isSpare: true }),
      isSortable: SORTS[noun].includes(shape.key),
      cell: ({ envelope }) => (
        <>
          <span className={at > 0 && shape.under === undefined ? 'list-two' : 'first'}>
            <Cell noun={noun} shape={shape} envelope={envelope} words={words} fieldWords={fieldWords} />
            {at === 0 && envelope.removed ? (
              <>
                {' '}
                <Badge tone="bad">{text.list.isRemoved}</Badge>
              </>
            ) : null}
          </span>
          <Under
            noun={noun}
            shape={shape}
            envelope={envelope}
            isFirst={at === 0}
            words={words}
            fieldWords={fieldWords}
          />
        </>
      ),
    }),
  );
  const verdict: TableColumn<ListRow> = {
    id: 'verdict',
    name: text.list.verdict,
    width: '11rem',
    cell: (row) =>
      row.verdict === undefined ? <span className="soft">–</span> : <VerdictMark verdict={row.verdict} />,
  };
  const score: TableColumn<ListRow> = {
    id: 'score',
    name: text.list.score,
    width: '8.5rem',
    cell: (row) =>
      row.score === undefined ? (
        <span className="soft">–</span>
      ) : (
        <Meter
          label={text.list.scoreOf(row.missing)}
          isLabelHidden
          value={row.score}
          shown={writeShare(row.score, words.language)}
        />
      ),
  };
  return [...columns, ...(noun === 'flows' ? [verdict] : []), ...(hasScore(noun) ? [score] : [])];
}

/** Rounded down, as the law machine does: what is not whole must not look so. */
export function writeShare(share: number, language: string): string {
  return (Math.floor(share * 100) / 100).toLocaleString(language, { style: 'percent' });
}

interface CellProps {
  readonly noun: RecordNoun;
  readonly shape: Shape;
  readonly envelope: Envelope;
  readonly words: Words;
  readonly fieldWords: FieldWords;
}

function Cell({ noun, shape, envelope, words, fieldWords }: CellProps): ReactNode {
  const { record, id } = envelope;
  const value = record[shape.key];
  if (shape.key === 'name') return typeof value === 'string' ? value : id;
  const field = fieldAt(noun, shape.key);
  if (value === undefined || field === undefined) return <NotKnown />;
  return <Brief field={field} value={value} words={words} fieldWords={fieldWords} />;
}

function Under({
  noun,
  shape,
  envelope,
  isFirst,
  words,
  fieldWords,
}: CellProps & { readonly isFirst: boolean }) {
  const { record, id } = envelope;
  const { under } = shape;
  const field = under === undefined ? undefined : fieldAt(noun, under);
  const value = under === undefined ? undefined : record[under];
  if (field !== undefined && value !== undefined) {
    if (field.kind.is === 'flag')
      return value === true ? <span className="second">{fieldWords.label(noun, field.key)}</span> : null;
    return (
      <span className="second">
        {field.key === 'until' ? '– ' : null}
        <Brief field={field} value={value} words={words} fieldWords={fieldWords} />
      </span>
    );
  }
  if (isFirst && record['name'] !== undefined) return <span className="second">{id}</span>;
  return null;
}

function NotKnown() {
  const frame = useFrameText();
  return <span className="value-open">{frame.notKnown}</span>;
}

/** A value in a few words. */
function Brief({
  field,
  value,
  words,
  fieldWords,
}: {
  readonly field: Field;
  readonly value: unknown;
  readonly words: Words;
  readonly fieldWords: FieldWords;
}): ReactNode {
  const frame = useFrameText();
  const { text, word } = fieldWords;
  const { kind } = field;
  const list = Array.isArray(value) ? value : [];
  if (Array.isArray(value) && value.length === 0) return frame.none;
  switch (kind.is) {
    case 'country':
      return words.country(String(value));
    case 'countries':
      return words.list(list.map(words.country));
    case 'word':
      return word(kind.terms, String(value));
    case 'words':
      return words.list(
        list.map((one) => (kind.terms === undefined ? String(one) : word(kind.terms, String(one)))),
      );
    case 'record':
      return <RecordName noun={kind.noun} id={String(value)} />;
    case 'records':
      return list.map((id, at) => (
        <span key={id}>
          {at > 0 ? words.list(['', '']) : null}
          <RecordName noun={kind.noun} id={String(id)} />
        </span>
      ));
    case 'party':
      return <Party value={String(value)} fieldWords={fieldWords} />;
    case 'day':
      return words.day(String(value), 'short');
    case 'period':
      return writePeriod(String(value), text);
    case 'numbers':
      return words.list(list.map((one) => text.module(Number(one))));
    case 'flag':
      return value === true ? frame.yes : frame.no;
    case 'maps': {
      const countries = [...new Set(list.map((one) => (one as { country?: string }).country))];
      return words.list(countries.map(words.country));
    }
    default:
      return String(value);
  }
}

function Party({ value, fieldWords }: { readonly value: string; readonly fieldWords: FieldWords }) {
  if (value === 'data-subject') return <>{fieldWords.text.person}</>;
  const id = value.replace(/^staff:/, '');
  if (id === value) return <RecordName noun="organisations" id={id} />;
  const [before = '', after = ''] = fieldWords.text.staff('\n').split('\n');
  return (
    <>
      {before}
      <RecordName noun="organisations" id={id} />
      {after}
    </>
  );
}
