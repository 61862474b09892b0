// Home, the register's overview, imports, exports and first steps in a real browser, by role and label, in three languages.
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { Language } from '../../src/core/law/law.ts';
import { exports as deExports } from '../../src/web/text/de/exports.ts';
import { frame as deFrame } from '../../src/web/text/de/frame.ts';
import { home as deHome } from '../../src/web/text/de/home.ts';
import { imports as deImports } from '../../src/web/text/de/imports.ts';
import { register as deRegister } from '../../src/web/text/de/register.ts';
import { welcome as deWelcome } from '../../src/web/text/de/welcome.ts';
import { exports as enExports } from '../../src/web/text/en/exports.ts';
import { frame as enFrame } from '../../src/web/text/en/frame.ts';
import { home as enHome } from '../../src/web/text/en/home.ts';
import { imports as enImports } from '../../src/web/text/en/imports.ts';
import { register as enRegister } from '../../src/web/text/en/register.ts';
import { welcome as enWelcome } from '../../src/web/text/en/welcome.ts';
import { exports as jaExports } from '../../src/web/text/ja/exports.ts';
import { frame as jaFrame } from '../../src/web/text/ja/frame.ts';
import { home as jaHome } from '../../src/web/text/ja/home.ts';
import { imports as jaImports } from '../../src/web/text/ja/imports.ts';
import { register as jaRegister } from '../../src/web/text/ja/register.ts';
import { welcome as jaWelcome } from '../../src/web/text/ja/welcome.ts';
import { contextOf, expectGolden, LOOKS } from '../support/golden.ts';
import { filled, findBarriers, type openPage, overWidth } from './open-page.ts';
import { onStage, setStage } from './stage.ts';

const TEXTS = {
  en: {
    exports: enExports,
    frame: enFrame,
    home: enHome,
    imports: enImports,
    register: enRegister,
    welcome: enWelcome,
  },
  ja: {
    exports: jaExports,
    frame: jaFrame,
    home: jaHome,
    imports: jaImports,
    register: jaRegister,
    welcome: jaWelcome,
  },
  de: {
    exports: deExports,
    frame: deFrame,
    home: deHome,
    imports: deImports,
    register: deRegister,
    welcome: deWelcome,
  },
} as const;
const LANGUAGES: readonly Language[] = ['en', 'ja', 'de'];
const DAY = 'asOf=2026-11-22';
const LONG_MS = 120_000;

const stage = setStage();

/** A test with a page. */
function onPage(
  name: string,
  place: string,
  until: string,
  run: (page: Page) => Promise<void>,
  options: Parameters<typeof openPage>[3] = {},
): void {
  test(name, ({ skip }) => onStage(stage, skip, place, { until, options }, run), LONG_MS);
}

/** A sheet with headings of its own, as somebody keeps it. */
function sheetFile(name: string, ...rows: readonly string[]) {
  const head = 'Nr;Bezeichnung der Verarbeitungstätigkeit;Zweck;Betroffene;Geprüft von';
  return { name, mimeType: 'text/csv', buffer: Buffer.from([head, ...rows, ''].join('\n')) };
}

const PLACES = [
  ['home', `?${DAY}`, '.trend'],
  ['register', `register?${DAY}`, '.heat'],
  ['imports', 'imports', '.imports-ways'],
  ['exports', 'exports?what=processing', '.exports'],
  ['welcome', 'welcome', '.welcome-way'],
] as const;

// First, while the group is as it came: what is tried below changes it.
describe.each(LOOKS)('has no barriers and looks as it was looked at, %s', (look) => {
  for (const [name, place, until] of PLACES)
    test(
      name,
      ({ skip }) =>
        onStage(stage, skip, place, { until, options: contextOf(look) }, async (page, complaints) => {
          await filled(page);
          expect(await findBarriers(page)).toEqual([]);
          expect(await overWidth(page)).toBe(0);
          expect(complaints).toEqual([]);
          await page.evaluate(() => {
            for (const one of document.querySelectorAll<HTMLElement>('.home-time'))
              one.style.visibility = 'hidden';
          });
          await expectGolden(page, `${name}-${look}`, skip);
        }),
      LONG_MS,
    );
});

