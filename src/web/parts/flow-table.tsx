// The table of flows: sorted by its heads, moved through with the arrow keys, long tables shown by the window.
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { COLUMNS, type Column } from '../client/address.ts';
import { useWords } from '../text/use-text.ts';
import { useRowWindow } from '../ui/use-row-window.ts';
import type { FlowRow } from './flow-rows.ts';
import './flow-table.css';
import { VerdictMark, VerdictShape } from './verdict-mark.tsx';

interface Props {
  readonly rows: readonly FlowRow[];
  readonly sort: Column;
  readonly isReversed: boolean;
  readonly opened: string | null;
  readonly isComing: boolean;
  readonly onSort: (column: Column, isReversed: boolean) => void;
  readonly onOpen: (flow: string) => void;
}

const NARROW = '(width < 44rem)';
const ROW_HEIGHT = 56;
const ROW_HEIGHT_NARROW = 116;
const HEAD_HEIGHT = 40;

function useIsNarrow(): boolean {
  return useSyncExternalStore(
    (tell) => {
      const query = matchMedia(NARROW);
      query.addEventListener('change', tell);
      return () => query.removeEventListener('change', tell);
    },
    () => matchMedia(NARROW).matches,
  );
}

export function FlowTable({ rows, sort, isReversed, opened, isComing, onSort, onOpen }: Props) {
  const { text } = useWords();
  const isNarrow = useIsNarrow();
  const rowHeight = isNarrow ? ROW_HEIGHT_NARROW : ROW_HEIGHT;
  const headHeight = isNarrow ? 0 : HEAD_HEIGHT;
  const box = useRef<HTMLDivElement>(null);
  const shown = useRowWindow(box, rows.length, rowHeight, headHeight);
  const { active, move, focus } = useActiveRow(box, rows, opened, shown.reveal);
  const heads: Record<Column, string> = {
    verdict: text.table.verdict,
    flow: text.table.flow,
    from: text.table.from,
    to: text.table.to,
    tool: text.table.tool,
  };
  const below = (rows.length - shown.end) * rowHeight;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the buttons inside; the box only hears them once.
    <div className="flow-box scrolls" ref={box} onKeyDown={move}>
      <table className="flow-table" aria-rowcount={rows.length + 1} aria-busy={isComing}>
        <caption className="heard-only">
          {text.table.caption}. {text.table.keys}
        </caption>
        <thead>
          <tr aria-rowindex={1}>
            {COLUMNS.map((column) => (
              <th
                key={column}
                scope="col"
                className={`col-${column}`}
                aria-sort={sort !== column ? 'none' : isReversed ? 'descending' : 'ascending'}
              >
                <button
                  type="button"
                  className="sort-button"
                  title={text.table.sort(heads[column])}
                  onClick={() => onSort(column, sort === column && !isReversed)}
                >
                  {heads[column]}
                  <span aria-hidden="true" className="sort-sign">
                    {sort !== column ? '↕' : isReversed ? '↓' : '↑'}
                  </span>
                </button>
              </th>
            ))}
            <th scope="col" className="col-laws">
              {text.table.law}
            </th>
          </tr>
        </thead>
        <tbody>
          <Space height={shown.first * rowHeight} />
          {rows.slice(shown.first, shown.end).map((row, index) => (
            <Row
              key={row.id}
              row={row}
              place={shown.first + index}
              isActive={shown.first + index === active}
              isOpened={row.id === opened}
              onFocus={() => focus(shown.first + index)}
              onOpen={onOpen}
            />
          ))}
          <Space height={below} />
        </tbody>
      </table>
    </div>
  );
}

/** Room for the rows that are not shown. */
function Space({ height }: { readonly height: number }) {
  if (height <= 0) return null;
  return (
    <tr className="row-space" aria-hidden="true">
      <td style={{ height }} />
    </tr>
  );
}

