// Opens the store with what the register keeps beside its records: who names whom, and the words to search in.
import {
  type FolderPlace,
  openStore,
  type ServerPlace,
  type Store,
  type StoreOptions,
} from '../../kit/store/store.ts';

/** To be used instead of `openStore` by whoever reads or writes the register; its options go to every command of the store, too. */
export function openRegisterStore(
  place: FolderPlace | ServerPlace,
  options: StoreOptions = {},
): Promise<Store> {
  return openStore(place, { ...registerOptions(), ...options });
}

/** For `runBackup`, `runRestore`, `runVerify` and `runRebuild`. */
export function registerOptions(): StoreOptions {
  return {};
}
