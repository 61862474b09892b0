// The page in a real browser, used as people use it: by role and label, by keyboard alone, in three languages.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningProgram, startProgram } from '../flow/running-server.ts';
import { launchBrowser, NO_BROWSER } from '../support/browser.ts';
import { findBarriers, openPage, takePicture } from './open-page.ts';

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

/** A test with a page; skipped loudly where there is no browser. */
function onPage(
  name: string,
  query: string,
  run: (page: Page, complaints: readonly string[]) => Promise<void>,
): void {
  test(name, async ({ skip }) => {
    if (browser === null) return skip(NO_BROWSER);
    const { page, complaints, close } = await openPage(browser, server.address, query);
    try {
      await run(page, complaints);
      expect(complaints).toEqual([]);
    } finally {
      await close();
    }
  });
}

async function countOf(page: Page, verdict: string): Promise<number> {
  const text = await page
    .getByRole('group', { name: 'Show flows by verdict' })
    .getByRole('button', { name: new RegExp(`\\d+\\s*${verdict}`) })
    .textContent();
  return Number(/[\d,]+/.exec(text ?? '')?.[0].replaceAll(',', ''));
}

/** Waits until the answers to the newest question are on the page. */
async function settled(page: Page): Promise<void> {
  await page.waitForTimeout(150);
  await page.waitForFunction(() => {
    const table = document.querySelector('.flow-table');
    const status = [...document.querySelectorAll('[role="status"]')].map((one) => one.textContent).join('');
    return table?.getAttribute('aria-busy') !== 'true' && !status.includes('coming');
  });
}

async function setDay(page: Page, day: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Day' }).fill(day);
  await page.getByRole('textbox', { name: 'Day' }).press('Enter');
  await settled(page);
}

