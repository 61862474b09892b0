// The centre of the product: every flow of the group on a day, on the map and in a table, why it may go on or not, and what if.
import { useQuery } from '@tanstack/react-query';
import {
  lazy,
  memo,
  Suspense,
  useCallback,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { FileTrigger } from 'react-aria-components';
import { problemOf } from '../../client/ask.ts';
import { type Library, libraryQuery } from '../../client/queries.ts';
import { readKey } from '../../client/request.ts';
import { useGroup } from '../../client/use-group.ts';
import { DateBand } from '../../parts/date-band.tsx';
import { FaultList, FILE_KINDS } from '../../parts/fault-list.tsx';
import { gatherLawDays } from '../../parts/law-calendar.ts';
import { ProblemFace } from '../../parts/problem-face.tsx';
import { useGo } from '../../parts/use-go.ts';
import { VerdictFilter } from '../../parts/verdict-filter.tsx';
import { useTransfersText } from '../../text/transfers-text.ts';
import { useWords } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Empty, Waiting } from '../../ui/faces.tsx';
import { Icon } from '../../ui/icon.tsx';
import { PlaceHead } from '../../ui/place-head.tsx';
import { ExportMenu } from './export-menu.tsx';
import { FilterBar } from './filter-bar.tsx';
import { FlowTable } from './flow-table.tsx';
import { openOwnFile, useFileRead, useOwnFile } from './own-file.ts';
import { SavedViews } from './saved-views.tsx';
import type { Asked, Source } from './transfers-asks.ts';
import './transfers-page.css';
import {
  type Answers,
  type FlowView,
  useAnswers,
  useBefore,
  useEngineOpen,
  useLists,
} from './use-answers.ts';
import { type Assumptions, useAssumptions } from './use-assumptions.ts';
import { useFileDrop } from './use-file-drop.ts';
import { usePageKeys } from './use-page-keys.ts';
import { useViewState, type ViewChange } from './use-view-state.ts';
import { FIRST_DAY, isWhatIf, LAST_DAY, NO_FILTERS, type ViewState } from './view-state.ts';
import { WhatIfChips } from './what-if-chips.tsx';
import { WhatIfDrawer } from './what-if-drawer.tsx';
import { WhyPanel } from './why-panel.tsx';

const FlowMap = lazy(async () => ({ default: (await import('./flow-map.tsx')).FlowMap }));

/** A hand that moves over the days is asked about when it rests so long. */
const REST_MS = 80;
const LARGE_REST_MS = 350;
const LARGE_FLOWS = 5_000;

export function TransfersPage() {
  const { data: library } = useQuery(libraryQuery);
  // The frame shows no page before the library is there.
  return library === undefined ? null : <Page library={library} />;
}

