// Asks for the page and keeps what is large away from it: registers and answers are read, joined, filtered and sorted in this thread.
import { type PackedTable, unpackTable } from '../../../api/packed-table.ts';
import { type TransferAnswers, VERDICTS, type Verdict } from '../../../core/flows/answer.ts';
import type { ContractsAnswer } from '../../../core/flows/contracts.ts';
import type { FlowTable } from '../../../core/flows/flow-table-columns.ts';
import type { Timeline } from '../../../core/flows/timeline.ts';
import type { WhatIfAnswer } from '../../../core/flows/what-if.ts';
import { ProblemFound, problemOf, readProblem } from '../../client/ask.ts';
import { dayOfNumber, numberOfDay } from '../../client/days.ts';
import { callEngine, type EngineGround, isEngineOpen, openEngine } from './call-engine.ts';
import { chooseFlows, type FlowEnding } from './choose-flows.ts';
import {
  type FlowColumns,
  listOf,
  type PlainRecord,
  type PlainRegister,
  rowOf,
  verdictAt,
} from './flow-columns.ts';
import { makeInstrument } from './signing.ts';
import type {
  Asked,
  FlowStory,
  FromWorker,
  LoadAsked,
  Source,
  ToWorker,
  WorkName,
  Works,
} from './transfers-asks.ts';

interface Loaded {
  readonly columns: FlowColumns;
  endings: Promise<ReadonlyMap<string, FlowEnding>> | undefined;
}

/** Registers and answers of the last few days that were looked at. */
const KEPT = 4;
/** "About to end" is what changes within so many days. */
const ENDING_DAYS = 90;
const CHAIN_MOST = 60;
const NEVER = new AbortController().signal;

const files = new Map<string, PlainRegister>();
const registers = new Map<string, Promise<PlainRegister>>();
const loads = new Map<string, Loaded>();
let lastLoad: Promise<unknown> = Promise.resolve();
let counted = 0;

type Answerer<N extends WorkName> = (
  ask: Works[N]['ask'],
  signal: AbortSignal,
) => Promise<Works[N]['answer']>;

const ANSWERERS: { readonly [N in WorkName]: Answerer<N> } = {
  open: async ({ name, text }, signal) => {
    const body = { register: text, fileName: name.slice(0, 200) };
    const { register } = await send<{ register: PlainRegister }>('/api/register-readings', { body, signal });
    counted += 1;
    const id = `file ${counted}`;
    files.clear();
    files.set(id, register);
    return { id };
  },
  load: async (asked, signal) => {
    turnTo(asked);
    const isQuick = isEngineOpen(engineKeyOf(asked.source), asked.asOf);
    const loading = isQuick ? askEngine(asked) : loadTable(asked, signal);
    lastLoad = loading.catch(() => undefined);
    const table = await loading;
    counted += 1;
    const columns = { ...table, key: `load ${counted}` };
    keep(loads, columns.key, { columns, endings: undefined });
    return columns;
  },
  choose: async ({ asked, key, wish, names }) => {
    const loaded = loads.get(key);
    if (loaded === undefined) throw new ProblemFound({ type: 'page', title: 'forgotten', status: 0 });
    if (!wish.isEnding) return chooseFlows(loaded.columns, wish, names);
    loaded.endings ??= findEndings(asked);
    try {
      return chooseFlows(loaded.columns, wish, names, await loaded.endings);
    } catch (error) {
      loaded.endings = undefined;
      throw error;
    }
  },
  explain: async ({ flow, ...asked }, signal) => {
    const register = await readRegister(asked);
    const isThere = listOf(register, 'flows').some((one) => one.id === flow);
    if (!isThere) return { answer: null, isRunning: false, around: {}, verdicts: {} };
    const answers = await askTransfers(asked, { flows: [flow], explain: true }, signal);
    // The flows around it are shown with the verdicts of the table.
    await lastLoad;
    const answer = answers.flows[0] ?? null;
    return { answer, isRunning: answer !== null, ...lookAround(register, flow, answer) };
  },
  years: async ({ flow, from, until, ...asked }, signal) => {
    // Over the years the law stands as it stood; what is assumed is assumed from the day asked about.
    const more = { flows: [flow], from, until };
    const timeline = await askTimeline(asked, more, signal);
    return timeline.flows.find((one) => one.flow === flow)?.spans ?? [];
  },
  before: async (asked, signal) => {
    if (!isEngineOpen(engineKeyOf(asked.source), asked.asOf))
      return (await ANSWERERS.whatIf(asked, signal)).before;
    const counts = await callEngine('counts', { asOf: asked.asOf });
    return Object.fromEntries(VERDICTS.map((verdict, at) => [verdict, counts[at] ?? 0])) as Record<
      Verdict,
      number
    >;
  },
  whatIf: async (asked, signal) => {
    const added = await signedInstruments(asked);
    const question = { ...assumed(asked), added, language: asked.language };
    if (asked.source.is === 'group')
      return send<WhatIfAnswer>(`${placeOf(asked.source)}/what-if`, {
        body: { ...question, ...knownAtOf(asked.source) },
        source: asked.source,
        signal,
      });
    const register = await readRegister(asked);
    return send<WhatIfAnswer>('/api/what-ifs', { body: { register, ...question }, signal });
  },
  contracts: async (asked, signal) => {
    if (asked.source.is === 'group' && asked.signed.length === 0)
      return send<ContractsAnswer>(
        `${placeOf(asked.source)}/contracts?${wordsOf(asked, { language: undefined })}`,
        { source: asked.source, signal },
      );
    const register = await registerWithSigned(asked);
    return send<ContractsAnswer>('/api/contracts', { body: { register, ...assumed(asked) }, signal });
  },
  lists: async (asked) => {
    const register = await readRegister(asked);
    return {
      organisations: listOf(register, 'organisations').map((one) => pick(one, ['name', 'country', 'member'])),
      instruments: listOf(register, 'instruments').map((one) =>
        pick(one, ['name', 'kind', 'from', 'until', 'parties']),
      ),
      activities: listOf(register, 'activities').map((one) => pick(one, ['name'])),
    };
  },
};

