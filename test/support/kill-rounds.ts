// Kills a process that writes into a store, again and again at random moments, and looks each time whether anything was lost.
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { readEntries } from '../../src/kit/store/read-entries.ts';
import type { FolderPlace, ServerPlace } from '../../src/kit/store/store.ts';
import { verifyLedger } from '../../src/kit/store/verify-ledger.ts';
import { openRegisterStore } from '../../src/records/register/register-store.ts';
import { scopeAt } from './open-test-store.ts';
import { writerFile } from './store-home.ts';
import type { WriterOrder } from './store-writer.ts';

export interface KillReport {
  readonly rounds: number;
  readonly acknowledged: number;
  readonly entries: number;
  /** Ids that were acknowledged and are not there. */
  readonly lost: readonly string[];
  readonly findings: readonly string[];
}

export interface Writer {
  readonly process: ChildProcess;
  readonly kept: string[];
  /** The store is open, or the writer said why not. */
  readonly opened: Promise<string>;
  /** The last line that was no acknowledgement. */
  readonly ended: Promise<string>;
}

/** Starts a process that writes. */
export function startWriter(order: WriterOrder, shell = ''): Writer {
  const words = [writerFile(), JSON.stringify(order)];
  const child =
    shell === ''
      ? spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
      : spawn('sh', ['-c', `${shell} exec "$@"`, 'sh', process.execPath, ...words], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
  const kept: string[] = [];
  let last = '';
  let sayOpen: (line: string) => void = () => undefined;
  const opened = new Promise<string>((resolve) => {
    sayOpen = resolve;
  });
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  lines.on('line', (line) => {
    // A line that was cut by the kill holds no whole id.
    if (/^kept [0-9a-f-]{36}$/.test(line)) kept.push(line.slice(5));
    else if (!line.startsWith('kept')) {
      last = line;
      sayOpen(line);
    }
  });
  const ended = new Promise<string>((resolve) => {
    // All that was said has come when the pipe is closed; the folder is free when the process is gone.
    child.on('close', () => {
      sayOpen(last);
      resolve(last);
    });
  });
  return { process: child, kept, opened, ended };
}

/** `strike` ends what it wants to end: the writer, or the server it writes to. */
export async function killRounds(
  place: FolderPlace | ServerPlace,
  rounds: number,
  strike: (writer: Writer, round: number) => Promise<void>,
): Promise<KillReport> {
  const groupId = 'asagiri';
  const scope = scopeAt('2026-03-02T09:00:00Z', groupId);
  const acknowledged = new Set<string>();
  const lost: string[] = [];
  const findings: string[] = [];
  let entries = 0;
  for (let round = 1; round <= rounds; round += 1) {
    const writer = startWriter({ place, groupId, writers: 12, bytesEach: 300 });
    const said = await writer.opened;
    if (said !== 'open') throw new Error(`Round ${round}: the writer did not open the store: ${said}`);
    await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 600));
    await strike(writer, round);
    writer.process.kill('SIGKILL');
    await writer.ended;
    for (const id of writer.kept) acknowledged.add(id);
    const store = await openRegisterStore(place);
    try {
      const verified = await verifyLedger(scope, store);
      entries = verified.entries;
      findings.push(...verified.findings.map(({ message }) => `round ${round}: ${message}`));
      const there = new Set<string>();
      for (let after = 0; after < entries; after += 5_000)
        for (const { id } of await readEntries(scope, store, after, 5_000)) there.add(id);
      for (const id of acknowledged) if (!there.has(id)) lost.push(`round ${round}: ${id}`);
    } finally {
      await store.close();
    }
  }
  return { rounds, acknowledged: acknowledged.size, entries, lost, findings };
}
