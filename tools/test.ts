// `npm test [-- PATTERN...]`: every check and every test, ended by one line of counts that other programs read.
//
// With a PATTERN only the test files whose path contains it are run, without the checks.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { SkippedTest } from './skip-reporter.ts';
import { passesCheck, STATIC_CHECKS } from './static-checks.ts';

interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

/** What we read of the file that vitest's JSON reporter writes. */
interface VitestReport {
  readonly success: boolean;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages?: readonly string[] | null;
    }[];
  }[];
}

interface FailedTest {
  readonly file: string;
  readonly name: string;
  readonly because: string;
}

const BROWSER_TESTS = 'test/browser';
const patterns = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const tally: Tally = { passed: 0, failed: 0, skipped: 0 };
const skips: SkippedTest[] = [];
const failures: FailedTest[] = [];
/** Of a failure told again at the end, at most so many characters: the whole stands above. */
const LONGEST_FAILURE = 1500;
const folder = mkdtempSync(join(tmpdir(), 'sekisho-test-'));
try {
  if (patterns.length === 0) {
    for (const check of STATIC_CHECKS) count(passesCheck(check));
  }
  const asksForBrowser = existsSync(BROWSER_TESTS) && browserTestsAsked();
  const isBuilt = patterns.length > 0 && !asksForBrowser ? true : builds();
  runVitest('unit');
  if (asksForBrowser && isBuilt) runVitest('browser');
  if (asksForBrowser && !isBuilt) console.log('The browser tests were not run, because the build failed.');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
tellSkips();
tellFailures();
const { passed, failed, skipped } = tally;
if (passed + failed + skipped === 0)
  console.log('Nothing was run: no test file has a path with the words asked for.');
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

function count(passed: boolean): void {
  tally[passed ? 'passed' : 'failed'] += 1;
}

function browserTestsAsked(): boolean {
  const files = readdirSync(BROWSER_TESTS).map((name) => `${BROWSER_TESTS}/${name}`);
  return patterns.length === 0 || files.some((file) => patterns.some((pattern) => file.includes(pattern)));
}

/** What the browser and the command line tests run is built first; that it builds is a check like the others. */
function builds(): boolean {
  const { status } = spawnSync(process.execPath, ['tools/build.mjs'], { stdio: 'inherit' });
  console.log(`${status === 0 ? 'passed' : 'FAILED'}: the program and the web build`);
  count(status === 0);
  return status === 0;
}

function runVitest(project: string): void {
  const reportFile = join(folder, `${project}.json`);
  const skipFile = join(folder, `${project}-skips.json`);
  const words = ['run', '--project', project, '--passWithNoTests', '--reporter=default', '--reporter=json'];
  words.push(`--outputFile.json=${reportFile}`, '--reporter=./tools/skip-reporter.ts', ...patterns);
  const { status } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', ...words], {
    stdio: 'inherit',
    env: { ...process.env, SEKISHO_SKIP_FILE: skipFile },
  });
  const failedBefore = tally.failed;
  if (existsSync(reportFile)) addReport(JSON.parse(readFileSync(reportFile, 'utf8')));
  if (existsSync(skipFile)) skips.push(...JSON.parse(readFileSync(skipFile, 'utf8')));
  // An error outside every test, or a runner that died: no test says so, therefore the count must.
  if (status !== 0 && tally.failed === failedBefore) {
    console.log(`FAILED: the ${project} tests ended with status ${status}, though no test failed.`);
    count(false);
  }
}

function addReport(report: VitestReport): void {
  for (const file of report.testResults) {
    const statuses = file.assertionResults.map((test) => test.status);
    const failedHere = statuses.filter((status) => status === 'failed').length;
    const passedHere = statuses.filter((status) => status === 'passed').length;
    tally.passed += passedHere;
    tally.skipped += statuses.length - passedHere - failedHere;
    // A file that could not even be loaded, or whose set-up failed, has no failed test, but it failed.
    const failedWhole = file.status === 'failed' && failedHere === 0;
    tally.failed += failedWhole ? 1 : failedHere;
    const name = relative(process.cwd(), file.name);
    if (failedWhole) failures.push({ file: name, name: 'the file itself', because: file.message ?? '' });
    for (const test of file.assertionResults)
      if (test.status === 'failed')
        failures.push({ file: name, name: test.fullName, because: (test.failureMessages ?? []).join('\n') });
  }
}

function tellSkips(): void {
  if (skips.length === 0) return;
  console.log('\n=== SKIPPED: these tests proved nothing in this run ===');
  for (const { file, name, because } of skips) console.log(`  ${file}: ${name}\n    because: ${because}`);
}

/** What failed stands last, so that whoever sees only the end of a long run sees it. */
function tellFailures(): void {
  if (failures.length === 0) return;
  console.log('\n=== FAILED ===');
  for (const { file, name, because } of failures) {
    const lines = stripVTControlCharacters(because).split('\n');
    const told = lines.filter((line) => !line.includes('/node_modules/')).join('\n    ');
    console.log(`  ${file}: ${name}\n    ${told.slice(0, LONGEST_FAILURE)}`);
  }
}
