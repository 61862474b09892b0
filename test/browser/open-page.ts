// A page of the built server in a real browser, and the pictures that people look at.
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page, Request } from 'playwright-core';

/** Pictures are for looking; git ignores the folder. */
const PICTURES = join('node_modules', '.sekisho-pictures');

export interface OpenedPage {
  readonly page: Page;
  /** What the page complained about: errors, and everything that the content policy refused. */
  readonly complaints: readonly string[];
  readonly close: () => Promise<void>;
}

/** Opens the page and waits for the first verdicts, or for `until` where there are none. */
export async function openPage(
  browser: Browser,
  address: string,
  query = '',
  options: BrowserContextOptions = {},
  until = '.flow-row',
): Promise<OpenedPage> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'en-GB',
    ...options,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // That a request was refused is told by the browser itself; the page shows why.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text());
  });
  watchLine(page);
  await page.goto(`${address}/${query}`);
  await page.waitForSelector(until, { timeout: 30_000 });
  return { page, complaints, close: () => context.close() };
}

/** Faults of accessibility that a program can find, by WCAG 2.2 A and AA. */
export async function findBarriers(page: Page): Promise<string[]> {
  // Put in by the browser's own door, not by a script element, which the content policy would refuse.
  await page.evaluate(createRequire(import.meta.url)('axe-core').source as string);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    const { violations } = await axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    });
    return violations.flatMap((one) =>
      one.nodes.map(
        (node) =>
          `${one.id}: ${one.help}: ${node.html.slice(0, 160)} ${node.any.map((check) => check.message).join(' ')}`,
      ),
    );
  });
}

/** Keeps a picture for people to look at. */
export async function takePicture(page: Page, name: string): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}

/** Presses Tab until the focus is on what has the name. */
export async function tabTo(page: Page, name: RegExp, toastOf?: string): Promise<void> {
  for (let presses = 0; presses < 160; presses += 1) {
    // News stand at the end of the page, so they are nearer backwards.
    await page.keyboard.press(toastOf === undefined ? 'Tab' : 'Shift+Tab');
    const found = await page.evaluate((within) => {
      const one = document.activeElement as HTMLElement | null;
      if (one === null) return '';
      if (within !== undefined && !one.closest('.toast')?.textContent?.includes(within)) return '';
      const by = one.getAttribute('aria-labelledby');
      const named = by
        ?.split(' ')
        .map((id) => document.getElementById(id)?.textContent ?? '')
        .join(' ');
      const label = (one as HTMLInputElement).labels?.[0]?.textContent;
      return named ?? one.getAttribute('aria-label') ?? label ?? one.textContent ?? '';
    }, toastOf);
    if (name.test(found.trim())) return;
  }
  throw new Error(`Nothing named ${name} takes the focus.`);
}

/** How far the page can be scrolled sideways, in points of the screen; 0 is as it should be. */
export function overWidth(page: Page): Promise<number> {
  return page.evaluate(() =>
    Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth),
  );
}

/** Pages and the requests that they wait for. */
const LINES = new WeakMap<Page, Set<Request>>();
const QUIET_MS = 250;

/** What is asked of the server; not the news, which stay open as long as the page. */
function watchLine(page: Page): void {
  const open = new Set<Request>();
  LINES.set(page, open);
  page.on('request', (one) => {
    if (!new URL(one.url()).pathname.endsWith('/events')) open.add(one);
  });
  for (const end of ['requestfinished', 'requestfailed'] as const)
    page.on(end as 'requestfinished', (one) => open.delete(one));
}

/** Waits until no skeleton is left and, for a moment, nothing is asked of the server. */
export async function filled(page: Page): Promise<void> {
  const open = LINES.get(page);
  for (let quietMs = 0; quietMs < QUIET_MS; quietMs += 50) {
    await page.waitForTimeout(50);
    if (open !== undefined && open.size > 0) quietMs = 0;
  }
  await page.waitForFunction(
    () =>
      document.querySelector('.face-bar, .face-waiting, .home-count-wait, main [aria-busy="true"]') ===
        null &&
      // A number that is still counted.
      [...document.querySelectorAll('.noun-number')].every((one) => one.textContent?.trim() !== '…'),
  );
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}
