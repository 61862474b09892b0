// Every page where there is little room (360 pixels, and 1280 with a zoom of 200 %), each by keyboard alone, and the frame around them.
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { contracts } from '../../src/web/text/de/contracts.ts';
import { exports as deExports } from '../../src/web/text/de/exports.ts';
import { frame } from '../../src/web/text/de/frame.ts';
import { home } from '../../src/web/text/de/home.ts';
import { imports } from '../../src/web/text/de/imports.ts';
import { law } from '../../src/web/text/de/law.ts';
import { ledger } from '../../src/web/text/de/ledger.ts';
import { records } from '../../src/web/text/de/records.ts';
import { settings } from '../../src/web/text/de/settings.ts';
import { welcome } from '../../src/web/text/de/welcome.ts';
import { exports as enExports } from '../../src/web/text/en/exports.ts';
import { frame as enFrame } from '../../src/web/text/en/frame.ts';
import { law as enLaw } from '../../src/web/text/en/law.ts';
import { ledger as enLedger } from '../../src/web/text/en/ledger.ts';
import { register as enRegister } from '../../src/web/text/en/register.ts';
import { settings as enSettings } from '../../src/web/text/en/settings.ts';
import { welcome as enWelcome } from '../../src/web/text/en/welcome.ts';
import { NO_BROWSER } from '../support/browser.ts';
import { filled, findBarriers, type openPage, overWidth, tabTo } from './open-page.ts';
import { onStage, setStage } from './stage.ts';

const DAY = 'asOf=2026-11-22';
const LONG_MS = 120_000;

const stage = setStage();

/** A test with a page. */
function onPage(
  name: string,
  place: string,
  run: (page: Page) => Promise<void>,
  options: Parameters<typeof openPage>[3] = {},
): void {
  test(
    name,
    ({ skip }) =>
      onStage(stage, skip, place, { until: 'h1', options }, async (page) => {
        // The gallery shows skeletons for ever.
        if (place !== 'gallery') await filled(page);
        await run(page);
      }),
    LONG_MS,
  );
}

type Act = (page: Page) => Locator;
const button =
  (name: string | RegExp): Act =>
  (page) =>
    page.getByRole('button', { name }).first();
const link =
  (name: string | RegExp): Act =>
  (page) =>
    page.getByRole('link', { name }).first();

/** Every page: where it is, and what one comes for, in German, which has the longest words. */
const PAGES: readonly (readonly [name: string, place: string, act: Act])[] = [
  ['home', `?${DAY}`, link(new RegExp(home.missing))],
  [
    'register',
    `register?${DAY}`,
    (page) =>
      page
        .getByRole('table')
        .getByRole('link', { name: /28\(3\)/ })
        .first(),
  ],
  ['imports', 'imports', button(imports.choose)],
  ['exports', 'exports?what=processing', button(deExports.download)],
  ['welcome', 'welcome', button(new RegExp(welcome.way.empty))],
  ['transfers', `transfers?${DAY}`, button('hr-jp-nimbus')],
  ['contracts', `contracts?${DAY}`, (page) => page.getByRole('combobox', { name: contracts.list.company })],
  ['law', `law?${DAY}`, (page) => page.getByRole('searchbox', { name: law.search })],
  ['law news', `law?${DAY}&view=news`, link(/Angemessenheitsbeschluss/)],
  ['provision', `law/eu.adequacy.us-dpf-2023?${DAY}`, link('hr-de-us')],
  ['records list', `activities?${DAY}`, button(frame.palette.newOne(frame.one.activities))],
  ['record', `activities/billing-fr?${DAY}`, button(records.edit)],
  ['record form', 'organisations/et-us?edit=yes', (page) => page.getByRole('textbox').first()],
  ['approvals', 'changes', (page) => page.getByRole('heading', { level: 1 })],
  ['ledger', 'ledger', button(ledger.check.run)],
  ['settings', 'settings', button(settings.keys.make)],
  ['gallery', 'gallery', button(frame.save)],
];

describe.each([
  ['360 pixels wide', { viewport: { width: 360, height: 740 }, colorScheme: 'dark' }],
  // 1280 by 800 with a zoom of 200 %.
  ['at 200 %', { viewport: { width: 640, height: 400 }, colorScheme: 'light' }],
] as const)('%s', (_, options) => {
  for (const [name, place, act] of PAGES)
    onPage(
      `${name}: nothing is cut or covered, and what one comes for can be reached`,
      place,
      async (page) => {
        expect(await overWidth(page)).toBe(0);
        expect(await findCut(page)).toEqual([]);
        expect(await findCovered(page)).toEqual([]);
        await act(page).click({ trial: true });
        expect(await findBarriers(page)).toEqual([]);
      },
      { ...options, locale: 'de-DE', reducedMotion: 'reduce' },
    );
});