describe('the page', () => {
  onPage('opens with the example, its counts and its verdicts', `?${DAY}`, async (page) => {
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Sekisho');
    const table = page.getByRole('table');
    const rows = Number(await table.getAttribute('aria-rowcount')) - 1;
    let sum = 0;
    for (const verdict of ['unlawful', 'undetermined', 'lawful if', 'lawful$', 'not a transfer'])
      sum += await countOf(page, verdict);
    expect(sum).toBe(rows);
    expect(rows).toBeGreaterThan(50);
    expect(await page.getByText('nowhere else. Nothing of it is kept').isVisible()).toBe(true);
    expect(await page.getByRole('button', { name: 'hr-jp-nimbus', exact: true }).isVisible()).toBe(true);
  });

  onPage('follows the day: other law, other counts, and the address says it', `?${DAY}`, async (page) => {
    const before = await countOf(page, 'lawful$');
    await setDay(page, '2015-10-06');
    expect(await countOf(page, 'lawful$')).not.toBe(before);
    expect(await page.getByText('C-362/14').first().isVisible()).toBe(true);
    expect(await page.getByRole('slider').getAttribute('aria-valuetext')).toBe('6 October 2015');
    await page.waitForURL(/asOf=2015-10-06/);
    const slider = page.getByRole('slider');
    await slider.focus();
    await slider.press('ArrowLeft');
    expect(await slider.getAttribute('aria-valuetext')).toBe('5 October 2015');
    await slider.press('PageUp');
    expect(await slider.getAttribute('aria-valuetext')).toBe('6 October 2015');
    await settled(page);
    await page.getByRole('button', { name: 'Today', exact: true }).click();
    await settled(page);
    expect(await countOf(page, 'lawful$')).toBeGreaterThan(0);
  });

  onPage('says what is wrong with a day that is none', `?${DAY}`, async (page) => {
    await page.getByRole('textbox', { name: 'Day' }).fill('2015-02-30');
    expect(await page.getByRole('alert').textContent()).toContain('Write a day from 1995-01-01');
    await page.getByRole('textbox', { name: 'Day' }).press('Escape');
    expect(await page.getByRole('textbox', { name: 'Day' }).inputValue()).toBe('2026-11-22');
  });

  onPage('strikes a decision, says what changes, and takes it back', `?${DAY}`, async (page) => {
    const before = await countOf(page, 'unlawful');
    const picker = page.getByRole('combobox', { name: 'Strike a decision or an instrument' });
    await picker.click();
    await picker.pressSequentially('us-dpf-2023');
    await page
      .getByRole('option', { name: /EU-U.S. Data Privacy Framework/ })
      .first()
      .click();
    await settled(page);
    expect(new URL(page.url()).searchParams.get('without')).toBe('eu.adequacy.us-dpf-2023');
    expect(await countOf(page, 'unlawful')).toBeGreaterThan(before);
    await page.getByRole('tab', { name: 'Changes and remedies' }).click();
    const changed = page.getByRole('region', { name: 'What changes' });
    await changed.getByRole('button', { name: 'hr-de-us' }).waitFor({ timeout: 30_000 });
    await page
      .getByRole('region', { name: 'What could carry the flows that are not lawful' })
      .getByRole('listitem')
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await settled(page);
    expect(await countOf(page, 'unlawful')).toBe(before);
    expect(new URL(page.url()).searchParams.get('without')).toBeNull();
    await page.getByRole('button', { name: 'Redo' }).click();
    await page.getByRole('button', { name: /^Put .* back/ }).click();
    await settled(page);
    expect(await countOf(page, 'unlawful')).toBe(before);
  });

  onPage(
    'opens a flow and says why: tool, reasons, articles, rules with their sources, years',
    `?${DAY}`,
    async (page) => {
      await page.getByRole('searchbox', { name: 'Search flows' }).fill('hr-de-us');
      await page.getByRole('button', { name: 'hr-de-us', exact: true }).click();
      const why = page.getByRole('complementary', { name: 'hr-de-us' });
      const answer = why.getByRole('article', { name: 'GDPR', exact: true });
      expect(await answer.textContent()).toContain('eu.adequacy.us-dpf-2023');
      expect(await answer.textContent()).toContain('GDPR Art. 45(3)');
      await answer.getByText('What was tried').click();
      await answer.getByText('does not apply').first().waitFor();
      await answer
        .locator('summary')
        .filter({ hasText: /^eu.adequacy.us-dpf-2023$/ })
        .click();
      const source = answer.getByRole('link', { name: /2023\/1795/ }).first();
      await source.waitFor();
      expect(await source.getAttribute('href')).toMatch(/^https:\/\//);
      const years = why.getByRole('list', { name: 'Over time' });
      await years.waitFor({ timeout: 30_000 });
      expect(await years.getByRole('listitem').count()).toBeGreaterThan(2);
      await page.reload();
      await page.getByRole('complementary', { name: 'hr-de-us' }).waitFor();
      await page.getByRole('button', { name: 'Close' }).click();
      expect(await page.getByRole('complementary').count()).toBe(0);
    },
  );

  onPage(
    'names a fact that is missing, whose it is, and how it is entered',
    `?${DAY}&flow=payroll-ca-lakeshore`,
    async (page) => {
      const why = page.getByRole('complementary');
      const fact = why
        .getByRole('listitem')
        .filter({ hasText: 'organisations.lakeshore.standing.us-dpf' })
        .first();
      await fact.waitFor();
      expect(await fact.textContent()).toContain('Lakeshore Backup LLC');
      expect(await fact.textContent()).toContain('standing: {us-dpf: true');
    },
  );

  onPage(
    'filters by verdict, law and text, sorts, and keeps it all in the address',
    `?${DAY}`,
    async (page) => {
      const unlawful = await countOf(page, 'unlawful');
      await page.getByRole('button', { name: /\d+\s*unlawful/ }).click();
      await page.locator(`table[aria-rowcount="${unlawful + 1}"]`).waitFor();
      await page.getByRole('combobox', { name: 'Law', exact: true }).selectOption({ label: 'UK GDPR' });
      await page.getByRole('searchbox', { name: 'Search flows' }).fill('isla');
      await page.getByRole('columnheader', { name: 'To' }).getByRole('button').click();
      expect(await page.getByRole('columnheader', { name: 'To' }).getAttribute('aria-sort')).toBe(
        'ascending',
      );
      await page.waitForURL(/sort=to/);
      const words = new URL(page.url()).searchParams;
      expect([words.get('verdict'), words.get('law'), words.get('q')]).toEqual([
        'unlawful',
        'uk-gdpr',
        'isla',
      ]);
      await page.getByRole('searchbox', { name: 'Search flows' }).fill('there is no such flow');
      await page.getByRole('button', { name: 'Clear the filters' }).click();
      await page.waitForURL((address) => !address.search.includes('verdict'));
    },
  );

  onPage(
    'shows every fault of a file with its place and what to do, and reads the mended one',
    `?${DAY}`,
    async (page) => {
      const bad =
        'format: sekisho/register@1\norganisations:\n  - {id: a, country: Germany}\n  - {id: b, country: US, colour: red}\nflows:\n  - {id: f1, from: a, to: c}\n';
      await page
        .locator('input[type=file]')
        .first()
        .setInputFiles({ name: 'group.yaml', mimeType: 'application/yaml', buffer: Buffer.from(bad) });
      await page.getByRole('alert').filter({ hasText: '3 faults in group.yaml' }).waitFor();
      const faults = page.getByRole('region', { name: /faults in/ });
      expect(await faults.getByText('line 3, column 13').isVisible()).toBe(true);
      expect(await faults.getByText('organisations[0].country').isVisible()).toBe(true);
      expect(await faults.getByText("'c' is not among the organisations.").isVisible()).toBe(true);
      const mended = bad.replace('Germany', 'DE').replace(', colour: red', '').replace('to: c', 'to: b');
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: 'Open the mended file' }).click();
      await (await chooser).setFiles({
        name: 'group.yaml',
        mimeType: 'application/yaml',
        buffer: Buffer.from(mended),
      });
      await page.getByRole('button', { name: 'f1', exact: true }).waitFor();
      await takePicture(page, 'own-file');
    },
  );

  onPage('weighs contracts against binding corporate rules', `?${DAY}`, async (page) => {
    await page.getByRole('tab', { name: 'Contracts' }).click();
    const region = page.getByRole('region', { name: /Contracts: clauses one by one/ });
    await region.getByText('agreements needed').waitFor({ timeout: 30_000 });
    expect(await region.getByText('BCR for controllers').isVisible()).toBe(true);
    await takePicture(page, 'contracts-en');
  });

  onPage('works by keyboard alone', `?${DAY}`, async (page) => {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the flows');
    await page.keyboard.press('/');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('search');
    await page.keyboard.type('nimbus');
    for (let steps = 0; steps < 12; steps += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(() => document.activeElement?.matches('.row-open'))) break;
    }
    const first = await page.evaluate(() => document.activeElement?.textContent);
    await page.keyboard.press('ArrowDown');
    await page.waitForTimeout(100);
    const second = await page.evaluate(() => document.activeElement?.textContent);
    expect(second).not.toBe(first);
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await page.waitForTimeout(100);
    await page.keyboard.press('Enter');
    const panel = page.getByRole('complementary', { name: second ?? '' });
    await panel.waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('why-title');
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    await page.waitForTimeout(100);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(second);
  });

  onPage('shows a long table without holding all of it', '', async (page) => {
    const organisations = ['DE', 'US', 'JP', 'SG'].map((country) => ({
      id: country.toLowerCase(),
      name: `Company ${country}`,
      country,
      regimes: [],
    }));
    const flows = Array.from({ length: 5000 }, (_, n) => ({
      id: `flow-${n}`,
      from: 'de',
      to: ['us', 'jp', 'sg'][n % 3],
    }));
    const buffer = Buffer.from(JSON.stringify({ format: 'sekisho/register@1', organisations, flows }));
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'large.json', mimeType: 'application/json', buffer });
    await page.getByText('5,000 flows', { exact: true }).first().waitFor({ timeout: 30_000 });
    expect(await page.getByRole('table').getAttribute('aria-rowcount')).toBe('5001');
    expect(await page.locator('.flow-row').count()).toBeLessThan(80);
    await page.locator('.row-open').first().focus();
    await page.keyboard.press('End');
    await page.getByRole('button', { name: 'flow-4999', exact: true }).waitFor();
  });
});

