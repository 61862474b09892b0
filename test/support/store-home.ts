// A home for the store under test: its thread, bundled from the sources as they are, and a template of an empty database.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const WORKER = 'src/kit/store/pglite-worker.ts';
const WRITER = 'test/support/store-writer.ts';

/** Inside node_modules, so that the packages a bundle imports are found from there. */
const PLACE = join('node_modules', '.sekisho-run');

/** The folder to give as `home`. Made once for each state of the sources, in a few seconds. */
export function storeHome(): string {
  const worker = bundle(WORKER);
  const print = createHash('sha256').update(worker).update(readFileSync('package-lock.json')).digest('hex');
  const home = join(PLACE, `store-${print.slice(0, 16)}`);
  if (existsSync(join(home, 'dist', 'store-template'))) return home;
  // Several test files may come here at once; the first to finish wins.
  const aside = `${home}-${process.pid}`;
  mkdirSync(join(aside, 'dist'), { recursive: true });
  bundle(WORKER, join(aside, 'dist', 'store-worker.js'));
  const { status, stderr } = spawnSync(
    process.execPath,
    ['dist/store-worker.js', 'template', 'dist/store-template'],
    { cwd: aside, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`The template could not be made: ${stderr.slice(0, 500)}`);
  try {
    renameSync(aside, home);
  } catch {
    rmSync(aside, { recursive: true, force: true });
  }
  return home;
}

let bundledWriter: string | undefined;

/** The file of the process that writes until it is killed. */
export function writerFile(): string {
  bundledWriter ??= bundleWriter();
  return bundledWriter;
}

function bundleWriter(): string {
  const code = bundle(WRITER);
  const print = createHash('sha256').update(code).digest('hex').slice(0, 16);
  const file = join(PLACE, `store-writer-${print}.mjs`);
  if (!existsSync(file)) {
    bundle(WRITER, `${file}-${process.pid}`);
    renameSync(`${file}-${process.pid}`, file);
  }
  return file;
}

function bundle(entry: string, outfile?: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
    write: outfile !== undefined,
    ...(outfile === undefined ? {} : { outfile }),
  });
  return outputFiles?.[0]?.text ?? '';
}
