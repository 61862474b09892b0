// Answers whatever takes time: bytes of a request in, status and bytes of the answer out. Runs in a worker thread, keeps nothing.
import type { z } from 'zod';
import { contractsRequestShape } from '../../api/contracts.ts';
import { dueQueryShape } from '../../api/due.ts';
import { makeProblem, type Problem, type WireIssue, writeIssues } from '../../api/problem.ts';
import { registerReadingRequestShape } from '../../api/registers.ts';
import { timelineRequestShape } from '../../api/timelines.ts';
import { transferRequestShape } from '../../api/transfers.ts';
import { whatIfRequestShape } from '../../api/what-ifs.ts';
import type { Issue } from '../../core/base/issue.ts';
import type { TransferAnswers } from '../../core/flows/answer.ts';
import { compareContracts } from '../../core/flows/contracts.ts';
import { parseRegister, REGISTER_FORMAT } from '../../core/flows/parse-register.ts';
import { askAbout, type Question } from '../../core/flows/question.ts';
import type { Instrument, Register } from '../../core/flows/register.ts';
import { FIRST_DAY, type Timeline } from '../../core/flows/timeline.ts';
import type { WhatIfAnswer } from '../../core/flows/what-if.ts';
import {
  type OpenGraph,
  askTimeline as timelineAbout,
  askTransfers as transfersAbout,
  askWhatIf as whatIfAbout,
} from '../../core/flows/whole-graph.ts';
import type { Language } from '../../core/law/law.ts';
import type { Rulebook } from '../../core/law/rulebook.ts';
import { type CivilDate, parseCivilDate } from '../../core/time/civil-date.ts';
import type { Answer } from '../../kit/http/worker-pool.ts';
import type { CalendarCorrections } from '../../kit/library/calendar-library-corrections.ts';
import { decodeFile } from '../../kit/library/decode-file.ts';
import { dueOfRule } from '../../kit/library/due-of-rule.ts';
import { listExamples } from './open-library.ts';
import { readBody } from './read-body.ts';
import { faultsOfShape } from './request-faults.ts';
import { SERVER_LIMITS } from './server-limits.ts';

/** A refusal; thrown on the way down and written as a problem at the top of this file, never beyond it. */
class Refusal extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.title);
    this.problem = problem;
  }
}

/** What a worker thread has opened. */
export interface Ground {
  readonly home: string;
  readonly rulebook: Rulebook;
  readonly calendars: () => CalendarCorrections;
}

const ANSWERERS = {
  exampleRegisters: (_body: unknown, { home }: Ground) => ({ registers: listExamples(home) }),
  due: askDue,
  registerReadings: readRegister,
  transfers: askTransfers,
  timelines: askTimeline,
  whatIfs: askWhatIf,
  contracts: askContracts,
} as const satisfies Record<string, (body: unknown, ground: Ground) => unknown>;

export type WorkName = keyof typeof ANSWERERS;

/** Does one piece of work. Faults of the reader become a problem; a fault of ours throws. */
export function evaluate(name: WorkName, bytes: Uint8Array, ground: Ground): Answer {
  return answerWith(() => ANSWERERS[name](readJson(bytes), ground));
}

/** Runs work to its answer, or to the problem that it refused with. */
export function answerWith(work: () => unknown): Answer {
  try {
    return write(200, 'application/json', work());
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return write(error.problem.status, 'application/problem+json', error.problem);
  }
}

function askDue(body: unknown, { rulebook, calendars }: Ground): unknown {
  const { extended, ...question } = shaped(dueQueryShape, body);
  const due = dueOfRule({ ...question, extended: extended === 'true' }, rulebook, calendars());
  if (!due.ok) throw new Refusal(makeProblem('unsound-request', { issues: writeIssues(due.fault) }));
  return due.value;
}

function readRegister(body: unknown): unknown {
  const { register: input, fileName } = shaped(registerReadingRequestShape, body);
  const { value, register } = openRegister(input, fileName);
  const { organisations, activities, flows, instruments, assessments } = register;
  return {
    register: value,
    counts: {
      organisations: organisations.size,
      activities: activities.size,
      flows: flows.size,
      instruments: instruments.size,
      assessments: assessments.size,
    },
  };
}

function askTransfers(body: unknown, { rulebook }: Ground): unknown {
  const request = shaped(transferRequestShape, body);
  return tellTransfers(openQuestion(request, rulebook), request);
}

interface TransferManner {
  readonly language?: Language | undefined;
  readonly explain?: boolean | undefined;
  readonly flows?: readonly string[] | undefined;
}

export function tellTransfers(
  question: Question,
  { language = 'en', explain = false, flows }: TransferManner,
  openGraph?: OpenGraph,
): TransferAnswers {
  const manner = { language, explain, ...(flows !== undefined && { flows: new Set(flows) }) };
  return transfersAbout(question, manner, openGraph);
}

function askTimeline(body: unknown, { rulebook }: Ground): unknown {
  const request = shaped(timelineRequestShape, body);
  return tellTimeline(openQuestion({ ...request, asOf: request.asOf ?? FIRST_DAY }, rulebook), request);
}

