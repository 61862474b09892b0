// The one place where what the records refuse, and what the store cannot, becomes a problem of the wire.
import { makeProblem, type Problem, type ProblemKind, writeIssues } from '../../api/problem.ts';
import type { Issue } from '../../core/base/issue.ts';
import { ThreadFault } from '../../kit/http/thread-line.ts';
import { PaperFault, type PaperFaultCode } from '../../kit/papers/paper-fault.ts';
import type { StoreFault, StoreFaultCode } from '../../kit/store/store-fault.ts';
import type { Difference, NamedRecord, Naming, Refusal, RefusalCode } from '../../records/group/refusal.ts';

const OF_REFUSAL: Readonly<Record<RefusalCode, ProblemKind>> = {
  'bad-input': 'unsound-record',
  'plan-faulty': 'unsound-import',
  absent: 'not-found',
  taken: 'taken',
  'version-differs': 'version-differs',
  'named-by-others': 'still-named',
  'approval-wanted': 'approval-wanted',
  'own-change': 'own-change',
  'own-import': 'own-change',
  closed: 'wrong-state',
  'not-yours': 'may-not',
  'person-erased': 'person-erased',
  'id-taken': 'id-used-otherwise',
  'undo-absent': 'not-undoable',
  'undone-already': 'not-undoable',
  'too-large': 'too-large',
  'media-refused': 'media-refused',
  'content-gone': 'gone',
  'plan-outdated': 'plan-outdated',
  cancelled: 'wrong-state',
};

/** Everything that a refusal may bring along. */
interface Parts {
  readonly issues?: readonly Issue[];
  readonly version?: number;
  readonly differences?: readonly Difference[];
  readonly by?: readonly Naming[];
  readonly of?: NamedRecord;
}

/** `isQuestion`: nothing was sent to be kept. */
export function problemOfRefusal(refusal: Refusal, isQuestion = false): Problem {
  const { issues, version, differences, by } = refusal as Parts;
  if (isQuestion && refusal.code === 'bad-input')
    return makeProblem('unsound-request', {
      detail: 'It cannot be asked in this way. Mend what is listed.',
      issues: writeIssues(issues ?? []),
    });
  return makeProblem(OF_REFUSAL[refusal.code], {
    detail: `${refusal.message} ${refusal.hint}`.trim(),
    ...(issues !== undefined && { issues: writeIssues(issues) }),
    ...(version !== undefined && { version }),
    ...(differences !== undefined && { differences: differences.map(writeDifference) }),
    ...(by !== undefined && { namedBy: by.map(({ noun, id, path }) => ({ noun, id, path })) }),
  });
}

const OF_FAULT: Partial<Readonly<Record<StoreFaultCode, ProblemKind>>> = {
  'disk-full': 'disk-full',
  'query-too-long': 'took-too-long',
  'store-busy': 'store-busy',
  'too-many-rows': 'unsound-request',
};

/** What the reader can do about it is said; where the store lies is not, for that is nobody's business but the operator's. */
export function problemOfFault({ code, message, hint }: StoreFault): Problem {
  const kind = OF_FAULT[code];
  if (kind !== undefined) return makeProblem(kind, { detail: `${message} ${hint}` });
  return makeProblem('store-failed', {
    detail: 'Try again in a moment. If it stays so, tell whoever runs this server; its log says more.',
  });
}

const OF_PAPER: Readonly<Record<PaperFaultCode, ProblemKind>> = {
  'paper-too-large': 'paper-too-large',
  'paper-took-too-long': 'took-too-long',
  'papers-busy': 'busy',
  // Whoever asked has gone; the words reach nobody.
  'paper-left': 'busy',
};

/** What a paper could not be printed for, whether it was asked for here or in a thread; null: it is another fault. */
export function problemOfPaper(error: unknown): Problem | null {
  if (!(error instanceof PaperFault || error instanceof ThreadFault)) return null;
  const kind = (OF_PAPER as Readonly<Partial<Record<string, ProblemKind>>>)[error.code];
  return kind === undefined ? null : makeProblem(kind, { detail: `${error.message} ${error.hint}` });
}

function writeDifference({ path, before, after }: Difference): {
  path: string;
  before?: unknown;
  after?: unknown;
} {
  return { path, ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
}
