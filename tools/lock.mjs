// A lock between processes: a file that one of them holds and keeps warm, and that nobody keeps after dying.
import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';

const WARM_EVERY_MS = 2_000;
const COLD_AFTER_MS = 30_000;
const LOOK_EVERY_MS = 100;
const TELL_AFTER_MS = 1_000;

/**
 * Runs `work` while holding `file`. Waits while another living process holds it; takes it over when the holder is
 * gone (its process ended, or it stopped keeping the file warm, as after a power cut or on another machine).
 */
export async function withLock(file, doing, work) {
  await takeLock(file, doing);
  const warm = setInterval(() => {
    const now = new Date();
    try {
      utimesSync(file, now, now);
    } catch {
      // Taken over while this process was suspended. Work goes on: what it writes is put in place by renaming.
    }
  }, WARM_EVERY_MS);
  const release = () => {
    if (holderOf(file)?.pid === process.pid) rmSync(file, { force: true });
  };
  process.on('exit', release);
  try {
    return await work();
  } finally {
    clearInterval(warm);
    process.off('exit', release);
    release();
  }
}

async function takeLock(file, doing) {
  const mine = `${file}-${process.pid}`;
  const since = Date.now();
  let told = false;
  writeFileSync(mine, JSON.stringify({ pid: process.pid, host: hostname() }));
  try {
    while (!placeLock(mine, file)) {
      removeIfDead(file, mine);
      if (!told && Date.now() - since > TELL_AFTER_MS) {
        told = true;
        process.stderr.write(`sekisho: another process is ${doing}; waiting for it ...\n`);
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

/** A hard link appears whole or not at all, so of two processes exactly one succeeds. */
function placeLock(mine, file) {
  try {
    linkSync(mine, file);
    const now = new Date();
    utimesSync(file, now, now);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function removeIfDead(file, mine) {
  const holder = holderOf(file);
  if (holder === undefined || !isDead(holder)) return;
  const aside = `${mine}-dead`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  // Between reading and renaming, a third process may have replaced the dead lock by its own: give that one back.
  const removed = holderOf(aside);
  if (removed !== undefined && removed.pid !== holder.pid) placeLock(aside, file);
  rmSync(aside, { force: true });
}

function holderOf(file) {
  try {
    return { ...JSON.parse(readFileSync(file, 'utf8')), warmAt: statSync(file).mtimeMs };
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    if (error instanceof SyntaxError) return { pid: 0, host: '', warmAt: 0 };
    throw error;
  }
}

function isDead({ pid, host, warmAt }) {
  if (Date.now() - warmAt > COLD_AFTER_MS) return true;
  if (host !== hostname()) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}
