// `node tools/run.mjs bench/page.ts [FLOWS...]`: opens the Transfers page in Chromium with large groups and drags the date line, as a person does.
//
// Printed for each group: bytes of the first page as sent, milliseconds until it is usable, frames a second while the hand moves. What
// is claimed stands beside; the command ends with 1 where a figure misses it. Groups are written to a store of their own first.
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { type RunningProgram, startProgram } from '../test/flow/running-server.ts';
import { launchBrowser, NO_BROWSER } from '../test/support/browser.ts';
import { generateGroup, registerOf } from '../test/support/generate-group.ts';
import { nameCommit, nameMachine } from './machine.ts';

const ON = '2026-06-01';
/** Claimed: bytes of the first page, frames a second, milliseconds until usable by number of flows. */
const BYTES_MOST = 250_000;
const FRAMES_LEAST = 30;
const USABLE_MOST: Readonly<Record<number, number>> = { 10000: 1_500, 100000: 2_000 };
/** The hand goes from 1995 to 2027 and back in so many steps, one each hundredth of a second or so. */
const STEPS = 500;
const OPENINGS = 3;

const sizes = process.argv.slice(2).map(Number);
const browser = await launchBrowser();
if (browser === null) process.stdout.write(`not measured: ${NO_BROWSER}\n`);
else {
  try {
    for (const flows of sizes.length > 0 ? sizes : [10_000, 100_000]) await measurePage(browser, flows);
    process.stdout.write(
      `${nameMachine()}; commit ${nameCommit()}; load ${loadavg()[0]?.toFixed(1)} over the last minute\n`,
    );
  } finally {
    await browser.close();
  }
}

async function measurePage(opened: Browser, flows: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-bench-page-'));
  const server = await startProgram({ dataFolder: join(folder, 'data') });
  try {
    const startedAt = performance.now();
    await keepGroup(server, flows);
    say(`${flows.toLocaleString('en')} flows kept in ${seconds(startedAt)} s`);
    const asked = performance.now();
    await fetch(`${server.address}/api/groups/bench/flow-table?asOf=${ON}`).then((one) => one.arrayBuffer());
    say(`first answer of the server, everything read and coded: ${seconds(asked)} s`);
    const openings: number[] = [];
    for (let round = 0; round < OPENINGS; round += 1)
      openings.push(await measureOpening(opened, server, flows, round));
    const usable = openings.sort((a, b) => a - b)[OPENINGS >> 1] as number;
    judge(`usable after ${Math.round(usable)} ms`, usable, USABLE_MOST[flows]);
    await measureDragging(opened, server);
    await measureFirstPage(opened, server);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A page of a browser that has nothing of it yet; from the address until flows, counts and map are there and no answer is awaited. */
async function measureOpening(
  opened: Browser,
  { address }: RunningProgram,
  flows: number,
  round: number,
): Promise<number> {
  const { page, close } = await openFresh(opened);
  try {
    const bytes = await countBytes(page);
    await page.goto(`${address}/transfers?group=bench&asOf=${ON}`);
    const usable = await page.evaluate(untilUsable);
    if (round === 0) say(`  Transfers with table and map: ${bytes().toLocaleString('en')} bytes`);
    say(`  opened with ${flows.toLocaleString('en')} flows: ${Math.round(usable)} ms`);
    return usable;
  } finally {
    await close();
  }
}

/** What a browser that has nothing yet is sent for the page that stands at the bare address. */
async function measureFirstPage(opened: Browser, { address }: RunningProgram): Promise<void> {
  const { page, close } = await openFresh(opened);
  try {
    const bytes = await countBytes(page);
    await page.goto(address);
    await page.waitForLoadState('networkidle', { timeout: 20_000 }).catch(() => undefined);
    const sent = bytes();
    judge(
      `first page ${sent.toLocaleString('en')} bytes of markup, scripts and styles, compressed`,
      sent,
      BYTES_MOST,
    );
  } finally {
    await close();
  }
}

async function measureDragging(opened: Browser, { address }: RunningProgram): Promise<void> {
  const { page, close } = await openFresh(opened);
  try {
    await page.goto(`${address}/transfers?group=bench&asOf=${ON}`);
    await page.evaluate(untilUsable);
    const readyAt = performance.now();
    await untilQuick(page);
    say(`engine of the page open ${seconds(readyAt)} s after it was usable`);
    const client = await page.context().newCDPSession(page);
    const { fps, worst, shown, busy } = await traceDrag(client, page);
    say(`  ${busy.toFixed(1)} ms of processor time of the page's own thread for each move of the hand`);
    judge(
      `${fps.toFixed(1)} frames a second while dragging, the longest ${Math.round(worst)} ms; ${shown} days shown`,
      -fps,
      -FRAMES_LEAST,
    );
  } finally {
    await close();
  }
}

async function openFresh(opened: Browser): Promise<{ page: Page; close: () => Promise<void> }> {
  const context = await opened.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
  return { page: await context.newPage(), close: () => context.close() };
}

/** Bytes over the wire of what the first page needs: markup, scripts, styles; not fonts, nor what it asks of the server. */
async function countBytes(page: Page): Promise<() => number> {
  const client = await page.context().newCDPSession(page);
  await client.send('Network.enable');
  const kinds = new Map<string, string>();
  let bytes = 0;
  client.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
  // Bodies as they are sent, without the heads of the answers.
  client.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
    if (['Document', 'Script', 'Stylesheet'].includes(kinds.get(requestId) ?? '')) bytes += encodedDataLength;
  });
  return () => bytes;
}