interface RowProps {
  readonly row: FlowRow;
  readonly place: number;
  readonly isActive: boolean;
  readonly isOpened: boolean;
  readonly onFocus: () => void;
  readonly onOpen: (flow: string) => void;
}

function Row({ row, place, isActive, isOpened, onFocus, onOpen }: RowProps) {
  const words = useWords();
  const { text, country } = words;
  const isUnverified = row.answer.answers.some((one) => one.unverified.length > 0);
  return (
    <tr
      aria-rowindex={place + 2}
      className={`flow-row${isOpened ? ' is-opened' : ''}`}
      onClick={() => onOpen(row.id)}
    >
      <td className="col-verdict">
        <VerdictMark verdict={row.verdict} isHeavy />
      </td>
      <td className="col-flow">
        <button
          type="button"
          className="row-open"
          data-row={place}
          tabIndex={isActive ? 0 : -1}
          aria-expanded={isOpened}
          onFocus={onFocus}
          onClick={(event) => {
            event.stopPropagation();
            onOpen(row.id);
          }}
        >
          {row.id}
        </button>
        <span className="second">{row.flow.activity?.name ?? ''}</span>
      </td>
      <td className="col-from">
        <span className="first" title={row.from}>
          {row.from}
        </span>
        <span className="second">
          {row.flow.from.organisation === null ? '' : country(row.flow.from.country)}
        </span>
      </td>
      <td className="col-to">
        <span className="first" title={row.to}>
          <span aria-hidden="true" className="arrow">
            →{' '}
          </span>
          {row.to}
        </span>
        <span className="second">{country(row.flow.to.country)}</span>
      </td>
      <td className="col-tool">
        <span className="first" title={row.tool}>
          {row.tool}
        </span>
        <span className="second">
          {row.leading?.instrument ?? ''}
          {isUnverified ? (
            <span className="unverified-sign" title={text.table.unverified}>
              {' '}
              ⚑<span className="heard-only">{text.table.unverified}</span>
            </span>
          ) : null}
        </span>
      </td>
      <td className="col-laws">
        <ul className="law-signs">
          {row.answer.answers.map((one) => (
            <li key={one.regime}>
              <VerdictShape verdict={one.verdict} />
              <span>{words.law(one.regime)}</span>
              <span className="heard-only">: {words.term('verdicts', one.verdict)}</span>
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
}

interface ActiveRow {
  readonly active: number;
  readonly move: (event: KeyboardEvent<HTMLElement>) => void;
  readonly focus: (row: number) => void;
}

/** One row of the table can be reached by Tab; the arrow keys choose which. */
function useActiveRow(
  box: RefObject<HTMLElement | null>,
  rows: readonly FlowRow[],
  opened: string | null,
  reveal: (row: number, inMiddle?: boolean) => void,
): ActiveRow {
  const [chosen, setChosen] = useState(0);
  const [wanted, setWanted] = useState<number | null>(null);
  const active = Math.min(chosen, Math.max(0, rows.length - 1));
  useEffect(() => {
    if (wanted === null) return;
    const button = box.current?.querySelector<HTMLElement>(`[data-row="${wanted}"]`);
    if (button === null || button === undefined) return;
    button.focus({ preventScroll: true });
    setWanted(null);
  });
  // What is opened by the address is brought into view once it is there.
  const seen = useRef<string | null>(null);
  useEffect(() => {
    if (opened === seen.current) return;
    const place = rows.findIndex((row) => row.id === opened);
    if (opened !== null && place < 0) return;
    seen.current = opened;
    if (opened === null) return;
    setChosen(place);
    reveal(place, true);
  }, [opened, rows, reveal]);
  const move = (event: KeyboardEvent<HTMLElement>): void => {
    if (!(event.target as HTMLElement).matches('.row-open')) return;
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 600) / ROW_HEIGHT) - 2);
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -rows.length,
      End: rows.length,
    };
    const step = steps[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(rows.length - 1, active + step));
    setChosen(next);
    reveal(next);
    setWanted(next);
  };
  return { active, move, focus: setChosen };
}
