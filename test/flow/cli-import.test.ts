// Import and export from the command line, on both databases: what works, who may, and which walls hold, kills and Ctrl-C among them.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { NO_POSTGRES } from '../support/postgres.ts';
import { ROOT, type Run, sekisho } from '../support/run-cli.ts';
import {
  type CliGround,
  prepareCliGround,
  runOn,
  type StoreEnvironment,
  within,
} from '../support/store-cli.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const SMALL = 'examples/small-group.yaml';
const ON = '2026-11-22';

/** The one document of a run that ended so. */
// biome-ignore lint/suspicious/noExplicitAny: the documents are looked at key by key.
function documentOf({ status, out, err }: Run, wanted = 0): any {
  expect([status, err]).toEqual([wanted, '']);
  return JSON.parse(out);
}

beforeAll(async () => {
  // The first call builds what is stale; the later ones are quick.
  const { status } = await sekisho(['verify'], { env: { SEKISHO_DATA: 'no-such-folder', DATABASE_URL: '' } });
  expect(status).toBe(2);
});

describe.each(['pglite', 'postgres'] as const)('on %s', (kind) => {
  let ground: CliGround | null = null;
  let place: StoreEnvironment;
  beforeAll(async () => {
    ground = await prepareCliGround(kind);
    if (ground === null) return;
    place = await ground.makePlace();
  });
  afterAll(() => ground?.clear());
  beforeEach(({ skip }) => {
    if (ground === null) skip(NO_POSTGRES);
  });
  const inFolder = (name: string): string => join((ground as CliGround).folder, name);
  const write = (name: string, text: string): string => {
    writeFileSync(inFolder(name), text);
    return inFolder(name);
  };
  const ask = async (...words: string[]): Promise<ReturnType<typeof documentOf>> =>
    documentOf(await runOn(place, [...words, '--json']));
  const entriesOf = async (one: StoreEnvironment): Promise<number[]> =>
    documentOf(await runOn(one, ['verify', '--json'])).groups.map(
      ({ entries }: { entries: number }) => entries,
    );

  describe('works', () => {
    it('shows first what would change, and writes nothing', async () => {
      const { out, status } = await runOn(place, ['import', SMALL, '--dry-run']);
      expect(status).toBe(0);
      expect(out).toMatch(/small-group\.yaml \(register-yaml\) → group:kita, a new group/);
      expect(out).toMatch(/ {5}added {3}changed {6}same {6}gone\norganisations/);
      expect(out).toContain('This was a dry run; nothing was written.');
      expect((await ask('groups')).groups).toEqual([]);
    });

    it('takes a file in, which then answers as the file does', async () => {
      const done = await ask('import', SMALL);
      expect(done).toMatchObject({ group: 'kita', isNewGroup: true, format: 'register-yaml', applied: true });
      expect(done.appended).toBeGreaterThan(5);
      expect((await ask('groups')).groups).toEqual([{ id: 'kita', name: 'Kita Software Group' }]);
      for (const words of [['transfers'], ['contracts'], ['duties']]) {
        const [command = ''] = words;
        const stored = await ask(command, 'group:kita', '--as-of', ON);
        expect(unordered(stored), command).toEqual(unordered(await ask(command, SMALL, '--as-of', ON)));
      }
      expect(unordered(await ask('transfers', 'group:kita', '--timeline'))).toEqual(
        unordered(await ask('transfers', SMALL, '--timeline')),
      );
    });

    it('changes nothing where the same file comes twice', async () => {
      const before = await entriesOf(place);
      expect(await ask('import', SMALL)).toMatchObject({ applied: false, appended: 0, changes: [] });
      expect((await runOn(place, ['import', SMALL])).out).toContain(
        'Nothing changed: all of it is kept already.',
      );
      expect(await entriesOf(place)).toEqual(before);
    });

    it.each([
      ['yaml', 'register-yaml'],
      ['json', 'register-json'],
      ['jsonl', 'json-lines'],
      ['xlsx', 'xlsx'],
      ['zip', 'csv'],
      ['yml', 'fideslang'],
    ])('gives it back as %s, which changes nothing when it comes in again', async (ending, format) => {
      const out = inFolder(`again.${ending}`);
      const asked = format === 'fideslang' ? ['--format', format] : [];
      expect(await ask('export', 'register', ...asked, '--out', out)).toMatchObject({ file: out, format });
      const again = await ask('import', out, '--into', 'kita');
      expect(again).toMatchObject({ group: 'kita', format, applied: false, appended: 0 });
    });

    it('shows what is different, place by place, and what is gone', async () => {
      const text = readFileSync(join(ROOT, SMALL), 'utf8');
      const name = /name: (Kita Software Inc\.)/;
      expect(text).toMatch(name);
      const changed = write('changed.yaml', text.replace(name, 'name: Kita Renamed Inc.'));
      const planned = await ask('import', changed, '--dry-run');
      expect(planned.changes).toEqual([
        {
          noun: 'organisations',
          id: 'kita-jp',
          what: 'changed',
          differences: [{ path: 'name', before: 'Kita Software Inc.', after: 'Kita Renamed Inc.' }],
        },
      ]);
      const { out } = await runOn(place, ['import', changed]);
      expect(out).toMatch(
        /changed {2}organisations kita-jp\n +name: "Kita Software Inc\." → "Kita Renamed Inc\."/,
      );
      expect(out).toMatch(/Imported\. 1 entry written\./);
      const few = write('few.yaml', 'format: sekisho/register@1\ngroup: {id: kita}\nassessments: []\n');
      const gone = await ask('import', few, '--dry-run', '--gone', 'remove');
      expect(gone.changes.every(({ what }: { what: string }) => what === 'gone')).toBe(true);
      expect(gone.counts.assessments).toMatchObject({ added: 0, changed: 0, same: 0 });
    });

    it('answers with what was known at a moment', async () => {
      const before = new Date().toISOString();
      const other = write(
        'more.yaml',
        'format: sekisho/register@1\norganisations:\n  - {id: new-one, name: New, country: US, kind: company, regimes: []}\nflows:\n  - {id: new-flow, from: kita-de, to: new-one, fromRole: controller, toRole: controller, mode: disclosure}\n',
      );
      await ask('import', other);
      const flows = async (...words: string[]): Promise<string[]> =>
        (await ask('transfers', 'group:kita', '--as-of', ON, ...words)).flows.map(
          ({ flow }: { flow: string }) => flow,
        );
      expect(await flows()).toContain('new-flow');
      expect(await flows('--known-at', before)).not.toContain('new-flow');
      const earlier = await ask('transfers', 'group:kita', '--timeline', '--known-at', before);
      expect(earlier.flows.map(({ flow }: { flow: string }) => flow)).not.toContain('new-flow');
    });

    it('reads a sheet of others by a mapping that is shown, remembered, and leaves alone whom it only names', async () => {
      const sheet = write(
        'foreign.csv',
        'Processing activity;Controller;Purpose;Data categories;Retention period\nNewsletter;Kita Software GmbH;marketing;name, email;P1Y\n',
      );
      const planned = await ask('import', sheet, '--into', 'kita', '--dry-run');
      expect(planned.changes.filter(({ what }: { what: string }) => what !== 'gone')).toMatchObject([
        { noun: 'activities', id: 'newsletter', what: 'added' },
      ]);
      expect(Object.keys(planned.counts)).toEqual(['activities']);
      const columns = planned.mapping.sheets[0].columns;
      expect(columns[1]).toMatchObject({ heading: 'Controller', field: 'controllers' });
      columns[4].field = null;
      const mended = write('mapping.json', JSON.stringify(planned));
      const { out } = await runOn(place, ['import', sheet, '--into', 'kita', '--mapping', mended]);
      expect(out).toMatch(/foreign was read as activities:[\s\S]*Retention period → not read/);
      const again = await ask('import', sheet, '--into', 'kita');
      expect(again).toMatchObject({ applied: false });
      expect(again.mapping.sheets[0].columns[4].field).toBe(null);
    });

    it('writes the records of processing as papers', async () => {
      for (const name of ['art-30.pdf', 'art-30.docx', 'art-30.xlsx']) {
        const out = inFolder(name);
        const words = ['export', 'records-of-processing', '--organisation', 'kita-de', '--as', 'controller'];
        expect(await ask(...words, '--language', 'de', '--out', out)).toMatchObject({ file: out });
        expect(readFileSync(out).subarray(0, 4).toString('latin1')).toMatch(/^(?:%PDF|PK)/);
      }
    });

    it('reads standard input and writes standard output', async () => {
      const lines = await runOn(place, ['export', 'organisations', '--format', 'jsonl', '--out', '-']);
      expect(lines.status).toBe(0);
      expect(JSON.parse(lines.out.split('\n')[0] ?? '')).toMatchObject({ covers: ['organisations'] });
      const again = await runOn(place, ['import', '-', '--json'], lines.out);
      expect(documentOf(again)).toMatchObject({ group: 'kita', applied: false });
    });
  });

  describe('roles', () => {
    it('makes keys, lists them without their secrets, and withdraws them', async () => {
      const made = await ask('key', 'make', '--person', 'hanako', '--role', 'editor', '--name', 'script');
      expect(made.text.length).toBeGreaterThan(20);
      const { keys } = await ask('key', 'list');
      expect(keys).toMatchObject([{ id: made.key.id, person: 'hanako', role: 'editor', isWithdrawn: false }]);
      expect(JSON.stringify(keys)).not.toContain(made.text);
      await ask('key', 'withdraw', made.key.id);
      expect((await ask('key', 'list')).keys).toMatchObject([{ isWithdrawn: true }]);
      expect((await runOn(place, ['key', 'make', '--person', 'x', '--role', 'king'])).status).toBe(2);
    });

    it('erases a person only where it is said to be meant', async () => {
      const persons = write(
        'persons.yaml',
        'format: sekisho/register@1\npersons:\n  - {id: taro, name: Yamada Taro, email: taro@example.com}\n',
      );
      await ask('import', persons);
      const { status, err } = await runOn(place, ['person', 'erase', 'taro']);
      expect([status, err]).toEqual([2, expect.stringContaining('--yes')]);
      expect((await runOn(place, ['export', 'persons', '--format', 'yaml', '--out', '-'])).out).toContain(
        'Yamada',
      );
      expect(await ask('person', 'erase', 'taro', '--yes')).toEqual({ person: 'taro', wasKept: true });
      expect((await runOn(place, ['export', 'persons', '--format', 'yaml', '--out', '-'])).out).not.toContain(
        'Yamada',
      );
      expect((await runOn(place, ['verify'])).status).toBe(0);
    });

    it('lets nobody at this machine pass for a second person', async () => {
      expect((await runOn(place, ['import-application', 'x'])).err).toContain('--server');
      expect((await runOn(place, ['groups', '--key', 'x'])).err).toContain('--server');
    });
  });

  describe('walls', () => {
    it('tells every fault of the file by line and column, and keeps nothing of it', async () => {
      const before = await entriesOf(place);
      const faulty = write(
        'faulty.yaml',
        [
          'format: sekisho/register@1',
          'group: {id: kita}',
          'organisations:',
          '  - {id: good, country: DE, regimes: []}',
          '  - {id: bad, country: Germany, regimes: []}',
          'flows:',
          '  - {id: f, from: good, to: good, fromRole: boss}',
          '  - {id: g, from: good, to: nobody}',
          '',
        ].join('\n'),
      );
      const { issues } = documentOf(await runOn(place, ['import', faulty, '--json']), 2);
      expect(
        issues.map(({ code, at }: { code: string; at: string }) => [code, at.replace(/^.*faulty/, 'faulty')]),
      ).toEqual(
        expect.arrayContaining([
          ['bad-country', expect.stringMatching(/^faulty\.yaml:5:\d+$/)],
          ['bad-word', expect.stringMatching(/^faulty\.yaml:7:\d+$/)],
          ['dangling-id', expect.stringMatching(/^faulty\.yaml:8:\d+$/)],
        ]),
      );
      expect(await entriesOf(place)).toEqual(before);
    });

    it.each([
      [['import', 'nowhere.yaml'], 'unreadable'],
      [['import', SMALL, '--format', 'pdf'], 'bad-option'],
      [['import', SMALL, '--gone', 'burn'], 'bad-option'],
      [['import', 'package.json'], 'unknown-format'],
      [['import', 'sekisho'], 'unknown-format'],
      [['export', 'everything', '--out', 'x.yaml'], 'bad-option'],
      [['export', 'register', '--out', 'no-such-folder/x.yaml'], 'unwritable'],
      [['export', 'register', '--out', 'x.yaml', '--group', 'nobody'], 'unknown-group'],
      [['transfers', 'group:nobody'], 'unknown-group'],
      [['duties', 'group:nobody'], 'unknown-group'],
    ])('refuses %j', async (words, code) => {
      const { issues } = documentOf(await runOn(place, [...words, '--json']), 2);
      expect(issues.map((one: { code: string }) => one.code)).toContain(code);
      expect(existsSync('x.yaml')).toBe(false);
    });

    it('keeps nothing of an import that is killed, whenever that is', async () => {
      const large = write('large.jsonl', linesOf(20_000));
      const before = await entriesOf(place);
      for (const delay of [1_500, 3_500]) {
        const { signal } = await interrupted(place, large, 'SIGKILL', delay);
        if (signal !== 'SIGKILL') break;
        expect(await entriesOf(place)).toEqual(before);
      }
    });

    it('leaves nothing half-written when Ctrl-C stops it', async () => {
      const large = write('large.jsonl', linesOf(40_000));
      const before = await entriesOf(place);
      const { status, err } = await interrupted(place, large, 'SIGINT', 3_000);
      expect([status, err]).toEqual([130, expect.stringContaining('Stopped. Nothing of it was kept.')]);
      expect(await entriesOf(place)).toEqual(before);
      expect(readdirSync((ground as CliGround).folder).filter((name) => name.endsWith('.part'))).toEqual([]);
    });
  });
});