describe('nothing jumps while a page fills', () => {
  test.for(PAGES)('%s', async ([name, place], { skip }) => {
    if (stage.browser === null) return skip(NO_BROWSER);
    const context = await stage.browser.newContext({
      viewport: { width: 1280, height: 900 },
      locale: 'de-DE',
    });
    try {
      const page = await context.newPage();
      await page.addInitScript(watchShifts);
      await page.goto(`${stage.server.address}/${place}`);
      await page.waitForSelector('h1');
      await (name === 'gallery' ? page.waitForTimeout(800) : filled(page));
      const { sum, parts } = await page.evaluate(
        () => (globalThis as unknown as { shifts: { sum: number; parts: string[] } }).shifts,
      );
      // 0.1 is what counts as good; a page that is planned does better.
      expect(sum, parts.join('\n')).toBeLessThan(0.05);
    } finally {
      await context.close();
    }
  });
});

/** Adds up what moved without the reader's doing, and says what it was. Runs in the page. */
function watchShifts(): void {
  const shifts = { sum: 0, parts: [] as string[] };
  (globalThis as unknown as { shifts: typeof shifts }).shifts = shifts;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as unknown as {
      value: number;
      hadRecentInput: boolean;
      sources: { node: Node | null }[];
    }[]) {
      if (entry.hadRecentInput) continue;
      shifts.sum += entry.value;
      const moved = entry.sources.map(({ node }) => (node as Element | null)?.className ?? '');
      shifts.parts.push(`${entry.value.toFixed(4)} ${moved.join(' | ')}`);
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

/** Words that are cut off without a sign of it, or stand outside of the page. */
function findCut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const found: string[] = [];
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = words.nextNode(); node !== null; node = words.nextNode()) {
      const parent = node.parentElement;
      const text = node.textContent?.trim() ?? '';
      if (parent === null || text === '' || parent.closest('svg, script, option, .heard-only, .skip-link'))
        continue;
      if (!parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      if (box.width === 0) continue;
      let left = 0;
      let right = width;
      let isShortened = false;
      for (let one: Element | null = parent; one !== null; one = one.parentElement) {
        const style = getComputedStyle(one);
        if (style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none') isShortened = true;
        if (style.overflowX === 'auto' || style.overflowX === 'scroll' || style.clipPath !== 'none') {
          isShortened = true;
          break;
        }
        if (style.overflowX !== 'hidden' && style.overflowX !== 'clip') continue;
        const around = one.getBoundingClientRect();
        left = Math.max(left, around.left);
        right = Math.min(right, around.right);
      }
      if (!isShortened && (box.left < left - 1 || box.right > right + 1))
        found.push(`"${text.slice(0, 60)}" from ${Math.round(box.left)} to ${Math.round(box.right)}`);
    }
    return found;
  });
}

/** Controls that something else lies upon when the focus comes to them. */
function findCovered(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const controls = [
      ...document.querySelectorAll<HTMLElement>('main a[href], main button, main input, main select'),
    ];
    const found: string[] = [];
    for (const one of controls.slice(0, 120)) {
      if (!one.checkVisibility({ visibilityProperty: true }) || one.matches(':disabled')) continue;
      one.focus();
      const box = one.getBoundingClientRect();
      if (box.width < 4 || box.height < 4) continue;
      const hit = document.elementFromPoint(box.left + Math.min(box.width / 2, 40), box.top + box.height / 2);
      const label = (one as HTMLInputElement).labels?.[0];
      if (hit === null || (!one.contains(hit) && !hit.contains(one) && label?.contains(hit) !== true))
        found.push(`${one.outerHTML.slice(0, 120)} lies under ${hit?.outerHTML.slice(0, 120) ?? 'nothing'}`);
    }
    return found;
  });
}

