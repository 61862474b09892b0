// The commands on the store as a whole, from outside and on both databases: what works, who may, and which walls hold.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { appendEntries } from '../../src/kit/store/append-entries.ts';
import { scopeAt, stateActivity } from '../support/open-test-store.ts';
import { NO_POSTGRES } from '../support/postgres.ts';
import { ROOT, type Run, sekisho } from '../support/run-cli.ts';
import {
  type CliGround,
  fill,
  prepareCliGround,
  runOn,
  type StoreEnvironment,
  within,
} from '../support/store-cli.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 300_000 });

/** The one document of a run that ended so. */
// biome-ignore lint/suspicious/noExplicitAny: the documents are looked at key by key.
function documentOf({ status, out, err }: Run, wanted = 0): any {
  expect([status, err]).toEqual([wanted, '']);
  return JSON.parse(out);
}

beforeAll(async () => {
  // The first call builds what is stale; the later ones are quick.
  expect(
    (await sekisho(['verify'], { env: { SEKISHO_DATA: 'no-such-folder', DATABASE_URL: '' } })).status,
  ).toBe(2);
});

describe.each(['pglite', 'postgres'] as const)('on %s', (kind) => {
  let ground: CliGround | null = null;
  let place: StoreEnvironment;
  let saved: string;
  beforeAll(async () => {
    ground = await prepareCliGround(kind);
    if (ground === null) return;
    place = await ground.makePlace();
    saved = join(ground.folder, 'saved.backup');
    await fill(place, 'asagiri');
    await fill(place, 'yamabuki', 1);
  });
  afterAll(() => ground?.clear());
  beforeEach(({ skip }) => {
    if (ground === null) skip(NO_POSTGRES);
  });
  const elsewhere = () => (ground as CliGround).makePlace();
  const inFolder = (name: string): string => join((ground as CliGround).folder, name);

  describe('works', () => {
    it('backs up, restores elsewhere, and verifies both against checkpoints kept outside', async () => {
      const checkpoints = inFolder('outside.jsonl');
      expect(documentOf(await runOn(place, ['checkpoint', checkpoints, '--json']))).toMatchObject({
        checkpoints: [
          { groupId: 'asagiri', position: 6 },
          { groupId: 'yamabuki', position: 2 },
        ],
      });
      const locked = { ...place, SEKISHO_BACKUP_PASSPHRASE: 'Ein langer Satz.' };
      expect(documentOf(await runOn(locked, ['backup', saved, '--json']))).toMatchObject({
        file: saved,
        entries: 8,
        hasMasterKey: true,
        groups: [{ groupId: 'asagiri', position: 6 }, { groupId: 'yamabuki' }],
      });
      expect(statSync(saved).mode & 0o077).toBe(0);
      const other = { ...(await elsewhere()), SEKISHO_BACKUP_PASSPHRASE: 'Ein langer Satz.' };
      expect(documentOf(await runOn(other, ['restore', saved, '--json']))).toMatchObject({
        entries: 8,
        isKeyReplaced: true,
      });
      for (const one of [place, other])
        expect(
          documentOf(await runOn(one, ['verify', '--checkpoints', checkpoints, '--json'])),
        ).toMatchObject({
          sound: true,
          groups: [
            { groupId: 'asagiri', entries: 6, findings: [] },
            { groupId: 'yamabuki', entries: 2, findings: [] },
          ],
        });
    });

    it('adds checkpoints to those that the file holds, and prints them for a pipe', async () => {
      const file = inFolder('growing.jsonl');
      writeFileSync(file, '');
      await runOn(place, ['checkpoint', file]);
      const { out } = await runOn(place, ['checkpoint', file]);
      expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(4);
      expect(out).toContain('2 checkpoints added');
      const lines = (await runOn(place, ['checkpoint', '-'])).out.trim().split('\n');
      expect(lines.map((line) => JSON.parse(line).groupId)).toEqual(['asagiri', 'yamabuki']);
    });

    it('rebuilds what somebody changed in a table, after verify has found it', async () => {
      const other = await elsewhere();
      await fill(other);
      await within(other, (store) =>
        sql`update records set body = '{"name":"forged"}' where record_id = 'a-1'`.execute(store.kysely),
      );
      const found = documentOf(await runOn(other, ['verify', '--json']), 1);
      expect(found).toMatchObject({ sound: false, groups: [{ findings: [{ code: 'table-differs' }] }] });
      expect(documentOf(await runOn(other, ['rebuild', '--json']))).toEqual({
        groups: [{ groupId: 'asagiri', entries: 6, records: 3 }],
      });
      expect((await runOn(other, ['verify'])).out).toMatch(/asagiri {2}6 entries, 0 checkpoints {2}sound/);
    });

    it('says for a person what was done, in one line or two', async () => {
      const { out, err } = await runOn(place, ['backup', inFolder('plain.backup')]);
      expect(out).toMatch(
        /^Backed up 2 groups with 8 entries to .*plain\.backup \(\d+ KiB\)\.\nThe master key is not in it/,
      );
      expect(err).toBe('');
      const other = await elsewhere();
      expect((await runOn(other, ['restore', inFolder('plain.backup')])).out).toMatch(
        /^Restored 2 groups with 8 entries, as of .*; the ledger was verified\.\n$/,
      );
    });
  });

  describe('roles', () => {
    it('opens a locked backup to nobody without its passphrase', async () => {
      const other = { ...(await elsewhere()), SEKISHO_BACKUP_PASSPHRASE: 'another sentence' };
      const refused = await runOn(other, ['restore', saved, '--json']);
      expect(documentOf(refused, 3).issues).toMatchObject([{ code: 'backup-locked', at: 'store' }]);
      expect(
        documentOf(
          await runOn({ ...other, SEKISHO_BACKUP_PASSPHRASE: 'Ein langer Satz.' }, [
            'restore',
            saved,
            '--json',
          ]),
        ),
      ).toMatchObject({ entries: 8 });
    });

    it('takes no passphrase from the command line', async () => {
      const { status, err } = await runOn(place, ['backup', inFolder('x'), '--passphrase', 'x']);
      expect([status, existsSync(inFolder('x'))]).toEqual([2, false]);
      expect(err).toContain('[bad-option]');
    });

    it('believes no checkpoint but those of the key that is named', async () => {
      const checkpoints = inFolder('outside.jsonl');
      const stranger = Buffer.alloc(32, 7).toString('base64');
      const found = await runOn(place, ['verify', '--checkpoints', checkpoints, '--signed-by', stranger]);
      expect(found.status).toBe(1);
      expect(found.out).toContain('[checkpoint-forged]');
      expect((await runOn(place, ['verify', '--signed-by', 'abc'])).status).toBe(2);
    });

    it('does not open personal data under another master key', async () => {
      const keyed = { ...place, SEKISHO_MASTER_KEY: 'ab'.repeat(32) };
      await within(place, (store) =>
        appendEntries(scopeAt('2026-03-03T09:00:00Z', 'persons'), store, [
          stateActivity('p', '', { body: { name: 'Taro' }, personal: [{ path: 'name', subject: 'taro' }] }),
        ]),
      );
      const { status, err } = await runOn(keyed, ['verify']);
      expect([status, err]).toEqual([3, expect.stringContaining('[key-wrong]')]);
    });
  });

  describe('walls', () => {
    it('restores into an empty store only', async () => {
      const { status, err } = await runOn(place, ['restore', saved]);
      expect(status).toBe(3);
      expect(err).toMatch(/\[store-not-empty\].*already[\s\S]*Name a new data folder or a new database/);
    });

    it('takes no damaged backup, and leaves the store empty', async () => {
      const bytes = readFileSync(saved);
      const damaged = inFolder('damaged.backup');
      writeFileSync(damaged, bytes.subarray(0, bytes.length - 20));
      const other = await elsewhere();
      const refused = await runOn(other, ['restore', damaged]);
      expect(refused.status).toBe(3);
      expect(refused.err).toMatch(/\[backup-damaged\][\s\S]*Nothing was restored/);
      expect((await runOn(other, ['verify'])).out).toContain('no group yet');
    });

    it('says of a database that a newer version wrote what to do, and touches nothing', async () => {
      const other = await elsewhere();
      await fill(other);
      await within(other, (store) =>
        sql`insert into migrations values ('9999-later', 'x', now())`.execute(store.kysely),
      );
      for (const words of [['verify'], ['restore', saved], ['backup', inFolder('newer.backup')]]) {
        const { status, err } = await runOn(other, words);
        expect([status, err]).toEqual([3, expect.stringContaining('[database-newer]')]);
        expect(err).toContain('Start the newer version again');
      }
      expect(existsSync(inFolder('newer.backup'))).toBe(false);
    });

    it('tells all of a ledger that was tampered with, where, and ends with 1', async () => {
      const other = await elsewhere();
      await fill(other);
      await within(other, (store) =>
        sql`update ledger_entries set payload = '{"name":"forged"}' where position = 2`.execute(store.kysely),
      );
      const { status, out } = await runOn(other, ['verify']);
      expect([status, out]).toEqual([
        1,
        expect.stringMatching(/Entry 2 .* is not as it was written\..*\[entry-changed\]/),
      ]);
    });

    it('writes no half of a backup where there is no room for it', async ({ skip }) => {
      if (process.platform === 'win32') return skip('Windows has no such limit');
      const other = await elsewhere();
      await fill(other, 'asagiri', 2_000);
      const file = inFolder('no-room.backup');
      const { status, stderr } = spawnSync(
        'sh',
        [
          '-c',
          `trap '' XFSZ; ulimit -f 64; exec "$@"`,
          'sh',
          process.execPath,
          `${ROOT}dist/sekisho.js`,
          'backup',
          file,
        ],
        { encoding: 'utf8', env: { ...process.env, ...other } },
      );
      expect([status, stderr]).toEqual([
        3,
        expect.stringMatching(/\[disk-full\]|\[folder-unusable\]|\[backup-unwritable\]/),
      ]);
      expect(readdirSync((ground as CliGround).folder).filter((name) => name.startsWith('no-room'))).toEqual(
        [],
      );
    });
  });
});

