// Where the store lies, as the environment says: DATABASE_URL, SEKISHO_DATA, SEKISHO_MASTER_KEY; every way in asks here.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FolderPlace, ServerPlace } from './store.ts';

export type Place = FolderPlace | ServerPlace;

/** Below the folder from which the program is called. */
const DEFAULT_FOLDER = 'sekisho-data';

type Environment = Readonly<Record<string, string | undefined>>;

/** DATABASE_URL wins; the keys then lie in SEKISHO_DATA, unless the master key comes from the environment and no folder is named. */
export function findPlace(environment: Environment, home: string): Place {
  const named = environment['SEKISHO_DATA'] || undefined;
  const databaseUrl = environment['DATABASE_URL'];
  if (databaseUrl === undefined || databaseUrl === '') return { dataFolder: named ?? DEFAULT_FOLDER, home };
  const isKeyNamed = (environment['SEKISHO_MASTER_KEY'] ?? '') !== '';
  if (named === undefined && isKeyNamed) return { databaseUrl };
  return { databaseUrl, keyFolder: named ?? DEFAULT_FOLDER };
}

/** Was a store ever made there? Of a server only its answer tells, so it is taken to be there. */
export function isPlaceFilled(place: Place): boolean {
  return 'databaseUrl' in place || existsSync(join(place.dataFolder, 'cluster'));
}
