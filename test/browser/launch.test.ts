// The browser itself works here; when this fails, every other browser test fails for the same reason.
import { expect, test } from 'vitest';
import { launchBrowser, NO_BROWSER } from '../support/browser.ts';

test('a browser starts, shows a page and takes its picture', async ({ skip }) => {
  const browser = await launchBrowser();
  if (browser === null) return skip(NO_BROWSER);
  try {
    const page = await browser.newPage();
    await page.goto('data:text/html,<title>Gate</title><h1>Sekisho</h1>');
    expect(await page.title()).toBe('Gate');
    expect(await page.getByRole('heading', { name: 'Sekisho' }).isVisible()).toBe(true);
    expect((await page.screenshot()).byteLength).toBeGreaterThan(1000);
  } finally {
    await browser.close();
  }
});

test('a browser goes on when one of its pages is closed', async ({ skip }) => {
  const browser = await launchBrowser();
  if (browser === null) return skip(NO_BROWSER);
  try {
    for (const word of ['first', 'second', 'third']) {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(`data:text/html,<h1>${word}</h1>`);
      expect(await page.getByRole('heading', { name: word }).isVisible()).toBe(true);
      await context.close();
    }
  } finally {
    await browser.close();
  }
});