function Page({ library }: { readonly library: Library }) {
  const group = useGroup();
  const text = useTransfersText();
  const { language, text: shared } = useWords();
  const [state, change] = useViewState();
  const own = useOwnFile();
  const file = useFileRead(state.file === null ? null : own);
  const isGone = state.file !== null && own === null;
  const source = useMemo((): Source | null => {
    if (state.file !== null) return file.id === undefined ? null : { is: 'file', id: file.id };
    return { is: 'group', group: group.id, knownAt: state.knownAt, key: readKey() };
  }, [state.file, file.id, group.id, state.knownAt]);
  const [size, setSize] = useState(0);
  const isQuick = useEngineOpen();
  const [isBusy, setBusy] = useState(false);
  const rested = useRested(state.asOf, !isQuick && size > LARGE_FLOWS ? LARGE_REST_MS : REST_MS);
  const followed = useFollowed(state.asOf, isBusy);
  const asOf = isQuick ? followed : rested;
  const isMoving = isQuick && followed !== rested;
  const { without, leaving, signed } = state;
  const asked = useMemo(
    (): Asked | null => (source === null ? null : { source, asOf, without, leaving, signed, language }),
    [source, asOf, without, leaving, signed, language],
  );
  const answers = useAnswers(asked, useWish(state), isMoving);
  useEffect(() => setSize(answers.columns?.count ?? 0), [answers.columns]);
  useEffect(() => setBusy(answers.isComing), [answers.isComing]);
  const assumptions = useAssumptions(state, change);
  const openFile = async (chosen: File): Promise<void> => {
    const opened = openOwnFile(chosen.name, await chosen.text());
    change({ ...NO_FILTERS, file: opened.name, flow: null, without: [], leaving: [], signed: [] });
  };
  const closeFile = (): void =>
    change({ ...NO_FILTERS, file: null, flow: null, without: [], leaving: [], signed: [] });
  const isDropping = useFileDrop((dropped) => void openFile(dropped));
  const side = useSide(state, change);
  usePageKeys({
    onClose: side.onClose,
    onSearch: () => document.getElementById('search')?.focus(),
    onUndo: assumptions.undo,
    onRedo: assumptions.redo,
  });
  const issues = file.problem?.issues;
  return (
    <div
      className="transfers"
      data-engine={isQuick ? 'open' : undefined}
      data-shown={answers.view?.columns.asOf}
    >
      <PlaceHead
        title={text.title}
        lead={text.lead}
        tools={
          <>
            <Button
              weight={assumptions.isAny || state.drawer !== null ? 'strong' : 'plain'}
              aria-expanded={state.drawer !== null}
              onPress={() => change({ drawer: state.drawer === null ? 'changes' : null, flow: null })}
            >
              {text.whatIf.open}
            </Button>
            <SavedViews group={group.id} state={state} change={change} />
            <ExportMenu view={answers.view} state={state} />
            <FileTrigger
              acceptedFileTypes={FILE_KINDS}
              onSelect={(files) => files?.[0] !== undefined && void openFile(files[0])}
            >
              <Button weight="quiet">
                <Icon name="imports" />
                <span className="tool-name">{text.file.open}</span>
              </Button>
            </FileTrigger>
          </>
        }
      />
      {state.file === null || isGone ? null : (
        <FileSign name={state.file} group={group.name} onBack={closeFile} />
      )}
      {issues !== undefined ? (
        <FaultList
          key={own?.opened}
          file={own?.name ?? ''}
          issues={issues}
          backLabel={text.file.back(group.name)}
          onBack={closeFile}
          onFile={(mended) => void openFile(mended)}
        />
      ) : isGone ? (
        <Empty
          action={
            <Button weight="strong" onPress={closeFile}>
              {text.file.back(group.name)}
            </Button>
          }
        >
          {text.file.gone(state.file ?? '')}
        </Empty>
      ) : file.problem !== undefined ? (
        <ProblemFace problem={file.problem} onRetry={file.retry} />
      ) : (
        <Answered
          library={library}
          state={state}
          change={change}
          asked={asked}
          answers={answers}
          assumptions={assumptions}
          side={side}
        />
      )}
      <footer className="transfers-foot soft small">
        {shared.footer(
          library.health.laws.version,
          library.health.laws.rules,
          library.health.laws.fingerprint,
        )}
      </footer>
      {isDropping ? (
        <div className="drop-veil" aria-hidden="true">
          <p>{text.file.drop}</p>
        </div>
      ) : null}
    </div>
  );
}

/** What the table shall show; a new wish only when something of it changed, for each is worked for. */
function useWish(state: ViewState) {
  const { verdicts, law, pair, organisation, activity, tool, text, isEnding, groupBy, sort, isReversed } =
    state;
  return useMemo(
    () => ({ verdicts, law, pair, organisation, activity, tool, text, isEnding, groupBy, sort, isReversed }),
    [verdicts, law, pair, organisation, activity, tool, text, isEnding, groupBy, sort, isReversed],
  );
}

/** A value once it has stayed the same for a moment; the first counts at once. */
function useRested<T>(value: T, ms: number): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return rested;
}

/** A value that is followed as fast as answers come: the next one counts once the one before is answered. */
function useFollowed<T>(value: T, isBusy: boolean): T {
  const [followed, setFollowed] = useState(value);
  useEffect(() => {
    if (!isBusy) setFollowed(value);
  }, [value, isBusy]);
  return followed;
}

interface Side {
  readonly openFlow: (flow: string) => void;
  readonly closeFlow: () => void;
  readonly closeDrawer: () => void;
  readonly onClose: (() => void) | undefined;
}