const leaving = new Map<number, AbortController>();

addEventListener('message', (event: MessageEvent<ToWorker>) => {
  const told = event.data;
  if (told.name === 'leave') leaving.get(told.number)?.abort();
  else void answer(told.number, told.name, told.ask);
});

async function answer(number: number, name: WorkName, ask: unknown): Promise<void> {
  const giveUp = new AbortController();
  leaving.set(number, giveUp);
  try {
    const answered = await (ANSWERERS[name] as Answerer<WorkName>)(ask as never, giveUp.signal);
    tell({ number, is: 'answered', answer: answered });
  } catch (error) {
    if (giveUp.signal.aborted) tell({ number, is: 'left' });
    else tell({ number, is: 'refused', problem: problemOf(error) });
  } finally {
    leaving.delete(number);
  }
}

function tell(word: FromWorker): void {
  postMessage(word);
}

function keep<T>(kept: Map<string, T>, key: string, thing: T): void {
  kept.delete(key);
  kept.set(key, thing);
  for (const old of kept.keys()) {
    if (kept.size <= KEPT) return;
    kept.delete(old);
  }
}

/** The state of the ledger, as the page counts it; and since when and until when its register says the same around the day of a load. */
let turn = 0;
let sameTime: { readonly group: string; readonly from: string | null; readonly until: string | null } | null =
  null;

/** Once the ledger moved, nothing that was read before counts. */
function turnTo(asked: LoadAsked): void {
  if (asked.turn === turn) return;
  turn = asked.turn;
  registers.clear();
  sameTime = null;
}

/** Opens the engine, and tells the page when days are answered by it. */
function beginEngine(ground: EngineGround): Promise<unknown> {
  if (!isEngineOpen(ground.key, ground.sameFrom ?? '')) tell({ is: 'engine', isOpen: false });
  const opening = openEngine(ground);
  opening.then(
    () => tell({ is: 'engine', isOpen: true }),
    () => undefined,
  );
  return opening;
}

function engineKeyOf(source: Source): string {
  return source.is === 'file' ? source.id : JSON.stringify([source.group, source.knownAt, turn]);
}

async function askEngine(asked: Asked & { readonly isMoving?: boolean }): Promise<FlowTable> {
  const { asOf, without, leaving, language, isMoving = false } = asked;
  const added = await signedInstruments(asked);
  return callEngine('table', { asOf, without, leaving, added, language, isMoving });
}

/** While the engine is not open for the register, the server answers; where it keeps no such register, the engine must. */
async function loadTable(asked: LoadAsked, signal: AbortSignal): Promise<FlowTable> {
  const { source } = asked;
  if (source.is === 'file') {
    const plain = await readRegister(asked);
    await beginEngine({ key: source.id, sameFrom: null, sameUntil: null, register: { plain }, laws: null });
    return askEngine(asked);
  }
  const isSigned = asked.signed.length > 0;
  const plain = isSigned ? { ...asked, without: [], leaving: [] } : asked;
  const packed = await send<PackedTable>(
    `${placeOf(source)}/flow-table?${wordsOf(plain, { language: undefined })}`,
    {
      source,
      signal,
    },
  );
  sameTime = { group: source.group, from: packed.sameFrom, until: packed.sameUntil };
  const opening = beginEngine(groundOf(source, packed));
  if (!isSigned) {
    // Days to come are then answered here; what fails there is asked of the server.
    opening.catch(() => undefined);
    return unpackTable(packed);
  }
  await opening;
  return askEngine(asked);
}

