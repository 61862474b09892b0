// The lock of a data folder: one living process holds it; a second one is refused, and what a dead one left is taken over.
import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { StoreFault } from './store-fault.ts';

const LOCK = 'sekisho.lock';
const WARM_EVERY_MS = 2_000;
/** On another machine we cannot ask whether a process lives; a lock that nobody warmed for so long is taken for dead. */
const COLD_AFTER_MS = 30_000;

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When the process began, in the kernel's count; tells a process from a later one with the same number. */
  readonly began: string;
}

export interface FolderLock {
  /** The process that held the folder and died without giving it back; null where the folder was left in good order. */
  readonly takenOverFrom: number | null;
  release(): void;
}

/** Takes the folder for this process, or throws `folder-in-use`. */
export function lockFolder(folder: string): FolderLock {
  const file = join(folder, LOCK);
  const mine = `${file}-${process.pid}`;
  const me: Holder = { pid: process.pid, host: hostname(), began: beginOf(process.pid) };
  let takenOverFrom: number | null = null;
  try {
    writeFileSync(mine, JSON.stringify(me));
    while (!place(mine, file)) takenOverFrom = removeDead(file, mine, folder) ?? takenOverFrom;
  } catch (error) {
    if (error instanceof StoreFault) throw error;
    throw new StoreFault(
      'folder-unusable',
      `The data folder ${folder} cannot be written: ${(error as Error).message}.`,
      'Give this user the right to write there, make room on the disk, or name another folder.',
      error,
    );
  } finally {
    rmSync(mine, { force: true });
  }
  const warm = setInterval(() => keepWarm(file), WARM_EVERY_MS);
  warm.unref();
  const release = (): void => {
    clearInterval(warm);
    process.off('exit', release);
    const holder = readHolder(file);
    if (holder !== undefined && holder.pid === me.pid && holder.host === me.host)
      rmSync(file, { force: true });
  };
  process.on('exit', release);
  return { takenOverFrom, release };
}

function keepWarm(file: string): void {
  const now = new Date();
  try {
    utimesSync(file, now, now);
  } catch {
    // Removed by hand while we run. Whoever does that was told what it means.
  }
}

/** A hard link appears whole or not at all, so of two processes exactly one succeeds. */
function place(mine: string, file: string): boolean {
  try {
    linkSync(mine, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes the lock of a dead process and answers its number; throws where the holder lives. */
function removeDead(file: string, mine: string, folder: string): number | undefined {
  const holder = readHolder(file);
  if (holder === undefined) return undefined;
  if (lives(holder, file)) throw inUse(holder, folder, file);
  const aside = `${mine}-dead`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  // Between reading and renaming, a third process may have replaced the dead lock by its own: give that one back.
  const removed = readHolder(aside);
  if (removed !== undefined && (removed.pid !== holder.pid || removed.began !== holder.began))
    place(aside, file);
  rmSync(aside, { force: true });
  return holder.pid;
}

function readHolder(file: string): Holder | undefined {
  try {
    const { pid, host, began } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Holder>;
    return { pid: Number(pid ?? 0), host: host ?? '', began: began ?? '' };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    // Half a lock: written by nobody who lives, for a lock appears whole.
    if (error instanceof SyntaxError) return { pid: 0, host: hostname(), began: '' };
    throw error;
  }
}

function lives(holder: Holder, file: string): boolean {
  if (holder.host !== hostname()) return Date.now() - statSync(file).mtimeMs < COLD_AFTER_MS;
  if (holder.pid <= 0) return false;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const began = beginOf(holder.pid);
  if (began === DEAD) return false;
  return began === '' || holder.began === '' || began === holder.began;
}

const DEAD = 'dead';

/** When a process began, where the system tells (Linux), or that it is dead and only waits to be noticed; empty elsewhere. */
function beginOf(pid: number): string {
  try {
    // The name of the program stands in brackets and may hold blanks; after it come the state and, as the 20th, the time.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? DEAD : (fields[19] ?? '');
  } catch {
    return '';
  }
}

function inUse(holder: Holder, folder: string, file: string): StoreFault {
  if (holder.host !== hostname()) {
    return new StoreFault(
      'folder-in-use',
      `The data folder ${folder} is used by process ${holder.pid} on another machine, "${holder.host}".`,
      `Stop the program there. If that machine is gone, wait ${COLD_AFTER_MS / 1000} seconds and start again; its lock (${file}) is then taken over.`,
    );
  }
  if (holder.pid === process.pid) {
    return new StoreFault(
      'folder-in-use',
      `The data folder ${folder} is open in this very process.`,
      'Close the store before you open it again.',
    );
  }
  return new StoreFault(
    'folder-in-use',
    `The data folder ${folder} is used by process ${holder.pid}.`,
    'Two processes would destroy the files. Stop that one, talk to it instead (--server), or name another folder.',
  );
}
