// The built server as a process of its own on a free port, for tests that speak to it as others do.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { runServer } from '../../src/entry/server/main.ts';

export interface RunningProgram {
  readonly address: string;
  readonly process: ChildProcess;
  /** Everything it has written so far, on both outputs. */
  readonly written: () => string;
  readonly stop: () => Promise<number | null>;
}

interface ProgramOptions extends NonNullable<Parameters<typeof runServer>[0]> {
  /** Left out: a new one, which is removed at the end. */
  readonly dataFolder?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Builds what is stale, starts dist/server.js and waits until it says where it listens. */
export async function startProgram({
  dataFolder,
  environment = {},
  ...options
}: ProgramOptions = {}): Promise<RunningProgram> {
  const build = spawnSync(process.execPath, ['tools/build.mjs'], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (build.status !== 0) throw new Error('The program does not build; its tests cannot run.');
  const folder = dataFolder ?? mkdtempSync(join(tmpdir(), 'sekisho-data-'));
  const script = `import('./dist/server.js').then((it) => it.runServer(${JSON.stringify({ port: 0, host: '127.0.0.1', ...options })}))`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DATABASE_URL: '', SEKISHO_KEY_REQUIRED: '', ...environment, SEKISHO_DATA: folder },
  });
  let text = '';
  const address = await new Promise<string>((resolve, reject) => {
    const take = (piece: Buffer): void => {
      text += piece.toString();
      const found = /http:\/\/localhost:\d+/.exec(text);
      if (found !== null) resolve(found[0]);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('exit', (code) =>
      reject(new Error(`The server ended with ${code} before it listened:\n${text}`)),
    );
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => {
      if (dataFolder === undefined) rmSync(folder, { recursive: true, force: true });
      resolve(code);
    });
  });
  return {
    address,
    process: child,
    written: () => text,
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}
