// What the tests of the screen stand on: the built program and a browser, one of each for a file, and a page of it for a test.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, type TestContext } from 'vitest';
import { type RunningProgram, startProgram } from '../flow/running-server.ts';
import { launchBrowser, NO_BROWSER } from '../support/browser.ts';
import { openPage } from './open-page.ts';

const START_MS = 240_000;

export interface Stage {
  /** Null where this machine has no browser. */
  readonly browser: Browser | null;
  readonly server: RunningProgram;
}

/** To be called once by a file of tests, at its top; what it answers is there when the first test runs. */
export function setStage(): Stage {
  let browser: Browser | null = null;
  let server: RunningProgram | undefined;
  beforeAll(async () => {
    browser = await launchBrowser();
    if (browser !== null) server = await startProgram();
  }, START_MS);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });
  return {
    get browser() {
      return browser;
    },
    get server() {
      if (server === undefined) throw new Error('No program was started: there is no browser for it.');
      return server;
    },
  };
}

interface Seat {
  /** What must stand there before anything is done. */
  readonly until?: string;
  readonly options?: Parameters<typeof openPage>[3];
}

/** Runs with a page, which must not have complained at the end. Skipped loudly where there is no browser. */
export async function onStage(
  stage: Stage,
  skip: TestContext['skip'],
  place: string,
  { until, options }: Seat,
  run: (page: Page, complaints: readonly string[]) => Promise<void>,
): Promise<void> {
  if (stage.browser === null) return skip(NO_BROWSER);
  const { page, complaints, close } = await openPage(
    stage.browser,
    stage.server.address,
    place,
    options,
    until,
  );
  try {
    await run(page, complaints);
    expect(complaints).toEqual([]);
  } finally {
    await close();
  }
}