describe('the machine', () => {
  let ground: CliGround;
  let place: StoreEnvironment;
  beforeAll(async () => {
    ground = (await prepareCliGround('pglite')) as CliGround;
    place = await ground.makePlace();
    expect((await runOn(place, ['import', SMALL])).status).toBe(0);
  });
  afterAll(() => ground.clear());

  it('has no room: that is said, nothing of the file is kept, and all goes on when there is room again', async ({
    skip,
  }) => {
    if (process.platform === 'win32') return skip('Windows has no limit on the size of files');
    const before = documentOf(await runOn(place, ['verify', '--json']));
    expect(before.sound).toBe(true);
    const file = join(ground.folder, 'heavy.jsonl');
    writeFileSync(file, heavyLines(500));
    // Blocks of 512 bytes: the log's own files fit, the table of long values grows into the limit.
    const limited = ['-c', `trap '' XFSZ; ulimit -f 36864; exec "$@"`, 'sh', process.execPath];
    const words = [...limited, `${ROOT}dist/sekisho.js`, 'import', file];
    const { status, stderr } = spawnSync('sh', words, {
      encoding: 'utf8',
      cwd: ROOT,
      env: { ...process.env, ...place },
    });
    expect([status, stderr]).toEqual([3, expect.stringMatching(/\[disk-full\][\s\S]*Make room/)]);
    expect(documentOf(await runOn(place, ['verify', '--json']))).toEqual(before);
    expect(documentOf(await runOn(place, ['import', file, '--json']))).toMatchObject({ appended: 500 });
  });

  it('has a clock that was set back: no entry says it was recorded before the one before it', async () => {
    const late = join(ground.folder, 'yesterday.mjs');
    writeFileSync(late, 'const now = Date.now; Date.now = () => now() - 86_400_000;\n');
    const file = join(ground.folder, 'late.jsonl');
    writeFileSync(file, linesOf(3));
    const { status } = await sekisho(['import', file], { node: ['--import', late], env: place });
    expect(status).toBe(0);
    expect(documentOf(await runOn(place, ['verify', '--json']))).toMatchObject({ sound: true });
  });
});

