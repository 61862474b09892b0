// Contracts, law, ledger and settings in a real browser: one flow each in every language, without barriers, and as they looked before.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningProgram, startProgram } from '../flow/running-server.ts';
import { launchBrowser, NO_BROWSER } from '../support/browser.ts';
import { compareGolden, contextOf, LOOKS } from '../support/golden.ts';
import { filled, findBarriers, openPage, overWidth } from './open-page.ts';

const DAY = 'asOf=2026-11-22';

let server: RunningProgram;
let browser: Browser | null;
beforeAll(async () => {
  browser = await launchBrowser();
  if (browser !== null) server = await startProgram();
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const LANGUAGES = {
  en: {
    toSign: 'What to sign',
    held: 'in force',
    state: 'State',
    search: 'Search provisions',
    flows: 'Flows that rest on it',
    check: 'Check the ledger',
    whole: 'The ledger is whole.',
    makeKey: 'Make a key',
    whom: 'For whom',
    made: 'The key is made',
    kept: 'I have kept it',
    withdraw: 'Withdraw',
    withdrawn: 'withdrawn',
  },
  ja: {
    toSign: '締結すべき契約',
    held: '締結済み',
    state: '状況',
    search: '条文を検索',
    flows: 'これに基づく移転',
    check: '記録簿を検証する',
    whole: '記録簿に欠落や改変はありません。',
    makeKey: 'キーを発行',
    whom: '発行先',
    made: 'キーを発行しました',
    kept: '保管しました',
    withdraw: '取り消す',
    withdrawn: '取消済み',
  },
  de: {
    toSign: 'Was zu unterzeichnen ist',
    held: 'in Kraft',
    state: 'Stand',
    search: 'Vorschriften suchen',
    flows: 'Datenflüsse, die darauf beruhen',
    check: 'Hauptbuch prüfen',
    whole: 'Das Hauptbuch ist unversehrt.',
    makeKey: 'Schlüssel erstellen',
    whom: 'Für wen',
    made: 'Der Schlüssel ist erstellt',
    kept: 'Ich habe ihn verwahrt',
    withdraw: 'Entziehen',
    withdrawn: 'entzogen',
  },
} as const;
const languages = Object.keys(LANGUAGES) as (keyof typeof LANGUAGES)[];

async function onPage(place: string, until: string, run: (page: Page) => Promise<void>): Promise<void> {
  const { page, complaints, close } = await openPage(browser as Browser, server.address, place, {}, until);
  try {
    await run(page);
    expect(complaints).toEqual([]);
  } finally {
    await close();
  }
}

const PLACES = [
  ['contracts', `contracts?${DAY}`, '.mesh-company'],
  ['law', `law?${DAY}`, '.data-open'],
  ['law-news', `law?${DAY}&view=news`, '.news-part'],
  ['provision', `law/eu.gdpr.art-46?${DAY}`, '.resting-flows, .provision-side .soft'],
  ['ledger', 'ledger', '.ledger-entry'],
  ['settings', 'settings', '.settings .settings-acts'],
] as const;
/** What is never the same twice. */
const CHANGING = '.moment, .key-list, .ledger-hash, .settings-hash { visibility: hidden !important; }';

// First, while the group is as it came: what is tried below changes it.
describe.each(PLACES)('%s', (name, place, until) => {
  test.each(LOOKS)('has no barriers and looks as it did: %s', async (look) => {
    if (browser === null) return;
    const { page, complaints, close } = await openPage(
      browser,
      server.address,
      place,
      contextOf(look),
      until,
    );
    try {
      await filled(page);
      expect(await findBarriers(page)).toEqual([]);
      expect(await overWidth(page)).toBe(0);
      await page.evaluate((css) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(css);
        document.adoptedStyleSheets = [sheet];
      }, CHANGING);
      const { is, share, file } = await compareGolden(page, `${name}-${look}`);
      if (is === 'skipped') console.warn(`${file} was not compared: this machine has other fonts.`);
      expect({ is: is === 'different', share, file }).toMatchObject({ is: false });
      expect(complaints).toEqual([]);
    } finally {
      await close();
    }
  });
});

describe.each(languages)('in %s', (language) => {
  const words = LANGUAGES[language];

  test('contracts: a company is chosen in the mesh by keys alone, and the list follows', async ({ skip }) => {
    if (browser === null) return skip(NO_BROWSER);
    await onPage(`contracts?${DAY}&lang=${language}`, '.mesh-company', async (page) => {
      const list = page.getByRole('region', { name: words.toSign });
      const rows = () => list.getByRole('row').count();
      const all = await rows();
      const figure = page.locator('.mesh').first();
      await figure.getByRole('button').first().focus();
      await page.keyboard.press('End');
      await page.keyboard.press('Enter');
      await page.waitForURL(/of=/);
      expect(await rows()).toBeLessThan(all);
      await page.keyboard.press('Enter');
      await list.getByRole('combobox', { name: words.state }).selectOption('held');
      expect(await list.getByRole('cell', { name: words.held, exact: true }).count()).toBeGreaterThan(0);
    });
  });

  test('law: a provision is found, opened, and names the flows that rest on it', async ({ skip }) => {
    if (browser === null) return skip(NO_BROWSER);
    await onPage(`law?${DAY}&lang=${language}`, '.data-open', async (page) => {
      await page.getByRole('searchbox', { name: words.search }).fill('us-dpf-2023');
      await page.getByRole('link', { name: /eu\.adequacy\.us-dpf-2023/ }).click();
      await page.waitForURL(/law\/eu\.adequacy\.us-dpf-2023/);
      const flows = page.getByRole('region', { name: words.flows });
      await flows.getByRole('link', { name: 'hr-de-us' }).waitFor();
    });
  });

  test('ledger: the newest stands first, and the whole is checked', async ({ skip }) => {
    if (browser === null) return skip(NO_BROWSER);
    await onPage(`ledger?lang=${language}`, '.ledger-entry', async (page) => {
      const numbers = (await page.locator('.ledger-number').allTextContents()).map(Number);
      expect(numbers.length).toBeGreaterThan(10);
      expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
      await page.getByRole('button', { name: words.check }).click();
      await page.getByText(words.whole).waitFor();
    });
  });

  test('settings: a key is made, shown once, and withdrawn', async ({ skip }) => {
    if (browser === null) return skip(NO_BROWSER);
    await onPage(`settings?lang=${language}`, '.settings .card', async (page) => {
      await page.getByRole('button', { name: words.makeKey }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('combobox', { name: words.whom }).selectOption({ index: 1 });
      await dialog.getByRole('button', { name: words.makeKey }).click();
      await page.getByRole('heading', { name: words.made }).waitFor();
      const secret = await dialog.locator('code').textContent();
      expect(secret?.length).toBeGreaterThan(20);
      await dialog.getByRole('button', { name: words.kept }).click();
      await page.locator('.key-line').getByRole('button', { name: words.withdraw }).first().click();
      await page.getByRole('dialog').getByRole('button', { name: words.withdraw }).click();
      await page.locator('.key-line').getByText(words.withdrawn).first().waitFor();
      expect(await page.content()).not.toContain(secret);
    });
  });
});
