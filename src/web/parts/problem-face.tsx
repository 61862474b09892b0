// A problem as a person sees it: what went wrong, what to do, and the mark by which the operator finds it.
import type { Problem } from '../../api/problem.ts';
import { useWords } from '../text/use-text.ts';
import { Failed } from '../ui/faces.tsx';

/** Says in the reader's language what went wrong and what to do. */
export function ProblemFace({
  problem,
  onRetry,
}: {
  readonly problem: Problem;
  readonly onRetry: () => void;
}) {
  const { text } = useWords();
  const plain =
    problem.type === 'unreachable'
      ? text.failed.unreachable
      : problem.type === 'page'
        ? `${text.failed.page} ${problem.title}`
        : undefined;
  return (
    <Failed
      title={text.failed.title}
      detail={
        plain ??
        [
          problem.title,
          problem.detail,
          ...(problem.issues ?? []).map((issue) => `${issue.message} ${issue.hint}`),
        ]
          .filter(Boolean)
          .join(' ')
      }
      mark={problem.mark}
      retryLabel={text.failed.retry}
      onRetry={onRetry}
    />
  );
}
