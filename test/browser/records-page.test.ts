// The register in a real browser, used as people use it: lists, pages, forms, interviews, history, approvals; by role and label, in three languages.
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { Language } from '../../src/core/law/law.ts';
import { fields as deFields } from '../../src/web/text/de/fields.ts';
import { frame as deFrame } from '../../src/web/text/de/frame.ts';
import { records as deRecords } from '../../src/web/text/de/records.ts';
import { fields as enFields } from '../../src/web/text/en/fields.ts';
import { frame as enFrame } from '../../src/web/text/en/frame.ts';
import { records as enRecords } from '../../src/web/text/en/records.ts';
import { settings as enSettings } from '../../src/web/text/en/settings.ts';
import { fields as jaFields } from '../../src/web/text/ja/fields.ts';
import { frame as jaFrame } from '../../src/web/text/ja/frame.ts';
import { records as jaRecords } from '../../src/web/text/ja/records.ts';
import { contextOf, expectGolden, LOOKS } from '../support/golden.ts';
import { findBarriers, type openPage, tabTo } from './open-page.ts';
import { onStage, setStage } from './stage.ts';

const TEXTS = {
  en: { frame: enFrame, records: enRecords, fields: enFields },
  ja: { frame: jaFrame, records: jaRecords, fields: jaFields },
  de: { frame: deFrame, records: deRecords, fields: deFields },
} as const;
const { frame, records: text, fields } = TEXTS.en;
const DAY = 'asOf=2026-11-22';
const GROUP = '/api/groups/example';
const LONG_MS = 120_000;

const stage = setStage();

/** A test with a page. */
function onPage(
  name: string,
  place: string,
  run: (page: Page) => Promise<void>,
  options: Parameters<typeof openPage>[3] = {},
): void {
  test(name, ({ skip }) => onStage(stage, skip, place, { until: 'h1', options }, run), LONG_MS);
}

