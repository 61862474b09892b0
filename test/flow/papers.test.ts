// The record of processing as a paper, by the command line and over HTTP: it says of which state it is, and what cannot be printed is told.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Problem, problemShape } from '../../src/api/problem.ts';
import { SHEET_LIMITS } from '../../src/kit/sheets/sheet.ts';
import { openZip } from '../../src/kit/sheets/zip-read.ts';
import { sekisho } from '../support/run-cli.ts';
import { type RunningProgram, startProgram } from './running-server.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 240_000 });

const folder = mkdtempSync(join(tmpdir(), 'sekisho-papers-'));
const large = join(folder, 'large.json');
let server: RunningProgram;
beforeAll(async () => {
  server = await startProgram();
  // Twelve megabytes of texts; a DOCX takes ten.
  const activities = Array.from({ length: 120 }, (_, n) => ({
    id: `a${n}`,
    name: `Activity ${n}`,
    controllers: ['yama'],
    description: 'What is done, and why. '.repeat(4_600),
  }));
  writeFileSync(
    large,
    JSON.stringify({
      format: 'sekisho/register@1',
      group: { id: 'large' },
      organisations: [{ id: 'yama', name: 'Yama', country: 'JP', member: true, regimes: [] }],
      activities,
    }),
  );
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const EXPORT = ['export', 'records-of-processing', '--as', 'controller', '--format', 'docx'];
const through = (...words: string[]) =>
  sekisho(words, { env: { SEKISHO_SERVER: server.address, SEKISHO_DATA: join(folder, 'none') } });

async function wordsOf(docx: Uint8Array): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of openZip(docx, 'paper.docx', SHEET_LIMITS).read('word/document.xml'))
    parts.push(Buffer.from(part));
  return Buffer.concat(parts)
    .toString()
    .replaceAll(/<[^>]+>/g, ' ');
}

describe('a paper that is too large', () => {
  it('is told by the command line, as bad input', async () => {
    const out = join(folder, 'large.docx');
    const run = await sekisho([...EXPORT, '--register', large, '--out', out, '--json']);
    expect(run.status, run.err).toBe(2);
    const { issues } = JSON.parse(run.out) as { issues: object[] };
    expect(issues).toMatchObject([
      { code: 'paper-too-large', hint: expect.stringContaining('one organisation at a time') },
    ]);
  });

  it('is told over HTTP as a problem, and by the command line that asks a server', async () => {
    expect((await through('import', large, '--json')).status).toBe(0);
    const response = await fetch(
      `${server.address}/api/groups/large/exports/record-of-processing-docx?as=controller`,
    );
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const problem: Problem = problemShape.parse(await response.json());
    expect(problem).toMatchObject({ type: '/api/problems#paper-too-large', status: 422 });
    expect(problem.detail).toContain('one organisation at a time');
    const run = await through(...EXPORT, '--group', 'large', '--out', join(folder, 'no.docx'));
    expect([run.status, run.err]).toEqual([2, expect.stringContaining('[paper-too-large]')]);
    expect(server.written()).not.toContain('The machine failed');
  });
});

describe('the cover', () => {
  it('names the position of the ledger and the moment up to which it was recorded', async () => {
    const out = join(folder, 'example.docx');
    const run = await through(...EXPORT, '--group', 'example', '--out', out);
    expect(run.status, run.err).toBe(0);
    const words = await wordsOf(readFileSync(out));
    expect(words).toMatch(/Position \d+ of the ledger/);
    expect(words).toMatch(/With what had been recorded by \d/);
  });

  it('says so of a store of this machine, too, and nothing of a file', async () => {
    const data = join(folder, 'data');
    const env = { SEKISHO_DATA: data };
    expect((await sekisho(['import', 'examples/small-group.yaml'], { env })).status).toBe(0);
    const kept = join(folder, 'kept.docx');
    expect((await sekisho([...EXPORT, '--out', kept], { env })).status).toBe(0);
    const verified = JSON.parse((await sekisho(['verify', '--json'], { env })).out) as {
      groups: [{ entries: number }];
    };
    const [{ entries }] = verified.groups;
    expect(await wordsOf(readFileSync(kept))).toContain(`Position ${entries} of the ledger`);
    const plain = join(folder, 'plain.docx');
    const run = await sekisho([...EXPORT, '--register', 'examples/small-group.yaml', '--out', plain]);
    expect(run.status, run.err).toBe(0);
    expect(await wordsOf(readFileSync(plain))).not.toMatch(/of the ledger/);
  });
});

describe('the thread that prints', () => {
  const IDLE_MS = 4_000;
  const SLOWEST_MS = 60_000;
  let own: RunningProgram;
  beforeAll(async () => {
    own = await startProgram({ limits: { exports: 1, exportIdleMs: IDLE_MS } });
  });
  afterAll(() => own?.stop());

  const ask = (signal?: AbortSignal) =>
    fetch(`${own.address}/api/groups/example/exports/record-of-processing-pdf?as=controller`, {
      ...(signal !== undefined && { signal }),
    });
  const print = async (): Promise<Buffer> => Buffer.from(await (await ask()).arrayBuffer());
  /** Residential memory of the server, with all its threads. */
  const memory = (): number => {
    const status = readFileSync(`/proc/${own.process.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
  };
  const threads = (): number => readdirSync(`/proc/${own.process.pid}/task`).length;

  it('is kept for the next paper, and ends when none comes', async () => {
    const alone = threads();
    const first = await print();
    const kept = threads();
    expect(kept).toBeGreaterThan(alone);
    const held = memory();
    expect((await print()).equals(first)).toBe(true);
    expect(threads()).toBe(kept);
    await expect.poll(threads, { timeout: SLOWEST_MS }).toBeLessThanOrEqual(alone);
    await expect.poll(memory, { timeout: SLOWEST_MS }).toBeLessThan(held);
    expect((await print()).equals(first)).toBe(true);
  });

  it('is replaced where somebody left before their paper was printed', async () => {
    const left = new AbortController();
    const leaving = ask(left.signal).then(
      () => 'printed',
      () => 'left',
    );
    setTimeout(() => left.abort(), 200);
    expect(await leaving).toBe('left');
    // The only place of this server is free again as soon as the thread has ended.
    const begins = async (): Promise<string> => (await print()).subarray(0, 5).toString();
    await expect.poll(begins, { timeout: SLOWEST_MS }).toBe('%PDF-');
  });

  it('does not hold up the end of the server', async () => {
    await print();
    expect(await own.stop()).toBe(0);
    expect(own.written()).not.toContain('The machine failed');
  });
});
