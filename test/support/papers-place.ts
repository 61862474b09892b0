// The thread of papers for tests, bundled from the sources as they are, with the files that it prints with.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import type { PrinterPlace } from '../../src/kit/papers/paper-printer.ts';
import { packagedFiles } from '../../src/kit/papers/print-paper.ts';

/** Inside node_modules, so that the packages a bundle imports are found from there. */
const PLACE = join('node_modules', '.sekisho-run');

export function papersPlace(): PrinterPlace {
  const { outputFiles } = buildSync({
    entryPoints: ['src/kit/papers/papers-worker.ts'],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
    write: false,
  });
  const code = outputFiles[0]?.text ?? '';
  const print = createHash('sha256').update(code).digest('hex').slice(0, 16);
  const file = resolve(PLACE, `papers-worker-${print}.mjs`);
  if (!existsSync(file)) {
    mkdirSync(PLACE, { recursive: true });
    writeFileSync(`${file}-${process.pid}`, code);
    renameSync(`${file}-${process.pid}`, file);
  }
  return { workerFile: pathToFileURL(file), files: packagedFiles() };
}