async function ask<T>(path: string, options: RequestInit = {}): Promise<T> {
  const response = await fetch(`${stage.server.address}${path}`, {
    ...options,
    headers: { 'content-type': 'application/json', ...(options.headers as Record<string, string>) },
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

function heading(page: Page, name: string): Locator {
  return page.getByRole('heading', { level: 1, name, exact: true });
}

/** What stands beside a label of the facts. */
function fact(page: Page, label: string): Locator {
  return page
    .locator('dt', { hasText: new RegExp(`^${label}$`) })
    .first()
    .locator('xpath=following-sibling::dd');
}

// First, while the group is as it came: what is tried below changes it.
describe.each(LOOKS)('looks as it was looked at, %s', (look) => {
  for (const [name, place] of [
    ['records-list', `flows?activity=customer-support&${DAY}`],
    ['records-page', `systems/care-desk?${DAY}`],
    ['records-form', 'assessments/new'],
    ['records-tree', `organisations?view=tree&${DAY}`],
    ['records-map', `organisations?view=map&${DAY}`],
    ['records-interview', 'activities/hosting-straits/interview'],
    ['records-history', 'activities/patents?tab=history'],
    ['approvals', 'changes'],
    ['gallery', 'gallery'],
  ] as const)
    test(
      name,
      ({ skip }) =>
        onStage(stage, skip, place, { until: 'h1', options: contextOf(look) }, async (page, complaints) => {
          await page.waitForTimeout(4000);
          expect(complaints).toEqual([]);
          await expectGolden(page, `${name}-${look}`, skip);
        }),
      LONG_MS,
    );
});

describe.each<Language>(['en', 'ja', 'de'])('the register in %s', (language) => {
  const words = TEXTS[language];

  onPage(
    'is searched, a record opened, changed, and the change taken back',
    `activities?lang=${language}`,
    async (page) => {
      await heading(page, words.frame.places.activities).waitFor();
      await page.getByRole('searchbox').fill('Billing');
      await page.getByRole('link', { name: 'Billing in the United Kingdom' }).waitFor();
      await expect.poll(() => page.getByRole('link', { name: 'Recruitment' }).count()).toBe(0);
      await page.getByRole('link', { name: 'Billing in the United Kingdom' }).click();
      await heading(page, 'Billing in the United Kingdom').waitFor();
      await fact(page, words.fields.labels['activities.retention'])
        .getByText(words.fields.years(6))
        .waitFor();

      await page.getByRole('button', { name: words.records.edit }).click();
      await page
        .getByRole('textbox', { name: words.fields.labels['activities.retention'], exact: true })
        .fill('12');
      await page.getByRole('button', { name: words.frame.save, exact: true }).click();
      await page.getByText(words.frame.saved('Billing in the United Kingdom')).waitFor();
      await fact(page, words.fields.labels['activities.retention'])
        .getByText(words.fields.years(12))
        .waitFor();

      await page.getByRole('button', { name: words.frame.undo, exact: true }).click();
      await fact(page, words.fields.labels['activities.retention'])
        .getByText(words.fields.years(6))
        .waitFor();
    },
  );

  onPage(
    'asks one question at a time',
    `activities/hosting-straits/interview?lang=${language}`,
    async (page) => {
      await heading(page, words.records.interview.of('Hosting for Straits')).waitFor();
      await page.getByText(words.records.interview.reasons.demanded).waitFor();
      const before = await page.getByRole('heading', { level: 2 }).last().textContent();
      await page.getByRole('button', { name: words.records.interview.skip }).click();
      await expect.poll(() => page.getByRole('heading', { level: 2 }).last().textContent()).not.toBe(before);
      // What is left stands there again when one comes back.
      await page.waitForTimeout(400);
      await page.reload();
      await page.getByText(words.records.interview.goesOn).waitFor();
      await expect.poll(() => page.getByRole('heading', { level: 2 }).last().textContent()).not.toBe(before);
    },
  );

  onPage('shows what waits for a decision', `changes?lang=${language}`, async (page) => {
    await heading(page, words.frame.places.changes).waitFor();
    await page.getByText(words.records.changes.none.proposed).waitFor();
  });
});

describe('a list', () => {
  onPage('is filtered by names, and the address says it', 'flows', async (page) => {
    await page.getByRole('button', { name: text.list.filter }).click();
    await page.getByRole('menuitem', { name: fields.labels['flows.activity'] }).click();
    await page.getByRole('combobox').fill('Patents');
    await page.getByRole('option').first().click();
    await page.getByRole('button', { name: text.list.apply }).click();
    await page.waitForURL(/activity=patents/);
    const table = page.getByRole('table');
    await expect.poll(() => table.getAttribute('aria-rowcount').then(Number)).toBeLessThan(20);
    await page.getByRole('button', { name: frame.words.remove(fields.labels['flows.activity']) }).click();
    await expect.poll(() => page.url()).not.toContain('activity=');
  });

  onPage(
    'says what to do first where nothing is, and what to do where nothing fits',
    'systems?q=nothingofthatname',
    async (page) => {
      await page.getByText(text.list.noneFits).waitFor();
      await page.getByRole('button', { name: text.list.clear }).first().click();
      await page.getByRole('link', { name: 'CareDesk' }).waitFor();
    },
  );

  onPage('removes several at once, or says who still names them', 'systems', async (page) => {
    for (const [id, name] of [
      ['test-one', 'Test One'],
      ['test-two', 'Test Two'],
    ] as const)
      await ask(`${GROUP}/systems/${id}`, {
        method: 'PUT',
        headers: { 'if-none-match': '*' },
        body: JSON.stringify({ record: { id, name } }),
      });
    await page.getByRole('searchbox').fill('Test');
    for (const name of ['Test One', 'Test Two'])
      await page.getByRole('checkbox', { name: frame.table.choose(name) }).check();
    await page.getByRole('button', { name: text.list.remove }).click();
    await page.getByRole('dialog').getByRole('button', { name: text.list.remove }).click();
    await page.getByText(text.list.removedMany(2)).waitFor();
    await page.getByRole('button', { name: frame.undo, exact: true }).click();
    await page.getByRole('link', { name: 'Test One' }).waitFor();

    await page.getByRole('searchbox').fill('CareDesk');
    await page.getByRole('checkbox', { name: frame.table.choose('CareDesk') }).check();
    await page.getByRole('button', { name: text.list.remove }).click();
    await page.getByRole('dialog').getByRole('button', { name: text.list.remove }).click();
    await page.getByRole('alert').getByText(text.stillNamed).waitFor();
    await page.getByRole('alert').getByRole('link', { name: 'Customer support around the clock' }).waitFor();
  });

  onPage('shows organisations as a tree and on the map', `organisations?${DAY}`, async (page) => {
    await page.getByRole('tab', { name: text.views.tree }).click();
    const fold = page.getByRole('button', { name: text.tree.fold('Example Telecom Europe GmbH') });
    await fold.click();
    await page.getByRole('button', { name: /Unfold Example Telecom Europe GmbH/ }).waitFor();
    await page.getByRole('tab', { name: text.views.map }).click();
    await page.getByRole('group', { name: text.map.label }).waitFor();
    await page.getByRole('heading', { name: /Japan/ }).waitFor();
  });
});

describe('a form', () => {
  onPage('tells all faults at once, each at its field', 'contractors/new', async (page) => {
    await page.getByRole('textbox', { name: fields.labels['contractors.selectedOn'] }).fill('soon');
    await page.getByRole('textbox', { name: fields.labels['*.id'] }).fill('test contractor');
    await page.getByRole('button', { name: frame.save }).click();
    await page.getByRole('alert').getByText(text.faults(3)).waitFor();
    const day = page.getByRole('textbox', { name: fields.labels['contractors.selectedOn'] });
    expect(await day.getAttribute('aria-invalid')).toBe('true');
    await page.getByText(fields.faults['bad-date']).first().waitFor();
    await page.getByText(fields.faults['missing-key']).first().waitFor();
  });

  onPage('keeps what was written when the page is loaded anew', 'divisions/new', async (page) => {
    await page.getByRole('textbox', { name: fields.labels['*.name'] }).fill('Müller & Söhne');
    expect(await page.getByRole('textbox', { name: fields.labels['*.id'] }).inputValue()).toBe(
      'mueller-soehne',
    );
    await page.waitForTimeout(500);
    await page.reload();
    await page.getByRole('button', { name: text.draft.forget }).waitFor();
    expect(await page.getByRole('textbox', { name: fields.labels['*.name'] }).inputValue()).toBe(
      'Müller & Söhne',
    );
    await page.getByRole('button', { name: text.draft.forget }).click();
    await expect
      .poll(() => page.getByRole('textbox', { name: fields.labels['*.name'] }).inputValue())
      .toBe('');
  });

  onPage(
    'meets somebody else’s change: nothing of either is lost',
    'activities/travel?edit=yes',
    async (page) => {
      const stored = await ask<{ version: number; record: object }>(`${GROUP}/activities/travel`);
      await page.getByRole('textbox', { name: fields.labels['*.description'] }).fill('Mine');
      await ask(`${GROUP}/activities/travel`, {
        method: 'PUT',
        headers: { 'if-match': `"${stored.version}"` },
        body: JSON.stringify({
          record: { ...stored.record, description: 'Theirs', note: 'A note of theirs' },
        }),
      });
      await page.getByRole('button', { name: frame.save }).click();
      const dialog = page.getByRole('dialog', { name: frame.conflict.title });
      await dialog.getByText('Theirs', { exact: true }).last().waitFor();
      await dialog.getByText('A note of theirs').waitFor();
      await dialog.getByRole('button', { name: text.conflict.save }).click();
      await page
        .getByText(frame.saved('Business travel'))
        .or(page.getByText(/is saved/))
        .first()
        .waitFor();
      const after = await ask<{ record: Record<string, unknown> }>(`${GROUP}/activities/travel`);
      expect(after.record).toMatchObject({ description: 'Mine', note: 'A note of theirs' });
    },
  );

  onPage(
    'fills in a missing field right where it is missing, and takes it back',
    'activities/network-operation',
    async (page) => {
      const name = fields.labels['activities.purposeNotice'];
      await page.getByRole('button', { name: text.missing.enter(name) }).click();
      const entry = page.locator('.field-entry');
      await entry.getByRole('radio', { name: frame.yes }).check({ force: true });
      await entry.getByRole('button', { name: frame.save, exact: true }).click();
      await fact(page, name).getByText(frame.yes).waitFor();
      await expect.poll(() => page.getByRole('button', { name: text.missing.enter(name) }).count()).toBe(0);
      await page.getByRole('button', { name: frame.undo, exact: true }).click();
      await page.getByRole('button', { name: text.missing.enter(name) }).waitFor();
    },
  );
});

describe('a record', () => {
  onPage('cannot go while others name it, and says who they are', 'organisations/et-fr', async (page) => {
    await page.getByRole('button', { name: frame.more }).click();
    await page.getByRole('menuitem', { name: text.list.remove }).click();
    await page.getByRole('dialog').getByRole('button', { name: text.list.remove }).click();
    await page.getByRole('alert').getByText(text.stillNamed).waitFor();
    await page.getByRole('alert').getByRole('link', { name: 'Billing in France' }).waitFor();
  });

  onPage('tells its history entry by entry, and an entry is taken back', 'systems/crm', async (page) => {
    const { version, record } = await ask<{ version: number; record: object }>(`${GROUP}/systems/crm`);
    await ask(`${GROUP}/systems/crm`, {
      method: 'PUT',
      headers: { 'if-match': `"${version}"` },
      body: JSON.stringify({ record: { ...record, description: 'Changed once' }, why: 'Yearly review.' }),
    });
    await page.getByRole('tab', { name: text.tabs.history }).click();
    await page.getByText('Yearly review.').waitFor();
    await page.getByRole('cell', { name: 'Changed once' }).waitFor();
    const slider = page.getByRole('slider', { name: text.history.slider });
    await slider.focus();
    await page.keyboard.press('Home');
    await page.getByRole('heading', { name: text.history.kinds.first }).waitFor();
    await page.keyboard.press('End');
    await page.getByText('Yearly review.').waitFor();
    await page.getByRole('button', { name: text.history.undo }).click();
    await page.getByRole('heading', { name: text.history.kinds.undo }).waitFor();
  });

  onPage(
    'shows comments as plain text, with links only to the web',
    'instruments/bcr-c?tab=comments',
    async (page) => {
      const written = '<img src=x onerror=alert(1)> javascript:alert(2) https://example.com/rules.';
      await page.getByRole('textbox', { name: text.comments.write }).fill(written);
      await page.getByRole('button', { name: text.comments.send }).click();
      const comment = page.locator('.comment-text');
      await comment.waitFor();
      expect(await comment.textContent()).toBe(written);
      expect(await comment.locator('img').count()).toBe(0);
      const link = comment.getByRole('link');
      expect(await link.count()).toBe(1);
      expect(await link.getAttribute('href')).toBe('https://example.com/rules');
      expect(await link.getAttribute('rel')).toContain('noopener');
      await page.getByRole('button', { name: text.comments.remove }).click();
      await page.getByText(text.comments.none).waitFor();
    },
  );

  onPage(
    'keeps files, names their hash, gives them back and lets them go',
    'instruments/bcr-c?tab=attachments',
    async (page) => {
      await page.locator('input[type="file"]').setInputFiles({
        name: '契約.txt',
        mimeType: 'text/plain',
        buffer: Buffer.from('as signed'),
      });
      await page.getByText('契約.txt', { exact: true }).waitFor();
      expect(await page.locator('.hash').textContent()).toMatch(/^[0-9a-f]{64}$/);
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: text.attachments.take }).click();
      expect((await download).suggestedFilename()).toBe('契約.txt');
      await page.getByRole('button', { name: text.attachments.remove('契約.txt') }).click();
      await page.getByText(text.attachments.none).waitFor();
    },
  );
});

describe('by keyboard alone', () => {
  onPage(
    'an activity and its flow are made, the verdict is seen to change, and the change is taken back',
    'activities',
    async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').waitFor();
      await page.keyboard.type('new: activity');
      const wanted = page.getByRole('option', { name: /New: activity/ });
      await wanted.waitFor();
      // What was found of records stands first, and comes when it comes.
      await page.waitForTimeout(1500);
      for (let presses = 0; presses < 30; presses += 1) {
        if ((await wanted.getAttribute('aria-selected')) === 'true') break;
        await page.keyboard.press('ArrowDown');
      }
      await page.keyboard.press('Enter');
      await page.waitForURL(/activities\/new/);
      await heading(page, frame.palette.newOne(frame.one.activities)).waitFor();
      await tabTo(page, /^Name/);
      await page.keyboard.type('Key Cards');
      await page.keyboard.press('Control+s');
      await page.waitForURL(/activities\/key-cards/);
      await heading(page, 'Key Cards').waitFor();

      await tabTo(page, /^More$/);
      await page.keyboard.press('Enter');
      await page.getByRole('menuitem', { name: text.newFlow }).waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL(/flows\/new/);
      await heading(page, frame.palette.newOne(frame.one.flows)).waitFor();
      await tabTo(page, /^Name/);
      await page.keyboard.type('Key cards to the cloud');
      await tabTo(page, /^Organisation \*/);
      await page.keyboard.type('Example Telecom France');
      await page.getByRole('option', { name: /Example Telecom France/ }).waitFor();
      await page.keyboard.press('Enter');
      await tabTo(page, /^Organisation \*/);
      await page.keyboard.type('Straits');
      await page
        .getByRole('option', { name: /Straits/ })
        .first()
        .waitFor();
      await page.keyboard.press('Enter');
      await page.keyboard.press('Control+s');
      await heading(page, 'Key cards to the cloud').waitFor();
      const verdict = page.locator('.verdict-list .verdict-mark').first();
      await verdict.waitFor();
      const before = (await verdict.textContent()) ?? '';

      await tabTo(page, /^Edit$/);
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: frame.save }).waitFor();
      await tabTo(page, /^Take Straits/);
      await page.keyboard.press('Enter');
      await page.keyboard.type('Example Telecom Europe');
      await page
        .getByRole('option', { name: /Example Telecom Europe/ })
        .first()
        .waitFor();
      await page.keyboard.press('Enter');
      await page.keyboard.press('Control+s');
      await expect.poll(() => verdict.textContent(), { timeout: 15_000 }).not.toBe(before);

      await tabTo(page, /^Undo$/, 'Key cards to the cloud');
      await page.keyboard.press('Enter');
      await expect.poll(() => verdict.textContent(), { timeout: 15_000 }).toBe(before);
    },
  );
});

