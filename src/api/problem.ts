// Problems: how every refusal and failure looks on the wire (RFC 9457), and the closed list of their kinds.
import { z } from 'zod';
import { type Issue, writePlace } from '../core/base/issue.ts';

/** Each kind with its status and its title; a kind is never used again for something else. In the order in which they are found. */
export const PROBLEMS = {
  'foreign-host': { status: 421, title: 'This server does not answer under that name.' },
  'foreign-origin': { status: 403, title: 'Another site asked; only pages of this server may.' },
  'not-found': { status: 404, title: 'There is nothing at this address.' },
  'method-refused': { status: 405, title: 'This address does not take that method.' },
  'too-large': { status: 413, title: 'The request is larger than is read.' },
  'not-json': { status: 415, title: 'Only application/json is read here.' },
  'unsound-request': { status: 400, title: 'The request cannot be read.' },
  'unsound-register': { status: 422, title: 'The register has faults; nothing was answered.' },
  busy: { status: 503, title: 'Too many questions are being answered at this moment.' },
  'took-too-long': { status: 503, title: 'The answer took too long and was given up.' },
  'machine-failed': { status: 500, title: 'The machine failed; this is not your input.' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemKind = keyof typeof PROBLEMS;

const issueShape = z
  .object({
    code: z.string().describe('A word from a closed list.'),
    at: z.string().describe('`file:line:column` where the text is known, else the path.'),
    path: z.string().describe('Path from the top of the file, as in `flows[3].from`; empty for the whole.'),
    line: z.int().optional().describe('Line, counted from 1.'),
    column: z.int().optional().describe('Column, counted from 1.'),
    message: z.string().describe('What was found.'),
    hint: z.string().describe('What to do about it.'),
  })
  .meta({ id: 'Issue', description: 'One fault found in what was sent.' });

export const problemShape = z
  .object({
    type: z.string().describe('Which problem: a reference into the list of problems.'),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional().describe('What happened this time, and what to do.'),
    mark: z.string().optional().describe('Names this failure in the log of the server.'),
    issues: z.array(issueShape).optional().describe('All faults that were found, in the order of the file.'),
  })
  .meta({ id: 'Problem', description: 'A refusal or a failure, as RFC 9457 has it.' });

export type Problem = z.infer<typeof problemShape>;
export type WireIssue = z.infer<typeof issueShape>;

export const problemListShape = z
  .object({
    problems: z.array(z.object({ type: z.string(), kind: z.string(), status: z.int(), title: z.string() })),
  })
  .meta({ id: 'ProblemList', description: 'Every kind of problem.' });

/**
 * Builds a problem of a kind.
 *
 * @example makeProblem('not-found').status // 404
 */
export function makeProblem(
  kind: ProblemKind,
  more: Pick<Problem, 'detail' | 'mark' | 'issues'> = {},
): Problem {
  return { type: typeOf(kind), ...PROBLEMS[kind], ...more };
}

/** The list behind GET /api/problems. */
export function listProblems(): z.infer<typeof problemListShape> {
  const kinds = Object.keys(PROBLEMS) as ProblemKind[];
  return { problems: kinds.map((kind) => ({ type: typeOf(kind), kind, ...PROBLEMS[kind] })) };
}

/** Writes faults of core as they go over the wire. */
export function writeIssues(issues: readonly Issue[]): WireIssue[] {
  return issues.map(({ code, at, message, hint }) => ({
    code,
    at: writePlace(at),
    path: at.path,
    ...(at.line !== undefined && { line: at.line }),
    ...(at.column !== undefined && { column: at.column }),
    message,
    hint,
  }));
}

function typeOf(kind: ProblemKind): string {
  return `/api/problems#${kind}`;
}
