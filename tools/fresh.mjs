// Keeps node_modules and dist as new as the tree: decides quickly what is stale, and repairs it under one lock.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { MachineFault, ROOT, runProgram } from './machine.mjs';

const LOCK = join(ROOT, '.dist-lock');
const PACKAGES_STAMP = join(ROOT, 'node_modules', '.sekisho-packages');

/**
 * What each part of the build is made from. A part is stale when the fingerprint of these paths changed, or when the
 * part named in `after` was built anew; it is gone when the file that it `gives` is. Test files change nothing that runs.
 */
const PARTS = {
  program: {
    from: ['src', 'package-lock.json', 'tools/build.mjs'],
    without: 'src/web',
    gives: 'dist/sekisho.js',
  },
  rulebook: { from: ['laws'], after: 'program' },
  // Made by the embedded database itself, which changes only with its version; it takes some seconds.
  template: {
    from: [
      'package-lock.json',
      'tools/build.mjs',
      'src/kit/store/pglite-worker.ts',
      'src/kit/store/cluster-template.ts',
    ],
    gives: 'dist/store-template',
  },
  papers: {
    from: ['package-lock.json', 'tools/build.mjs'],
    gives: 'dist/papers/typst.wasm',
  },
  web: {
    from: [
      'src/web',
      'src/api',
      'src/core',
      'laws/terms',
      'package-lock.json',
      'vite.config.ts',
      'tools/build.mjs',
    ],
    gives: 'dist/web/index.html',
  },
};

/** Makes the packages and the named parts of the build fresh; throws a MachineFault when that fails. */
export async function ensureFresh(parts) {
  if (packagesAreFresh() && stalePartsOf(parts).length === 0) return;
  await withLock(LOCK, 'installing or building', async () => {
    await installPackages();
    const stale = stalePartsOf(parts);
    if (stale.length > 0) await buildParts(stale);
  });
}

/** Makes the packages fresh, for tools that need no build. */
export async function ensurePackages() {
  if (packagesAreFresh()) return;
  await withLock(LOCK, 'installing or building', installPackages);
}

async function installPackages() {
  if (packagesAreFresh()) return;
  tell('installing packages (once, and again when package-lock.json changes) ...');
  // Development packages build the program, so they are wanted in production too.
  const words = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--include=dev', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  const status = npm?.endsWith('.js')
    ? await runProgram(process.execPath, [npm, ...words])
    : await runProgram(process.platform === 'win32' ? 'npm.cmd' : 'npm', words);
  if (status !== 0) {
    throw new MachineFault(
      `the packages could not be installed (npm ci ended with ${status}). The lines above say why; ` +
        'is the package registry reachable? Then call again.',
    );
  }
  writeFileSync(PACKAGES_STAMP, hash(readFileSync(join(ROOT, 'package-lock.json'))));
}

/** Fresh: this very lock file was installed, or what npm says is installed holds every version that it names. */
function packagesAreFresh() {
  const wanted = readFileSync(join(ROOT, 'package-lock.json'));
  const wantedHash = hash(wanted);
  if (readIfThere(PACKAGES_STAMP) === wantedHash) return true;
  const present = readIfThere(join(ROOT, 'node_modules', '.package-lock.json'));
  if (present === undefined || !holdsEveryPackage(JSON.parse(present), JSON.parse(wanted.toString())))
    return false;
  writeFileSync(PACKAGES_STAMP, wantedHash);
  return true;
}

function holdsEveryPackage(present, wanted) {
  return Object.entries(wanted.packages).every(([path, entry]) => {
    if (path === '') return true;
    const found = present.packages[path];
    return found === undefined ? entry.optional === true : found.version === entry.version;
  });
}

function stalePartsOf(parts) {
  const stale = [];
  for (const part of parts) {
    const { after, gives } = PARTS[part];
    const isGone = gives !== undefined && !existsSync(join(ROOT, gives));
    if (stale.includes(after) || isGone || readIfThere(stampOf(part)) !== fingerprint(part)) stale.push(part);
  }
  return stale;
}

/** Builds the parts without asking whether they are stale; the caller holds the lock or is alone. */
async function buildParts(parts) {
  for (const part of parts) {
    tell(`building the ${part} ...`);
    // The fingerprint is taken before: whoever edits while we build makes the part stale again.
    const print = fingerprint(part);
    const status = await runProgram(process.execPath, [join(ROOT, 'tools', 'build.mjs'), part]);
    if (status !== 0) {
      throw new MachineFault(
        `the ${part} could not be built. The lines above say why; mend that, then call again.`,
      );
    }
    mkdirSync(join(ROOT, 'dist'), { recursive: true });
    writeFileSync(stampOf(part), print);
  }
}

function stampOf(part) {
  return join(ROOT, 'dist', `.${part}-stamp`);
}

/** Path, size and time of change of every file: cheap to take, and different whenever a file was saved. */
function fingerprint(part) {
  const { from, without, after } = PARTS[part];
  const lines = after === undefined ? [] : [fingerprint(after)];
  const walk = (path) => {
    if (path === without || path.endsWith('.test.ts') || path.endsWith('.test.tsx')) return;
    const stat = statSync(join(ROOT, path), { throwIfNoEntry: false });
    if (stat === undefined) return;
    if (!stat.isDirectory()) {
      lines.push(`${path} ${stat.size} ${stat.mtimeMs}`);
      return;
    }
    for (const name of readdirSync(join(ROOT, path)).sort()) walk(`${path}/${name}`);
  };
  for (const path of from) walk(path);
  return hash(lines.join('\n'));
}

function hash(content) {
  return createHash('sha256').update(content).digest('hex');
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}

function tell(message) {
  process.stderr.write(`sekisho: ${message}\n`);
}
