// Starts the program: installs and builds what is missing or stale, says so on standard error only, then runs it.
//
// Plain JavaScript on purpose: it runs before anything is installed or compiled. On a fresh tree it costs one walk
// over src/ and laws/. In an installed package there is no src/, and it only runs what was built.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { demandNode, MachineFault, ROOT } from './machine.mjs';

/** Commands that may make a new database in the data folder. */
const STORE_COMMANDS = [
  ...['backup', 'restore', 'verify', 'checkpoint', 'rebuild'],
  ...['import', 'export', 'groups', 'key', 'person'],
];

/** What a command needs of the build. `law` must run while the law files are unsound: it is how one mends them. */
function neededParts(words) {
  const command = words.find((word) => !word.startsWith('-'));
  const wantsHelp = words.includes('--help') || words.includes('-h') || command === 'help';
  if (command === undefined || wantsHelp || command === 'law') return ['program'];
  // With a PostgreSQL, or through a server, no database is made here.
  const isElsewhere =
    process.env.DATABASE_URL ||
    process.env.SEKISHO_SERVER ||
    words.some((word) => /^--server(=|$)/.test(word));
  const template = isElsewhere ? [] : ['template'];
  if (command === 'start')
    return ['program', 'rulebook', 'papers', 'web', ...(process.env.DATABASE_URL ? [] : ['template'])];
  const isOnStore = STORE_COMMANDS.includes(command) || words.some((word) => word.startsWith('group:'));
  const papers = command === 'export' ? ['papers'] : [];
  return ['program', 'rulebook', ...papers, ...(isOnStore ? template : [])];
}

try {
  demandNode();
  if (existsSync(join(ROOT, 'src', 'entry'))) {
    const { ensureFresh } = await import('./fresh.mjs');
    await ensureFresh(neededParts(process.argv.slice(2)));
  }
  const program = join(ROOT, 'dist', 'sekisho.js');
  if (!existsSync(program)) {
    throw new MachineFault('dist/sekisho.js is missing from this installation. Install the package again.');
  }
  process.argv[1] = program;
  await import(pathToFileURL(program).href);
} catch (error) {
  if (!(error instanceof MachineFault)) throw error;
  process.stderr.write(`sekisho: ${error.message}\n`);
  process.exit(3);
}
