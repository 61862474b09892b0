// What the tools know of the machine: where the tree is, whether Node.js is new enough, how to run another program.
import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project; module addresses are real paths, so a link to it leads here too. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const OLDEST_NODE = [20, 19];

/** The machine, not the reader's input, stands in the way: told in one sentence, exit status 3. */
export class MachineFault extends Error {}

export function demandNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new MachineFault(
    `Node.js ${OLDEST_NODE.join('.')} or newer is needed; this is ${process.versions.node}. ` +
      'Install a newer Node.js, then call again.',
  );
}

/**
 * Runs a program in the project's folder and answers its exit status. Its standard output goes to our standard error
 * unless `output` is 'inherit', so that a reader of our standard output sees the answer and nothing else.
 */
export function runProgram(command, words, { output = 'stderr', env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', output === 'inherit' ? 'inherit' : 2, 2],
    });
    const pass = (signal) => child.kill(signal);
    process.on('SIGINT', pass).on('SIGTERM', pass);
    child.on('error', (error) => {
      process.off('SIGINT', pass).off('SIGTERM', pass);
      reject(new MachineFault(`"${command}" could not be started (${error.message}). Is it installed?`));
    });
    child.on('close', (status, signal) => {
      process.off('SIGINT', pass).off('SIGTERM', pass);
      if (signal === 'SIGINT' || signal === 'SIGTERM') process.exit(130);
      resolve(status ?? 1);
    });
  });
}
