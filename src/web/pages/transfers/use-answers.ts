// Everything this page asks, in one place: today a worker asks the server; whoever answers in its stead changes this file and the worker only.
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { VERDICTS, type Verdict } from '../../../core/flows/answer.ts';
import type { ContractsAnswer } from '../../../core/flows/contracts.ts';
import type { FlowEnd } from '../../../core/flows/flow-table-columns.ts';
import type { WhatIfAnswer } from '../../../core/flows/what-if.ts';
import { ProblemFound } from '../../client/ask.ts';
import { keyOfGroup } from '../../client/queries.ts';
import { useWords, type Words } from '../../text/use-text.ts';
import type { ChosenFlows, FlowNames, FlowWish } from './choose-flows.ts';
import type { FlowColumns } from './flow-columns.ts';
import type {
  Asked,
  FlowStory,
  FromWorker,
  RegisterLists,
  Span,
  ToWorker,
  WorkName,
  Works,
} from './transfers-asks.ts';

/** Days that were passed by on the way are forgotten soon. */
const FORGET_MS = 20_000;
const VIEW_FORGET_MS = 5_000;

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: unknown) => void;
}

let worker: Worker | null = null;
let numbered = 0;
const waiting = new Map<number, Waiting>();

let isEngineOpen = false;
const engineListeners = new Set<() => void>();

/** Whether days are answered in this browser, so that a hand on the date line need not wait for the server. */
export function useEngineOpen(): boolean {
  return useSyncExternalStore(
    (tell) => {
      engineListeners.add(tell);
      return () => engineListeners.delete(tell);
    },
    () => isEngineOpen,
  );
}

function openWorker(): Worker {
  if (worker !== null) return worker;
  const opened = new Worker(new URL('./transfers-worker.ts', import.meta.url), { type: 'module' });
  opened.addEventListener('message', (event: MessageEvent<FromWorker>) => {
    const told = event.data;
    if (told.is === 'engine') {
      isEngineOpen = told.isOpen;
      for (const tell of engineListeners) tell();
      return;
    }
    const asker = waiting.get(told.number);
    waiting.delete(told.number);
    if (told.is === 'answered') asker?.resolve(told.answer);
    else if (told.is === 'refused') asker?.reject(new ProblemFound(told.problem));
  });
  opened.addEventListener('error', () => {
    for (const { reject } of waiting.values())
      reject(new ProblemFound({ type: 'page', title: 'The worker of the page failed.', status: 0 }));
    waiting.clear();
    worker = null;
    isEngineOpen = false;
    for (const tell of engineListeners) tell();
  });
  worker = opened;
  return opened;
}

/** One piece of work; given up when the signal says so. */
export function askWorker<N extends WorkName>(
  name: N,
  ask: Works[N]['ask'],
  signal?: AbortSignal,
): Promise<Works[N]['answer']> {
  numbered += 1;
  const number = numbered;
  const tell = (word: ToWorker): void => openWorker().postMessage(word);
  return new Promise((resolve, reject) => {
    waiting.set(number, { resolve: resolve as Waiting['resolve'], reject });
    signal?.addEventListener(
      'abort',
      () => {
        if (!waiting.delete(number)) return;
        tell({ number, name: 'leave' });
        reject(signal.reason);
      },
      { once: true },
    );
    tell({ number, name, ask });
  });
}

/** Of a group, so that it is asked anew when the ledger moves; a file never changes. */
function keyOf(asked: Asked, ...parts: readonly unknown[]): readonly unknown[] {
  const { source, ...rest } = asked;
  return source.is === 'group'
    ? keyOfGroup(source.group, 'transfers', ...parts, source.knownAt, rest)
    : ['file', source.id, ...parts, rest];
}

/** Columns with what is chosen of them; both belong together, for the one points into the other. */
export interface FlowView {
  readonly columns: FlowColumns;
  readonly chosen: ChosenFlows;
}

export interface Answers {
  readonly columns: FlowColumns | undefined;
  readonly view: FlowView | undefined;
  /** Newer answers are on their way; what is shown is of before. */
  readonly isComing: boolean;
  readonly error: unknown;
  readonly retry: () => void;
}

