// The reference agrees with the program: its files are fresh, its lists complete, its schemas accept what the program reads and says.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseRegister } from '../../src/core/flows/parse-register.ts';
import { askAbout } from '../../src/core/flows/question.ts';
import { answerTransfers } from '../../src/core/flows/transfers.ts';
import type { CivilDate } from '../../src/core/time/civil-date.ts';
import { decodeFile } from '../../src/kit/library/decode-file.ts';
import { loadLaws } from '../../src/kit/library/load-laws.ts';
import { REFERENCE, writeReference } from '../../tools/reference/all-pages.ts';
import { TRANSFERS_SCHEMA } from '../../tools/reference/answers-page.ts';
import { factsWithoutMeaning } from '../../tools/reference/facts-page.ts';
import { findIssueCodes } from '../../tools/reference/find-issue-codes.ts';
import { CODE_GROUPS } from '../../tools/reference/issue-codes-page.ts';
import { partsWithoutTitle } from '../../tools/reference/register-page.ts';
import { REGISTER_SCHEMA } from '../../tools/reference/register-schema.ts';

const FIXTURES = 'test/support/fixtures';
const HOW = 'The reference is stale: run npm run reference, and read the difference before you commit it.';

describe('the files of docs/reference', () => {
  const fresh = writeReference();

  test('are fresh', () => {
    const stale = [...fresh].filter(([name, text]) => {
      const path = join(REFERENCE, name);
      return !existsSync(path) || readFileSync(path, 'utf8') !== text;
    });
    expect(
      stale.map(([name]) => name),
      HOW,
    ).toEqual([]);
  });

  test('are no more than what is made', () => {
    expect(
      filesBelow(REFERENCE).filter((name) => !fresh.has(name)),
      HOW,
    ).toEqual([]);
  });
});

describe('the list of issue codes', () => {
  const found = findIssueCodes();
  const listed = CODE_GROUPS.flatMap(({ entries }) => entries);

  test('has every code that the program can give', () => {
    const names = new Set(listed.map((one) => one.code));
    const missing = [...found]
      .filter(([code]) => !names.has(code))
      .map(([code, files]) => `${code} (${files.join(', ')})`);
    expect(missing, 'Explain these in tools/reference/issue-codes-page.ts, then npm run reference.').toEqual(
      [],
    );
  });

  test('has no code that nothing gives', () => {
    expect(listed.map((one) => one.code).filter((code) => !found.has(code))).toEqual([]);
  });

  test('explains each once, and says what to do', () => {
    expect(new Set(listed.map((one) => one.code)).size).toBe(listed.length);
    expect(listed.filter(({ means, todo }) => means.length < 10 || todo.length < 10)).toEqual([]);
  });

  test('is really compared: the scan finds codes in fields, calls and choices', () => {
    for (const code of ['bad-option', 'dangling-id', 'wrong-value', 'bad-zone', 'unreadable'])
      expect(found.has(code), code).toBe(true);
  });
});

test('every fact has a meaning', () => {
  expect(factsWithoutMeaning(), 'Add it to tools/reference/facts-page.ts.').toEqual([]);
});

test('the page of the register explains every part that the schema describes', () => {
  expect(partsWithoutTitle(), 'Add it to tools/reference/register-page.ts.').toEqual([]);
});

