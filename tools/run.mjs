// Runs a script of this project that is written in TypeScript: `node tools/run.mjs tools/test.ts WORDS...`.
//
// Installs the packages first if they are missing, then bundles the script and what it imports from the tree, and runs
// it in the project's folder. Plain JavaScript, because it must work on a fresh clone.
import { mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensurePackages } from './fresh.mjs';
import { demandNode, MachineFault, ROOT } from './machine.mjs';

const [script, ...words] = process.argv.slice(2);
try {
  demandNode();
  if (script === undefined) throw new MachineFault('which script? node tools/run.mjs SCRIPT.ts [WORDS]');
  await ensurePackages();
  const { build } = await import('esbuild');
  // Inside node_modules, so that the packages it imports are found from there.
  const folder = join(ROOT, 'node_modules', '.sekisho-run');
  const out = join(folder, `${basename(script, '.ts')}-${process.pid}`);
  mkdirSync(out, { recursive: true });
  process.on('exit', () => rmSync(out, { recursive: true, force: true }));
  await build({
    absWorkingDir: ROOT,
    entryPoints: { main: script },
    outdir: out,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  process.setSourceMapsEnabled(true);
  process.chdir(ROOT);
  process.argv = [process.argv[0], join(ROOT, script), ...words];
  await import(pathToFileURL(join(out, 'main.mjs')).href);
} catch (error) {
  process.stderr.write(`sekisho: ${error instanceof MachineFault ? error.message : error.stack}\n`);
  process.exit(3);
}
