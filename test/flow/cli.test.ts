// The command line from outside: every command, its JSON, its exit statuses, and what it says of bad input.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { completenessShape } from '../../src/api/completeness.ts';
import { ROOT, type Run, sekisho as start } from '../support/run-cli.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 180_000 });

const SMALL = 'examples/small-group.yaml';
const LARGE = 'examples/example-group.yaml';
const ON = '2026-11-22';
const DPF = 'eu.adequacy.us-dpf-2023';

/** Without the look for a stale build, which the first call took. */
const sekisho = (words: readonly string[], how: Parameters<typeof start>[1] = {}): Promise<Run> =>
  start(words, { node: [], ...how });

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sekisho-cli-'));
  // The first call builds what is stale; the later ones are quick.
  expect((await start(['due', 'eu.gdpr.art-33.1', '--from', '2026-01-01T00:00Z'])).status).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const SOUND = `format: sekisho/register@1
organisations:
  - {id: de, country: DE, kind: company, regimes: []}
  - {id: in, country: IN, kind: company, regimes: []}
flows:
  - {id: f, from: de, to: in, fromRole: controller, toRole: controller, mode: disclosure}
`;

// biome-ignore lint/suspicious/noExplicitAny: the documents are looked at key by key.
type Document = any;

/** The JSON document that a run wrote, and nothing else. */
function documentOf({ out, err }: Run): Document {
  expect(err).toBe('');
  expect(out.endsWith('\n')).toBe(true);
  return JSON.parse(out);
}
const ask = async (...words: string[]): Promise<Document> => {
  const run = await sekisho([...words, '--json']);
  expect([run.status, run.err]).toEqual([0, '']);
  return documentOf(run);
};
interface Shown {
  readonly code: string;
  readonly at: string;
  readonly message: string;
  readonly hint: string;
}
const faultsOf = async (words: readonly string[], input?: string): Promise<readonly Shown[]> => {
  const run = await sekisho([...words, '--json'], input === undefined ? {} : { input });
  expect(run.status, run.err).toBe(2);
  const { issues, ...rest } = documentOf(run) as { issues: readonly Shown[] };
  expect(rest).toEqual({});
  for (const one of issues) {
    expect(one).toMatchObject({
      code: expect.stringMatching(/^[a-z-]+$/),
      at: expect.any(String),
      message: expect.any(String),
      hint: expect.any(String),
    });
    expect(one.message.length * one.hint.length * one.at.length).toBeGreaterThan(0);
  }
  return issues;
};

describe('every command with --json', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['transfers', ['transfers', SMALL, '--as-of', ON], ['asOf', 'laws', 'flows']],
    [
      'transfers of one flow',
      ['transfers', SMALL, '--as-of', ON, '--flow', 'to-cloud'],
      ['asOf', 'laws', 'flows'],
    ],
    ['transfers, explained', ['transfers', SMALL, '--as-of', ON, '--explain'], ['flows']],
    [
      'transfers as known',
      ['transfers', SMALL, '--as-of', ON, '--known-at', '2026-01-01T00:00:00Z'],
      ['flows'],
    ],
    ['transfers over time', ['transfers', SMALL, '--timeline'], ['laws', 'from', 'until', 'flows']],
    [
      'transfers in thought',
      ['transfers', SMALL, '--as-of', ON, '--without', DPF, '--what-if'],
      ['before', 'after', 'changed', 'remedies'],
    ],
    ['transfers when a country leaves', ['transfers', SMALL, '--as-of', ON, '--leaves', 'FR'], ['flows']],
    ['contracts', ['contracts', LARGE, '--as-of', ON], ['asOf', 'laws', 'scc', 'bcr']],
    ['duties', ['duties', LARGE, '--as-of', ON], ['asOf', 'laws', 'duties']],
    [
      'due',
      ['due', 'eu.gdpr.art-12.3', '--from', '2026-01-31', '--calendar', 'DE-NW'],
      ['rule', 'from', 'nominal', 'due', 'latest', 'calendar', 'zone', 'because', 'cites'],
    ],
    ['law check', ['law', 'check'], ['sound', 'files', 'rules', 'cases', 'failing', 'uncovered']],
    ['law show', ['law', 'show', 'eu.gdpr.art-33.1', '--as-of', ON], ['file', 'rules']],
    ['law list', ['law', 'list'], ['rules']],
    ['law list of periods', ['law', 'list', '--due', '--as-of', ON], ['rules']],
  ])('prints one document and nothing else: %s', async (_what, words, keys) => {
    const document = await ask(...words);
    for (const key of keys) expect(document).toHaveProperty(key);
  });

  it('prints the same bytes twice', async () => {
    const [one, two] = await Promise.all(
      [0, 1].map(() => sekisho(['transfers', LARGE, '--as-of', ON, '--json'])),
    );
    expect(one?.out).toBe(two?.out);
  });
});

