// Loading a folder of laws: every fault of every file at once, each with file, line and column.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writePlace } from '../../core/base/issue.ts';
import { loadLaws, readLawFolder } from './load-laws.ts';

const SAYS = '{en: a, ja: b, de: c}';
const SOURCE = '[{cite: Act, url: "https://example.org", read: 2026-01-05}]';
const INSTRUMENT = `format: sekisho/instrument@1
id: xx.act
answers: xx
name: ${SAYS}
short: ${SAYS}
source: ${SOURCE}
`;
const law = (id: string, rules: string): string => `format: sekisho/law@1
id: ${id}
laws: [xx]
title: ${SAYS}
source: ${SOURCE}
rules:
${rules}`;
const rule = (id: string, rest = ''): string =>
  `  - {id: ${id}, kind: means, says: ${SAYS}, cites: [A]${rest}}\n`;

let top: string;
let count = 0;
beforeAll(() => {
  top = mkdtempSync(join(tmpdir(), 'sekisho-laws-'));
});
afterAll(() => rmSync(top, { recursive: true, force: true }));

/** A folder of law files. */
function folderOf(files: Readonly<Record<string, string>>): string {
  count += 1;
  const folder = join(top, String(count));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** Faults as `path:line:column code`, the path within the folder. */
function faults(files: Readonly<Record<string, string>>): string[] {
  const folder = folderOf(files);
  const loaded = loadLaws(folder, 'test');
  return loaded.ok
    ? []
    : loaded.fault.map((one) => `${writePlace(one.at).replace(`${folder}/`, '')} ${one.code}`);
}

const sound = {
  'xx/act/instrument.yaml': INSTRUMENT,
  'xx/act/art-1.yaml': law('xx.act.art-1', rule('xx.act.art-1')),
};

describe('a folder of laws', () => {
  it('is loaded with all that stands in it', () => {
    const loaded = loadLaws(folderOf(sound), '2026a');
    expect(loaded).toMatchObject({ ok: true, value: { version: '2026a' } });
    expect(loaded.ok && [...loaded.value.rules.keys()]).toEqual(['xx.act.art-1']);
  });

  it('leaves cases and calendars to others', () => {
    const more = {
      ...sound,
      'xx/act/cases/art-1.yaml': 'format: sekisho/cases@1\ncases: nonsense',
      'calendars/x.yaml': 'days: []',
    };
    expect(faults(more)).toEqual([]);
  });

  it('has a fingerprint that follows every letter and every name', () => {
    const print = (files: Readonly<Record<string, string>>): string => {
      const read = readLawFolder(folderOf(files));
      return read.ok ? read.value.fingerprint : '';
    };
    const first = print(sound);
    expect(print({ ...sound })).toBe(first);
    expect(print({ ...sound, 'xx/act/instrument.yaml': `${INSTRUMENT}# a remark\n` })).not.toBe(first);
    expect(print({ ...sound, 'xx/act/cases/a.yaml': 'format: sekisho/cases@1\ncases: []' })).not.toBe(first);
  });

  it.each<[string, Readonly<Record<string, string>>, string[]]>([
    ['a file that is no YAML', { 'xx/a.yaml': 'a: b: c' }, ['xx/a.yaml:1:4 unreadable']],
    ['an empty file', { 'xx/a.yaml': '' }, ['xx/a.yaml:1:1 unreadable']],
    [
      'a file of no known format',
      { 'xx/a.yaml': 'format: sekisho/law@2\nid: xx.a' },
      ['xx/a.yaml:1:1 unknown-format'],
    ],
    ['a file without a format', { 'xx/a.yaml': 'id: xx.a' }, ['xx/a.yaml:1:1 unknown-format']],
    ['a file that is nothing', { 'xx/a.yaml': 'null' }, ['xx/a.yaml:1:1 unknown-format']],
    [
      'an unknown key',
      { ...sound, 'xx/act/instrument.yaml': `${INSTRUMENT}colour: red\n` },
      // The law whose file is not sound is then missing for the others.
      ['xx/act/instrument.yaml:7:1 unknown-key', 'xx/act/art-1.yaml:3:1 unknown-term'],
    ],
    [
      'a fact that does not exist',
      {
        ...sound,
        'xx/act/art-1.yaml': law('xx.act.art-1', rule('xx.act.art-1', ', when: {all: [{mod: x}]}')),
      },
      ['xx/act/art-1.yaml:7:92 unknown-fact'],
    ],
    [
      'a key that is missing in a rule',
      {
        ...sound,
        'xx/act/art-1.yaml': law(
          'xx.act.art-1',
          `${rule('xx.act.art-1')}  - id: xx.act.art-1.b\n    kind: means\n    cites: [A]\n`,
        ),
      },
      ['xx/act/art-1.yaml:8:5 missing-key'],
    ],
    [
      'a rule that leads nowhere',
      { ...sound, 'xx/act/art-1.yaml': law('xx.act.art-1', rule('xx.act.art-1', ', except: [xx.gone]')) },
      ['xx/act/art-1.yaml:7:5 dangling-rule'],
    ],
    [
      'an id that is not its path',
      { ...sound, 'xx/act/art-2.yaml': law('xx.act.art-1', rule('xx.act.art-1')) },
      ['xx/act/art-2.yaml:2:1 bad-id', 'xx/act/art-2.yaml:7:6 bad-id'],
    ],
    [
      'terms without a kind',
      { ...sound, 'terms/x.yaml': 'format: sekisho/terms@1\nid: terms.x\nterms: []' },
      ['terms/x.yaml:1:1 missing-key'],
    ],
  ])('with %s is refused at its place', (_what, files, wanted) => {
    expect(faults(files)).toEqual(wanted);
  });

  it('tells the faults of all files at once', () => {
    const found = faults({
      ...sound,
      'xx/act/art-2.yaml': law('xx.act.art-2', rule('xx.act.art-2', ', when: {mod: x}')),
      'xx/act/art-3.yaml': law('xx.act.art-3', rule('xx.act.art-3', ', tier: x')),
    });
    expect(found.map((one) => one.split(':')[0])).toEqual(['xx/act/art-2.yaml', 'xx/act/art-3.yaml']);
  });
});