describe('the schema of a register', () => {
  const good = [
    ...readdirSync(`${FIXTURES}/good`).map((name) => `${FIXTURES}/good/${name}`),
    'examples/small-group.yaml',
    'examples/example-group.yaml',
  ];

  test.each(good)('accepts %s', (path) => {
    expect(findFaults(REGISTER_SCHEMA, decode(path))).toEqual([]);
  });

  /** Codes of faults that a schema can see. */
  const OF_SHAPE = [
    'unknown-key',
    'missing-key',
    'wrong-type',
    'bad-word',
    'bad-country',
    'bad-id',
    'empty-text',
    'bad-number',
    'bad-period',
    'bad-email',
    'bad-url',
    'unknown-format',
  ];
  const bad = readdirSync(`${FIXTURES}/bad`).filter((name) => {
    const decoded = name === 'expected.json' ? undefined : tryDecode(`${FIXTURES}/bad/${name}`);
    if (decoded === undefined) return false;
    const parsed = parseRegister(decoded);
    return !parsed.ok && parsed.fault.some(({ code }) => OF_SHAPE.includes(code));
  });

  test.each(bad)('refuses %s', (name) => {
    expect(findFaults(REGISTER_SCHEMA, decode(`${FIXTURES}/bad/${name}`))).not.toEqual([]);
  });

  test('has the keys that the program knows, and no others', () => {
    const known = knownKeys();
    const defs = REGISTER_SCHEMA.$defs ?? {};
    const listed = {
      '': REGISTER_SCHEMA,
      group: defs['Group'],
      'group.approvals': defs['Approvals'],
      'organisations[0]': defs['Organisation'],
      'organisations[0].regimes[0]': defs['Regime'],
      'organisations[0].standing': defs['Organisation']?.properties?.['standing'],
      'organisations[0].standing.us-dpf': defs['Standing']?.anyOf?.[1],
      'organisations[0].address': defs['Address'],
      'organisations[0].contact': defs['Contact'],
      'organisations[0].appointments[0]': defs['Appointment'],
      'divisions[0]': defs['Division'],
      'persons[0]': defs['Person'],
      'systems[0]': defs['System'],
      'systems[0].stores[0]': defs['StoragePlace'],
      'systems[0].reachedFrom[0]': defs['AccessPlace'],
      'activities[0]': defs['Activity'],
      'activities[0].subjects[0]': defs['Subjects'],
      'activities[0].recipients[0]': defs['DisclosureRecipient'],
      'activities[0].retentionByData[0]': defs['DataRetention'],
      'activities[0].purposeNotice': defs['PurposeNotice'],
      'activities[0].jointUse': defs['JointUse'],
      'flows[0]': defs['Flow'],
      'flows[0].derogation': defs['Derogation'],
      'flows[0].derogation.consent': defs['ConsentToTransfer'],
      'flows[0].provisionRecord': defs['ProvisionRecord'],
      'instruments[0]': defs['Instrument'],
      'instruments[0].approval': defs['Approval'],
      'instruments[0].accessions[0]': defs['Accession'],
      'assessments[0]': defs['Assessment'],
      'contractors[0]': defs['Contractor'],
      'contractors[0].subcontracting': defs['Subcontracting'],
    };
    const maps = Object.values(defs).filter(({ properties, anyOf }) => (properties ?? anyOf) !== undefined);
    // Each map of the schema stands above; `standing` has none of its own, and the file is no definition.
    expect(Object.keys(listed)).toHaveLength(maps.length + 2);
    expect([...known.keys()].sort()).toEqual(Object.keys(listed).sort());
    for (const [path, schema] of Object.entries(listed)) {
      expect(Object.keys(schema?.properties ?? {}).sort(), path || 'the file').toEqual(
        [...(known.get(path) ?? [])].sort(),
      );
    }
  });

  test('has the words on which others rely', () => {
    const text = JSON.stringify(REGISTER_SCHEMA);
    expect(
      WORDS_OF_THE_CONTRACT.filter((word) => !text.includes(`"${word}"`) && !text.includes(`\`${word}\``)),
    ).toEqual([]);
  });

  test('is explained: every key has a description', () => {
    const bare = Object.entries(REGISTER_SCHEMA.$defs ?? {}).flatMap(([name, schema]) =>
      Object.entries(schema.properties ?? schema.anyOf?.[1]?.properties ?? {})
        .filter(([, value]) => (value.description ?? '') === '')
        .map(([key]) => `${name}.${key}`),
    );
    expect(bare).toEqual([]);
  });
});