/** Another number once the ledger of the group moved: whatever is read of a group is read anew then, and so is this. */
function useTurn(asked: Asked | null): number | undefined {
  const group = asked?.source.is === 'group' ? asked.source.group : null;
  const { data } = useQuery({
    queryKey: group === null ? ['no turn'] : keyOfGroup(group, 'turn'),
    queryFn: () => {
      turned += 1;
      return turned;
    },
    enabled: group !== null,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  return group === null ? 0 : data;
}

let turned = 0;

/** `asked` is null where there is nothing to ask about yet. */
export function useAnswers(asked: Asked | null, wish: FlowWish, isMoving: boolean): Answers {
  const words = useWords();
  const turn = useTurn(asked);
  const loaded = useQuery({
    queryKey: asked === null ? ['nothing'] : ['columns', turn, isMoving, keyOf(asked)],
    queryFn: ({ signal }) => askWorker('load', { ...(asked as Asked), turn: turn ?? 0, isMoving }, signal),
    enabled: asked !== null && turn !== undefined,
    // Of a state of the ledger: nothing of it grows old.
    staleTime: FORGET_MS,
    placeholderData: keepPreviousData,
    structuralSharing: false,
    gcTime: FORGET_MS,
  });
  const columns = asked === null ? undefined : loaded.data;
  const names = useMemo(() => (columns === undefined ? null : makeNames(columns, words)), [columns, words]);
  const seen = useQuery({
    queryKey: ['flows seen', columns?.key, wish, words.language],
    queryFn: async ({ signal }): Promise<FlowView> => ({
      columns: columns as FlowColumns,
      chosen: await askWorker(
        'choose',
        { asked: asked as Asked, key: columns?.key ?? '', wish, names: names as FlowNames },
        signal,
      ),
    }),
    enabled: names !== null,
    placeholderData: keepPreviousData,
    structuralSharing: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: VIEW_FORGET_MS,
  });
  const isLoadFailed = loaded.error !== null;
  const reload = loaded.refetch;
  const chooseAgain = seen.refetch;
  const retry = useCallback(
    () => void (isLoadFailed ? reload() : chooseAgain()),
    [isLoadFailed, reload, chooseAgain],
  );
  return {
    columns,
    view: asked === null ? undefined : seen.data,
    isComing: loaded.isPlaceholderData || seen.isPlaceholderData || loaded.isLoading || seen.isLoading,
    error: loaded.error ?? seen.error,
    retry,
  };
}

function makeNames(columns: FlowColumns, words: Words): FlowNames {
  return {
    language: words.language,
    ends: columns.ends.map((end) => nameEnd(end, words)),
    countries: columns.countries.map((code) => (code === '' ? '' : words.country(code))),
    tools: columns.tools.map(words.tool),
    laws: columns.laws.map(words.law),
  };
}

/** The name of an end of a flow. */
export function nameEnd(end: FlowEnd, { text }: Words): string {
  if (end.organisation === null) return text.table.person;
  return end.isStaff ? text.table.staff(end.name) : end.name;
}

export function useStory(asked: Asked | null, flow: string | null): UseQueryResult<FlowStory> {
  return useQuery({
    queryKey: asked === null ? ['nothing'] : keyOf(asked, 'story', flow),
    queryFn: ({ signal }) => askWorker('explain', { ...(asked as Asked), flow: flow ?? '' }, signal),
    enabled: asked !== null && flow !== null,
    placeholderData: keepPreviousData,
    gcTime: FORGET_MS,
  });
}

/** The verdict of a flow over the years. */
export function useYears(
  asked: Asked | null,
  flow: string | null,
  from: string,
  until: string,
): UseQueryResult<readonly Span[]> {
  // Where nothing is assumed the day asked about changes nothing of the years, and nothing need be asked again.
  const isPlain = asked !== null && asked.without.length + asked.leaving.length + asked.signed.length === 0;
  const isOfDay = asked?.source.is === 'group';
  return useQuery({
    queryKey:
      asked === null
        ? ['nothing']
        : keyOf(isPlain && !isOfDay ? { ...asked, asOf: '' } : asked, 'years', flow, from, until),
    queryFn: ({ signal }) =>
      askWorker('years', { ...(asked as Asked), flow: flow ?? '', from, until }, signal),
    enabled: asked !== null && flow !== null,
    placeholderData: keepPreviousData,
    gcTime: FORGET_MS,
  });
}

/** How many flows would have which verdict without what is assumed. */
export function useBefore(asked: Asked | null): UseQueryResult<Readonly<Record<Verdict, number>>> {
  return useQuery({
    queryKey: asked === null ? ['nothing'] : keyOf(asked, 'before'),
    queryFn: ({ signal }) => askWorker('before', asked as Asked, signal),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    gcTime: FORGET_MS,
  });
}

export function useWhatIf(asked: Asked | null): UseQueryResult<WhatIfAnswer> {
  return useQuery({
    queryKey: asked === null ? ['nothing'] : keyOf(asked, 'what-if'),
    queryFn: ({ signal }) => askWorker('whatIf', asked as Asked, signal),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    gcTime: FORGET_MS,
  });
}

export function useContracts(asked: Asked | null): UseQueryResult<ContractsAnswer> {
  return useQuery({
    queryKey: asked === null ? ['nothing'] : keyOf(asked, 'contracts'),
    queryFn: ({ signal }) => askWorker('contracts', asked as Asked, signal),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    gcTime: FORGET_MS,
  });
}

/** Names of organisations and instruments, for pickers; nothing of the law is asked. */
export function useLists(asked: Asked | null): UseQueryResult<RegisterLists> {
  return useQuery({
    queryKey:
      asked === null ? ['nothing'] : keyOf({ ...asked, without: [], leaving: [], signed: [] }, 'lists'),
    queryFn: ({ signal }) => askWorker('lists', asked as Asked, signal),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    gcTime: FORGET_MS,
  });
}

/** The worst of the counts by verdict. */
export function worstOf(verdicts: readonly number[]): (typeof VERDICTS)[number] {
  for (let at = VERDICTS.length - 1; at > 0; at -= 1)
    if ((verdicts[at] ?? 0) > 0) return VERDICTS[at] as (typeof VERDICTS)[number];
  return 'not-a-transfer';
}