describe('the words of the contract', () => {
  it('stand in the answer of transfers', async () => {
    const { flows, asOf, laws } = await ask('transfers', LARGE, '--as-of', ON);
    expect([asOf, typeof laws]).toEqual([ON, 'string']);
    expect(flows.length).toBeGreaterThan(80);
    const verdicts = ['not-a-transfer', 'lawful', 'conditional', 'unlawful', 'undetermined'];
    for (const flow of flows) {
      expect(verdicts).toContain(flow.verdict);
      for (const one of flow.answers) {
        expect(one).toMatchObject({
          regime: expect.any(String),
          transfer: expect.any(Boolean),
          tool: expect.any(String),
        });
        expect(verdicts).toContain(one.verdict);
        for (const key of ['origins', 'cites', 'duties', 'because', 'missing'])
          expect(Array.isArray(one[key]), key).toBe(true);
        expect(one.instrument === null || typeof one.instrument === 'string').toBe(true);
        for (const duty of one.duties)
          expect(duty).toMatchObject({
            duty: expect.any(String),
            met: expect.any(Boolean),
            cite: expect.any(String),
          });
        if (one.verdict === 'not-a-transfer')
          expect([one.transfer, one.tool]).toEqual([false, 'within-territory']);
      }
    }
    const regimes = new Set(
      flows.flatMap((flow: Document) => flow.answers.map((one: Document) => one.regime)),
    );
    expect([...regimes].sort()).toEqual(['ch-fadp', 'eu-gdpr', 'jp-appi', 'uk-gdpr']);
  });

  it('stand in the answer over time', async () => {
    const { flows } = await ask('transfers', LARGE, '--timeline', '--flow', 'marketing-de-pixelpath');
    for (const span of flows[0].spans) {
      expect(Object.keys(span)).toEqual(
        expect.arrayContaining(['from', 'until', 'verdict', 'tool', 'instrument', 'because']),
      );
    }
    expect(flows[0].spans.map((one: Document) => [one.from, one.until, one.verdict]).at(-1)).toEqual([
      '2020-07-16',
      null,
      'unlawful',
    ]);
  });

  it('find what is planted in the example group', async () => {
    const planted: readonly [string, string, readonly string[]][] = [
      ['forgotten-member', 'unlawful', ['hr-jp-th', 'crm-de-th']],
      ['late-accession', 'conditional', ['crm-de-id']],
      ['not-shown', 'conditional', ['hr-de-jp-cloud']],
      ['supplementary-rules-refused', 'unlawful', ['recruitment-de-staff']],
      ['useless-encryption', 'unlawful', ['health-de-nimbus']],
      ['unknown-sub-processor', 'undetermined', ['payroll-ca-lakeshore']],
      ['article-28-clauses', 'unlawful', ['payroll-nl-nimbus']],
      ['chain-breaks-with-the-certificate', 'unlawful', ['crm-nimbus-sundesk']],
      ['end-of-the-chain', 'unlawful', ['crm-isla-sg']],
      ['not-equivalent', 'unlawful', ['crm-de-cn']],
      ['wrong-module', 'unlawful', ['support-survey-isla']],
      ['no-addendum', 'unlawful', ['support-gb-isla']],
      ['no-swiss-adaptation', 'conditional', ['support-ch-isla']],
      ['lapsed-certificate', 'unlawful', ['billing-fr-nimbus', 'marketing-kedem-nimbus']],
      ['two-lists', 'unlawful', ['billing-gb-br']],
      ['no-service-agreement', 'conditional', ['host-rheinwerk-sg']],
      ['module-4-with-added-data', 'conditional', ['host-dc-straits-enriched']],
      ['cbpr-for-eu-data', 'unlawful', ['soc-jp-pacific']],
      ['paper-to-israel', 'unlawful', ['marketing-paper-kedem']],
      ['privacy-shield-forever', 'unlawful', ['marketing-de-pixelpath']],
      ['excluded-body', 'unlawful', ['research-jp-musashino']],
      ['every-week', 'unlawful', ['travel-weekly-andaman']],
      ['stale-check', 'conditional', ['mobile-jp-isla']],
      ['consent-without-information', 'unlawful', ['mobile-jp-cn']],
      ['targeting-forgotten', 'unlawful', ['shop-jp-isla']],
    ];
    const { flows } = await ask('transfers', LARGE, '--as-of', ON);
    const verdictOf = (id: string): unknown => flows.find((flow: Document) => flow.flow === id)?.verdict;
    for (const [name, verdict, ids] of planted)
      for (const id of ids) expect(verdictOf(id), `${name}: ${id}`).toBe(verdict);
  });

  it('answer the examples of `due`', async () => {
    expect(
      await ask(
        'due',
        'eu.gdpr.art-12.3',
        '--from',
        '2026-01-31',
        '--calendar',
        'DE-NW',
        '--zone',
        'Europe/Berlin',
      ),
    ).toMatchObject({
      rule: 'eu.gdpr.art-12.3',
      from: '2026-01-31',
      nominal: '2026-02-28',
      due: '2026-03-02',
      latest: '2026-03-02',
      calendar: 'DE-NW',
      zone: 'Europe/Berlin',
    });
    const hours = await ask(
      'due',
      'eu.gdpr.art-33.1',
      '--from',
      '2026-06-12T16:30+02:00',
      '--zone',
      'Europe/Berlin',
    );
    expect(Date.parse(hours.due)).toBe(Date.parse('2026-06-15T16:30+02:00'));
    expect(hours.latest).toMatch(/T.*(Z|[+-]\d\d:\d\d)$/);
    for (const rule of [
      'uk.gdpr.art-12.3',
      'jp.appi.art-26.preliminary',
      'jp.appi.art-26.final',
      'jp.appi.art-26.final-wrongful',
    ]) {
      expect(await ask('due', rule, '--from', '2026-12-05'), rule).toMatchObject({
        rule,
        from: '2026-12-05',
      });
    }
  });

  it('name all laws by which something is due', async () => {
    const { rules } = await ask('law', 'list', '--due');
    const ids = rules.map((one: Document) => one.id);
    for (const law of [
      'eu.gdpr.art-33',
      'eu.gdpr.art-12.3',
      'uk.gdpr.art-33',
      'jp.appi.art-26',
      'eu.nis2',
      'eu.dora',
    ]) {
      expect(
        ids.some((id: string) => id.startsWith(law)),
        law,
      ).toBe(true);
    }
  });
});

