// Runs the command line as a child process, as a person or a script would.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface Run {
  readonly status: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly err: string;
  readonly milliseconds: number;
}

interface How {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Words for Node.js itself; the program is then run without the look for a stale build. */
  readonly node?: readonly string[];
  /** Killed after this long; a program that hangs must not outlive its test. */
  readonly patience?: number;
}

const PATIENCE_MS = 100_000;

/** Runs `./sekisho` with these words at the top of the tree. */
export function sekisho(
  words: readonly string[],
  { input, env = {}, node, patience = PATIENCE_MS }: How = {},
): Promise<Run> {
  const started = performance.now();
  const [command, all] =
    node === undefined
      ? [`${ROOT}sekisho`, words]
      : [process.execPath, [...node, `${ROOT}dist/sekisho.js`, ...words]];
  return new Promise((resolve, reject) => {
    const child = spawn(command, all, { cwd: ROOT, env: { ...process.env, ...env } });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    child.on('error', reject);
    // A program that refuses may end before it has read everything.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? '');
    const impatient = setTimeout(() => child.kill('SIGKILL'), patience);
    child.on('close', (status, signal) => {
      clearTimeout(impatient);
      resolve({ status, signal, out, err, milliseconds: performance.now() - started });
    });
  });
}
