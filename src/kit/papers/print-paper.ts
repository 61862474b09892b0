// The port of papers: a paper in, the bytes of a PDF or DOCX file out.
//
// The built program prints in a thread that is started with the first paper and kept. Run from its sources (tests, measurements),
// where no built thread lies beside this file, it prints in the thread that asks.
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Paper, PaperKind } from './paper.ts';
import { PAPER_LIMITS } from './paper-limits.ts';
import { checkSize, PaperPrinter } from './paper-printer.ts';
import type { PaperShop } from './paper-shop.ts';
import type { PressFiles } from './pdf-press.ts';

const WORKER = 'papers-worker.js';

let printer: PaperPrinter | undefined;
let shop: Promise<PaperShop> | undefined;

/** Prints. Throws a PaperFault where the paper is too large, takes too long, or too many wait. */
export async function printPaper(paper: Paper, kind: PaperKind, left?: AbortSignal): Promise<Uint8Array> {
  const folder = findBuilt(dirname(fileURLToPath(import.meta.url)));
  if (folder !== undefined) {
    printer ??= new PaperPrinter({
      workerFile: pathToFileURL(join(folder, WORKER)),
      files: builtFiles(join(folder, 'papers')),
    });
    return printer.print(paper, kind, left);
  }
  checkSize(Buffer.byteLength(JSON.stringify(paper)), kind, PAPER_LIMITS);
  shop ??= import('./paper-shop.ts').then((room) => new room.PaperShop(packagedFiles()));
  return (await shop).print(paper, kind);
}

function findBuilt(from: string): string | undefined {
  if (existsSync(join(from, WORKER))) return from;
  const above = dirname(from);
  return above === from ? undefined : findBuilt(above);
}

/** As the build puts them in place. */
function builtFiles(folder: string): PressFiles {
  const fonts = readdirSync(folder).filter((name) => name.endsWith('.ttf'));
  return { typst: join(folder, 'typst.wasm'), fonts: fonts.map((name) => join(folder, name)) };
}

/** Latin, Greek and Cyrillic of all of Europe, and Japanese drawn to match. A family that is not installed is done without. */
const FAMILIES = [
  ['@expo-google-fonts/source-sans-3', 'SourceSans3'],
  ['@expo-google-fonts/noto-sans-jp', 'NotoSansJP'],
] as const;
const WEIGHTS = ['400Regular', '700Bold'] as const;

/** As the packages bring them. */
export function packagedFiles(): PressFiles {
  const { resolve } = createRequire(import.meta.url);
  const typst = resolve('@myriaddreamin/typst-ts-web-compiler/wasm');
  const packages = join(dirname(typst), '..', '..', '..');
  const fonts = FAMILIES.flatMap(([family, name]) =>
    WEIGHTS.map((weight) => join(packages, family, weight, `${name}_${weight}.ttf`)),
  );
  return { typst, fonts: fonts.filter((file) => existsSync(file)) };
}