describe('the exit status', () => {
  it.each<[string, readonly string[], number]>([
    ['answered', ['transfers', SMALL, '--as-of', ON], 0],
    ['not as it should be, asked to check', ['transfers', SMALL, '--as-of', ON, '--check'], 1],
    [
      'as it should be, asked to check',
      ['transfers', SMALL, '--as-of', ON, '--flow', 'to-japan', '--check'],
      0,
    ],
    [
      'not shown to be as it should be, asked to check',
      ['transfers', SMALL, '--as-of', ON, '--flow', 'to-archive', '--check'],
      1,
    ],
    ['help', ['--help'], 0],
    ['help of a command', ['transfers', '--help'], 0],
    ['the version', ['--version'], 0],
    ['nothing asked', [], 2],
    ['a group of commands, nothing asked', ['law'], 2],
    ['an unknown command', ['tranfsers', SMALL], 2],
    ['an unknown option', ['transfers', SMALL, '--asof', ON], 2],
    ['a word too many', ['transfers', SMALL, SMALL], 2],
    ['a word missing', ['transfers'], 2],
    ['an option without its value', ['transfers', SMALL, '--as-of'], 2],
    ['a file that is not there', ['transfers', 'nobody.yaml'], 2],
    ['a folder', ['transfers', 'examples'], 2],
    ['an unknown shell', ['completion', 'tcsh'], 2],
  ])('%s', async (_what, words, wanted) => {
    const run = await sekisho(words);
    expect(run.status, run.err).toBe(wanted);
    if (wanted === 2) expect(run.out).toBe('');
    expect(run.err).not.toContain('    at ');
  });

  it('is 2 for a folder of laws that is not there', async () => {
    expect((await sekisho(['law', 'check', join(folder, 'no-such-folder')])).status).toBe(2);
  });

  it('is 1 over time and in thought too, asked to check', async () => {
    expect((await sekisho(['transfers', SMALL, '--as-of', ON, '--without', DPF, '--check'])).status).toBe(1);
  });

  it('is 1 for a timeline in which something is not as it should be, asked to check', async () => {
    expect((await sekisho(['transfers', SMALL, '--timeline', '--check'])).status).toBe(1);
  });

  it('is 3 where the machine fails, with a mark and without an answer', async () => {
    // A copy of the program whose rulebook was cut off: that is the machine, not the reader.
    const home = mkdtempSync(join(folder, 'home-'));
    cpSync(join(ROOT, 'dist'), join(home, 'dist'), {
      recursive: true,
      filter: (path) => !path.includes(`dist${sep}web`),
    });
    symlinkSync(join(ROOT, 'node_modules'), join(home, 'node_modules'));
    cpSync(join(ROOT, 'package.json'), join(home, 'package.json'));
    writeFileSync(join(home, 'dist', 'rulebook.json'), '{"version": ');
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(home, 'dist', 'sekisho.js'), 'transfers', join(ROOT, SMALL), '--json'],
      { encoding: 'utf8' },
    );
    expect([status, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(/The machine failed; this is not your input\. Mark [0-9a-f-]{36} names it\./);
  });
});