describe('two processes', () => {
  it('do not import into one folder at the same time, and the second is told why', async () => {
    const ground = (await prepareCliGround('pglite')) as CliGround;
    try {
      const place = await ground.makePlace();
      expect((await runOn(place, ['import', SMALL])).status).toBe(0);
      await within(place, async () => {
        const { status, err } = await runOn(place, ['import', SMALL]);
        expect([status, err]).toEqual([3, expect.stringMatching(/\[folder-in-use\][\s\S]*--server/)]);
      });
    } finally {
      await ground.clear();
    }
  });

  it('import into one group of a PostgreSQL at the same time: each is kept as a whole or refused', async ({
    skip,
  }) => {
    const ground = await prepareCliGround('postgres');
    if (ground === null) return skip(NO_POSTGRES);
    try {
      const place = await ground.makePlace();
      expect((await runOn(place, ['import', SMALL])).status).toBe(0);
      const files = [0, 1].map((n) => {
        const file = join(ground.folder, `both-${n}.jsonl`);
        writeFileSync(file, linesOf(3_000, `side ${n}`));
        return file;
      });
      const runs = await Promise.all(files.map((file) => runOn(place, ['import', file, '--json'])));
      expect(runs.some(({ status }) => status === 0)).toBe(true);
      for (const { status, out } of runs)
        if (status !== 0) expect(JSON.parse(out).issues).toMatchObject([{ code: 'plan-outdated' }]);
      const kept = documentOf(await runOn(place, ['verify', '--json']));
      expect(kept.sound).toBe(true);
      const { out } = await runOn(place, ['export', 'activities', '--format', 'jsonl', '--out', '-']);
      const sides = new Set([...out.matchAll(/"name":"(side \d)/g)].map(([, side]) => side));
      expect(sides.size).toBe(1);
    } finally {
      await ground.clear();
    }
  });
});

/** What is kept comes in the order of ids, what a file holds in its own. */
function unordered(value: unknown): unknown {
  if (Array.isArray(value))
    return value.map(unordered).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unordered(item)]));
}

