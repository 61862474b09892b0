// The documents do not lie: every command that README.md and docs/use/ show is run, and prints what they show.
//
// A block marked `console` holds commands (`$ …`) with their output; `…` stands for what is left out, in a line or as a line of its own.
// A block marked `yaml NAME` writes the file NAME; a block marked `diff NAME` changes it. All of one document happens in one folder.
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DOCUMENTS = [
  'README.md',
  'examples/README.md',
  ...['docs/use', 'docs/understand', 'docs/operate'].flatMap(pagesOf),
];
const SLOWEST_MS = 300_000;

type Step =
  | {
      readonly is: 'command';
      readonly line: number;
      readonly command: string;
      readonly shown: readonly string[];
    }
  | FileStep;

interface FileStep {
  readonly is: 'file' | 'change';
  readonly line: number;
  readonly name: string;
  readonly text: readonly string[];
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe('what the documents show', () => {
  const withSteps = DOCUMENTS.map((path) => ({
    path,
    steps: readSteps(readFileSync(join(ROOT, path), 'utf8')),
  }));

  test('is looked for in many places', () => {
    const commands = withSteps.flatMap(({ steps }) => steps.filter((step) => step.is === 'command'));
    expect(commands.length).toBeGreaterThan(25);
  });

  test.concurrent.each(withSteps.filter(({ steps }) => steps.some((step) => step.is === 'command')))(
    '$path prints what it shows',
    async ({ path, steps }) => {
      const folder = makeFolder();
      const faults: string[] = [];
      for (const step of steps)
        for (const fault of await takeStep(step, folder)) faults.push(`${path}:${step.line}: ${fault}`);
      if (faults.length > 0) expect.fail(`\n${faults.join('\n\n')}\n`);
    },
    SLOWEST_MS,
  );
});

describe('the comparison', () => {
  test('finds another word, a line too many and a line too few', () => {
    expect(compare(['a', 'b'], ['a', 'c'])).toMatch(/line 2/);
    expect(compare(['a'], ['a', 'b'])).toMatch(/more/);
    expect(compare(['a', 'b'], ['a'])).toMatch(/"b"/);
  });

  test('lets "…" stand for what is left out', () => {
    expect(compare(['a … z', '…', 'end'], ['a b z', 'x', 'y', 'end'])).toBeUndefined();
    expect(compare(['a', '…'], ['a', 'b', 'c'])).toBeUndefined();
    expect(compare(['…', 'end'], ['a', 'b'])).toMatch(/"end"/);
  });
});

function pagesOf(folder: string): string[] {
  return readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);
}

/** The folder in which a reader stands: the program and the examples, and nothing else. */
function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-docs-'));
  folders.push(folder);
  symlinkSync(join(ROOT, 'sekisho'), join(folder, 'sekisho'));
  cpSync(join(ROOT, 'examples'), join(folder, 'examples'), { recursive: true });
  return folder;
}

function readSteps(text: string): Step[] {
  return [...text.matchAll(/^```(console|yaml|diff)(?: (\S+))?\n([\s\S]*?)^```$/gm)].flatMap(
    (match): Step[] => {
      const [, kind, name, body = ''] = match;
      const line = text.slice(0, match.index).split('\n').length + 1;
      const lines = body.split('\n').slice(0, -1);
      if (kind === 'console') return readCommands(lines, line);
      if (name === undefined) return [];
      return [{ is: kind === 'yaml' ? 'file' : 'change', line, name, text: lines }];
    },
  );
}

function readCommands(lines: readonly string[], first: number): Step[] {
  const starts = lines.flatMap((line, index) => (line.startsWith('$ ') ? [index] : []));
  return starts.map((start, index) => {
    const all = lines.slice(start, starts[index + 1] ?? lines.length);
    const after = all.findIndex((line) => !line.endsWith('\\')) + 1;
    const command = all.slice(0, after).join('\n').slice(2);
    return { is: 'command', line: first + start, command, shown: all.slice(after) };
  });
}

async function takeStep(step: Step, folder: string): Promise<string[]> {
  if (step.is !== 'command') return takeFile(step, join(folder, step.name));
  const { output, status } = await run(step.command, folder);
  if (status === 3) return [`"${step.command}" failed:\n${output}`];
  // What the program says while it builds itself is no answer.
  const printed = output.split('\n').filter((line) => !line.startsWith('sekisho: '));
  const fault = step.shown.length === 0 ? undefined : compare(step.shown, printed);
  return fault === undefined
    ? []
    : [`"${step.command}" prints something else: ${fault}\n--- it printed\n${printed.join('\n')}`];
}

/** Both outputs in one, as a person at a terminal sees them. */
function run(command: string, folder: string): Promise<{ output: string; status: number }> {
  return new Promise((resolve) => {
    const options = {
      cwd: folder,
      env: { ...process.env, NO_COLOR: '1', DATABASE_URL: '', SEKISHO_SERVER: '', SEKISHO_DATA: 'kept' },
      maxBuffer: 64 * 1024 * 1024,
    };
    execFile('sh', ['-c', `{ ${command}\n} 2>&1`], options, (error, stdout) => {
      resolve({ output: stdout, status: typeof error?.code === 'number' ? error.code : 0 });
    });
  });
}

function takeFile({ is, text }: FileStep, path: string): string[] {
  if (is === 'change') return changeFile(path, text);
  writeFileSync(path, `${text.join('\n')}\n`);
  return [];
}

/** Changes a file as the lines with "-" and "+" say; lines with a blank in front must be there and stay. */
function changeFile(path: string, lines: readonly string[]): string[] {
  const pick = (signs: string): string =>
    lines.flatMap((line) => (signs.includes(line[0] ?? ' ') ? [line.slice(1)] : [])).join('\n');
  const [text, before] = [readFileSync(path, 'utf8'), pick(' -')];
  if (!text.includes(before)) return [`the file has no such lines:\n${before}`];
  writeFileSync(
    path,
    text.replace(before, () => pick(' +')),
  );
  return [];
}

/** What differs; `undefined` where nothing does. Blank lines and blanks at the end of a line count on neither side. */
function compare(shown: readonly string[], printed: readonly string[]): string | undefined {
  const wanted = shown.map((line) => line.trimEnd()).filter((line) => line !== '');
  const found = printed.map((line) => line.trimEnd()).filter((line) => line !== '');
  let here = 0;
  let mayLeaveOut = false;
  for (const line of wanted) {
    if (line.trim() === '…') {
      mayLeaveOut = true;
      continue;
    }
    const pattern = new RegExp(`^${line.split('…').map(escaped).join('.*')}$`);
    const at = found.findIndex((one, index) => index >= here && pattern.test(one));
    if (at === -1 || (!mayLeaveOut && at !== here))
      return `line ${here + 1} should be "${line}" and is "${found[here] ?? ''}"`;
    here = at + 1;
    mayLeaveOut = false;
  }
  return here < found.length && !mayLeaveOut ? `there is more: "${found[here]}"` : undefined;
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