describe('bad input', () => {
  it('is told all at once, each fault with file, line and column', async () => {
    const path = file(
      'bad.yaml',
      SOUND.replace('country: IN', 'country: UK')
        .replace('to: in', 'to: nobody')
        .replace('mode: disclosure', 'mode: disclosed'),
    );
    const issues = await faultsOf(['transfers', path]);
    expect(issues.map((one) => `${one.code} ${one.at.replace(path, 'F')}`)).toEqual([
      'bad-country F:4:14',
      'bad-word F:6:77',
      'dangling-id F:6:23',
    ]);
    expect(issues[0]?.hint).toContain('GB');
  });

  it('in JSON is told by line and column', async () => {
    const path = file(
      'bad.json',
      '{\n  "format": "sekisho/register@1",\n  "organisations": [{"id": "a", "country": "XX"}]\n}\n',
    );
    expect((await faultsOf(['transfers', path])).map((one) => one.at.replace(path, 'F'))).toEqual([
      expect.stringMatching(/^F:3:\d+$/),
    ]);
  });

  it.each<[string, string, string]>([
    ['no YAML', 'a: b: c', 'unreadable'],
    ['nothing', '', 'unreadable'],
    ['another format', 'format: sekisho/register@9\norganisations: []', 'unknown-format'],
    ['no organisations', 'format: sekisho/register@1', 'missing-key'],
    ['a list', '[]', 'wrong-type'],
    ['an alias', 'format: sekisho/register@1\norganisations: &a []', 'alias-refused'],
    [
      'a key twice',
      'format: sekisho/register@1\nformat: sekisho/register@1\norganisations: []',
      'duplicate-key',
    ],
    ['tabs', 'format: sekisho/register@1\norganisations:\n\t- {id: a}', 'unreadable'],
  ])('that is %s is refused, from a file and from standard input', async (_what, text, code) => {
    const [fromFile, fromInput] = await Promise.all([
      faultsOf(['transfers', file(`${code}-${_what.replaceAll(' ', '-')}.yaml`, text)]),
      faultsOf(['transfers', '-'], text),
    ]);
    expect(fromFile[0]?.code).toBe(code);
    expect(fromInput.map((one) => one.code)).toEqual(fromFile.map((one) => one.code));
    expect(fromInput[0]?.at).toMatch(/^standard input/);
  });

  it('in Latin-1 is refused', async () => {
    const path = join(folder, 'latin.yaml');
    writeFileSync(path, Buffer.from(SOUND.replace('id: f', 'note: M\u00fcnchen, id: f'), 'latin1'));
    expect((await faultsOf(['transfers', path]))[0]?.code).toBe('unreadable');
  });

  it.each<[string, readonly string[], string, string]>([
    ['a date', ['transfers', SMALL, '--as-of', '2026-02-30'], 'bad-option', '--as-of'],
    ['a date in another order', ['duties', SMALL, '--as-of', '22.11.2026'], 'bad-option', '--as-of'],
    ['an instant', ['transfers', SMALL, '--known-at', '2026-01-01'], 'bad-option', '--known-at'],
    ['a flow', ['transfers', SMALL, '--flow', 'nobody'], 'bad-option', '--flow'],
    ['a law', ['transfers', SMALL, '--without', 'eu.adequacy.xx'], 'bad-option', '--without'],
    ['a country', ['transfers', SMALL, '--leaves', 'UK'], 'bad-option', '--leaves'],
    [
      'a span',
      ['transfers', SMALL, '--timeline', '--from', '2026-01-01', '--until', '2026-01-01'],
      'bad-option',
      '--until',
    ],
    ['a span without a timeline', ['transfers', SMALL, '--from', '2026-01-01'], 'bad-option', '--from'],
    ['an option', ['transfers', SMALL, '--whatif'], 'bad-option', 'command line'],
    ['a command', ['transfer', SMALL], 'bad-option', 'command line'],
    ['a rule', ['due', 'eu.gdpr.art-99', '--from', '2026-01-01'], 'unknown-rule', 'rule'],
    [
      'a rule without a period',
      ['due', 'eu.gdpr.art-44.transfer', '--from', '2026-01-01'],
      'no-period',
      'rule',
    ],
    ['a beginning', ['due', 'eu.gdpr.art-12.3', '--from', 'yesterday'], 'bad-date', 'from'],
    [
      'a zone',
      ['due', 'eu.gdpr.art-12.3', '--from', '2026-01-31', '--zone', 'Europe/Duesseldorf'],
      'bad-zone',
      'zone',
    ],
    [
      'a calendar',
      ['due', 'eu.gdpr.art-12.3', '--from', '2026-01-31', '--calendar', 'ZZ'],
      'bad-calendar',
      'calendar',
    ],
    [
      'months that the law does not give',
      ['due', 'eu.gdpr.art-12.3', '--from', '2026-01-31', '--months', '4'],
      'bad-number',
      'months',
    ],
    [
      'half a month',
      ['due', 'eu.gdpr.art-12.3', '--from', '2026-01-31', '--months', '1.5'],
      'bad-option',
      '--months',
    ],
    [
      'an extension that the law does not know',
      ['due', 'eu.gdpr.art-33.1', '--from', '2026-01-31T00:00Z', '--extended'],
      'no-extension',
      'extended',
    ],
    [
      'a pause',
      ['due', 'eu.gdpr.art-12.3', '--from', '2026-01-31', '--paused', 'monday'],
      'bad-option',
      '--paused',
    ],
    ['a rule to show', ['law', 'show', 'eu.gdpr.art-9999'], 'unknown-rule', 'rule'],
  ])('among the words is named: %s', async (_what, words, code, at) => {
    const [first] = await faultsOf(words);
    expect([first?.code, first?.at]).toEqual([code, at]);
  });

  it('is told to a person on standard error, with what to do', async () => {
    const { status, out, err } = await sekisho([
      'transfers',
      file('person.yaml', SOUND.replace('country: IN', 'country: UK')),
    ]);
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain('person.yaml:4:14 [bad-country]');
    expect(err).toContain('The United Kingdom is GB.');
    expect(err).toContain('1 fault; nothing was done.');
  });

  it('in a file of instruments to add is refused too', async () => {
    const issues = await faultsOf([
      'transfers',
      SMALL,
      '--with',
      file('with.yaml', 'instruments:\n  - {id: x, kind: scc-2022, parties: [nobody]}\n'),
    ]);
    expect(issues.map((one) => one.code)).toEqual(['bad-word', 'dangling-id']);
    expect(
      (await faultsOf(['transfers', SMALL, '--with', file('none.yaml', 'instruments: []\n')]))[0]?.code,
    ).toBe('bad-option');
  });

  it('in a folder of laws is told with file, line and column', async () => {
    writeFileSync(join(folder, 'x.yaml'), 'format: sekisho/law@1\nid: y\n');
    const laws = mkdtempSync(join(folder, 'laws-'));
    writeFileSync(join(laws, 'x.yaml'), 'format: sekisho/law@1\nid: y\nlaws: []\n');
    const issues = await faultsOf(['law', 'check', laws]);
    expect(issues.length).toBeGreaterThan(2);
    expect(issues[0]?.at).toBe(`${laws}/x.yaml:2:1`);
  });
});