describe('by keyboard alone', () => {
  onPage('from home to the fields that are missing, and into one of them', `?${DAY}`, async (page) => {
    await tabTo(page, /^Fields missing/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: enFrame.places.register }).waitFor();
    await page.getByRole('table').waitFor();
    await tabTo(page, /Albion Retail plc.*28\(3\)/);
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('dialog', { name: /Albion Retail plc/ });
    await drawer.waitFor();
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    // Back where one was.
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent ?? ''))
      .toMatch(/Albion Retail plc.*28\(3\)/);
    await page.keyboard.press('Enter');
    await drawer.waitFor();
    await tabTo(page, new RegExp(`^${enRegister.missing.enter}`));
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/(activities|organisations|flows|contractors|persons|systems)\//);
  });

  onPage('an export is chosen and comes down', 'exports', async (page) => {
    await tabTo(page, new RegExp(`^${enExports.whats.register}`));
    await page.keyboard.press('ArrowDown');
    await page.waitForURL(/what=processing/);
    const coming = page.waitForEvent('download');
    await tabTo(page, new RegExp(`^${enExports.download}$`));
    await page.keyboard.press('Enter');
    expect((await coming).suggestedFilename()).toMatch(/^record-of-processing-example\./);
  });

  onPage('three questions lead to a first verdict', 'welcome', async (page) => {
    await tabTo(page, new RegExp(`^${enWelcome.way.empty}`));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: enWelcome.group.title }).waitFor();
    await tabTo(page, new RegExp(`^${enWelcome.group.group}`));
    await page.keyboard.type('Kita');
    await tabTo(page, new RegExp(`^${enWelcome.group.company}`));
    await page.keyboard.type('Kita Software');
    await tabTo(page, new RegExp(`^${enWelcome.group.country}`));
    await page.keyboard.type('Germany');
    await tabTo(page, new RegExp(`^${enWelcome.goOn}$`));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: enWelcome.recipient.title }).waitFor();
    await tabTo(page, new RegExp(`^${enWelcome.recipient.name}`));
    await page.keyboard.type('Cirrus Inc.');
    await tabTo(page, new RegExp(`^${enWelcome.recipient.country}`));
    await page.keyboard.type('United States');
    // The last of three is chosen; down from it is the first.
    await tabTo(page, new RegExp(`^${enWelcome.recipient.notKnown}`));
    await page.keyboard.press('ArrowDown');
    await tabTo(page, new RegExp(`^${enWelcome.data.purpose}`));
    await page.keyboard.type('payroll');
    await page.keyboard.press('Enter');
    await tabTo(page, new RegExp(`^${enWelcome.ask.replace('?', '\\?')}$`));
    await page.keyboard.press('Enter');
    await page.getByText('Kita Software → Cirrus Inc.').waitFor();
  });

  onPage('a provision is found, opened, and leads to a flow that rests on it', `law?${DAY}`, async (page) => {
    await tabTo(page, new RegExp(`^${enLaw.search}`));
    await page.keyboard.type('us-dpf-2023');
    await page.getByRole('link', { name: /eu\.adequacy\.us-dpf-2023/ }).waitFor();
    await tabTo(page, /eu\.adequacy\.us-dpf-2023/);
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: enLaw.one.flows }).getByRole('link').first().waitFor();
    await tabTo(page, /^hr-de-us$/);
    await page.keyboard.press('Enter');
    await page.getByRole('complementary', { name: 'hr-de-us' }).waitFor();
  });

  onPage('the ledger is checked', 'ledger', async (page) => {
    await tabTo(page, new RegExp(`^${enLedger.check.run}$`));
    await page.keyboard.press('Enter');
    await page.getByText(enLedger.check.sound).waitFor();
  });

  onPage('a key is made, kept and withdrawn', 'settings', async (page) => {
    const { keys } = enSettings;
    await tabTo(page, new RegExp(`^${keys.make}$`));
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await tabTo(page, new RegExp(`^${keys.person}`));
    await page.keyboard.type('Martin');
    await tabTo(page, new RegExp(`^${keys.make}$`));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: keys.made }).waitFor();
    await tabTo(page, new RegExp(`^${keys.done}$`));
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await tabTo(page, new RegExp(`^${keys.withdraw}`));
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await tabTo(page, new RegExp(`^${keys.withdraw}$`));
    await page.keyboard.press('Enter');
    await page.getByText(keys.state.withdrawn, { exact: true }).waitFor();
  });
});

describe('the palette', () => {
  /** Holds the finds of the server back until it is told. */
  async function holdFinds(page: Page): Promise<() => void> {
    let release = (): void => undefined;
    const told = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route('**/search?**', async (route) => {
      await told;
      await route.continue();
    });
    return release;
  }

  onPage('opens what was chosen, whatever is found late', 'settings', async (page) => {
    const release = await holdFinds(page);
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').waitFor();
    // A law, below which and above which more may come.
    await page.keyboard.type('japan');
    const chosen = page.locator('[role="option"][aria-selected="true"]');
    await chosen.waitFor();
    await page.keyboard.press('ArrowDown');
    const name = (await chosen.textContent()) ?? '';
    const count = await page.getByRole('option').count();
    release();
    await expect.poll(() => page.getByRole('option').count()).toBeGreaterThan(count);
    expect(await chosen.textContent()).toBe(name);
  });

  onPage('keeps also what nobody has chosen yet, and Enter opens it', 'settings', async (page) => {
    const release = await holdFinds(page);
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').waitFor();
    await page.keyboard.type('japan');
    const chosen = page.locator('[role="option"][aria-selected="true"]');
    const name = (await chosen.textContent()) ?? '';
    const count = await page.getByRole('option').count();
    release();
    await expect.poll(() => page.getByRole('option').count()).toBeGreaterThan(count);
    expect(await chosen.textContent()).toBe(name);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/law\//);
    await expect
      .poll(async () => name.includes((await page.getByRole('heading', { level: 1 }).textContent()) ?? '-'))
      .toBe(true);
  });
});

onPage('a group without a name is shown by its id', 'settings', async (page) => {
  const made = await fetch(`${stage.server.address}/api/groups/nameless`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'if-none-match': '*' },
    body: JSON.stringify({ record: { id: 'nameless' } }),
  });
  expect(made.status).toBeLessThan(300);
  await page.goto(`${stage.server.address}/?group=nameless`);
  await page.getByRole('button', { name: /nameless$/ }).waitFor();
  await page.getByRole('heading', { level: 1, name: 'nameless' }).waitFor();
});