describe('the schema of an answer', () => {
  const loaded = loadLaws('laws', 'test');
  if (!loaded.ok) throw new Error('the laws are sound');
  const rulebook = loaded.value;

  test.each([
    'examples/small-group.yaml',
    'examples/example-group.yaml',
    `${FIXTURES}/good/every-key.yaml`,
    `${FIXTURES}/good/minimal.yaml`,
  ])('accepts the answers for %s, with all that was tried', (path) => {
    const parsed = parseRegister(decode(path));
    if (!parsed.ok) throw new Error(`${path} is sound`);
    for (const day of ['2016-01-01', '2021-02-01', '2026-11-22']) {
      const answers = answerTransfers(askAbout(parsed.value, rulebook, day as CivilDate), {
        language: 'en',
        explain: true,
      });
      expect(findFaults(TRANSFERS_SCHEMA, JSON.parse(JSON.stringify(answers)))).toEqual([]);
    }
  });

  test('refuses a verdict of another name, and a key that is not described', () => {
    const answer = {
      asOf: '2026-11-22',
      laws: 'x',
      flows: [{ flow: 'f1', verdict: 'legal', answers: [] }],
      notRunning: [],
      extra: 1,
    };
    expect(findFaults(TRANSFERS_SCHEMA, answer)).toHaveLength(2);
  });
});

/** Words that the contract names for registers; a release that loses one breaks somebody's file. */
const WORDS_OF_THE_CONTRACT = [
  ...[
    'company',
    'public-body',
    'international-organisation',
    'academia',
    'financial-services',
    'telecom',
    'health',
    'immigration',
  ],
  ...[
    'appi-business-operator',
    'appi-supplementary-rules',
    'us-safe-harbor',
    'us-privacy-shield',
    'us-dpf',
    'us-dpf-uk',
    'us-dpf-ch',
  ],
  ...[
    'ca-pipeda',
    'kr-pipa',
    'br-lgpd',
    'fo-data-protection-act',
    'io',
    'epo',
    'oecd',
    'hr',
    'non-hr',
    'targeting',
  ],
  ...['eu-gdpr', 'uk-gdpr', 'ch-fadp', 'jp-appi', 'controller', 'joint-controller', 'processor'],
  ...[
    'disclosure',
    'remote-access',
    'storage',
    'transit',
    'personnel-administration',
    'payroll',
    'employees',
    'academic-research',
  ],
  ...[
    'immigration-control',
    'criminal-investigation',
    'personal-credit-information',
    'automated',
    'clearText',
    'combinesEuData',
  ],
  ...[
    'consent',
    'contract',
    'contract-in-interest',
    'public-interest',
    'legal-claims',
    'vital-interests',
    'public-register',
  ],
  ...[
    'compelling-interests',
    'publicPowers',
    'recognisedInLaw',
    'procedure',
    'incapable',
    'publicRegister',
    'wholeRegister',
  ],
  ...[
    'repetitive',
    'limitedSubjects',
    'overridden',
    'safeguards',
    'authorityInformed',
    'subjectsInformed',
    'documented',
  ],
  ...['occasional', 'necessary', 'explicit', 'informedOfRisks', 'specific', 'art27Representative'],
  ...[
    'scc-2001',
    'scc-2004',
    'scc-2010',
    'scc-2021',
    'scc-2021-915',
    'bcr-c',
    'bcr-p',
    'uk-idta',
    'uk-addendum',
    'ch-addendum',
  ],
  ...[
    'code-of-conduct',
    'certification',
    'ad-hoc-clauses',
    'appi-consent',
    'appi-equivalent-measures',
    'apec-cbpr',
  ],
  ...[
    'processingUnchanged',
    'accessions',
    'informed',
    'country-name',
    'protection-system',
    'recipient-measures',
  ],
  ...['equivalent', 'equivalent-with-measures', 'not-equivalent', 'problematicLaw', 'appliedInPractice'],
  ...[
    'encryption-exporter-keys',
    'pseudonymisation-exporter-key',
    'transport-encryption',
    'end-to-end-encryption',
  ],
  ...['protected-recipient', 'split-processing'],
];

