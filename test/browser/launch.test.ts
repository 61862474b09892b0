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
