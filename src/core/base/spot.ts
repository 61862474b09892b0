// A spot: the way from the top of a value down to one place in it, written `flows[3].from`.

/** A linked way down; cheap to extend, written out only when a fault is found. */
export interface Spot {
  readonly above: Spot | null;
  readonly key: string | number;
}

/** The spot below `above` under `key`. `null` is the top of the value. */
export function below(above: Spot | null, key: string | number): Spot {
  return { above, key };
}

/** The keys from the top down to the spot. */
export function keysOf(spot: Spot | null): (string | number)[] {
  const keys: (string | number)[] = [];
  for (let here = spot; here !== null; here = here.above) keys.unshift(here.key);
  return keys;
}

/** Writes keys as `flows[3].from`; a key that holds other signs than letters, digits, `_` and `-` is quoted. */
export function writeKeys(keys: readonly (string | number)[]): string {
  let text = '';
  for (const key of keys) {
    if (typeof key === 'number') text += `[${key}]`;
    else if (/^[\p{L}\p{N}_-]+$/u.test(key)) text += text === '' ? key : `.${key}`;
    else text += `[${JSON.stringify(key)}]`;
  }
  return text;
}

/** The keys of a text written by `writeKeys`. */
export function readKeys(text: string): (string | number)[] {
  const keys: (string | number)[] = [];
  const part = /([\p{L}\p{N}_-]+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/gu;
  for (const found of text.matchAll(part)) {
    if (found[1] !== undefined) keys.push(found[1]);
    else if (found[2] !== undefined) keys.push(Number(found[2]));
    else if (found[3] !== undefined) keys.push(JSON.parse(found[3]) as string);
  }
  return keys;
}
