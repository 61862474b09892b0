// The page about the API does not lie: every command that docs/use/api.md shows is run against a server, and prints what it shows.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningProgram, startProgram } from './running-server.ts';

const TEXT = readFileSync('docs/use/api.md', 'utf8');
/** Blocks of commands, each with the block that shows what they print. */
const STEPS = [...TEXT.matchAll(/^```sh\n([\s\S]*?)^```\n\n```json\n([\s\S]*?)^```$/gm)].map(
  ([, commands = '', shown = '']) => ({ commands, shown: shown.trim() }),
);
const hasCurl = spawnSync('curl', ['--version']).status === 0;

let server: RunningProgram;
const folder = mkdtempSync(join(tmpdir(), 'sekisho-api-page-'));
beforeAll(async () => {
  server = await startProgram();
}, 240_000);
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
}, 120_000);

test('there is something to run, and none of it stands without its output', () => {
  expect(STEPS.length).toBeGreaterThan(12);
  expect(TEXT.match(/^```sh$/gm)?.length).toBe(STEPS.length);
});

test.skipIf(!hasCurl)(
  'every command prints what the page shows',
  () => {
    for (const { commands, shown } of STEPS) {
      const script = commands.replaceAll('http://localhost:4680', server.address);
      const { stdout, stderr } = spawnSync('sh', ['-c', script], {
        cwd: folder,
        encoding: 'utf8',
        timeout: 60_000,
      });
      expect([commands, stdout.trim(), stderr]).toEqual([
        commands,
        expect.stringMatching(asPattern(shown)),
        '',
      ]);
    }
  },
  240_000,
);

/** `…` stands for what is left out. */
function asPattern(shown: string): RegExp {
  const parts = shown.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[\\s\\S]*?')}$`);
}
