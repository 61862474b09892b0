// What must hold inside the program; a broken assertion is our bug, never a reader's mistake.

/** Throws when `condition` does not hold. `meaning` says what should have been true. */
export function assert(condition: unknown, meaning: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${meaning}`);
}

/** For the branch of a closed list that cannot be reached; the compiler proves it. */
export function assertNever(value: never): never {
  throw new Error(`Invariant broken: a closed list has the unexpected member ${JSON.stringify(value)}`);
}