describe('three languages', () => {
  test.each([
    ['en', 'Flows', '22 November 2026', 'Germany'],
    ['ja', '移転', '2026年11月22日', 'ドイツ'],
    ['de', 'Datenflüsse', '22. November 2026', 'Deutschland'],
  ])('%s: texts, days, countries and legal labels', async (language, tab, day, country) => {
    if (browser === null) return;
    const { page, complaints, close } = await openPage(browser, server.address, `?${DAY}&lang=${language}`);
    try {
      expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
      expect(await page.getByRole('tab', { name: tab, exact: true }).isVisible()).toBe(true);
      expect(await page.getByText(day).first().isVisible()).toBe(true);
      expect(await page.getByText(country, { exact: true }).first().isVisible()).toBe(true);
      await takePicture(page, `page-${language}`);
      await page.getByRole('button', { name: 'hr-jp-nimbus', exact: true }).click();
      await page.getByRole('complementary').getByRole('article').first().waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await takePicture(page, `why-${language}`);
      expect(complaints).toEqual([]);
    } finally {
      await close();
    }
  });

  onPage(
    'the language can be changed on the page, and the reasons follow',
    `?${DAY}&flow=hr-de-us`,
    async (page) => {
      await page.getByRole('article', { name: 'GDPR' }).waitFor();
      await page.getByRole('button', { name: 'Deutsch' }).click();
      await page.getByRole('article', { name: 'DSGVO' }).getByText('Datenschutzrahmens').first().waitFor();
    },
  );
});

