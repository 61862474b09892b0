// A page of the built server in a real browser, and the pictures that people look at.
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

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