describe.each(LANGUAGES)('in %s', (language) => {
  const text = TEXTS[language];
  const at = `lang=${language}`;

  onPage('home leads to what it counts', `?${DAY}&${at}`, '.trend', async (page) => {
    const counts = page.getByRole('region', { name: text.home.counts });
    await expect.poll(() => counts.getByRole('link').count()).toBe(6);
    await expect
      .poll(async () =>
        Number((await counts.getByRole('link').first().locator('.home-count-number').textContent()) ?? ''),
      )
      .toBeGreaterThan(10);
    await page.getByRole('heading', { name: text.home.facts.title }).waitFor();
    await page.getByRole('link', { name: /Lakeshore/ }).waitFor();
    await page.getByRole('heading', { name: text.home.news.titleFirst }).waitFor();
    await counts.getByRole('link', { name: new RegExp(text.home.missing) }).click();
    await page.getByRole('heading', { level: 1, name: text.frame.places.register }).waitFor();
  });

  onPage(
    'a cell of the heat map opens the missing fields',
    `register?${DAY}&${at}`,
    '.heat',
    async (page) => {
      const table = page.getByRole('table', { name: text.register.map.caption });
      await table.getByRole('row', { name: /Example Telecom Europe GmbH/ }).waitFor();
      await table.getByRole('link', { name: /Example Telecom Europe GmbH.*28\(3\).*12/ }).click();
      const drawer = page.getByRole('dialog', { name: /Example Telecom Europe GmbH/ });
      await drawer
        .getByRole('link', { name: new RegExp(`^${text.register.missing.enter}`) })
        .first()
        .waitFor();
      await page.keyboard.press('Escape');
      await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
      await page.getByLabel(text.register.law, { exact: true }).selectOption('ch-fadp');
      await expect.poll(() => table.getByRole('columnheader').count()).toBeLessThan(15);
      await table.getByRole('columnheader', { name: '12(2)(g)' }).waitFor();
    },
  );

  onPage(
    'a foreign sheet is mapped, looked at, taken in and taken back',
    `imports?${at}`,
    '.imports-ways',
    async (page) => {
      const row = `x-${language};Probe ${language};Newsletter;Kunden;Kim`;
      await page
        .locator('input[type="file"]')
        .first()
        .setInputFiles(sheetFile(`${language}.csv`, row));
      await page.getByRole('heading', { name: text.imports.mapping.title }).waitFor();
      const checked = page.getByLabel(text.imports.mapping.fieldOf('Geprüft von'));
      await checked.selectOption('note');
      await page.getByRole('button', { name: text.imports.mapping.again }).click();
      await page.getByRole('heading', { name: new RegExp(text.imports.plan.title) }).waitFor();
      await page.getByText(`Probe ${language}`).waitFor();
      await page.getByRole('button', { name: text.imports.plan.apply(1) }).click();
      await page.getByRole('heading', { name: new RegExp(text.imports.done.title) }).waitFor();
      await page.getByRole('button', { name: text.imports.done.undo }).click();
      await page.getByText(text.imports.done.undone).waitFor();
    },
  );

  onPage(
    'faults of a sheet come all at once, with their places',
    `imports?${at}`,
    '.imports-ways',
    async (page) => {
      const yaml =
        'format: sekisho/register@1\ndivisions:\n  - {id: a, name: "", organisation: nobody, colour: red}\n';
      await page
        .locator('input[type="file"]')
        .first()
        .setInputFiles({ name: 'bad.yaml', mimeType: 'application/yaml', buffer: Buffer.from(yaml) });
      await page.getByRole('heading', { name: /bad\.yaml/ }).waitFor();
      expect(await page.locator('.import-faults tbody tr').count()).toBeGreaterThanOrEqual(2);
      // The place of the first fault, in the words of the reader.
      const [line] = text.imports.faults.line(3, 1).split('1');
      expect(await page.locator('.import-faults tbody th').first().textContent()).toContain(line);
    },
  );

  onPage('an export is chosen and comes down', `exports?${at}`, '.exports', async (page) => {
    await page.getByText(text.exports.whats.processing, { exact: true }).click();
    await page.getByLabel(text.exports.whose).selectOption('et-de');
    await page.getByText(text.exports.formats['record-of-processing-xlsx'] ?? '').click();
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: text.exports.download }).click();
    expect((await coming).suggestedFilename()).toBe('record-of-processing-et-de.xlsx');
  });

  onPage(
    'three questions lead to a first verdict, and the path is taken up again',
    `welcome?${at}`,
    '.welcome-way',
    async (page) => {
      const { welcome } = text;
      await page.getByRole('button', { name: new RegExp(welcome.way.empty) }).click();
      await page.getByLabel(welcome.group.group).fill(`Kita ${language}`);
      await page.getByLabel(welcome.group.company).fill('Kita Software');
      await page.getByLabel(welcome.group.country).selectOption('DE');
      await page.getByRole('button', { name: welcome.goOn }).click();
      await page.getByRole('heading', { name: welcome.recipient.title }).waitFor();
      // Left and taken up again: what was answered is still there.
      await page.goto(`${stage.server.address}/?${at}`);
      await page.getByRole('link', { name: text.home.steps.goOn }).click();
      await page.getByLabel(welcome.recipient.name).fill('Cirrus Inc.');
      await page.getByLabel(welcome.recipient.country).selectOption('US');
      await page.getByText(welcome.recipient.roles.processor, { exact: true }).click();
      const purpose = page.getByRole('combobox', { name: welcome.data.purpose });
      await purpose.fill('payroll');
      await purpose.press('Enter');
      await page.getByRole('button', { name: welcome.ask }).click();
      await page.locator('.welcome-verdict').waitFor();
      await page.getByText('Kita Software → Cirrus Inc.').waitFor();
      await page.getByRole('link', { name: welcome.verdict.whole }).waitFor();
      await page.getByRole('button', { name: welcome.goOn }).click();
      await page.getByRole('heading', { name: welcome.missing.title }).waitFor();
    },
  );
});