/** The keys that the program names as known when it meets a strange one, by path. */
function knownKeys(): Map<string, string[]> {
  const strange = { zzz: 1 };
  const parsed = parseRegister({
    ...strange,
    format: 'sekisho/register@1',
    group: { ...strange, approvals: strange },
    organisations: [
      {
        ...strange,
        regimes: [strange],
        standing: { ...strange, 'us-dpf': strange },
        address: strange,
        contact: strange,
        appointments: [strange],
      },
    ],
    divisions: [strange],
    persons: [strange],
    systems: [{ ...strange, stores: [strange], reachedFrom: [strange] }],
    activities: [
      {
        ...strange,
        subjects: [strange],
        recipients: [strange],
        retentionByData: [strange],
        purposeNotice: strange,
        jointUse: strange,
      },
    ],
    flows: [
      {
        ...strange,
        from: 'a',
        to: 'b',
        derogation: { ...strange, consent: strange },
        provisionRecord: strange,
      },
    ],
    instruments: [{ ...strange, approval: strange, accessions: [strange] }],
    assessments: [strange],
    contractors: [{ ...strange, subcontracting: strange }],
  });
  if (parsed.ok) throw new Error('a strange key is refused');
  return new Map(
    parsed.fault
      .filter(({ code }) => code === 'unknown-key')
      .map(({ at, hint }) => [
        at.path.replace(/\.?zzz$/, ''),
        (/Known here: (.*)\.$/.exec(hint)?.[1] ?? '').split(', '),
      ]),
  );
}

function filesBelow(folder: string, above = ''): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? filesBelow(join(folder, entry.name), `${above}${entry.name}/`)
      : [`${above}${entry.name}`],
  );
}

function decode(path: string): unknown {
  const decoded = tryDecode(path);
  if (decoded === undefined) throw new Error(`${path} can be decoded`);
  return decoded;
}

function tryDecode(path: string): unknown {
  const decoded = decodeFile(readFileSync(path, 'utf8'), path);
  return decoded.ok ? decoded.value.value : undefined;
}

interface Shape {
  readonly [key: string]: unknown;
}

/** The faults that a JSON Schema finds, for the part of JSON Schema that our schemas use. */
function findFaults(schema: Shape | object, value: unknown): string[] {
  const root = schema as Shape;
  return check(root, value, '$', root);
}

function check(schema: Shape, value: unknown, at: string, root: Shape): string[] {
  const own = schema as {
    $ref?: string;
    anyOf?: Shape[];
    const?: unknown;
    enum?: unknown[];
    type?: string | string[];
    pattern?: string;
    minimum?: number;
    maximum?: number;
    items?: Shape;
    properties?: Record<string, Shape>;
    required?: string[];
    additionalProperties?: boolean | Shape;
  };
  const faults: string[] = [];
  if (own.$ref !== undefined) {
    const defs = root['$defs'] as Record<string, Shape>;
    faults.push(...check(defs[own.$ref.replace('#/$defs/', '')] as Shape, value, at, root));
  }
  if (own.anyOf !== undefined && !own.anyOf.some((one) => check(one, value, at, root).length === 0))
    faults.push(`${at}: none of several`);
  if (own.const !== undefined && value !== own.const) faults.push(`${at}: not ${String(own.const)}`);
  if (own.enum !== undefined && !own.enum.includes(value)) faults.push(`${at}: not one of the words`);
  if (own.type !== undefined && ![own.type].flat().some((type) => isOfType(type, value)))
    return [...faults, `${at}: not ${String(own.type)}`];
  if (own.pattern !== undefined && typeof value === 'string' && !new RegExp(own.pattern, 'u').test(value))
    faults.push(`${at}: does not fit ${own.pattern}`);
  if (typeof value === 'number' && (value < (own.minimum ?? value) || value > (own.maximum ?? value)))
    faults.push(`${at}: out of bounds`);
  if (Array.isArray(value)) {
    const { items } = own;
    if (items !== undefined)
      faults.push(...value.flatMap((item, index) => check(items, item, `${at}[${index}]`, root)));
  } else if (typeof value === 'object' && value !== null) {
    for (const key of own.required ?? []) if (!(key in value)) faults.push(`${at}: lacks ${key}`);
    for (const [key, item] of Object.entries(value)) {
      const known = Object.hasOwn(own.properties ?? {}, key) ? own.properties?.[key] : undefined;
      if (known !== undefined) faults.push(...check(known, item, `${at}.${key}`, root));
      else if (own.additionalProperties === false) faults.push(`${at}: has the strange key ${key}`);
    }
  }
  return faults;
}

function isOfType(type: string, value: unknown): boolean {
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'null') return value === null;
  return typeof value === type;
}
