// What must hold inside the program; a broken assertion is our bug, never a reader's mistake.

/** Throws when `condition` does not hold. `meaning` says what should have been true. */
export function assert(condition: unknown, meaning: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${meaning}`);
}