describe('a folder', () => {
  let ground: CliGround;
  beforeAll(async () => {
    ground = (await prepareCliGround('pglite')) as CliGround;
  });
  afterAll(() => ground.clear());

  it('in which nothing is kept is not made by asking', async () => {
    const place = await ground.makePlace();
    for (const words of [['verify'], ['backup', 'x'], ['rebuild'], ['checkpoint', 'x']]) {
      expect(documentOf(await runOn(place, [...words, '--json']), 2).issues).toMatchObject([
        { code: 'nothing-kept' },
      ]);
    }
    expect(existsSync(place['SEKISHO_DATA'] as string)).toBe(false);
  });

  it('that another process has is refused, and the way round is named', async () => {
    const place = await ground.makePlace();
    await fill(place);
    await within(place, async () => {
      const { status, err } = await runOn(place, ['verify']);
      expect(status).toBe(3);
      expect(err).toMatch(/\[folder-in-use\].*used by process \d+/);
      expect(err).toContain('--server');
    });
    expect((await runOn(place, ['verify'])).status).toBe(0);
  });

  it('whose files are damaged is told as such, with what to do', async () => {
    const place = await ground.makePlace();
    await fill(place);
    const control = join(place['SEKISHO_DATA'] as string, 'cluster', 'global', 'pg_control');
    const opened = openSync(control, 'r+');
    writeSync(opened, Buffer.alloc(512, 0x5a), 0, 512, 0);
    closeSync(opened);
    const { status, err } = await runOn(place, ['verify']);
    expect([status, err]).toEqual([
      3,
      expect.stringMatching(/\[folder-damaged\][\s\S]*restore the newest backup/),
    ]);
  });

  it('whose keys others can read is refused', async ({ skip }) => {
    if (process.platform === 'win32') return skip('Windows knows no such rights');
    const place = await ground.makePlace();
    await fill(place);
    chmodSync(join(place['SEKISHO_DATA'] as string, 'master.key'), 0o644);
    const { status, err } = await runOn(place, ['verify']);
    expect([status, err]).toEqual([3, expect.stringMatching(/\[key-unusable\][\s\S]*chmod 600/)]);
  });

  it('is no file to back up to, nor a file to restore from', async () => {
    const place = await ground.makePlace();
    await fill(place);
    const folder = join(ground.folder, 'some-folder');
    mkdirSync(folder);
    expect((await runOn(place, ['backup', folder])).err).toContain('[backup-unwritable]');
    expect((await runOn(place, ['backup', join(folder, 'none', 'x')])).err).toContain('[backup-unwritable]');
    expect((await runOn(place, ['restore', folder])).err).toContain('[unreadable]');
    expect((await runOn(place, ['restore', join(folder, 'none')])).status).toBe(2);
    expect(readdirSync(ground.folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});
