// A Chromium for the browser tests: the machine's own where there is one, else the one that came as a package.
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Said to a test that is skipped, and printed at the end of the run. */
export const NO_BROWSER =
  'no Chromium was found: set SEKISHO_CHROMIUM to one, or install Debian’s "chromium" package';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** No window, no sandbox (tests run as root in containers), and nothing that calls out by itself. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

interface Chromium {
  readonly executablePath: string;
  readonly args: readonly string[];
}

/** Starts a browser, or answers null where this machine has none; the caller closes it. */
export async function launchBrowser(): Promise<Browser | null> {
  const found = await findChromium();
  if (found === null) return null;
  return chromium.launch({ executablePath: found.executablePath, args: [...found.args] });
}

async function findChromium(): Promise<Chromium | null> {
  const named = process.env.SEKISHO_CHROMIUM;
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) throw new Error(`SEKISHO_CHROMIUM names "${named}", and there is no such file.`);
    return { executablePath: named, args: FLAGS };
  }
  const installed = PLACES.find((place) => existsSync(place));
  return installed === undefined ? packagedChromium() : { executablePath: installed, args: FLAGS };
}

async function packagedChromium(): Promise<Chromium | null> {
  // The package holds a Chromium for Linux on x64 only.
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const { default: packaged } = await import('@sparticuz/chromium');
  // Not with the package's own flags: with --single-process the browser dies when the first page is closed, and
  // --disable-web-security would hide what the policy of the page forbids.
  return { executablePath: await packaged.executablePath(), args: FLAGS };
}
