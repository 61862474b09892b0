// What stands in place of a page that broke: the rest of the screen goes on.
import type { ErrorComponentProps } from '@tanstack/react-router';
import { ProblemFound } from '../client/ask.ts';
import { ProblemFace } from './problem-face.tsx';

export function PageFailed({ error, reset }: ErrorComponentProps) {
  const problem =
    error instanceof ProblemFound
      ? error.problem
      : { type: 'page', title: error instanceof Error ? error.message : String(error), status: 0 };
  return <ProblemFace problem={problem} onRetry={reset} />;
}
