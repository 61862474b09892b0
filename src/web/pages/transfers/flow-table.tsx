// The table of flows: sorted by its heads, gathered under heads that fold, moved through with the arrow keys; only what is seen is drawn.
import {
  type KeyboardEvent,
  memo,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { VERDICTS, type Verdict } from '../../../core/flows/answer.ts';
import { nameFact } from '../../parts/missing-fact.tsx';
import { VERDICT_ORDER } from '../../parts/verdict-filter.tsx';
import { VerdictMark, VerdictShape } from '../../parts/verdict-mark.tsx';
import { useTransfersText } from '../../text/transfers-text.ts';
import { useWords } from '../../text/use-text.ts';
import { Icon } from '../../ui/icon.tsx';
import type { FlowEnding, FlowGroup, Grouping, SortName } from './choose-flows.ts';
import { type FlowColumns, idAt, rowOf, seeFlow } from './flow-columns.ts';
import './flow-table.css';
import { layOut } from './item-layout.ts';
import { type FlowView, nameEnd } from './use-answers.ts';
import { useGroupName } from './use-group-name.ts';
import { PRINTED_MOST, useIsPrinting, useItemWindow } from './use-item-window.ts';
import { type ColumnName, USUAL_COLUMNS, type ViewState } from './view-state.ts';

interface Props {
  readonly view: FlowView;
  readonly state: ViewState;
  readonly isComing: boolean;
  readonly onSort: (sort: SortName, isReversed: boolean) => void;
  readonly onOpen: (flow: string) => void;
}

type ShownColumn = 'verdict' | 'flow' | 'from' | 'to' | ColumnName;

const CARDS_BELOW_PX = 620;
const ROW_HEIGHT = 56;
const ROW_HEIGHT_NARROW = 116;
const GROUP_HEIGHT = 48;
const HEAD_HEIGHT = 40;
const LEAST_COLUMN_REM = 8.5;

/** Is there room for less than a table? On paper there always is enough. */
function useIsNarrow(box: RefObject<HTMLElement | null>, isPrinting: boolean): boolean {
  const [isNarrow, setNarrow] = useState(false);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = (): void => setNarrow(element.clientWidth < CARDS_BELOW_PX);
    measure();
    const sizes = new ResizeObserver(measure);
    sizes.observe(element);
    return () => sizes.disconnect();
  }, [box]);
  return isNarrow && !isPrinting;
}

/** In the order in which they stand; those that can be chosen come after the four that are always there. */
function shownColumns(state: ViewState): readonly ShownColumn[] {
  const has = (name: ColumnName): boolean => state.columns.includes(name);
  const all: readonly (readonly [ShownColumn, boolean])[] = [
    ['verdict', true],
    ['flow', true],
    ['activity', has('activity')],
    ['from', true],
    ['to', true],
    ['mode', has('mode')],
    ['tool', has('tool')],
    ['missing', has('missing')],
    ['ends', has('ends') || state.isEnding],
    ['laws', has('laws')],
  ];
  return all.flatMap(([name, isShown]) => (isShown ? [name] : []));
}

const UNSORTED: readonly ShownColumn[] = ['laws', 'mode'];

