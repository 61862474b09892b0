// The built server as a process of its own on a free port, for tests that speak to it as others do.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import type { runServer } from '../../src/entry/server/main.ts';

export interface RunningProgram {
  readonly address: string;
  readonly process: ChildProcess;
  /** Everything it has written so far, on both outputs. */
  readonly written: () => string;
  readonly stop: () => Promise<number | null>;
}

/** Builds what is stale, starts dist/server.js and waits until it says where it listens. */
export async function startProgram(options: Parameters<typeof runServer>[0] = {}): Promise<RunningProgram> {
  const build = spawnSync(process.execPath, ['tools/build.mjs'], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (build.status !== 0) throw new Error('The program does not build; its tests cannot run.');
  const script = `import('./dist/server.js').then((it) => it.runServer(${JSON.stringify({ port: 0, host: '127.0.0.1', ...options })}))`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
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
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
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
