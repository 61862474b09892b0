// A table for any rows: sorted by its heads, chosen by boxes, moved through by arrow keys; of long ones only what is seen is made.
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import './data-table.css';
import { useRowWindow } from './use-row-window.ts';

export interface TableColumn<R> {
  readonly id: string;
  readonly name: string;
  readonly cell: (row: R) => ReactNode;
  /** Share of the width, as in `2fr` or `8rem`. */
  readonly width?: string;
  readonly isSortable?: boolean;
  readonly isNumber?: boolean;
  /** Left out where there is little room. */
  readonly isSpare?: boolean;
}

export interface TableSort {
  readonly column: string;
  readonly isReversed: boolean;
}

export interface TableWords {
  readonly sortBy: (column: string) => string;
  readonly choose: (row: string) => string;
  readonly chooseAll: string;
  readonly keys: string;
}

interface Props<R> {
  readonly caption: string;
  readonly words: TableWords;
  readonly columns: readonly TableColumn<R>[];
  readonly rows: readonly R[];
  readonly idOf: (row: R) => string;
  readonly nameOf: (row: R) => string;
  readonly sort?: TableSort;
  readonly onSort?: (sort: TableSort) => void;
  readonly onOpen?: (row: R) => void;
  /** Wraps the first cell of a row, so that it can be a link. */
  readonly open?: (row: R, shown: ReactNode) => ReactNode;
  readonly opened?: string | null;
  readonly chosen?: ReadonlySet<string>;
  readonly onChoose?: (chosen: ReadonlySet<string>) => void;
  /** New rows are on their way. */
  readonly isComing?: boolean;
  /** Called when the last rows come into view and there may be more. */
  readonly onEnd?: () => void;
  readonly rowHeight?: number;
  /** How many there are in all, where only some are here. */
  readonly count?: number;
}

const HEAD_HEIGHT = 40;
const ROW_HEIGHT = 52;
const NARROW = '(width < 44rem)';
const NARROW_ROW_HEIGHT = 108;

function useIsNarrow(): boolean {
  return useSyncExternalStore(
    (notify) => {
      const query = matchMedia(NARROW);
      query.addEventListener('change', notify);
      return () => query.removeEventListener('change', notify);
    },
    () => matchMedia(NARROW).matches,
  );
}