export function FlowTable({ view, state, isComing, onSort, onOpen }: Props) {
  const { text: shared } = useWords();
  const text = useTransfersText();
  const { columns, chosen } = view;
  const { order, groups } = chosen;
  const box = useRef<HTMLDivElement>(null);
  const isPrinting = useIsPrinting();
  const isNarrow = useIsNarrow(box, isPrinting);
  const rowHeight = isNarrow ? ROW_HEIGHT_NARROW : ROW_HEIGHT;
  const headHeight = isNarrow ? 0 : HEAD_HEIGHT;
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  // biome-ignore lint/correctness/useExhaustiveDependencies: another grouping begins unfolded.
  useEffect(() => setFolded(new Set()), [state.groupBy]);
  const layout = useMemo(
    () => layOut(order.length, groups, folded, rowHeight, GROUP_HEIGHT),
    [order, groups, folded, rowHeight],
  );
  const shown = useItemWindow(box, layout, headHeight, isPrinting);
  const placeOf = useMemo(() => {
    if (state.flow === null) return null;
    const row = rowOf(columns, state.flow);
    const place = row === undefined ? -1 : order.indexOf(row);
    return place < 0 ? null : (layout.itemOfPlace(place) ?? null);
  }, [state.flow, columns, order, layout]);
  const { active, move, focus } = useActiveItem(
    box,
    layout.items,
    state.flow,
    placeOf,
    shown.reveal,
    rowHeight,
  );
  const heads = shownColumns(state);
  const law = chosen.law === null ? null : columns.laws.indexOf(chosen.law);
  const fold = (key: string): void =>
    setFolded((before) => {
      const next = new Set(before);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  const isAllFolded = groups !== null && groups.length > 0 && groups.every((one) => folded.has(one.key));
  const items = Array.from({ length: Math.max(0, shown.end - shown.first) }, (_, at) => shown.first + at);
  const above = isPrinting ? 0 : layout.topOf(shown.first);
  const below = isPrinting || layout.items === 0 ? 0 : layout.height - layout.topOf(shown.end);
  return (
    <>
      {groups === null ? null : (
        <div className="group-tools no-print">
          <button
            type="button"
            className="text-button"
            onClick={() => setFolded(isAllFolded ? new Set() : new Set(groups.map((one) => one.key)))}
          >
            {isAllFolded ? text.group.unfoldAll : text.group.foldAll}
          </button>
        </div>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the buttons inside; the box only hears them once. */}
      <div className="flow-box scrolls" ref={box} onKeyDown={move}>
        <table
          className={`flow-table${state.columns === USUAL_COLUMNS ? ' is-usual' : ''}${isNarrow ? ' is-cards' : ''}`}
          aria-rowcount={layout.items + 1}
          aria-busy={isComing}
          style={{ '--least-width': `${heads.length * LEAST_COLUMN_REM}rem` } as object}
        >
          <caption className="heard-only">
            {shared.table.caption}. {shared.table.keys}
          </caption>
          <thead>
            <tr aria-rowindex={1}>
              {heads.map((column) => (
                <Head
                  key={column}
                  column={column}
                  sort={state.sort}
                  isReversed={state.isReversed}
                  onSort={onSort}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            <Space height={above} />
            {items.map((item) => {
              const at = layout.itemAt(item);
              if (at.is === 'head') {
                const group = groups?.[at.group];
                return group === undefined ? null : (
                  <GroupHead
                    key={`group ${group.key}`}
                    group={group}
                    groupBy={chosen.groupBy}
                    columns={columns}
                    item={item}
                    isActive={item === active}
                    isFolded={folded.has(group.key)}
                    width={heads.length}
                    onFold={fold}
                    onFocus={focus}
                  />
                );
              }
              const row = order[at.place] ?? 0;
              const id = idAt(columns, row);
              return (
                <Row
                  key={id}
                  columns={columns}
                  row={row}
                  law={law}
                  heads={heads.join(' ')}
                  item={item}
                  isActive={item === active}
                  isOpened={id === state.flow}
                  ending={chosen.endings[id]}
                  onFocus={focus}
                  onOpen={onOpen}
                />
              );
            })}
            <Space height={below} />
          </tbody>
        </table>
      </div>
      {layout.items > PRINTED_MOST ? (
        <p className="print-only small">{text.print.first(PRINTED_MOST, order.length)}</p>
      ) : null}
    </>
  );
}

interface HeadProps {
  readonly column: ShownColumn;
  readonly sort: SortName;
  readonly isReversed: boolean;
  readonly onSort: Props['onSort'];
}

function Head({ column, sort, isReversed, onSort }: HeadProps) {
  const { text: shared } = useWords();
  const text = useTransfersText();
  const name = text.columns[column];
  const isSorted = sort === column;
  if (UNSORTED.includes(column))
    return (
      <th scope="col" className={`col-${column}`}>
        {name}
      </th>
    );
  return (
    <th
      scope="col"
      className={`col-${column}`}
      aria-sort={!isSorted ? 'none' : isReversed ? 'descending' : 'ascending'}
    >
      <button
        type="button"
        className="sort-button"
        title={shared.table.sort(name)}
        onClick={() => onSort(column as SortName, isSorted && !isReversed)}
      >
        {name}
        <span aria-hidden="true" className="sort-sign">
          {!isSorted ? '↕' : isReversed ? '↓' : '↑'}
        </span>
      </button>
    </th>
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

interface GroupHeadProps {
  readonly group: FlowGroup;
  readonly groupBy: Grouping | null;
  readonly columns: FlowColumns;
  readonly item: number;
  readonly isActive: boolean;
  readonly isFolded: boolean;
  readonly width: number;
  readonly onFold: (key: string) => void;
  readonly onFocus: (item: number) => void;
}

function GroupHead({
  group,
  groupBy,
  columns,
  item,
  isActive,
  isFolded,
  width,
  onFold,
  onFocus,
}: GroupHeadProps) {
  const { term, language } = useWords();
  const name = useGroupName(columns, groupBy)(group.key);
  return (
    <tr className="group-row" aria-rowindex={item + 2}>
      <th colSpan={width} scope="rowgroup">
        <button
          type="button"
          className="group-open row-key"
          data-item={item}
          tabIndex={isActive ? 0 : -1}
          aria-expanded={!isFolded}
          onFocus={() => onFocus(item)}
          onClick={() => onFold(group.key)}
        >
          <Icon name={isFolded ? 'right' : 'down'} />
          <span className="group-name">{name}</span>
          <span className="group-count">{group.count.toLocaleString(language)}</span>
          <span className="group-verdicts">
            {VERDICT_ORDER.map((verdict) => {
              const count = group.verdicts[VERDICTS.indexOf(verdict)] ?? 0;
              return count === 0 ? null : (
                <span key={verdict} className="group-verdict" title={term('verdicts', verdict)}>
                  <VerdictShape verdict={verdict} />
                  <span className="heard-only">{term('verdicts', verdict)}: </span>
                  {count.toLocaleString(language)}
                </span>
              );
            })}
          </span>
        </button>
      </th>
    </tr>
  );
}

interface RowProps {
  readonly columns: FlowColumns;
  readonly row: number;
  readonly law: number | null;
  /** The columns in their order, joined: one word is cheaper to compare than a list. */
  readonly heads: string;
  readonly item: number;
  readonly isActive: boolean;
  readonly isOpened: boolean;
  readonly ending: FlowEnding | undefined;
  readonly onFocus: (item: number) => void;
  readonly onOpen: (flow: string) => void;
}

const Row = memo(function Row({
  columns,
  row,
  law,
  heads,
  item,
  isActive,
  isOpened,
  ending,
  onFocus,
  onOpen,
}: RowProps) {
  const flow = seeFlow(columns, row, law);
  return (
    <tr
      aria-rowindex={item + 2}
      className={`flow-row${isOpened ? ' is-opened' : ''}`}
      onClick={() => onOpen(flow.id)}
    >
      {(heads.split(' ') as ShownColumn[]).map((column) => (
        <td key={column} className={`col-${column}`}>
          {column === 'flow' ? (
            <>
              <button
                type="button"
                className="row-open row-key"
                data-item={item}
                tabIndex={isActive ? 0 : -1}
                aria-expanded={isOpened}
                onFocus={() => onFocus(item)}
                onClick={(event) => {
                  event.stopPropagation();
                  onOpen(flow.id);
                }}
              >
                {flow.id}
              </button>
              <span className="second">{flow.name || flow.activity.name}</span>
            </>
          ) : (
            <Cell column={column} flow={flow} ending={ending} />
          )}
        </td>
      ))}
    </tr>
  );
});

function Cell({
  column,
  flow,
  ending,
}: {
  readonly column: ShownColumn;
  readonly flow: ReturnType<typeof seeFlow>;
  readonly ending: FlowEnding | undefined;
}) {
  const words = useWords();
  const text = useTransfersText();
  switch (column) {
    case 'verdict':
      return <VerdictMark verdict={flow.verdict} isHeavy />;
    case 'from':
      return (
        <Two
          first={nameEnd(flow.from, words)}
          second={flow.from.organisation === null ? '' : countryOf(flow.fromCountry, words)}
        />
      );
    case 'to':
      return <Two first={nameEnd(flow.to, words)} second={countryOf(flow.toCountry, words)} isTarget />;
    case 'activity':
      return <Two first={flow.activity.name} second={flow.activity.id} />;
    case 'mode':
      return <span className="first">{flow.mode === '' ? '' : words.term('modes', flow.mode)}</span>;
    case 'tool':
      return (
        <>
          <span className="first" title={words.tool(flow.tool)}>
            {words.tool(flow.tool)}
          </span>
          <span className="second">
            {flow.instrument}
            {flow.isUnverified ? (
              <span className="unverified-sign" title={words.text.table.unverified}>
                {' '}
                ⚑<span className="heard-only">{words.text.table.unverified}</span>
              </span>
            ) : null}
          </span>
        </>
      );
    case 'missing':
      return <Missing facts={flow.missing} />;
    case 'ends':
      return ending === undefined ? null : (
        <>
          <span className="first">{words.day(ending.on, 'short')}</span>
          <span className="second">
            {ending.next === null ? text.table.flowEnds : <Then verdict={ending.next} />}
          </span>
        </>
      );
    case 'laws':
      return (
        <ul className="law-signs">
          {flow.laws.map((one) => (
            <li key={one.law}>
              <VerdictShape verdict={one.verdict} />
              <span>{words.law(one.law)}</span>
              <span className="heard-only">: {words.term('verdicts', one.verdict)}</span>
            </li>
          ))}
        </ul>
      );
    default:
      return null;
  }
}

function Missing({ facts }: { readonly facts: readonly string[] }) {
  const words = useWords();
  const text = useTransfersText();
  const [fact] = facts;
  if (fact === undefined) return null;
  const { what, of } = nameFact(fact, words);
  return (
    <Two first={what} second={facts.length > 1 ? `${of}, ${text.table.moreFacts(facts.length - 1)}` : of} />
  );
}

function Then({ verdict }: { readonly verdict: Verdict }) {
  const { term } = useWords();
  const text = useTransfersText();
  return <>{text.table.later(term('verdicts', verdict))}</>;
}

function countryOf(code: string, words: ReturnType<typeof useWords>): string {
  return words.country(code === '' ? undefined : code);
}

function Two({
  first,
  second,
  isTarget = false,
}: {
  readonly first: React.ReactNode;
  readonly second: string;
  readonly isTarget?: boolean;
}) {
  return (
    <>
      <span className="first" title={typeof first === 'string' ? first : undefined}>
        {isTarget ? (
          <span aria-hidden="true" className="arrow">
            →{' '}
          </span>
        ) : null}
        {first}
      </span>
      <span className="second">{second}</span>
    </>
  );
}

interface ActiveItem {
  readonly active: number;
  readonly move: (event: KeyboardEvent<HTMLElement>) => void;
  readonly focus: (item: number) => void;
}

/** One row of the table can be reached by Tab; the arrow keys choose which. */
function useActiveItem(
  box: RefObject<HTMLElement | null>,
  items: number,
  opened: string | null,
  openedItem: number | null,
  reveal: (item: number, inMiddle?: boolean) => void,
  rowHeight: number,
): ActiveItem {
  const [chosen, setChosen] = useState(0);
  const [wanted, setWanted] = useState<number | null>(null);
  const active = Math.min(chosen, Math.max(0, items - 1));
  useEffect(() => {
    if (wanted === null) return;
    const button = box.current?.querySelector<HTMLElement>(`[data-item="${wanted}"]`);
    if (button === null || button === undefined) return;
    button.focus({ preventScroll: true });
    setWanted(null);
  });
  // What is opened by the address is brought into view once it is there.
  const seen = useRef<string | null>(null);
  useEffect(() => {
    // Rows that turn into cards, or back, lie elsewhere.
    const sight = opened === null ? null : `${opened} ${rowHeight}`;
    if (sight === seen.current || (opened !== null && openedItem === null)) return;
    seen.current = sight;
    if (openedItem === null) return;
    setChosen(openedItem);
    reveal(openedItem, true);
  }, [opened, openedItem, reveal, rowHeight]);
  const move = (event: KeyboardEvent<HTMLElement>): void => {
    const target = event.target as HTMLElement;
    if (!target.matches('.row-key')) return;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const isFolding =
      target.matches('.group-open') && (event.key === 'ArrowLeft' || event.key === 'ArrowRight');
    if (isFolding) {
      const isOpen = target.getAttribute('aria-expanded') === 'true';
      if (isOpen === (event.key === 'ArrowLeft')) target.click();
      event.preventDefault();
      return;
    }
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 600) / rowHeight) - 2);
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -items,
      End: items,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(items - 1, active + step));
    setChosen(next);
    reveal(next);
    setWanted(next);
  };
  return { active, move, focus: setChosen };
}