describe('a register', () => {
  it('may come from standard input, as YAML and as JSON', async () => {
    const yaml = await sekisho(['transfers', '-', '--as-of', ON, '--json'], { input: SOUND });
    const json = await sekisho(['transfers', '-', '--as-of', ON, '--json'], {
      input: JSON.stringify({
        format: 'sekisho/register@1',
        organisations: [
          { id: 'de', country: 'DE', kind: 'company', regimes: [] },
          { id: 'in', country: 'IN', kind: 'company', regimes: [] },
        ],
        flows: [
          { id: 'f', from: 'de', to: 'in', fromRole: 'controller', toRole: 'controller', mode: 'disclosure' },
        ],
      }),
    });
    expect(documentOf(yaml)).toEqual(documentOf(json));
    expect(documentOf(yaml).flows[0].verdict).toBe('unlawful');
  });

  it('may be struck, joined and left in thought from the command line', async () => {
    const added = file(
      'add.yaml',
      'instruments:\n  - {id: s, kind: scc-2021, modules: [1], parties: [de, in], from: 2021-10-01}\n',
    );
    const path = file('sound.yaml', SOUND);
    const { flows } = await ask('transfers', path, '--as-of', ON, '--with', added);
    expect([flows[0].verdict, flows[0].answers[0].instrument]).toEqual(['conditional', 's']);
    const { changed } = await ask('transfers', path, '--as-of', ON, '--with', added, '--what-if');
    expect(changed.map((one: Document) => one.flow)).toEqual(['f']);
    const { flows: struck } = await ask(
      'transfers',
      LARGE,
      '--as-of',
      ON,
      '--flow',
      'crm-de-us',
      '--without',
      'bcr-c',
      '--without',
      DPF,
    );
    expect(struck[0].verdict).toBe('unlawful');
  });

  it('is asked about today where no day is named', async () => {
    const { asOf } = await ask('transfers', SMALL);
    expect(Math.abs(Date.parse(asOf) - Date.now())).toBeLessThan(2 * 86_400_000);
  });
});