describe('no barriers (WCAG 2.2 AA, as far as a program can tell)', () => {
  test.each([
    ['light', 1280, ''],
    ['dark', 1280, ''],
    ['light', 360, ''],
    ['dark', 360, '&flow=hr-de-us'],
    ['dark', 1280, '&flow=payroll-ca-lakeshore&without=eu.adequacy.us-dpf-2023'],
  ] as const)('%s, %i wide, ?%s', async (colorScheme, width, more) => {
    if (browser === null) return;
    const options = { colorScheme, viewport: { width, height: 800 } };
    const { page, complaints, close } = await openPage(browser, server.address, `?${DAY}${more}`, options);
    try {
      await settled(page);
      expect(await findBarriers(page)).toEqual([]);
      expect(
        await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        ),
      ).toBeLessThanOrEqual(0);
      await takePicture(page, `${colorScheme}-${width}${more.replaceAll(/\W+/g, '-')}`);
      expect(complaints).toEqual([]);
    } finally {
      await close();
    }
  });

  test.each(['changes', 'contracts'])('the view %s', async (view) => {
    if (browser === null) return;
    const { page, close } = await openPage(
      browser,
      server.address,
      `?${DAY}&view=${view}&without=eu.adequacy.us-dpf-2023`,
      {},
      '.table-box',
    );
    try {
      expect(await findBarriers(page)).toEqual([]);
      await takePicture(page, view);
    } finally {
      await close();
    }
  });
});

describe('the faces', () => {
  test('waiting, then failed with a mark and what to do, then ready after trying again', async ({ skip }) => {
    if (browser === null) return skip(NO_BROWSER);
    const context = await browser.newContext();
    const page = await context.newPage();
    let isBroken = true;
    const mark = '7f9c24e8-3b12-4fef-91e0-000000000000';
    await page.route('**/api/transfers', async (route) => {
      if (!isBroken) return route.continue();
      await new Promise((resolve) => setTimeout(resolve, 300));
      const problem = {
        type: '/api/problems#machine-failed',
        title: 'The machine failed; this is not your input.',
        status: 500,
        mark,
      };
      return route.fulfill({
        status: 500,
        contentType: 'application/problem+json',
        body: JSON.stringify(problem),
      });
    });
    await page.goto(`${server.address}/?${DAY}`);
    await page.getByText('One moment …').first().waitFor({ state: 'attached' });
    const failed = page.getByRole('alert').filter({ hasText: 'That did not work' });
    await failed.waitFor();
    expect(await failed.textContent()).toContain(mark);
    isBroken = false;
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.waitForSelector('.flow-row');
    await context.close();
  });

  onPage(
    'empty: a day on which nothing runs, and a register without flows, say what to do',
    `?${DAY}`,
    async (page) => {
      await setDay(page, '1995-01-01');
      await page.getByText('No flow of this register runs on this day').waitFor();
      const none = Buffer.from('format: sekisho/register@1\norganisations: [{id: a, country: DE}]\n');
      await page
        .locator('input[type=file]')
        .first()
        .setInputFiles({ name: 'none.yaml', mimeType: 'application/yaml', buffer: none });
      await page.getByText('This register lists no flows').waitFor();
    },
  );
});

describe('a file of the reader’s own', () => {
  const mine =
    'format: sekisho/register@1\norganisations: [{id: a, country: DE}, {id: b, country: US}]\nflows: [{id: mine-1, from: a, to: b}]\n';

  onPage(
    'is gone after loading anew, and the page says so; the way back leads to the example',
    `?${DAY}`,
    async (page) => {
      await page
        .locator('input[type=file]')
        .first()
        .setInputFiles({ name: 'mine.yaml', mimeType: 'application/yaml', buffer: Buffer.from(mine) });
      await page.getByRole('button', { name: 'mine-1', exact: true }).waitFor();
      await page.goBack();
      await page.getByRole('button', { name: 'hr-jp-nimbus', exact: true }).waitFor();
      await page.goForward();
      await page.getByText('nothing of it was kept').waitFor();
      await page.getByRole('button', { name: 'Back to the example' }).click();
      await page.getByRole('button', { name: 'hr-jp-nimbus', exact: true }).waitFor();
    },
  );
});

test('the page speaks the first language of the reader that it knows', async ({ skip }) => {
  if (browser === null) return skip(NO_BROWSER);
  const { page, close } = await openPage(browser, server.address, '', { locale: 'ja-JP' });
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('ja');
  await close();
});

onPage(
  'on a narrow screen the panel covers the page, which then cannot be reached',
  `?${DAY}&flow=hr-de-us`,
  async (page) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.waitForTimeout(100);
    expect(await page.locator('.page-head').evaluate((one) => (one as HTMLElement).inert)).toBe(true);
    await page.getByRole('button', { name: 'Close' }).click();
    expect(await page.locator('.page-head').evaluate((one) => (one as HTMLElement).inert)).toBe(false);
  },
);
