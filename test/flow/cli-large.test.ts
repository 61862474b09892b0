// Very large files in little memory: refused or answered, in bounded time, and never a crash.

import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { generateGroup } from '../support/generate-group.ts';
import { type Run, sekisho } from '../support/run-cli.ts';
import { writeGroup } from '../support/write-group.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 });

const MIB = 1024 * 1024;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sekisho-large-'));
  await sekisho(['--version']);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a file by its parts, over and over until it has so many bytes. */
async function fill(
  name: string,
  head: string,
  part: (index: number) => string,
  bytes: number,
  tail = '',
): Promise<string> {
  const path = join(folder, name);
  const out = createWriteStream(path);
  out.write(head);
  let written = 0;
  for (let index = 0; written < bytes; ) {
    let chunk = '';
    while (chunk.length < 65_536) {
      chunk += part(index);
      index += 1;
    }
    written += chunk.length;
    if (!out.write(chunk)) await once(out, 'drain');
  }
  out.end(tail);
  await finished(out);
  return path;
}

const ask = (path: string, heapMiB: number): Promise<Run> =>
  sekisho(['transfers', path, '--as-of', '2026-11-22', '--json'], {
    node: [`--max-old-space-size=${heapMiB}`],
  });

function refusal({ status, signal, out, err }: Run): string {
  expect([status, signal], err.slice(0, 400)).toEqual([2, null]);
  return (JSON.parse(out) as { issues: { code: string }[] }).issues[0]?.code ?? '';
}

describe('a file of 60 MiB', () => {
  it('of YAML is refused at once', async () => {
    const path = await fill(
      'big.yaml',
      'format: sekisho/register@1\norganisations:\n',
      (index) => `  - {id: o${index}, country: DE}\n`,
      60 * MIB,
    );
    const run = await ask(path, 256);
    expect(refusal(run)).toBe('too-large');
    expect(run.milliseconds).toBeLessThan(10_000);
  });

  it('of JSON is answered', async () => {
    const path = join(folder, 'big.json');
    let flows = 120_000;
    let bytes = await writeGroup(generateGroup({ seed: 60, flows, organisations: 400 }), path);
    while (bytes < 60 * MIB) {
      flows = Math.ceil((flows * 62 * MIB) / bytes);
      bytes = await writeGroup(generateGroup({ seed: 60, flows, organisations: 400 }), path);
    }
    const run = await sekisho(['transfers', path, '--as-of', '2026-11-22', '--flow', 'none', '--json'], {
      node: ['--max-old-space-size=1500'],
    });
    // A flow that does not exist is asked for, so that reading is what is measured.
    expect(refusal(run)).toBe('bad-option');
    expect(run.milliseconds).toBeLessThan(60_000);
  });

  it('of JSON with a fault at its end is refused', async () => {
    const path = await fill(
      'open.json',
      '{"format": "sekisho/register@1", "organisations": [{"id": "a"}',
      (index) => `,{"id":"o${index}","country":"DE"}`,
      60 * MIB,
    );
    expect(refusal(await ask(path, 700))).toBe('unreadable');
  });

  it('of one JSON text is refused', async () => {
    const path = await fill('text.json', '{"format": "', () => 'x'.repeat(1000), 60 * MIB, '"}');
    expect(refusal(await ask(path, 700))).toBe('unknown-format');
  });

  it('of hundreds of thousands of faults lists the first thousand', async () => {
    const path = await fill(
      'faults.json',
      '{"format": "sekisho/register@1", "organisations": [{"id": "a"}',
      (index) => `,{"id":"o${index}","country":"UK"}`,
      20 * MIB,
      ']}',
    );
    const run = await ask(path, 1500);
    expect(run.status, run.err.slice(0, 400)).toBe(2);
    const { issues } = JSON.parse(run.out) as { issues: { code: string }[] };
    expect([issues.length, issues[0]?.code, issues.at(-1)?.code]).toEqual([1001, 'bad-country', 'too-many']);
  });
});

describe('a YAML file within the limit', () => {
  it.each<[string, (index: number) => string]>([
    ['of many small records', (index) => `  - {id: o${index}, country: DE}\n`],
    ['of many small values', () => '  - a\n'],
  ])('of 2 MiB %s is answered or refused', async (_what, part) => {
    const path = await fill('within.yaml', 'format: sekisho/register@1\norganisations:\n', part, 2 * MIB);
    const run = await ask(path, 2000);
    expect([0, 2], run.err.slice(0, 300)).toContain(run.status);
    expect(run.signal).toBeNull();
  });
});

it('a register of many dangling ids is refused in bounded time', async () => {
  const organisations = Array.from({ length: 4000 }, (_, index) => ({ id: `organisation-number-${index}` }));
  const flows = Array.from({ length: 20_000 }, (_, index) => ({
    id: `f${index}`,
    from: `organisation-nomber-${index}`,
    to: `organisation-namber-${index}`,
  }));
  const path = join(folder, 'dangling.json');
  writeFileSync(path, JSON.stringify({ format: 'sekisho/register@1', organisations, flows }));
  const run = await ask(path, 2000);
  expect(run.status).toBe(2);
  expect(run.milliseconds).toBeLessThan(20_000);
});