/** The panel at the side: why, before what if; who closes it is back where it was opened. */
function useSide({ flow, drawer }: ViewState, change: ViewChange): Side {
  const openFlow = useCallback((id: string) => change({ flow: id }), [change]);
  const closeFlow = (): void => {
    change({ flow: null });
    requestAnimationFrame(() =>
      [...document.querySelectorAll<HTMLElement>('.row-open')]
        .find((one) => one.textContent === flow)
        ?.focus(),
    );
  };
  const closeDrawer = (): void => change({ drawer: null });
  return {
    openFlow,
    closeFlow,
    closeDrawer,
    onClose: flow !== null ? closeFlow : drawer !== null ? closeDrawer : undefined,
  };
}

function FileSign({
  name,
  group,
  onBack,
}: {
  readonly name: string;
  readonly group: string;
  readonly onBack: () => void;
}) {
  const text = useTransfersText();
  const go = useGo();
  return (
    <section className="file-sign" aria-label={text.file.label}>
      <Icon name="info" />
      <div className="file-sign-words">
        <strong>{text.file.answered(name)}</strong> <span>{text.file.lead}</span>
      </div>
      <div className="file-sign-do no-print">
        <Button onPress={onBack}>{text.file.back(group)}</Button>
        <Button weight="quiet" onPress={() => go('imports')}>
          {text.file.import}
        </Button>
      </div>
    </section>
  );
}

interface AnsweredProps {
  readonly library: Library;
  readonly state: ViewState;
  readonly change: ViewChange;
  readonly asked: Asked | null;
  readonly answers: Answers;
  readonly assumptions: Assumptions;
  readonly side: Side;
}

function Answered({ library, state, change, asked, answers, assumptions, side }: AnsweredProps) {
  const { text: shared } = useWords();
  const text = useTransfersText();
  const days = useMemo(() => gatherLawDays(library.events, library.laws, FIRST_DAY, LAST_DAY), [library]);
  const { isComing } = answers;
  // Table, map and filters are drawn after the hand and the date line, and are given up where newer answers come.
  const view = useDeferredValue(answers.view);
  const columns = useDeferredValue(answers.columns);
  const still = useStill(state);
  const isAssuming = isWhatIf(state);
  const { data: lists } = useLists(isAssuming ? asked : null);
  const before = useBefore(isAssuming ? asked : null).data;
  const isUnfiltered =
    state.law === null &&
    state.text === '' &&
    state.pair === null &&
    state.organisation === null &&
    state.activity === null &&
    state.tool === null &&
    !state.isEnding;
  const isMoving = useDeferredValue(isComing || state.asOf !== view?.columns.asOf);
  const onVerdicts = useCallback((verdicts: ViewState['verdicts']) => change({ verdicts }), [change]);
  const count = view === undefined ? '' : shared.table.shown(view.chosen.order.length, view.chosen.total);
  const notRunning = view?.columns.notRunning.length ?? 0;
  const hasSide = asked !== null && (state.flow !== null || state.drawer !== null);
  return (
    <>
      <DateBand
        asOf={state.asOf}
        first={FIRST_DAY}
        last={LAST_DAY}
        days={days}
        onChange={(asOf) => change({ asOf }, 'move')}
      />
      {isAssuming && state.drawer === null ? (
        <section className="what-if-strip" aria-label={text.whatIf.title}>
          <strong>{text.whatIf.title}</strong>
          <WhatIfChips assumptions={assumptions} lists={lists} asOf={state.asOf} />
        </section>
      ) : null}
      <VerdictFilter
        counts={view?.chosen.counts}
        before={isAssuming && isUnfiltered ? before : undefined}
        chosen={state.verdicts}
        onChange={onVerdicts}
      />
      <p className="heard-only" role="status">
        {isMoving ? shared.table.coming : count}
      </p>
      <div className={hasSide ? 'work has-side' : 'work'}>
        <div className="work-main">
          <div className={state.isMapFolded ? 'split is-folded' : 'split'}>
            <MapPart state={still} change={change} view={view} isMoving={isMoving} />
            <section className="split-table" id="flows" aria-label={shared.table.caption}>
              <FilterBar
                columns={columns}
                state={still}
                change={change}
                count={notRunning === 0 ? count : `${count} · ${shared.table.notRunning(notRunning)}`}
              />
              <TableFace
                state={still}
                change={change}
                view={view}
                error={answers.error}
                retry={answers.retry}
                isMoving={isMoving}
                onOpen={side.openFlow}
              />
            </section>
          </div>
        </div>
        {asked === null ? null : state.flow !== null ? (
          <WhyPanel
            flow={state.flow}
            asked={asked}
            onDay={(asOf) => change({ asOf })}
            onOpen={side.openFlow}
            onClose={side.closeFlow}
          />
        ) : state.drawer !== null ? (
          <WhatIfDrawer
            asked={asked}
            part={state.drawer}
            assumptions={assumptions}
            onPart={(drawer) => change({ drawer })}
            onOpen={side.openFlow}
            onClose={side.closeDrawer}
          />
        ) : null}
      </div>
    </>
  );
}

