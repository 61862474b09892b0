// Problems: how every refusal and failure looks on the wire (RFC 9457), and the closed list of their kinds.
import { z } from 'zod';
import { type Issue, writePlace } from '../core/base/issue.ts';

/** Each kind with its status and its title; a kind is never used again for something else. In the order in which they are found. */
export const PROBLEMS = {
  'foreign-host': { status: 421, title: 'This server does not answer under that name.' },
  'foreign-origin': { status: 403, title: 'Another site asked; only pages of this server may.' },
  'key-needed': { status: 401, title: 'This server asks for a key.' },
  'key-refused': { status: 401, title: 'The key is not known, or no longer valid.' },
  'too-many-requests': { status: 429, title: 'This key asks more often than is answered.' },
  'not-found': { status: 404, title: 'There is nothing at this address.' },
  'method-refused': { status: 405, title: 'This address does not take that method.' },
  'may-not': { status: 403, title: 'Your role does not reach that far.' },
  'too-many-streams': { status: 429, title: 'Too many connections follow the changes already.' },
  'too-large': { status: 413, title: 'The request is larger than is read.' },
  'headers-too-large': { status: 431, title: 'The address or the headers are larger than is read.' },
  'too-slow': { status: 408, title: 'The request did not come to its end in time.' },
  'not-json': { status: 415, title: 'Only application/json is read here.' },
  'unsound-request': { status: 400, title: 'The request cannot be read.' },
  'unsound-register': { status: 422, title: 'The register has faults; nothing was answered.' },
  'unsound-record': { status: 422, title: 'The record has faults; nothing was kept.' },
  'unsound-import': { status: 422, title: 'The file has faults; nothing was kept.' },
  'answer-too-large': { status: 422, title: 'The answer is larger than is given at once.' },
  'paper-too-large': { status: 422, title: 'The paper is larger than is printed at once.' },
  'version-needed': { status: 428, title: 'Say which version you have seen.' },
  'version-differs': { status: 412, title: 'Somebody else has changed it since.' },
  taken: { status: 409, title: 'There is one under this id already.' },
  'id-used-otherwise': { status: 422, title: 'This idempotency key was used for something else.' },
  'still-named': { status: 409, title: 'Others name it; it cannot go.' },
  'not-undoable': { status: 409, title: 'This entry cannot be undone.' },
  'approval-wanted': { status: 409, title: 'The group wants changes of this kind to be approved.' },
  'own-change': { status: 403, title: 'Another person must decide on it.' },
  'person-erased': { status: 409, title: 'What was kept of this person was erased on request.' },
  gone: { status: 410, title: 'It was here and was removed for good.' },
  'wrong-state': { status: 409, title: 'It is not in a state in which this can be done.' },
  'plan-outdated': { status: 409, title: 'The register has changed since the import was planned.' },
  'bulk-refused': { status: 409, title: 'One row could not be kept, so none was.' },
  'media-refused': { status: 415, title: 'Files of this kind are not taken.' },
  'store-busy': { status: 503, title: 'The store has more to do than it can at this moment.' },
  'store-failed': { status: 503, title: 'The store does not answer.' },
  'disk-full': { status: 507, title: 'There is no room left where it would be kept.' },
  busy: { status: 503, title: 'Too many questions are being answered at this moment.' },
  'took-too-long': { status: 503, title: 'The answer took too long and was given up.' },
  'machine-failed': { status: 500, title: 'The machine failed; this is not your input.' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemKind = keyof typeof PROBLEMS;

export const issueShape = z
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

/** Something at one place that is another before and after; what is absent was not there. */
const differenceShape = z
  .object({
    path: z.string().describe('As in `contact.email`.'),
    before: z.unknown().optional(),
    after: z.unknown().optional(),
  })
  .meta({ id: 'Difference', description: 'One place of a record that differs.' });

export const problemShape = z
  .object({
    type: z.string().describe('Which problem: a reference into the list of problems.'),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional().describe('What happened this time, and what to do.'),
    mark: z.string().optional().describe('Names this failure in the log of the server.'),
    issues: z.array(issueShape).optional().describe('All faults that were found, in the order of the file.'),
    version: z.int().optional().describe('The version that the record has now.'),
    differences: z
      .array(differenceShape)
      .optional()
      .describe('What differs between what is kept now and what was sent.'),
    namedBy: z
      .array(z.object({ noun: z.string(), id: z.string(), path: z.string() }))
      .optional()
      .describe('The records that name it, and where.'),
    rows: z.array(z.unknown()).optional().describe('What would have come of each row of a bulk.'),
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
  more: Omit<Problem, 'type' | 'title' | 'status'> = {},
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
