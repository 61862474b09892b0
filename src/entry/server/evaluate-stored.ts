// Answers questions about a register that is kept: the question as bytes and the register in shared memory in, the answer out. Runs in a worker thread.
import { packTable } from '../../api/packed-table.ts';
import { assessCompleteness } from '../../core/flows/completeness.ts';
import { compareContracts } from '../../core/flows/contracts.ts';
import { listDuties } from '../../core/flows/duties.ts';
import { tableOf } from '../../core/flows/flow-table.ts';
import { GraphAnswers } from '../../core/flows/graph-answers.ts';
import type { Register } from '../../core/flows/register.ts';
import { FIRST_DAY } from '../../core/flows/timeline.ts';
import { ANSWERED_MOST } from '../../core/flows/whole-graph.ts';
import type { AskedNoun } from '../../core/law/asked-fields.ts';
import type { Language } from '../../core/law/law.ts';
import type { CivilDate } from '../../core/time/civil-date.ts';
import type { Answer } from '../../kit/http/worker-pool.ts';
import {
  answerWith,
  type Ground,
  questionAbout,
  tellTimeline,
  tellTransfers,
  tellWhatIf,
  tooLarge,
  unsound,
} from './evaluate.ts';
import { openShared, type SharedRegister } from './register-pages.ts';

/** What is asked, with its words taken apart; `asOf` is always there but for a timeline. */
export interface StoredQuestion {
  /** The day for which the register was read; left out: the day asked about, or whatever was said last. */
  readonly on?: string;
  readonly knownAt?: string;
  readonly asOf?: string;
  readonly without?: readonly string[];
  readonly leaving?: readonly string[];
  readonly flows?: readonly string[];
  readonly language?: Language;
  readonly explain?: boolean;
  readonly from?: string;
  readonly until?: string;
  readonly added?: readonly unknown[];
  readonly organisation?: string;
  readonly noun?: string;
  readonly id?: string;
  readonly cells?: boolean;
  /** From when and until when the register says the same; left out: for ever. */
  readonly sameFrom?: string;
  readonly sameUntil?: string;
}

/** The register asked about; its graph is coded when first asked for, and kept as long as the register is. */
interface Remembered {
  readonly register: Register;
  readonly graph: () => GraphAnswers;
}

type Answerer = (asked: Remembered, question: StoredQuestion, ground: Ground) => unknown;

const STORED_ANSWERERS = {
  'stored-transfers': ({ register, graph }, question, { rulebook }) => {
    demandFew(register, question);
    return tellTransfers(about(register, question, { rulebook }), question, graph);
  },
  'stored-flow-table': ({ register, graph }, question, { rulebook }) => {
    const { sameFrom = null, sameUntil = null } = question;
    const table = tableOf(graph(), about(register, question, { rulebook }));
    return packTable(table, rulebook.fingerprint, { sameFrom, sameUntil });
  },
  'stored-timeline': ({ register, graph }, question, { rulebook }) => {
    demandFew(register, question);
    // One piece of a longer time: not every flow is there on every day.
    const flows =
      question.on === undefined ? question.flows : question.flows?.filter((id) => register.flows.has(id));
    const asked = flows === undefined ? question : { ...question, flows };
    return tellTimeline(about(register, asked, { rulebook }), asked, graph);
  },
  'stored-what-if': ({ register, graph }, question, { rulebook }) =>
    tellWhatIf(about(register, question, { rulebook }), question, graph),
  'stored-contracts': ({ register }, question, { rulebook }) =>
    compareContracts(about(register, question, { rulebook })),
  'stored-duties': ({ register, graph }, question, { rulebook }) =>
    listDuties(about(register, question, { rulebook }), { openGraph: graph }),
  'stored-completeness': tellCompleteness,
} as const satisfies Record<string, Answerer>;

export type StoredWorkName = keyof typeof STORED_ANSWERERS;

export function isStoredWork(name: string): name is StoredWorkName {
  return Object.hasOwn(STORED_ANSWERERS, name);
}

/** The register that this thread read last, so that the next question about it need not read it again. */
export interface RegisterMemory {
  key: string;
  register: Register | null;
  graph: GraphAnswers | null;
}

export function evaluateStored(
  name: StoredWorkName,
  bytes: Uint8Array,
  shared: SharedRegister,
  ground: Ground,
  memory: RegisterMemory,
): Answer {
  const { key, question } = JSON.parse(new TextDecoder().decode(bytes)) as Packed;
  return answerWith(() => {
    const register = remember(memory, key, shared);
    const graph = (): GraphAnswers => (memory.graph ??= new GraphAnswers(register, ground.rulebook));
    return STORED_ANSWERERS[name]({ register, graph }, question, ground);
  });
}

interface Packed {
  /** Which register is asked about, in which state. */
  readonly key: string;
  readonly question: StoredQuestion;
}

export function pack(key: string, question: StoredQuestion): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ key, question } satisfies Packed));
}

function remember(memory: RegisterMemory, key: string, shared: SharedRegister): Register {
  if (memory.key === key && memory.register !== null) return memory.register;
  // The one before makes room first: two large ones may not fit.
  Object.assign(memory, { key: '', register: null, graph: null } satisfies RegisterMemory);
  const opened = openShared(shared);
  if (!opened.ok) throw unsound(opened.fault);
  memory.key = key;
  memory.register = opened.value;
  return opened.value;
}

function about(register: Register, question: StoredQuestion, { rulebook }: Pick<Ground, 'rulebook'>) {
  return questionAbout(register, { ...question, asOf: question.asOf ?? FIRST_DAY }, rulebook);
}

function demandFew({ flows }: Register, question: StoredQuestion): void {
  if ((question.flows?.length ?? flows.size) > ANSWERED_MOST) throw tooLarge();
}

function tellCompleteness({ register }: Remembered, question: StoredQuestion, { rulebook }: Ground): unknown {
  const { asOf = FIRST_DAY, language = 'en', organisation, noun, id, cells } = question;
  const found = assessCompleteness(register, rulebook, asOf as CivilDate, {
    language,
    ...(cells !== undefined && { cells }),
    ...(organisation !== undefined && { organisation }),
    ...(noun !== undefined && id !== undefined && { record: { noun: noun as AskedNoun, id } }),
  });
  if (id !== undefined) return found.records[0] ?? nothingAsked(noun ?? '', id);
  if (noun === undefined) return found;
  return {
    ...found,
    ...(found.cells !== undefined && { cells: found.cells.filter((one) => one.noun === noun) }),
    records: found.records.filter((one) => one.noun === noun),
  };
}

/** A record of which no law asks anything, or that does not run on that day. */
function nothingAsked(noun: string, id: string): unknown {
  const none = { score: 1, asked: 0, given: 0 };
  return { noun, id, ...none, organisations: [], missing: [], advised: none };
}
