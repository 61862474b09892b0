// A result: either a sound value, or every fault that was found on the way to it; never both.
import type { Issue } from './issue.ts';

export type Result<T, F = readonly Issue[]> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: F };

/** A sound value. */
export function succeed<T>(value: T): Result<T, never> {
  return { ok: true, value };
}

/** The faults on the way to a value that was not reached. */
export function fail<F>(fault: F): Result<never, F> {
  return { ok: false, fault };
}