describe('with the keyboard only', () => {
  onPage('a file is brought in', 'imports', '.imports-ways', async (page) => {
    const { imports } = TEXTS.en;
    const press = async (name: string): Promise<void> => {
      for (let step = 0; step < 80; step += 1) {
        await page.keyboard.press('Tab');
        const here = await page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
        if (here === name) break;
      }
      await page.keyboard.press('Enter');
    };
    const chooser = page.waitForEvent('filechooser');
    await press(imports.choose);
    await (await chooser).setFiles(sheetFile('keys.csv', 'keys-1;By keys;Newsletter;Kunden;Kim'));
    await page.getByRole('heading', { name: imports.mapping.title }).waitFor();
    await press(imports.mapping.goOn);
    await page.getByRole('heading', { name: new RegExp(imports.plan.title) }).waitFor();
    await press(imports.plan.apply(1));
    const done = page.getByRole('heading', { name: new RegExp(imports.done.title) });
    await done.waitFor();
    await expect.poll(() => done.evaluate((one) => one === document.activeElement)).toBe(true);
  });

  onPage('what others did since the last visit is told', `?${DAY}`, '.trend', async (page) => {
    await page.getByRole('heading', { name: TEXTS.en.home.news.titleFirst }).waitFor();
    await filled(page);
    // As if the reader had left yesterday.
    await page.goto(`${stage.server.address}/healthz`);
    await page.evaluate(() => {
      const preferences = JSON.parse(localStorage.getItem('sekisho.preferences') ?? '{}');
      localStorage.setItem(
        'sekisho.preferences',
        JSON.stringify({ ...preferences, leftAt: Date.now() - 86_400_000 }),
      );
    });
    await fetch(`${stage.server.address}/api/groups/example/divisions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ record: { id: 'news-1', name: 'News', organisation: 'et-de' }, why: 'A test.' }),
    });
    await page.goto(`${stage.server.address}/?${DAY}`);
    await page.getByRole('heading', { name: /^Since you were here/ }).waitFor();
    await page.getByRole('link', { name: /division news-1/ }).waitFor();
    await page.getByRole('button', { name: TEXTS.en.home.news.clear }).click();
    await page.getByText(TEXTS.en.home.news.none).waitFor();
  });
});
