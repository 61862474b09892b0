// The pictures of the guides: each is made by doing what its guide says, and compared with the one that stands there.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { imports } from '../../src/web/text/en/imports.ts';
import { welcome } from '../../src/web/text/en/welcome.ts';
import { contextOf, expectGolden } from '../support/golden.ts';
import { onStage, setStage } from './stage.ts';

const PICTURES = 'docs/use/pictures';
const DAY = 'asOf=2026-11-22';
const GROUP = '/api/groups/example';
const LONG = { timeout: 120_000 };

const stage = setStage();

type Act = (page: Page) => Promise<void>;

const nothing: Act = async () => undefined;

/** Each picture: its name, where it is taken, what must stand there first, and what is done before. */
const GUIDES: readonly (readonly [name: string, place: string, until: string, act: Act])[] = [
  ['home', `?${DAY}`, '.trend', nothing],
  ['first-questions', 'welcome', '.welcome-way', answerFirst],
  ['first-verdict', 'welcome', '.welcome-way', askForVerdict],
  ['transfers', `transfers?${DAY}`, '.world-arc', nothing],
  ['why', `transfers?${DAY}&flow=payroll-ca-lakeshore`, '.span-list', showAnswer],
  [
    'what-if',
    `transfers?${DAY}&without=eu.adequacy.us-dpf-2023&what-if=changes`,
    '.world-arc',
    waitForChanges,
  ],
  ['heat-map', `register?${DAY}`, '.heat', nothing],
  ['organisations', `organisations?view=tree&${DAY}`, 'h1', nothing],
  ['record', `activities/billing-fr?${DAY}`, '.flow-picture', nothing],
  ['form', 'organisations/et-us?edit=yes', 'form', nothing],
  ['interview', 'activities/hosting-straits/interview', 'h2', nothing],
  ['history', 'activities/patents?tab=history', '[role="slider"], input[type="range"]', change],
  ['ledger', 'ledger', '.ledger-entry', nothing],
  ['approval', 'changes', 'h1', propose],
  ['import-mapping', 'imports', '.imports-ways', bringSheet],
  ['import-preview', 'imports', '.imports-ways', previewSheet],
  ['export', 'exports?what=processing', '.exports', nothing],
  ['contracts', `contracts?${DAY}`, '.mesh-company', nothing],
  ['provision', `law/eu.adequacy.us-dpf-2023?${DAY}`, '.resting-flows', nothing],
  ['law-news', `law?${DAY}&view=news`, '.news-part', nothing],
  ['settings', 'settings', '.settings .settings-acts', nothing],
  ['palette', `transfers?${DAY}`, '.world-arc', search],
];

test.for(GUIDES)('%s', LONG, ([name, place, until, act], { skip }) =>
  onStage(stage, skip, place, { until, options: contextOf('light') }, async (page, complaints) => {
    await act(page);
    await settle(page);
    expect(complaints).toEqual([]);
    await expectGolden(page, name, skip, { most: 0.02, folder: PICTURES });
  }),
);

/** Waits until all that was asked for has come, and lets every moment be the same. */
async function settle(page: Page): Promise<void> {
  await page.waitForFunction(
    () => document.querySelector('[class*="face-waiting"], [class*="face-bar"], [aria-busy="true"]') === null,
    undefined,
    { timeout: 30_000 },
  );
  await page.waitForTimeout(1500);
  await page.evaluate(() => {
    for (const one of document.querySelectorAll('.moment, .home-time, .imports time'))
      one.textContent = '22 Nov 2026, 09:30';
    for (const one of document.querySelectorAll('.ledger-hash, .settings-hash'))
      (one as HTMLElement).style.visibility = 'hidden';
  });
}

async function showAnswer(page: Page): Promise<void> {
  await page
    .getByRole('complementary')
    .getByRole('article')
    .first()
    .evaluate((one) => one.scrollIntoView({ block: 'start' }));
}

/** Two changes, so that there is something to slide over. */
async function change(page: Page): Promise<void> {
  const place = `${stage.server.address}${GROUP}/activities/patents`;
  for (const [field, value, why] of [
    ['retention', 'P20Y', 'A patent lives for twenty years.'],
    ['note', 'The office of the attorney keeps the files.', 'Asked by the auditor.'],
  ] as const) {
    const { record, version } = (await (await fetch(place)).json()) as { record: object; version: number };
    const answer = await fetch(place, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'if-match': `"${version}"` },
      body: JSON.stringify({ record: { ...record, [field]: value }, why }),
    });
    expect(answer.status, await answer.text()).toBe(200);
  }
  await page.reload();
  await page.getByText(/3/).first().waitFor();
}

async function answerFirst(page: Page): Promise<void> {
  await page.getByRole('button', { name: new RegExp(welcome.way.empty) }).click();
  await page.getByLabel(welcome.group.group).fill('Kita Software Group');
  await page.getByLabel(welcome.group.company).fill('Kita Software GmbH');
  await page.getByLabel(welcome.group.country).selectOption('DE');
}

async function askForVerdict(page: Page): Promise<void> {
  await answerFirst(page);
  await page.getByRole('button', { name: welcome.goOn }).click();
  await page.getByLabel(welcome.recipient.name).fill('Cirrus Inc.');
  await page.getByLabel(welcome.recipient.country).selectOption('US');
  await page.getByText(welcome.recipient.roles.processor, { exact: true }).click();
  const purpose = page.getByRole('combobox', { name: welcome.data.purpose });
  await purpose.fill('payroll');
  await purpose.press('Enter');
  await page.getByRole('button', { name: welcome.ask }).click();
  await page.locator('.welcome-verdict').waitFor();
}

async function waitForChanges(page: Page): Promise<void> {
  const changed = page.getByRole('region', { name: 'What changes' });
  await changed.getByRole('button', { name: 'hr-de-us' }).waitFor({ timeout: 30_000 });
}

async function propose(page: Page): Promise<void> {
  const made = await fetch(`${stage.server.address}${GROUP}/changes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      of: { noun: 'divisions', id: 'de-privacy' },
      record: { id: 'de-privacy', name: 'Privacy', organisation: 'et-de', note: 'Reports to the board' },
      why: 'Agreed in the board meeting of November.',
      act: 'statement',
      state: 'proposed',
    }),
  });
  expect(made.status, await made.text()).toBeLessThan(300);
  await page.reload();
  await page.locator('.change-line, .change-list li').first().click();
}

const SHEET = [
  'Nr;Bezeichnung der Verarbeitungstätigkeit;Zweck;Betroffene;Geprüft von',
  'v-1;Newsletter;Newsletter;Kunden;Kim',
  'v-2;Zutrittskontrolle;Zutrittskontrolle;Beschäftigte;Kim',
  '',
].join('\n');

async function bringSheet(page: Page): Promise<void> {
  await page
    .locator('input[type="file"]')
    .first()
    .setInputFiles({ name: 'verzeichnis.csv', mimeType: 'text/csv', buffer: Buffer.from(SHEET) });
  await page.getByRole('heading', { name: imports.mapping.title }).waitFor();
}

async function previewSheet(page: Page): Promise<void> {
  await bringSheet(page);
  await page.getByRole('button', { name: imports.mapping.goOn }).click();
  await page.getByRole('heading', { name: new RegExp(imports.plan.title) }).waitFor();
}

async function search(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').waitFor();
  await page.keyboard.type('payroll');
  await page
    .getByRole('option', { name: /payroll/i })
    .first()
    .waitFor();
}
