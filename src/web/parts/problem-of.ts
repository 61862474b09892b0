// The problem behind whatever was thrown.
import type { Problem } from '../../api/problem.ts';
import { ProblemFound } from '../client/ask.ts';

export function problemOf(error: unknown): Problem {
  return error instanceof ProblemFound ? error.problem : { type: 'page', title: String(error), status: 0 };
}