export function DataTable<R>(props: Props<R>) {
  const { caption, words, columns, rows, idOf, nameOf, sort, onSort, chosen, onChoose, onEnd, onOpen } =
    props;
  const box = useRef<HTMLDivElement>(null);
  const isNarrow = useIsNarrow();
  const rowHeight = isNarrow ? NARROW_ROW_HEIGHT : (props.rowHeight ?? ROW_HEIGHT);
  const shown = useRowWindow(box, rows.length, rowHeight, isNarrow ? 0 : HEAD_HEIGHT);
  const [active, setActive] = useState(0);
  const [wanted, setWanted] = useState<number | null>(null);
  const current = Math.min(active, Math.max(0, rows.length - 1));
  useEffect(() => {
    if (wanted === null) return;
    const row = box.current?.querySelector<HTMLElement>(`[data-row="${wanted}"] .data-open`);
    if (row === null || row === undefined) return;
    row.focus({ preventScroll: true });
    setWanted(null);
  });
  const isAtEnd = shown.end >= rows.length;
  const newestEnd = useRef(onEnd);
  newestEnd.current = onEnd;
  useEffect(() => {
    if (isAtEnd && rows.length > 0) newestEnd.current?.();
  }, [isAtEnd, rows.length]);
  const move = (event: KeyboardEvent<HTMLElement>): void => {
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 400) / rowHeight) - 1);
    const steps: Record<string, number> = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      PageDown: current + page,
      PageUp: current - page,
      Home: 0,
      End: rows.length - 1,
    };
    const next = steps[event.key];
    if (next === undefined || !(event.target as HTMLElement).matches('.data-open')) return;
    event.preventDefault();
    const row = Math.max(0, Math.min(rows.length - 1, next));
    setActive(row);
    setWanted(row);
    shown.reveal(row);
  };
  const template = [
    onChoose === undefined ? '' : '2.5rem',
    ...columns.map((one) => one.width ?? 'minmax(0, 1fr)'),
  ]
    .filter((one) => one !== '')
    .join(' ');
  const toggle = (id: string): void => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChoose?.(next);
  };
  const isAllChosen = rows.length > 0 && rows.every((row) => chosen?.has(idOf(row)) === true);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the links inside; the box only hears them once.
    <div className="data-box scrolls" ref={box} onKeyDown={move} style={{ '--columns': template } as object}>
      <table
        className="data-table"
        aria-rowcount={(props.count ?? rows.length) + 1}
        aria-busy={props.isComing === true}
      >
        <caption className="heard-only">
          {caption}. {words.keys}
        </caption>
        <thead>
          <tr aria-rowindex={1}>
            {onChoose === undefined ? null : (
              <th scope="col" className="data-choose">
                <input
                  type="checkbox"
                  aria-label={words.chooseAll}
                  checked={isAllChosen}
                  onChange={() => onChoose(isAllChosen ? new Set() : new Set(rows.map(idOf)))}
                />
              </th>
            )}
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                className={classOf(column)}
                aria-sort={
                  column.isSortable !== true || onSort === undefined
                    ? undefined
                    : sort?.column !== column.id
                      ? 'none'
                      : sort.isReversed
                        ? 'descending'
                        : 'ascending'
                }
              >
                {column.isSortable === true && onSort !== undefined ? (
                  <button
                    type="button"
                    className="sort-button"
                    title={words.sortBy(column.name)}
                    onClick={() =>
                      onSort({
                        column: column.id,
                        isReversed: sort?.column === column.id && !sort.isReversed,
                      })
                    }
                  >
                    {column.name}
                    <span aria-hidden="true" className="sort-sign">
                      {sort?.column !== column.id ? '↕' : sort.isReversed ? '↓' : '↑'}
                    </span>
                  </button>
                ) : (
                  column.name
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Space height={shown.first * rowHeight} />
          {rows.slice(shown.first, shown.end).map((row, index) => {
            const place = shown.first + index;
            const id = idOf(row);
            return (
              <tr
                key={id}
                data-row={place}
                aria-rowindex={place + 2}
                className={`data-row${id === props.opened ? ' is-opened' : ''}${chosen?.has(id) === true ? ' is-chosen' : ''}`}
                style={{ height: rowHeight }}
                onFocus={() => setActive(place)}
                onClick={(event) => {
                  if ((event.target as HTMLElement).closest('a, button, input, label') === null)
                    onOpen?.(row);
                }}
              >
                {onChoose === undefined ? null : (
                  <td className="data-choose">
                    <input
                      type="checkbox"
                      aria-label={words.choose(nameOf(row))}
                      checked={chosen?.has(id) === true}
                      onChange={() => toggle(id)}
                    />
                  </td>
                )}
                {columns.map((column, at) => (
                  <td key={column.id} className={classOf(column)}>
                    {at === 0 && props.open !== undefined
                      ? props.open(row, column.cell(row))
                      : column.cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
          <Space height={Math.max(0, rows.length - shown.end) * rowHeight} />
        </tbody>
      </table>
    </div>
  );
}

function classOf<R>(column: TableColumn<R>): string {
  return `data-cell${column.isNumber === true ? ' data-number' : ''}${column.isSpare === true ? ' data-spare' : ''}`;
}

/** Room for the rows that are not shown. */
function Space({ height }: { readonly height: number }) {
  if (height <= 0) return null;
  return (
    <tr className="data-space" aria-hidden="true">
      <td style={{ height }} />
    </tr>
  );
}