function groundOf(source: GroupSource, { sameFrom, sameUntil, laws, asOf }: PackedTable): EngineGround {
  const words = new URLSearchParams({ asOf, ...knownAtOf(source) });
  const register = { address: `${placeOf(source)}/register?${words}`, key: source.key };
  return { key: engineKeyOf(source), sameFrom, sameUntil, register, laws };
}

type GroupSource = Extract<Source, { is: 'group' }>;

function placeOf({ group }: GroupSource): string {
  return `/api/groups/${encodeURIComponent(group)}`;
}

function knownAtOf({ knownAt }: GroupSource): { knownAt?: string } {
  return knownAt === undefined ? {} : { knownAt };
}

/** As bodies say it. */
function assumed({ asOf, without, leaving }: Asked): Record<string, unknown> {
  return { asOf, without, leaving };
}

/** As addresses say it. */
function wordsOf(asked: Asked, more: Readonly<Record<string, string | undefined>> = {}): string {
  const words = {
    asOf: asked.asOf,
    ...(asked.source.is === 'group' && knownAtOf(asked.source)),
    without: asked.without.join(','),
    leaving: asked.leaving.join(','),
    language: asked.language,
    ...more,
  };
  const said = Object.entries(words).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
  );
  return new URLSearchParams(said).toString();
}

/** The register of the day asked about; read once for all days on which it says the same. */
function readRegister(asked: Asked): Promise<PlainRegister> {
  const { source } = asked;
  if (source.is === 'file') {
    const register = files.get(source.id);
    if (register !== undefined) return Promise.resolve(register);
    throw new ProblemFound({ type: 'page', title: 'forgotten', status: 404 });
  }
  const isSame =
    sameTime !== null &&
    sameTime.group === source.group &&
    (sameTime.from === null || sameTime.from <= asked.asOf) &&
    (sameTime.until === null || sameTime.until > asked.asOf);
  const day = isSame ? `from ${sameTime?.from}` : asked.asOf;
  const key = JSON.stringify([source.group, source.knownAt, day]);
  const kept = registers.get(key);
  if (kept !== undefined) return kept;
  const words = new URLSearchParams({ asOf: asked.asOf, ...knownAtOf(source) });
  // Shared by all who ask about that day, so it is not given up when the first of them leaves.
  const reading = send<PlainRegister>(`${placeOf(source)}/register?${words}`, { source, signal: NEVER });
  keep(registers, key, reading);
  reading.catch(() => {
    if (registers.get(key) === reading) registers.delete(key);
  });
  return reading;
}

async function signedInstruments(asked: Asked): Promise<readonly unknown[]> {
  if (asked.signed.length === 0) return [];
  const register = await readRegister(asked);
  const members = listOf(register, 'organisations')
    .filter((one) => one['member'] === true)
    .map((one) => one.id);
  return asked.signed.map((one, number) => makeInstrument(one, members, asked.asOf, number));
}

async function registerWithSigned(asked: Asked): Promise<PlainRegister> {
  const register = await readRegister(asked);
  const signed = await signedInstruments(asked);
  return signed.length === 0
    ? register
    : { ...register, instruments: [...listOf(register, 'instruments'), ...signed] };
}

async function askTransfers(
  asked: Asked,
  more: { readonly flows?: readonly string[]; readonly explain?: boolean },
  signal: AbortSignal,
): Promise<TransferAnswers> {
  const { source, language } = asked;
  // Instruments signed in thought are in no store: the register goes along with the question, and is not kept.
  if (source.is === 'group' && asked.signed.length === 0) {
    const words = wordsOf(asked, {
      flows: more.flows?.join(','),
      explain: more.explain === true ? 'true' : undefined,
    });
    return send<TransferAnswers>(`${placeOf(source)}/transfers?${words}`, { source, signal });
  }
  const register = await registerWithSigned(asked);
  const body = { register, ...assumed(asked), language, ...more };
  return send<TransferAnswers>('/api/transfers', { body, signal });
}

async function askTimeline(
  asked: Asked,
  more: { readonly flows?: readonly string[]; readonly from: string; readonly until: string },
  signal: AbortSignal,
): Promise<Timeline> {
  const { source, language } = asked;
  const isAssumed = asked.without.length + asked.leaving.length + asked.signed.length > 0;
  if (source.is === 'group' && asked.signed.length === 0) {
    const words = wordsOf(asked, {
      asOf: isAssumed ? asked.asOf : undefined,
      flows: more.flows?.join(','),
      from: more.from,
      until: more.until,
    });
    return send<Timeline>(`${placeOf(source)}/timeline?${words}`, { source, signal });
  }
  const { asOf, ...rest } = assumed(asked);
  const register = await registerWithSigned(asked);
  const body = { register, ...rest, ...(isAssumed && { asOf }), language, ...more };
  return send<Timeline>('/api/timelines', { body, signal });
}

