// The one page: a register, a day, what is struck; the verdict of every flow, and why.
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { ExampleRegisterList } from '../../../api/registers.ts';
import type { TransferAnswers } from '../../../core/flows/answer.ts';
import { type PageState, VIEWS } from '../../client/address.ts';
import { ask, read } from '../../client/ask.ts';
import { FIRST_YEAR, today } from '../../client/days.ts';
import { type Library, libraryQuery } from '../../client/queries.ts';
import { useAnswer } from '../../client/use-answer.ts';
import { type PageStateChange, usePageState } from '../../client/use-page-state.ts';
import { ChangesView } from '../../parts/changes-view.tsx';
import { ContractsView } from '../../parts/contracts-view.tsx';
import { DateBand } from '../../parts/date-band.tsx';
import { FaultList } from '../../parts/fault-list.tsx';
import { chooseRows, countRows, type FlowRow, makeRows } from '../../parts/flow-rows.ts';
import { FlowTable } from '../../parts/flow-table.tsx';
import { gatherLawDays } from '../../parts/law-calendar.ts';
import { ProblemFace } from '../../parts/problem-face.tsx';
import { RegisterBar } from '../../parts/register-bar.tsx';
import { StrikeBand } from '../../parts/strike-band.tsx';
import { VerdictFilter } from '../../parts/verdict-filter.tsx';
import { WhyPanel } from '../../parts/why-panel.tsx';
import { useWords } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Empty, Waiting } from '../../ui/faces.tsx';
import { PlaceHead } from '../../ui/place-head.tsx';
import { Select } from '../../ui/select.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import './transfers-page.css';
import { type RegisterFound, useRegister } from './use-register.ts';
import { useStrikes } from './use-strikes.ts';

const FIRST = `${FIRST_YEAR}-01-01`;
const LAST = `${new Date().getFullYear() + 1}-12-31`;
const SLIDE_REST_MS = 90;
const EXAMPLE = 'example-group';

const START: PageState = {
  register: EXAMPLE,
  asOf: today() > LAST ? LAST : today(),
  without: [],
  verdicts: [],
  law: null,
  text: '',
  flow: null,
  sort: 'verdict',
  isReversed: false,
  view: 'flows',
};

export function TransfersPage() {
  const [state, change] = usePageState(START);
  const { data: library } = useQuery(libraryQuery);
  const { language } = useWords();
  const found = useRegister(state.register);
  const { opened } = found;
  const question = useMemo(
    () => ({ register: opened?.register ?? {}, asOf: state.asOf, without: state.without, language }),
    [opened, state.asOf, state.without, language],
  );
  const questionKey =
    opened === undefined ? '' : JSON.stringify([opened.key, state.asOf, state.without, language]);
  const answers = useAnswer<TransferAnswers>(
    opened === undefined ? null : questionKey,
    (signal) => ask('transfers', question, signal),
    SLIDE_REST_MS,
  );
  // The frame shows no page before the library is there.
  if (library === undefined) return null;
  return (
    <Loaded
      library={library}
      state={state}
      change={change}
      found={found}
      question={question}
      questionKey={questionKey}
      answers={answers}
    />
  );
}

interface LoadedProps {
  readonly library: Library;
  readonly state: PageState;
  readonly change: PageStateChange;
  readonly found: RegisterFound;
  readonly question: Readonly<Record<string, unknown>>;
  readonly questionKey: string;
  readonly answers: ReturnType<typeof useAnswer<TransferAnswers>>;
}