const LOOKED_AT = [
  ['activities', `activities?${DAY}`],
  ['organisations as a tree', `organisations?view=tree&${DAY}`],
  ['a record', `activities/billing-fr?${DAY}`],
  ['a form', 'organisations/et-us?edit=yes'],
  ['an interview', 'activities/hosting-albion/interview'],
  ['a history', 'activities/patents?tab=history'],
  ['approvals', 'changes'],
] as const;

describe.each([
  ['light', 1280],
  ['dark', 360],
] as const)('in %s at %i pixels', (colorScheme, width) => {
  for (const [name, place] of LOOKED_AT)
    onPage(
      `${name} puts no barriers up and does not scroll sideways`,
      place,
      async (page) => {
        await page.waitForTimeout(2500);
        expect(await findBarriers(page)).toEqual([]);
        const sideways = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(sideways).toBeLessThanOrEqual(0);
      },
      { colorScheme, viewport: { width, height: 900 } },
    );
});

describe('where the group wants approvals', () => {
  interface Settled {
    readonly version: number;
    readonly record: { readonly approvals?: { readonly wanted?: boolean } };
  }
  const keyFor = async (role: string): Promise<string> =>
    (
      await ask<{ readonly secret: string }>(`${GROUP}/keys`, {
        method: 'POST',
        body: JSON.stringify({ person: 'brandt', role, name: 'Test' }),
      })
    ).secret;
  const want = async (): Promise<void> => {
    const { version, record } = await ask<Settled>(GROUP);
    await ask(GROUP, {
      method: 'PUT',
      headers: { 'if-match': `"${version}"` },
      body: JSON.stringify({ record: { ...record, approvals: { wanted: true } } }),
    });
  };
  /** Takes two persons. */
  const wantNoMore = async (): Promise<void> => {
    const { record } = await ask<Settled>(GROUP);
    if (record.approvals?.wanted !== true) return;
    const body = {
      of: { noun: 'groups', id: 'example' },
      act: 'statement',
      record: { ...record, approvals: { wanted: false } },
    };
    const { id } = await ask<{ id: string }>(`${GROUP}/changes`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    const headers = { authorization: `Bearer ${await keyFor('approver')}` };
    await ask(`${GROUP}/changes/${id}/approval`, { method: 'POST', headers, body: '{}' });
  };

  onPage(
    'a change is proposed, looked at by another person, and approved',
    'divisions/de-privacy',
    async (page) => {
      await want();
      try {
        await page.reload();
        await page.goto(`${stage.server.address}/divisions/de-privacy`);
        await page.getByRole('button', { name: text.editToPropose }).click();
        await page.getByRole('textbox', { name: fields.labels['*.note'] }).fill('Reports to the board');
        await page.getByRole('button', { name: text.propose }).click();
        await page.getByRole('button', { name: text.showChange }).click();
        await page.getByText(text.changes.own).waitFor();
        expect(await page.getByRole('button', { name: text.changes.approve }).isDisabled()).toBe(true);
        await page.getByRole('cell', { name: 'Reports to the board' }).waitFor();

        await page.evaluate((key) => sessionStorage.setItem('sekisho.key', key), await keyFor('approver'));
        await page.reload();
        await page.getByRole('button', { name: text.changes.reject }).waitFor();
        await page.getByRole('button', { name: text.changes.approve }).click();
        await page.getByText(text.changes.done.approval).waitFor();
        const { record } = await ask<{ record: Record<string, unknown> }>(`${GROUP}/divisions/de-privacy`);
        expect(record['note']).toBe('Reports to the board');
      } finally {
        await wantNoMore();
      }
    },
  );

  onPage(
    'what frees changes of it is proposed, too, and decided by another person',
    'settings',
    async (page) => {
      const { group: settings } = enSettings;
      const how = page.getByRole('radiogroup', { name: settings.wanted });
      const choose = (name: string) => how.getByText(name, { exact: true }).click();
      const save = page.getByRole('button', { name: frame.save, exact: true });
      const settled = async () => (await ask<Settled>(GROUP)).record;
      // The form begins anew from what was saved; news of it may come before the answer.
      await page.route(/\/api\/groups\/[^/?]+$/, async (route) => {
        const response = await route.fetch();
        if (route.request().method() === 'PUT') await new Promise((resolve) => setTimeout(resolve, 700));
        await route.fulfill({ response });
      });
      const saved = async (): Promise<void> => {
        await save.click();
        await page.getByText(settings.saved).first().waitFor();
        await page.getByRole('button', { name: settings.forget, exact: true }).waitFor({ state: 'detached' });
      };
      try {
        await choose(settings.all);
        expect(await page.getByText(settings.proposeLead).count()).toBe(0);
        await saved();
        expect((await settled()).approvals).toEqual({ wanted: true });

        await choose(settings.some.replace(/:$/, ''));
        await saved();
        await expect.poll(async () => Object.keys((await settled()).approvals ?? {})).toContain('nouns');
        await page.locator('label.checkbox', { hasText: frame.places.systems }).click();
        await page.getByText(settings.proposeLead).waitFor();
        expect(await save.count()).toBe(0);
        await page.getByRole('textbox', { name: settings.why }).fill('Two of us are left');
        await page.getByRole('button', { name: settings.propose, exact: true }).click();
        await page.getByText(settings.proposed).waitFor();
        await page.getByText(settings.waits).waitFor();
        expect(await page.getByText(settings.proposeLead).count()).toBe(0);
        expect((await settled()).approvals).toHaveProperty('nouns', expect.arrayContaining(['systems']));
        expect(await findBarriers(page)).toEqual([]);
        await page.getByRole('link', { name: settings.showWaiting }).click();

        await page.getByRole('link', { name: frame.groupSettings, exact: true }).waitFor();
        await page.getByText(text.changes.own).waitFor();
        expect(await page.getByRole('button', { name: text.changes.approve }).isDisabled()).toBe(true);
        await page.getByText('Two of us are left').waitFor();
        expect(await findBarriers(page)).toEqual([]);
        for (const language of ['ja', 'de', 'en'] as const) {
          const words = TEXTS[language];
          const url = new URL(page.url());
          url.searchParams.set('lang', language);
          await page.goto(url.href);
          await page.getByRole('link', { name: words.frame.groupSettings, exact: true }).waitFor();
          const row = page.getByRole('row', { name: new RegExp(words.fields.labels['groups.approvals']) });
          await row.getByText(words.fields.labels['groups.approvals.nouns']).first().waitFor();
          const [was, becomes] = [row.getByRole('cell').first(), row.getByRole('cell').last()];
          expect(await was.getByText(words.frame.places.systems, { exact: true }).count()).toBe(1);
          expect(await becomes.getByText(words.frame.places.systems, { exact: true }).count()).toBe(0);
          expect(await becomes.getByText(words.frame.places.flows, { exact: true }).count()).toBe(1);
          await page.goto(new URL(`/?lang=${language}`, url).href);
          await page.getByRole('link', { name: words.frame.groupSettings, exact: true }).first().click();
          await page.getByRole('link', { name: words.frame.groupSettings, exact: true }).waitFor();
        }

        await page.evaluate((key) => sessionStorage.setItem('sekisho.key', key), await keyFor('approver'));
        await page.reload();
        await page.getByRole('button', { name: text.changes.approve }).click();
        await page.getByText(text.changes.done.approval).waitFor();
        expect((await settled()).approvals).not.toHaveProperty('nouns', expect.arrayContaining(['systems']));
      } finally {
        await wantNoMore();
      }
      expect((await settled()).approvals).toEqual({ wanted: false });
    },
  );
});