/** Flows whose answer changes within the next ninety days, each with the day and with what follows. */
async function findEndings(asked: Asked): Promise<ReadonlyMap<string, FlowEnding>> {
  const until = dayOfNumber(numberOfDay(asked.asOf) + ENDING_DAYS);
  const isPlain = asked.without.length + asked.leaving.length + asked.signed.length === 0;
  if (isPlain && isEngineOpen(engineKeyOf(asked.source), asked.asOf, until))
    return new Map(await callEngine('endings', { asOf: asked.asOf, until }));
  const timeline = await askTimeline(asked, { from: asked.asOf, until }, NEVER);
  const found = new Map<string, FlowEnding>();
  for (const { flow, spans } of timeline.flows) {
    const now = spans.find((one) => one.from <= asked.asOf && (one.until === null || one.until > asked.asOf));
    if (now === undefined || now.until === null || now.until >= until) continue;
    const next = spans.find((one) => one.from >= (now.until ?? ''));
    found.set(flow, { on: now.until, next: next?.verdict ?? null });
  }
  return found;
}

/** What has to do with a flow, as a small register. */
function lookAround(
  register: PlainRegister,
  id: string,
  answer: TransferAnswers['flows'][number] | null,
): Pick<FlowStory, 'around' | 'verdicts'> {
  const all = listOf(register, 'flows');
  const byId = new Map(all.map((one) => [one.id, one]));
  const chain = new Set([id]);
  // A set may grow while it is walked: what came before the flows before is walked too.
  for (const one of chain) {
    for (const before of afterOf(byId.get(one)))
      if (byId.has(before) && chain.size < CHAIN_MOST) chain.add(before);
  }
  for (const one of all) if (afterOf(one).includes(id) && chain.size < CHAIN_MOST) chain.add(one.id);
  const flows = all.filter((one) => chain.has(one.id));
  const endsOf = (one: PlainRecord): string[] =>
    [one['from'], one['to']].map((end) => String(end ?? '').replace(/^staff:/, ''));
  const organisations = new Set(flows.flatMap(endsOf));
  const named = new Set(
    (answer?.answers ?? []).flatMap((one) => [
      one.instrument ?? '',
      ...(one.tried ?? []).map((trial) => trial.instrument ?? ''),
    ]),
  );
  const instruments = listOf(register, 'instruments').filter((one) => named.has(one.id));
  for (const path of (answer?.answers ?? []).flatMap((one) => [...one.missing, ...one.open]))
    if (path.startsWith('organisations.')) organisations.add(path.split('.')[1] ?? '');
  const activities = new Set(flows.map((one) => one['activity']));
  const around = {
    organisations: listOf(register, 'organisations').filter((one) => organisations.has(one.id)),
    activities: listOf(register, 'activities').filter((one) => activities.has(one.id)),
    flows,
    instruments,
    assessments: listOf(register, 'assessments').filter(
      (one) =>
        (one['flows'] as readonly string[] | undefined)?.includes(id) === true ||
        instruments.some((instrument) => instrument.id === one['instrument']),
    ),
  };
  return { around, verdicts: verdictsOf(chain) };
}

function afterOf(flow: PlainRecord | undefined): readonly string[] {
  return (flow?.['after'] as readonly string[] | undefined) ?? [];
}

/** As the load that came last has them. */
function verdictsOf(flows: ReadonlySet<string>): Record<string, Verdict> {
  const columns = [...loads.values()].at(-1)?.columns;
  const found: Record<string, Verdict> = {};
  if (columns === undefined) return found;
  for (const id of flows) {
    const row = rowOf(columns, id);
    if (row !== undefined) found[id] = verdictAt(columns.verdict[row]);
  }
  return found;
}

function pick(record: PlainRecord, keys: readonly string[]): PlainRecord {
  return {
    id: record.id,
    ...Object.fromEntries(keys.flatMap((key) => (record[key] === undefined ? [] : [[key, record[key]]]))),
  };
}

interface Wish {
  readonly body?: unknown;
  readonly source?: GroupSource;
  readonly signal: AbortSignal;
}

async function send<T>(address: string, { body, source, signal }: Wish): Promise<T> {
  const key = source?.key ?? null;
  let response: Response;
  try {
    response = await fetch(address, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(key !== null && { authorization: `Bearer ${key}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      cache: 'no-cache',
      credentials: 'omit',
      signal,
    });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new ProblemFound({ type: 'unreachable', title: '', status: 0 });
  }
  if (!response.ok) throw new ProblemFound(await readProblem(response));
  return (await response.json()) as T;
}