describe('what a person reads', () => {
  it('has no colours where standard output is no terminal, and none where NO_COLOR asks for none', async () => {
    for (const env of [{}, { NO_COLOR: '1' }]) {
      const { out } = await sekisho(['transfers', SMALL, '--as-of', ON], { env });
      expect(out).not.toContain('\u001b[');
      expect(out).toContain('8 flows:');
    }
  });

  it('has examples in the help of the commands on registers and due times', async () => {
    for (const command of ['transfers', 'contracts', 'duties', 'due']) {
      const { out } = await sekisho([command, '--help']);
      expect(out, command).toMatch(/Examples?:\n {2}sekisho /);
    }
  });

  it('names every option of the contract in the help', async () => {
    const { out } = await sekisho(['transfers', '--help']);
    for (const option of [
      '--as-of',
      '--flow',
      '--without',
      '--known-at',
      '--check',
      '--json',
      '--timeline',
      '--from',
      '--until',
    ]) {
      expect(out).toContain(option);
    }
  });
});

describe('completion', () => {
  it.each(['bash', 'zsh'])('for %s is a script that bash accepts', async (shell) => {
    const { out, status } = await sekisho(['completion', shell]);
    expect(status).toBe(0);
    const checked = spawnSync('bash', ['-n'], { input: out });
    expect(checked.stderr.toString()).toBe('');
    expect(checked.status).toBe(0);
  });

  it('for bash completes commands and options', async () => {
    const { out } = await sekisho(['completion', 'bash']);
    const complete = (words: string, at: number): string[] => {
      const script = `${out}\nCOMP_WORDS=(${words}); COMP_CWORD=${at}; _sekisho; printf '%s\\n' "\${COMPREPLY[@]}"`;
      return spawnSync('bash', { input: script, cwd: ROOT }).stdout.toString().trim().split('\n');
    };
    expect(complete('sekisho tr', 1)).toEqual(['transfers']);
    expect(complete('sekisho transfers --time', 2)).toEqual(['--timeline']);
    expect(complete('sekisho law ch', 2)).toEqual(['check']);
  });

  it('for fish names every command', async () => {
    const { out } = await sekisho(['completion', 'fish']);
    for (const command of ['transfers', 'contracts', 'duties', 'due', 'law'])
      expect(out).toContain(`-a ${command} `);
  });
});

