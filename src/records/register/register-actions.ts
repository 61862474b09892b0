// The register of a group as a whole, in the form of the register file, from one state of the ledger.
import type { Fields } from '../../core/base/reading.ts';
import type { RecordNoun } from '../../core/flows/record-kinds.ts';
import type { Clocks } from '../../kit/store/read-records.ts';
import type { Scope } from '../../kit/store/scope.ts';
import type { Store } from '../../kit/store/store.ts';

export interface RegisterPage {
  readonly noun: RecordNoun;
  /** Each with `recordedAt`, in the order of their ids. */
  readonly records: readonly Fields[];
}

/** The records page by page, noun by noun, all from one state of the ledger. */
export function streamRegister(
  _scope: Scope,
  _store: Store,
  _clocks: Clocks & { readonly nouns?: readonly RecordNoun[] } = {},
): AsyncIterable<RegisterPage> {
  throw new Error('not yet');
}

/** The whole register as plain values: what `parseRegister` reads. */
export function readRegister(_scope: Scope, _store: Store, _clocks: Clocks = {}): Promise<Fields> {
  throw new Error('not yet');
}