/** JSON lines of so many activities. */
function linesOf(count: number, name = 'Activity'): string {
  const lines = Array.from({ length: count }, (_, n) =>
    JSON.stringify({
      noun: 'activities',
      record: { id: `many-${n}`, name: `${name}`, controllers: ['kita-de'] },
    }),
  );
  return `{"format":"sekisho/lines@1","group":{"id":"kita"}}\n${lines.join('\n')}\n`;
}

/** JSON lines of activities with long notes that nothing can compress. */
function heavyLines(count: number): string {
  const lines = Array.from({ length: count }, (_, n) => {
    const note = randomBytes(60_000).toString('base64');
    return JSON.stringify({ noun: 'activities', record: { id: `heavy-${n}`, name: 'Heavy', note } });
  });
  return `{"format":"sekisho/lines@1","group":{"id":"kita"}}\n${lines.join('\n')}\n`;
}

interface Ended {
  readonly status: number | null;
  readonly signal: string | null;
  readonly err: string;
}

/** Starts an import and sends a signal after a while. */
function interrupted(
  place: StoreEnvironment,
  file: string,
  signal: NodeJS.Signals,
  delay: number,
): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [`${ROOT}dist/sekisho.js`, 'import', file], {
      cwd: ROOT,
      env: { ...process.env, ...place },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let err = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    const timer = setTimeout(() => child.kill(signal), delay);
    child.on('close', (status, ended) => {
      clearTimeout(timer);
      resolve({ status, signal: ended, err });
    });
  });
}
