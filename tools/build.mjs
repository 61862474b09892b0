// Builds dist: `program` (esbuild), `rulebook` (the law files, compiled by the program), `template` (an empty database for a
// quick first start), `papers` (what prints them), `web` (Vite); all without words.
//
// Each part is built in a folder of its own beside dist and put in place by renaming, so that a process that runs the
// old build, or a build that dies half way, never meets half a file.
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ensureFresh } from './fresh.mjs';
import { MachineFault, ROOT, runProgram } from './machine.mjs';

const DIST = join(ROOT, 'dist');
const DAY_MS = 86_400_000;

/** How the program is asked to compile the law files; the file to write is added at the end. */
const COMPILE_LAW = ['law', 'compile', '--out'];

/** Packages that bring files of their own (WebAssembly, workers) and are therefore loaded from node_modules. */
const NOT_BUNDLED = ['@electric-sql/pglite', 'pg-native'];

/** Font families of papers: package and name of the files. */
const FONTS = [
  ['source-sans-3', 'SourceSans3'],
  ['noto-sans-jp', 'NotoSansJP'],
];

const BUILDERS = {
  program: buildProgram,
  rulebook: buildRulebook,
  template: buildTemplate,
  papers: buildPapers,
  web: buildWeb,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((part) => !(part in BUILDERS));
if (unknown.length > 0) {
  process.stderr.write(`Unknown part "${unknown[0]}"; there are: ${Object.keys(BUILDERS).join(', ')}.\n`);
  process.exit(2);
}
try {
  if (asked.length === 0) await ensureFresh(Object.keys(BUILDERS));
  for (const part of asked) await buildAside(part);
} catch (error) {
  process.stderr.write(`${error instanceof MachineFault ? error.message : error.stack}\n`);
  process.exit(3);
}

async function buildAside(part) {
  // Beside dist, not inside: the program finds files relative to itself, and must find the same ones from here.
  const aside = join(ROOT, `.dist-${part}-${process.pid}`);
  removeLeftovers(part);
  mkdirSync(aside, { recursive: true });
  try {
    await BUILDERS[part](aside);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

async function buildProgram(aside) {
  const { build } = await import('esbuild');
  const ways = readdirSync(join(ROOT, 'src', 'entry')).filter((way) =>
    existsSync(join(ROOT, 'src', 'entry', way, 'main.ts')),
  );
  const built = await build({
    absWorkingDir: ROOT,
    // The command line is the program's face; every other way in becomes dist/<way>.js, to be loaded by its name.
    // The threads of the embedded database and of papers are files of their own, because they are started as such.
    entryPoints: [
      ...ways.map((way) => ({ in: `src/entry/${way}/main.ts`, out: way === 'cli' ? 'sekisho' : way })),
      { in: 'src/kit/store/pglite-worker.ts', out: 'store-worker' },
      { in: 'src/kit/papers/papers-worker.ts', out: 'papers-worker' },
    ],
    outdir: aside,
    bundle: true,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    // Its CommonJS form loads its parts by names that a bundler cannot follow.
    alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
    platform: 'node',
    format: 'esm',
    target: 'node20',
    minify: false,
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'eof',
    logLevel: 'warning',
    external: NOT_BUNDLED,
    // Bundled CommonJS packages ask for these three, which an ES module does not have.
    define: { __filename: '__bundleFile', __dirname: '__bundleFolder' },
    banner: {
      js: [
        "import { createRequire as __createRequire } from 'node:module';",
        'const require = __createRequire(import.meta.url);',
        "const __bundleFile = require('node:url').fileURLToPath(import.meta.url);",
        "const __bundleFolder = require('node:path').dirname(__bundleFile);",
      ].join('\n'),
    },
  }).catch((error) => {
    // What esbuild found it has already written, with file and line; its own stack helps nobody.
    if (Array.isArray(error.errors) && error.errors.length > 0) return undefined;
    throw error;
  });
  if (built === undefined) throw new MachineFault('The program does not compile.');
  const files = filesBelow(aside);
  // Chunks before the entry points that import them.
  const inOrder = [...files].sort((a, b) => b.split('/').length - a.split('/').length);
  mkdirSync(join(DIST, 'chunks'), { recursive: true });
  for (const file of inOrder) renameSync(join(aside, file), join(DIST, file));
  removeOldChunks(new Set(files));
}

/** A process that was started on an older build may still load its chunks, so they stay for a day. */
function removeOldChunks(built) {
  for (const file of filesBelow(join(DIST, 'chunks'), DIST)) {
    if (!built.has(file) && Date.now() - statSync(join(DIST, file)).mtimeMs > DAY_MS)
      rmSync(join(DIST, file));
  }
}

async function buildRulebook(aside) {
  const file = join(aside, 'rulebook.json');
  const status = await runProgram(process.execPath, [join(DIST, 'sekisho.js'), ...COMPILE_LAW, file]);
  if (status !== 0) throw new MachineFault('The law files do not compile: `./sekisho law check` says why.');
  renameSync(file, join(DIST, 'rulebook.json'));
}

async function buildTemplate(aside) {
  const file = join(aside, 'store-template');
  const status = await runProgram(process.execPath, [join(DIST, 'store-worker.js'), 'template', file]);
  if (status !== 0) throw new MachineFault('The template of an empty database could not be made.');
  renameSync(file, join(DIST, 'store-template'));
}

/** Typst and the fonts of papers, with their licences, as the packages bring them. */
async function buildPapers(aside) {
  const packages = join(ROOT, 'node_modules');
  const typst = join(packages, '@myriaddreamin', 'typst-ts-web-compiler', 'pkg');
  copyFileSync(join(typst, 'typst_ts_web_compiler_bg.wasm'), join(aside, 'typst.wasm'));
  for (const [family, name] of FONTS) {
    const folder = join(packages, '@expo-google-fonts', family);
    if (!existsSync(folder)) continue;
    for (const weight of ['400Regular', '700Bold'])
      copyFileSync(join(folder, weight, `${name}_${weight}.ttf`), join(aside, `${name}_${weight}.ttf`));
    for (const licence of readdirSync(folder).filter((file) => file.startsWith('LICENSE')))
      copyFileSync(join(folder, licence), join(aside, `${name}-${licence}.txt`));
  }
  putFolder(aside, 'papers');
}

async function buildWeb(aside) {
  // Whoever builds inside of tests has another word here, and would get the libraries with all their checks: twice as large, and slower.
  process.env.NODE_ENV = 'production';
  const { build } = await import('vite');
  await build({
    configFile: join(ROOT, 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: aside, emptyOutDir: true },
  });
  putFolder(aside, 'web');
}

/** Puts a folder into dist, where an older one may lie. */
function putFolder(aside, name) {
  const place = join(DIST, name);
  const old = `${aside}-old`;
  mkdirSync(DIST, { recursive: true });
  if (existsSync(place)) renameSync(place, old);
  renameSync(aside, place);
  rmSync(old, { recursive: true, force: true });
}

/** What builders that were killed left behind, and nobody can still be writing to. */
function removeLeftovers(part) {
  for (const name of readdirSync(ROOT)) {
    if (!name.startsWith(`.dist-${part}-`)) continue;
    if (Date.now() - statSync(join(ROOT, name)).mtimeMs > DAY_MS / 24) {
      rmSync(join(ROOT, name), { recursive: true, force: true });
    }
  }
}

function filesBelow(folder, from = folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path, from) : [relative(from, path).replaceAll('\\', '/')];
  });
}