interface MapPartProps {
  readonly state: ViewState;
  readonly change: ViewChange;
  readonly view: FlowView | undefined;
  readonly isMoving: boolean;
}

const MapPart = memo(function MapPart({ state, change, view, isMoving }: MapPartProps) {
  const text = useTransfersText();
  const onPair = useCallback((pair: string | null) => change({ pair }), [change]);
  const fold = (
    <button
      type="button"
      className="map-fold no-print"
      aria-expanded={!state.isMapFolded}
      onClick={() => change({ isMapFolded: !state.isMapFolded }, 'move')}
    >
      <Icon name={state.isMapFolded ? 'right' : 'down'} />
      {state.isMapFolded ? text.map.show : text.map.fold}
    </button>
  );
  return (
    <section className="split-map" aria-label={text.map.label}>
      {state.isMapFolded ? (
        fold
      ) : (
        <Suspense fallback={<div className="map-waiting" />}>
          <FlowMap view={view} pair={state.pair} isComing={isMoving} onPair={onPair} corner={fold} />
        </Suspense>
      )}
    </section>
  );
});

/** The state but for the day: parts that show answers have the day from them, and need not be drawn anew for every move of the hand. */
function useStill(state: ViewState): ViewState {
  const kept = useRef(state);
  const keys = Object.keys(state) as (keyof ViewState)[];
  if (keys.some((key) => key !== 'asOf' && state[key] !== kept.current[key])) kept.current = state;
  return kept.current;
}

interface TableFaceProps {
  readonly state: ViewState;
  readonly change: ViewChange;
  readonly view: FlowView | undefined;
  readonly error: unknown;
  readonly retry: () => void;
  readonly isMoving: boolean;
  readonly onOpen: (flow: string) => void;
}

/** The four faces of the table. */
const TableFace = memo(function TableFace({
  state,
  change,
  view,
  error,
  retry,
  isMoving,
  onOpen,
}: TableFaceProps) {
  const { text: shared } = useWords();
  const text = useTransfersText();
  const go = useGo();
  const onSort = useCallback(
    (sort: ViewState['sort'], isReversed: boolean) => change({ sort, isReversed }, 'move'),
    [change],
  );
  if (error !== null) return <ProblemFace problem={problemOf(error)} onRetry={retry} />;
  if (view === undefined)
    return (
      <div className="table-waiting">
        <Waiting label={shared.waiting} rows={10} />
      </div>
    );
  const { columns, chosen } = view;
  if (columns.registered === 0 && state.file !== null) return <Empty>{shared.table.noFlows}</Empty>;
  if (columns.registered === 0)
    return (
      <Empty
        action={
          <div className="face-do">
            <Button weight="strong" onPress={() => go('newRecord', { noun: 'flows' })}>
              {text.empty.add}
            </Button>
            <Button onPress={() => go('imports')}>{text.empty.import}</Button>
          </div>
        }
      >
        {text.empty.group}
      </Empty>
    );
  if (columns.count === 0) return <Empty>{shared.table.noneRuns}</Empty>;
  if (chosen.order.length === 0)
    return (
      <Empty action={<Button onPress={() => change(NO_FILTERS)}>{shared.table.reset}</Button>}>
        {state.isEnding ? text.empty.nothingEnds : shared.table.none}
      </Empty>
    );
  return <FlowTable view={view} state={state} isComing={isMoving} onSort={onSort} onOpen={onOpen} />;
});
