// The rulebook of laws/ for tests, read from the files as they are now.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Rulebook } from '../../src/core/law/rulebook.ts';
import { type LawFolder, loadLawFiles, readLawFolder } from '../../src/kit/library/load-laws.ts';

const LAWS_FOLDER = fileURLToPath(new URL('../../laws', import.meta.url));

/** The decoded files of laws/, cases included. */
export function readLaws(): LawFolder {
  const read = readLawFolder(LAWS_FOLDER);
  if (!read.ok) throw new Error(`laws/ cannot be read: ${JSON.stringify(read.fault.slice(0, 3))}`);
  return read.value;
}

/** The rulebook of laws/, checked. */
export function loadRulebook(folder: LawFolder = readLaws()): Rulebook {
  const version = readFileSync(new URL('../../laws/VERSION', import.meta.url), 'utf8').trim();
  const loaded = loadLawFiles(folder, version);
  if (!loaded.ok) throw new Error(`laws/ is not sound: ${JSON.stringify(loaded.fault.slice(0, 3))}`);
  return loaded.value;
}
