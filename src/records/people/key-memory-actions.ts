// Keys that were shown before: in a folder of its own nobody but this process withdraws them, so that they need not be read again.
import type { Instant } from '../../core/time/instant.ts';
import { hashText } from '../../kit/store/canonical.ts';
import type { Store } from '../../kit/store/store.ts';
import type { Bearer } from './key.ts';
import { bearerAt, findKey, KEYS, type KnownKey } from './key-actions.ts';

const KEYS_MAX = 1_000;

export class KeyMemory {
  private readonly store: Store;
  private readonly known = new Map<string, KnownKey>();
  private asOf = 0;

  constructor(store: Store) {
    this.store = store;
  }

  /** Whom the text of a key shows; null: it is no key, was withdrawn, or its time is over. PGlite has one connection, and whoever holds it for long should not keep everybody at the door. */
  async read(text: string, at: Instant): Promise<Bearer | null> {
    const { store } = this;
    if (store.engine === null) return bearerAt(await findKey(store, text, at), at);
    const now = store.changes.get(KEYS) ?? 0;
    if (now !== this.asOf) {
      this.known.clear();
      this.asOf = now;
    }
    const name = hashText(text);
    const found = this.known.get(name) ?? (await findKey(store, text, at));
    // Read while a key was made or withdrawn: it may be from before.
    if (found !== null && (store.changes.get(KEYS) ?? 0) === this.asOf && now === this.asOf) {
      this.known.set(name, found);
      if (this.known.size > KEYS_MAX) this.known.delete(this.known.keys().next().value as string);
    }
    return bearerAt(found, at);
  }
}