function Loaded({ library, state, change, found, question, questionKey, answers }: LoadedProps) {
  const words = useWords();
  const { text, language } = words;
  const examples = useAnswer<ExampleRegisterList>('examples', () => read('exampleRegisters'));
  const { opened, own } = found;
  const days = useMemo(() => gatherLawDays(library.events, library.laws, FIRST, LAST), [library]);
  const strikes = useStrikes(state.without, (without) => change({ without }, 'step'));
  const rows = useMemo(
    () =>
      answers.value === undefined || opened === undefined
        ? []
        : makeRows(answers.value, opened.view, state.law, words),
    [answers.value, opened, state.law, words],
  );
  const counts = useMemo(() => countRows(rows), [rows]);
  const wanted = useDeferredValue(state);
  const chosen = useMemo(() => chooseRows(rows, wanted, words), [rows, wanted, words]);
  const leaveRegister = { flow: null, without: [], law: null, verdicts: [], text: '' };
  const openFile = async (file: File): Promise<void> => {
    const content = await file.text();
    strikes.forget();
    found.openFile(file.name, content);
    change({ ...leaveRegister, register: null }, 'step');
  };
  const openExample = (id: string): void => {
    strikes.forget();
    found.closeFile();
    change({ ...leaveRegister, register: id }, 'step');
  };
  const isDropping = useFileDrop(openFile);
  const openFlow = (flow: string): void => change({ flow }, 'step');
  const closeFlow = (): void => {
    const before = state.flow;
    change({ flow: null }, 'step');
    requestAnimationFrame(() =>
      [...document.querySelectorAll<HTMLElement>('.row-open')]
        .find((one) => one.textContent === before)
        ?.focus(),
    );
  };
  useKeys({
    onEscape: state.flow === null ? undefined : closeFlow,
    onUndo: strikes.undo,
    onRedo: strikes.redo,
    toFlows: () => change({ view: 'flows' }),
  });
  const issues = found.problem?.issues;
  const changedKey = state.without.length === 0 ? null : 'plain';
  const plain = useAnswer<TransferAnswers>(
    changedKey === null || opened === undefined
      ? null
      : JSON.stringify([opened.key, state.asOf, language, 'plain']),
    (signal) => ask('transfers', { ...question, without: [] }, signal),
    SLIDE_REST_MS * 2,
  );
  const before = useMemo(() => {
    if (
      plain.value === undefined ||
      opened === undefined ||
      state.without.length === 0 ||
      plain.value.asOf !== answers.value?.asOf
    )
      return undefined;
    return countRows(makeRows(plain.value, opened.view, state.law, words));
  }, [plain.value, opened, state.without, state.law, words, answers.value]);
  return (
    <div className="page">
      <PlaceHead
        title={text.view.title}
        lead={text.tagline}
        tools={
          <RegisterBar
            examples={examples.value?.registers ?? []}
            register={own === null ? state.register : null}
            ownName={own?.name ?? null}
            onExample={openExample}
            onFile={openFile}
          />
        }
      />
      <p className="small soft stays no-print">{text.register.stays}</p>
      <div>
        {issues !== undefined ? (
          <FaultList
            key={own?.opened}
            file={own?.name ?? `${state.register ?? ''}`}
            issues={issues}
            onBack={() => openExample(EXAMPLE)}
            onFile={openFile}
          />
        ) : own === null && state.register === null ? (
          <Empty action={<Button onPress={() => openExample(EXAMPLE)}>{text.register.back}</Button>}>
            {text.register.reopen}
          </Empty>
        ) : found.problem?.status === 404 ? (
          <Empty>{text.register.drop}</Empty>
        ) : found.problem !== undefined ? (
          <ProblemFace problem={found.problem} onRetry={found.retry} />
        ) : (
          <>
            <DateBand
              asOf={state.asOf}
              first={FIRST}
              last={LAST}
              days={days}
              onChange={(asOf) => change({ asOf })}
            />
            <StrikeBand
              laws={library.laws}
              register={opened?.view}
              asOf={state.asOf}
              without={state.without}
              mayUndo={strikes.mayUndo}
              mayRedo={strikes.mayRedo}
              onStrike={strikes.strike}
              onRestore={strikes.restore}
              onUndo={strikes.undo}
              onRedo={strikes.redo}
            />
            <VerdictFilter
              counts={answers.value === undefined ? undefined : counts}
              before={before}
              chosen={state.verdicts}
              onChange={(verdicts) => change({ verdicts, view: 'flows' })}
            />
            <p className="heard-only" role="status">
              {answers.isComing
                ? text.table.coming
                : answers.value === undefined
                  ? ''
                  : text.table.shown(chosen.length, rows.length)}
            </p>
            <div className={state.flow === null ? 'work' : 'work has-panel'}>
              <div className="work-main" id="flows">
                <Tabs
                  label={text.view.label}
                  value={state.view}
                  onChange={(view) => change({ view }, 'step')}
                  tabs={VIEWS.map((id) => ({
                    id,
                    name: text.view[id],
                    content: () =>
                      opened === undefined ? (
                        <Waiting label={text.register.reading} />
                      ) : id === 'changes' ? (
                        <ChangesView
                          register={opened.view}
                          question={question}
                          questionKey={questionKey}
                          asOf={state.asOf}
                          isStruck={state.without.length > 0}
                          onOpen={openFlow}
                        />
                      ) : id === 'contracts' ? (
                        <ContractsView
                          register={opened.view}
                          question={question}
                          questionKey={questionKey}
                          onOpen={openFlow}
                        />
                      ) : answers.problem !== undefined ? (
                        <ProblemFace problem={answers.problem} onRetry={answers.retry} />
                      ) : answers.value === undefined ? (
                        <Waiting label={text.waiting} />
                      ) : (
                        <FlowsView
                          rows={rows}
                          chosen={chosen}
                          answers={answers.value}
                          isComing={answers.isComing}
                          flows={opened.view.flows.size}
                          state={state}
                          change={change}
                          onOpen={openFlow}
                        />
                      ),
                  }))}
                />
              </div>
              {state.flow === null || opened === undefined ? null : (
                <WhyPanel
                  flow={state.flow}
                  view={opened.view.flows.get(state.flow)}
                  register={opened.view}
                  question={question}
                  questionKey={questionKey}
                  brief={answers.value?.flows.find((one) => one.flow === state.flow)}
                  isRunning={answers.value?.flows.some((one) => one.flow === state.flow) ?? true}
                  asOf={state.asOf}
                  first={FIRST}
                  last={LAST}
                  onDay={(asOf) => change({ asOf }, 'step')}
                  onClose={closeFlow}
                />
              )}
            </div>
          </>
        )}
      </div>
      <footer className="page-foot soft small">
        {text.footer(library.health.laws.version, library.health.laws.rules, library.health.laws.fingerprint)}
      </footer>
      {isDropping ? (
        <div className="drop-veil" aria-hidden="true">
          <p>{text.register.drop}</p>
        </div>
      ) : null}
    </div>
  );
}