it('reads the example group as the file has it', () => {
  expect(readFileSync(join(ROOT, LARGE), 'utf8')).toContain('PLANTED');
});

describe('completeness', () => {
  const ASKED = ['completeness', SMALL, '--as-of', ON];

  it('answers for the group, for each organisation and for each record', async () => {
    const found = await ask(...ASKED);
    expect(found).toMatchObject({
      asOf: ON,
      byOrganisation: [{ organisation: 'kita-de' }, { organisation: 'kita-jp' }],
    });
    expect(completenessShape.parse(found)).toEqual(found);
    const archive = found.records.find((one: Document) => one.id === 'archive');
    expect(archive.missing.map((one: Document) => `${one.field}: ${one.cite}`)).toContain(
      'recipients: GDPR Art. 30(1)(d)',
    );
  });

  it('can be narrowed to one organisation and speaks three languages', async () => {
    const found = await ask(...ASKED, '--organisation', 'kita-de', '--language', 'ja');
    expect(found.byOrganisation.map((one: Document) => one.organisation)).toEqual(['kita-de']);
    expect(found.records.find((one: Document) => one.id === 'support').missing[0].says).toContain('契約');
  });

  it('ends with 1 where something is missing and --check was given', async () => {
    expect((await sekisho([...ASKED, '--check'])).status).toBe(1);
    const complete = file(
      'none.yaml',
      'format: sekisho/register@1\norganisations: [{id: br, member: true, country: BR, kind: company, regimes: []}]\n',
    );
    expect((await sekisho(['completeness', complete, '--as-of', ON, '--check'])).status).toBe(0);
  });

  it('tells all faults at once', async () => {
    const run = await sekisho([
      'completeness',
      SMALL,
      '--as-of',
      'x',
      '--organisation',
      'nobody',
      '--language',
      'fr',
      '--json',
    ]);
    expect(run.status).toBe(2);
    expect(documentOf(run).issues.map((one: Shown) => one.at)).toEqual([
      '--as-of',
      '--language',
      '--organisation',
    ]);
  });
});