interface TimelineManner extends TransferManner {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

export function tellTimeline(
  question: Question,
  { from, until, ...request }: TimelineManner,
  openGraph?: OpenGraph,
): Timeline {
  const faults: WireIssue[] = [];
  const asked = {
    ...(from !== undefined && { from: readDay(from, 'from', faults) }),
    ...(until !== undefined && { until: readDay(until, 'until', faults) }),
  };
  if (from !== undefined && until !== undefined && until <= from) {
    faults.push({
      code: 'end-before-start',
      at: 'until',
      path: 'until',
      message: `${until} is not after ${from}.`,
      hint: '"until" is the first day no longer asked about.',
    });
  }
  refuseIfAny(faults);
  const manner = {
    ...asked,
    language: request.language ?? 'en',
    ...(request.flows !== undefined && { flows: new Set(request.flows) }),
  };
  return timelineAbout(question, manner, openGraph);
}

function askWhatIf(body: unknown, { rulebook }: Ground): unknown {
  const request = shaped(whatIfRequestShape, body);
  return tellWhatIf(openQuestion(request, rulebook), request);
}

interface WhatIfManner {
  readonly added?: readonly unknown[] | undefined;
  readonly language?: Language | undefined;
}

export function tellWhatIf(question: Question, { added }: WhatIfManner, openGraph?: OpenGraph): WhatIfAnswer {
  return whatIfAbout(question, added === undefined ? [] : readAdded(added, question.register), openGraph);
}

function askContracts(body: unknown, { rulebook }: Ground): unknown {
  return compareContracts(openQuestion(shaped(contractsRequestShape, body), rulebook));
}

/** Instruments signed in thought are checked as if they stood in the register: among its organisations and activities. */
function readAdded(instruments: readonly unknown[], register: Register): Instrument[] {
  const organisations = [...register.organisations.keys()].map((id) => ({ id }));
  const activities = [...register.activities.keys()].map((id) => ({ id }));
  const parsed = parseRegister({ format: REGISTER_FORMAT, organisations, activities, instruments });
  if (parsed.ok) return [...parsed.value.instruments.values()];
  const faults = writeIssues(parsed.fault).map((issue) => ({ ...issue, at: `added: ${issue.at}` }));
  throw new Refusal(makeProblem('unsound-request', { issues: faults }));
}

interface QuestionFields {
  readonly asOf: string;
  readonly without?: readonly string[] | undefined;
  readonly leaving?: readonly string[] | undefined;
  readonly flows?: readonly string[] | undefined;
}

function openQuestion(
  request: QuestionFields & {
    readonly register: string | Record<string, unknown>;
    readonly fileName?: string | undefined;
  },
  rulebook: Rulebook,
): Question {
  return questionAbout(openRegister(request.register, request.fileName).register, request, rulebook);
}

export function questionAbout(register: Register, request: QuestionFields, rulebook: Rulebook): Question {
  const faults: WireIssue[] = [];
  const asOf = readDay(request.asOf, 'asOf', faults);
  reportUnknown(request.without ?? [], 'without', (id) => isStrikeable(id, register, rulebook), faults);
  reportUnknown(request.flows ?? [], 'flows', (id) => register.flows.has(id), faults);
  refuseIfAny(faults);
  return askAbout(register, rulebook, asOf, {
    ...(request.without && { without: request.without }),
    ...(request.leaving && { leaving: request.leaving }),
  });
}

function refuseIfAny(faults: readonly WireIssue[]): void {
  if (faults.length > 0) throw new Refusal(makeProblem('unsound-request', { issues: [...faults] }));
}

function isStrikeable(id: string, register: Register, rulebook: Rulebook): boolean {
  return rulebook.files.has(id) || rulebook.rules.has(id) || register.instruments.has(id);
}

function reportUnknown(
  ids: readonly string[],
  key: string,
  isKnown: (id: string) => boolean,
  faults: WireIssue[],
): void {
  ids.forEach((id, index) => {
    if (isKnown(id)) return;
    const path = `${key}[${index}]`;
    const hint =
      key === 'flows'
        ? 'Name a flow of the register.'
        : 'Name a law file or a rule (GET /api/laws lists them), or an instrument of the register.';
    faults.push({
      code: 'unknown-id',
      at: path,
      path,
      message: `Nothing is called '${id.slice(0, 60)}'.`,
      hint,
    });
  });
}

function readDay(text: string, path: string, faults: WireIssue[]): CivilDate {
  const parsed = parseCivilDate(text, { path });
  if (!parsed.ok) faults.push(...writeIssues(parsed.fault));
  return text as CivilDate;
}

function openRegister(
  input: string | Record<string, unknown>,
  fileName = 'register',
): { value: unknown; register: Register } {
  if (typeof input !== 'string') {
    const parsed = parseRegister(input);
    if (!parsed.ok) throw unsound(parsed.fault);
    return { value: input, register: parsed.value };
  }
  const decoded = decodeFile(input, fileName);
  if (!decoded.ok) throw unsound(decoded.fault);
  const parsed = parseRegister(decoded.value.value);
  if (!parsed.ok) throw unsound(decoded.value.place(parsed.fault));
  return { value: decoded.value.value, register: parsed.value };
}

export function unsound(issues: readonly Issue[]): Refusal {
  return new Refusal(makeProblem('unsound-register', { issues: writeIssues(issues) }));
}

function shaped<T>(shape: z.ZodType<T>, body: unknown): T {
  const parsed = shape.safeParse(body, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new Refusal(makeProblem('unsound-request', { issues: faultsOfShape(parsed.error) }));
}

function readJson(bytes: Uint8Array): unknown {
  const body = readBody(bytes, SERVER_LIMITS.depth);
  if (!body.ok) throw new Refusal(body.fault);
  return body.value;
}

function write(status: number, media: string, value: unknown): Answer {
  return { status, media, bytes: new TextEncoder().encode(textOf(value)) };
}

function textOf(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    // No text is longer than some 500 million signs.
    if (error instanceof RangeError) throw tooLarge();
    throw error;
  }
}

/** More than can be answered at once. */
export function tooLarge(): Refusal {
  const detail =
    'Name the flows (flows=…), or ask for the flow table, which holds the verdicts of a million flows in some megabytes.';
  return new Refusal(makeProblem('answer-too-large', { detail }));
}