interface FlowsViewProps {
  readonly rows: readonly FlowRow[];
  readonly chosen: readonly FlowRow[];
  readonly answers: TransferAnswers;
  readonly isComing: boolean;
  readonly flows: number;
  readonly state: PageState;
  readonly change: PageStateChange;
  readonly onOpen: (flow: string) => void;
}

function FlowsView({ rows, chosen, answers, isComing, flows, state, change, onOpen }: FlowsViewProps) {
  const { text, law } = useWords();
  const laws = useMemo(
    () => [...new Set(answers.flows.flatMap((flow) => flow.answers.map((one) => one.regime)))],
    [answers],
  );
  if (state.law !== null && !laws.includes(state.law)) laws.push(state.law);
  return (
    <div className="flows-view">
      <div className="flow-tools no-print">
        <div className="field flow-search">
          <label htmlFor="search" className="heard-only">
            {text.table.search}
          </label>
          <input
            id="search"
            type="search"
            className="field-input"
            placeholder={`${text.table.search}: ${text.table.searchHint}`}
            value={state.text}
            onChange={(event) => change({ text: event.target.value })}
          />
        </div>
        <Select
          label={text.table.law}
          isLabelHidden
          value={state.law ?? ''}
          options={[
            { value: '', label: text.table.everyLaw },
            ...laws.map((one) => ({ value: one, label: law(one) })),
          ]}
          onChange={(one) => change({ law: one === '' ? null : one })}
        />
        <p className="soft small flow-count">
          {text.table.shown(chosen.length, rows.length)}
          {answers.notRunning.length === 0 ? null : (
            <span> · {text.table.notRunning(answers.notRunning.length)}</span>
          )}
        </p>
      </div>
      {flows === 0 ? (
        <Empty>{text.table.noFlows}</Empty>
      ) : answers.flows.length === 0 ? (
        <Empty>{text.table.noneRuns}</Empty>
      ) : chosen.length === 0 ? (
        <Empty
          action={
            <Button onPress={() => change({ verdicts: [], law: null, text: '' })}>{text.table.reset}</Button>
          }
        >
          {text.table.none}
        </Empty>
      ) : (
        <FlowTable
          rows={chosen}
          sort={state.sort}
          isReversed={state.isReversed}
          opened={state.flow}
          isComing={isComing}
          onSort={(sort, isReversed) => change({ sort, isReversed })}
          onOpen={onOpen}
        />
      )}
    </div>
  );
}

interface Keys {
  readonly onEscape: (() => void) | undefined;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly toFlows: () => void;
}

/** Keys that work everywhere on the page, save where somebody is writing. */
function useKeys(keys: Keys): void {
  const newest = useRef(keys);
  newest.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement;
      const isWriting =
        target.matches('input:not([type="range"]), select, textarea') || target.isContentEditable;
      if (
        event.key === 'Escape' &&
        !event.defaultPrevented &&
        !isWriting &&
        newest.current.onEscape !== undefined
      ) {
        newest.current.onEscape();
        return;
      }
      if (isWriting) return;
      if (event.key === '/' && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        newest.current.toFlows();
        requestAnimationFrame(() => document.getElementById('search')?.focus());
      }
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z') {
        event.preventDefault();
        if (event.shiftKey) newest.current.onRedo();
        else newest.current.onUndo();
      }
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}

/** A file may be dropped anywhere on the page. */
function useFileDrop(onFile: (file: File) => void): boolean {
  const [isDropping, setDropping] = useState(false);
  const newest = useRef(onFile);
  newest.current = onFile;
  useEffect(() => {
    const holdsFile = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;
    const over = (event: DragEvent): void => {
      if (!holdsFile(event)) return;
      event.preventDefault();
      setDropping(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setDropping(false);
    };
    const drop = (event: DragEvent): void => {
      if (!holdsFile(event)) return;
      event.preventDefault();
      setDropping(false);
      const file = event.dataTransfer?.files[0];
      if (file !== undefined) newest.current(file);
    };
    addEventListener('dragover', over);
    addEventListener('dragleave', leave);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('dragleave', leave);
      removeEventListener('drop', drop);
    };
  }, []);
  return isDropping;
}