/** Runs in the page: milliseconds since it was asked for, until a row is there and nothing is awaited. */
function untilUsable(): Promise<number> {
  return new Promise((resolve) => {
    const look = (): void => {
      const table = document.querySelector('.flow-table');
      const isThere =
        document.querySelector('.flow-row') !== null && table?.getAttribute('aria-busy') !== 'true';
      if (isThere) requestAnimationFrame(() => resolve(performance.now()));
      else requestAnimationFrame(look);
    };
    look();
  });
}

/** Moves the day a little until the engine of the page answers: the mark on the page is there then. */
async function untilQuick(page: Page): Promise<void> {
  await page.waitForSelector('.transfers[data-engine="open"]', { timeout: 120_000 });
}

interface Frames {
  readonly fps: number;
  /** The longest time between two frames, in milliseconds. */
  readonly worst: number;
  /** Milliseconds of processor time that the page's own thread took for each move: what others use the machine for plays no part. */
  readonly busy: number;
  /** How many days the table showed on the way. */
  readonly shown: number;
}

/** Frames as the compositor drew them, by the browser's own trace. */
async function traceDrag(client: CDPSession, page: Page): Promise<Frames> {
  const slider = page.locator('.date-slider');
  const box = await slider.boundingBox();
  if (box === null) throw new Error('The date line is not there.');
  const events: { name: string; ts: number; args?: { frame?: string } }[] = [];
  client.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as typeof events)));
  const done = new Promise<void>((resolve) => client.once('Tracing.tracingComplete', () => resolve()));
  await page.evaluate(watchDays);
  await client.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories: [
        'devtools.timeline.frame',
        'disabled-by-default-devtools.timeline.frame',
        'blink.user_timing',
      ],
    },
  });
  const at = (step: number): number => {
    const share = step <= STEPS / 2 ? (2 * step) / STEPS : 2 - (2 * step) / STEPS;
    return box.x + 4 + share * (box.width - 8);
  };
  const y = box.y + box.height / 2;
  await client.send('Performance.enable', { timeDomain: 'threadTicks' });
  const taskTime = async (): Promise<number> => {
    const { metrics } = await client.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
  };
  await page.mouse.move(at(0), y);
  await page.mouse.down();
  const before = await taskTime();
  await page.evaluate(() => performance.mark('drag-begins'));
  for (let step = 1; step <= STEPS; step += 1) await page.mouse.move(at(step), y);
  await page.evaluate(() => performance.mark('drag-ends'));
  const busy = ((await taskTime()) - before) * 1000;
  await page.mouse.up();
  await client.send('Tracing.end');
  await done;
  const shown = await page.evaluate(
    () => (globalThis as unknown as { shownDays: Set<string> }).shownDays.size,
  );
  const from = events.find(({ name }) => name === 'drag-begins')?.ts ?? 0;
  const until = events.find(({ name }) => name === 'drag-ends')?.ts ?? 0;
  const drawn = events
    .filter(({ name, ts }) => name === 'DrawFrame' && ts >= from && ts <= until)
    .map(({ ts }) => ts)
    .sort((a, b) => a - b);
  const gaps = drawn.map((ts, index) => ts - (drawn[index - 1] ?? from));
  return {
    fps: drawn.length / ((until - from) / 1e6),
    worst: Math.max(0, ...gaps, until - (drawn.at(-1) ?? from)) / 1000,
    shown,
    busy: busy / STEPS,
  };
}

/** Runs in the page: notes the day of every answer that the table shows. */
function watchDays(): void {
  const seen = new Set<string>();
  (globalThis as unknown as { shownDays: Set<string> }).shownDays = seen;
  const table = document.querySelector('.flow-table') as HTMLElement;
  const note = (): void => {
    const day = document.querySelector<HTMLElement>('.transfers')?.dataset['shown'];
    if (day !== undefined) seen.add(day);
  };
  new MutationObserver(note).observe(table.closest('.transfers') as HTMLElement, { attributes: true });
}

async function keepGroup({ address }: RunningProgram, flows: number): Promise<void> {
  const at = `${address}/api/groups/bench`;
  const body = JSON.stringify(registerOf(generateGroup({ seed: 1, flows })));
  await told(at, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'if-none-match': '*' },
    body: JSON.stringify({ record: { id: 'bench' } }),
  });
  const begun = await told<{ id: string }>(`${at}/imports`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', 'x-file-name': 'bench.json' },
    body,
  });
  const planned = await settled<{ fingerprint: string }>(`${at}/imports/${begun.id}`, 'planned');
  await told(`${at}/imports/${begun.id}/application`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ fingerprint: planned.fingerprint }),
  });
  await settled(`${at}/imports/${begun.id}`, 'applied');
}

async function told<T>(address: string, options: RequestInit): Promise<T> {
  const response = await fetch(address, options);
  if (!response.ok)
    throw new Error(`${address}: ${response.status} ${(await response.text()).slice(0, 300)}`);
  return (await response.json()) as T;
}

async function settled<T>(address: string, state: string): Promise<T> {
  for (;;) {
    const response = await fetch(`${address}?wait=30`);
    // The store has its hands full with that very import.
    if (response.status === 503) {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      continue;
    }
    const found = (await response.json()) as T & { state: string };
    if (found.state === state) return found;
    if (!response.ok || ['failed', 'cancelled'].includes(found.state))
      throw new Error(`The import is ${found.state}.`);
  }
}

function judge(what: string, found: number, most: number | undefined): void {
  const isKept = most === undefined || found <= most;
  say(
    `${isKept ? '✓' : '✗'} ${what}${most === undefined ? '' : ` (claimed: ${Math.abs(most).toLocaleString('en')})`}`,
  );
  if (!isKept) process.exitCode = 1;
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
