// Parts of a long row of things, on their way through: gathered until there are enough of them, and read ahead while others work.

/** The same things in parts of a size; only the last may be smaller. */
export async function* gather<T>(
  parts: AsyncIterable<readonly T[]>,
  size: number,
): AsyncGenerator<readonly T[]> {
  let waiting: T[] = [];
  for await (const part of parts) {
    // Not spread into one call: a part may have very many.
    for (const one of part) {
      waiting.push(one);
      if (waiting.length < size) continue;
      yield waiting;
      waiting = [];
    }
  }
  if (waiting.length > 0) yield waiting;
}

/** The same parts, of which the next is being made while whoever asked works on one. */
export async function* ahead<T>(parts: AsyncIterable<T>): AsyncGenerator<T> {
  const iterator = parts[Symbol.asyncIterator]();
  let next = iterator.next();
  try {
    for (;;) {
      const { done, value } = await next;
      if (done === true) return;
      next = iterator.next();
      // What goes wrong meanwhile is told when it is asked for.
      next.catch(() => undefined);
      yield value;
    }
  } finally {
    await next.catch(() => undefined);
    await iterator.return?.();
  }
}
