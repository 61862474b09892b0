// A PostgreSQL for the tests: the one named by DATABASE_URL, else one started here with the machine's own programs.
import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

/** Said to a test that is skipped, and printed at the end of the run. */
export const NO_POSTGRES =
  'no PostgreSQL was found: set DATABASE_URL to one (15 or newer, with the right to create databases), or install Debian’s "postgresql" package';

export interface TestPostgres {
  /** A new, empty database, and its address. */
  makeDatabase(): Promise<string>;
  /** Ends the server as a power cut would, and starts it again; null where the server is not ours. */
  readonly crash: (() => Promise<void>) | null;
  stop(): Promise<void>;
}

/** Starts or finds a server; null where there is none to be had. */
export async function startPostgres(): Promise<TestPostgres | null> {
  const named = process.env['DATABASE_URL'];
  if (named !== undefined && named !== '') return serveFrom(named, null, async () => undefined);
  const programs = findPrograms();
  if (programs === null) return null;
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-postgres-'));
  const run = runAs(folder);
  if (run === null) return null;
  const port = await findPort();
  const pgCtl = (...words: string[]): void => run(join(programs, 'pg_ctl'), ['-D', folder, '-w', ...words]);
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder} -c max_connections=60`;
  const start = (): void => pgCtl('-o', options, '-l', join(folder, 'server.log'), 'start');
  run(join(programs, 'initdb'), [
    '-D',
    folder,
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
    '-U',
    'postgres',
  ]);
  start();
  const crash = async (): Promise<void> => {
    pgCtl('-m', 'immediate', 'stop');
    start();
  };
  return serveFrom(`postgresql://postgres@127.0.0.1:${port}/postgres`, crash, async () => {
    pgCtl('-m', 'immediate', 'stop');
    rmSync(folder, { recursive: true, force: true });
  });
}

function serveFrom(url: string, crash: TestPostgres['crash'], stop: () => Promise<void>): TestPostgres {
  const made: string[] = [];
  const ask = async (text: string): Promise<void> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      await client.query(text);
    } finally {
      await client.end();
    }
  };
  return {
    makeDatabase: async () => {
      const name = `sekisho_test_${process.pid}_${made.length}_${Date.now().toString(36)}`;
      await ask(`create database ${name} encoding 'UTF8' template template0`);
      made.push(name);
      const address = new URL(url);
      address.pathname = `/${name}`;
      return address.href;
    },
    crash,
    stop: async () => {
      for (const name of crash === null ? made : [])
        await ask(`drop database if exists ${name} with (force)`);
      await stop();
    },
  };
}

function findPrograms(): string | null {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const places = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(':'),
  ];
  return (
    places.find((place) => existsSync(join(place, 'initdb')) && existsSync(join(place, 'pg_ctl'))) ?? null
  );
}

/** PostgreSQL refuses to run as root; there, its own user runs it. */
function runAs(folder: string): ((program: string, words: readonly string[]) => void) | null {
  let before: string[] = [];
  if (process.getuid?.() === 0) {
    const ids = ['-u', '-g'].map((which) => spawnSync('id', [which, 'postgres'], { encoding: 'utf8' }));
    if (ids.some(({ status }) => status !== 0)) return null;
    chownSync(folder, Number(ids[0]?.stdout), Number(ids[1]?.stdout));
    before = ['runuser', '-u', 'postgres', '--'];
  }
  return (program, words) => {
    const [command = program, ...rest] = [...before, program, ...words];
    // The server keeps what it inherits, so nothing of ours is handed to it.
    const { status, error } = spawnSync(command, rest, { stdio: 'ignore', cwd: folder });
    if (status !== 0)
      throw new Error(`${program} failed (${status ?? error?.message}), run by ${userInfo().username}.`);
  };
}

function findPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
