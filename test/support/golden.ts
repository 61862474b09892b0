// Goldens: pictures of pages that a person has looked at; a page that comes to look otherwise is told, with the new picture beside.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { expect, type TestContext } from 'vitest';

const FOLDER = 'test/browser/goldens';
/** Pictures of this run that differ; not kept in the repository. */
const DIFFERENT = 'coverage/goldens';
const QUALITY = 70;
/** A point differs when one of its colours does by more than this, of 255. */
const COLOUR_STEP = 48;

export type Look = 'light' | 'dark' | 'ja' | 'narrow';
export const LOOKS: readonly Look[] = ['light', 'dark', 'ja', 'narrow'];

/** How the browser is set up for a look. */
export function contextOf(look: Look): {
  viewport: { width: number; height: number };
  locale: string;
  colorScheme: 'light' | 'dark';
  reducedMotion: 'reduce';
} {
  return {
    viewport: look === 'narrow' ? { width: 360, height: 800 } : { width: 1280, height: 900 },
    locale: look === 'ja' ? 'ja-JP' : 'en-GB',
    colorScheme: look === 'dark' ? 'dark' : 'light',
    reducedMotion: 'reduce',
  };
}

interface Comparison {
  /** `skipped`: the fonts of this machine are not those with which the goldens were made. */
  readonly is: 'same' | 'new' | 'different' | 'skipped';
  /** Share of the points that differ. */
  readonly share: number;
  readonly file: string;
}

/** Compares the page with its golden. `UPDATE_GOLDENS=1` writes the goldens anew, to be looked at before they are committed. */
async function compareGolden(page: Page, name: string, most = 0.01, folder = FOLDER): Promise<Comparison> {
  const file = join(folder, `${name}.jpg`);
  const taken = await page.screenshot({
    type: 'jpeg',
    quality: QUALITY,
    animations: 'disabled',
    caret: 'hide',
  });
  const fonts = await measureFonts(page);
  const fontsFile = join(FOLDER, 'fonts.json');
  if (process.env['UPDATE_GOLDENS'] === '1') {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, taken);
    // As the formatter of the house writes it.
    writeFileSync(fontsFile, `[${fonts.join(', ')}]\n`);
    return { is: 'new', share: 0, file };
  }
  if (!existsSync(fontsFile) || JSON.stringify(readFonts(fontsFile)) !== JSON.stringify(fonts))
    return { is: 'skipped', share: 0, file };
  if (!existsSync(file)) return { is: 'different', share: 1, file: keepDifferent(name, taken) };
  const browser = page.context().browser();
  if (browser === null) throw new Error('The page has no browser to compare pictures with.');
  const share = await shareOfDifference(browser, readFileSync(file), taken);
  if (share <= most) return { is: 'same', share, file };
  return { is: 'different', share, file: keepDifferent(name, taken) };
}

interface GoldenWish {
  /** Share of the points that may differ. */
  readonly most?: number;
  readonly folder?: string;
}

/** The page looks as its golden does. Where this machine has other fonts nothing can be said, and the test is skipped loudly. */
export async function expectGolden(
  page: Page,
  name: string,
  skip: TestContext['skip'],
  { most, folder }: GoldenWish = {},
): Promise<void> {
  const found = await compareGolden(page, name, most, folder);
  if (found.is === 'skipped') return skip('the fonts of this machine are not those of the goldens');
  expect(found, `look at ${found.file}`).toMatchObject({ is: expect.stringMatching(/same|new/) });
}

function readFonts(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function keepDifferent(name: string, picture: Buffer): string {
  mkdirSync(DIFFERENT, { recursive: true });
  const file = join(DIFFERENT, `${name}.jpg`);
  writeFileSync(file, picture);
  return file;
}

/** Widths of a few words: the same fonts give the same. */
function measureFonts(page: Page): Promise<readonly number[]> {
  return page.evaluate(() => {
    const pen = document.createElement('canvas').getContext('2d');
    if (pen === null) return [];
    return ['400 16px', '650 16px'].flatMap((font) =>
      ['Sekisho Verarbeitung', '個人情報の取扱い 髙﨑'].map((words) => {
        pen.font = `${font} ${getComputedStyle(document.body).fontFamily}`;
        return Math.round(pen.measureText(words).width * 10) / 10;
      }),
    );
  });
}

/** The browser itself reads both pictures: no other reader of pictures is needed. */
async function shareOfDifference(browser: Browser, golden: Buffer, taken: Buffer): Promise<number> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    return await page.evaluate(
      async ([a, b, step]) => {
        const pointsOf = async (data: string): Promise<ImageData> => {
          const picture = new Image();
          picture.src = `data:image/jpeg;base64,${data}`;
          await picture.decode();
          const canvas = document.createElement('canvas');
          canvas.width = picture.width;
          canvas.height = picture.height;
          const pen = canvas.getContext('2d') as CanvasRenderingContext2D;
          pen.drawImage(picture, 0, 0);
          return pen.getImageData(0, 0, picture.width, picture.height);
        };
        const [one, other] = await Promise.all([pointsOf(a), pointsOf(b)]);
        if (one.width !== other.width || one.height !== other.height) return 1;
        let different = 0;
        for (let at = 0; at < one.data.length; at += 4) {
          const far = [0, 1, 2].some(
            (colour) => Math.abs((one.data[at + colour] ?? 0) - (other.data[at + colour] ?? 0)) > step,
          );
          if (far) different += 1;
        }
        return (different * 4) / one.data.length;
      },
      [golden.toString('base64'), taken.toString('base64'), COLOUR_STEP] as const,
    );
  } finally {
    await context.close();
  }
}
