// What is written in DPV, read by parsers of other people: every term exists, every literal has its type, nothing is fetched.
import { readFileSync } from 'node:fs';
import jsonld, { type JsonLdDocument } from 'jsonld';
import { Parser, type Quad } from 'n3';
import { describe, expect, test } from 'vitest';
import type { Fields } from '../../src/core/base/reading.ts';
import { RECORD_NOUNS, type RecordNoun } from '../../src/core/flows/record-kinds.ts';
import { dpvJsonld } from '../../src/exchange/dpv-jsonld.ts';
import type { EncodeOptions } from '../../src/exchange/format.ts';
import { decodeFile } from '../../src/kit/library/decode-file.ts';
import { encodeWhole, registerOutOf } from '../support/register-out.ts';

type Lists = Partial<Record<RecordNoun, Fields[]>>;

const LISTED = new Set(
  readFileSync(new URL('../../laws/terms/dpv-iris.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t')[0]),
);
const DPV = 'https://w3id.org/dpv#';
const GDPR = 'https://w3id.org/dpv/legal/eu/gdpr#';
const XSD = 'http://www.w3.org/2001/XMLSchema#';
const TYPE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';
const urn = (noun: string, id: string): string => `urn:sekisho:example:${noun}:${encodeURIComponent(id)}`;

async function quadsOf(lists: Lists, options: EncodeOptions = {}): Promise<Quad[]> {
  const bytes = await encodeWhole(dpvJsonld, registerOutOf(lists), options);
  const document = JSON.parse(new TextDecoder().decode(bytes)) as JsonLdDocument;
  const nquads = await jsonld.toRDF(document, {
    format: 'application/n-quads',
    documentLoader: (url) => Promise.reject(new Error(`${url} was asked for`)),
  });
  return new Parser({ format: 'N-Quads' }).parse(nquads as unknown as string);
}

/** What stands behind a chain of properties of DPV. */
function follow(quads: readonly Quad[], from: string, ...properties: readonly string[]): Quad['object'][] {
  const step = (subjects: readonly string[], property: string): Quad['object'][] => {
    const iri = property.includes(':') ? property : DPV + property;
    return quads
      .filter((one) => subjects.includes(one.subject.value) && one.predicate.value === iri)
      .map((one) => one.object);
  };
  return properties.reduce<Quad['object'][]>(
    (found, property) =>
      step(
        found.map((one) => one.value),
        property,
      ),
    [{ value: from } as Quad['object']],
  );
}

const valuesOf = (found: readonly Quad['object'][]): string[] => found.map((one) => one.value);

const example = (): Lists => {
  const decoded = decodeFile(
    readFileSync(new URL('../../examples/example-group.yaml', import.meta.url), 'utf8'),
    'x',
  );
  if (!decoded.ok) throw new Error('the example reads');
  const value = decoded.value.value as Fields;
  return Object.fromEntries(RECORD_NOUNS.map((noun) => [noun, (value[noun] ?? []) as Fields[]]));
};

const payroll: Lists = {
  organisations: [
    {
      id: 'et-de',
      name: 'Example Telecom Europe GmbH',
      country: 'DE',
      kind: 'company',
      parent: 'et-jp',
      regimes: [],
      address: { lines: ['Rheinallee 1'], postalCode: '40545', city: 'Düsseldorf', country: 'DE' },
      contact: { email: 'privacy@telecom.example' },
      appointments: [
        { role: 'data-protection-officer', person: 'lindner', from: '2020-01-01' },
        { role: 'data-protection-officer', person: 'ito', until: '2020-01-01' },
      ],
    },
    {
      id: 'et-jp',
      name: 'エグザンプルテレコム',
      country: 'JP',
      kind: 'company',
      regimes: [],
      standing: { 'appi-business-operator': true },
    },
    {
      id: 'cloudco',
      name: 'CloudCo',
      country: 'US',
      kind: 'company',
      regimes: [],
      standing: { 'us-dpf': false },
    },
  ],
  divisions: [{ id: 'hr', name: 'Human resources', organisation: 'et-de' }],
  persons: [
    { id: 'lindner', name: 'Ute Lindner', email: 'dpo@telecom.example' },
    { id: 'ito', name: '伊藤恵美' },
  ],
  systems: [
    {
      id: 'sap',
      name: 'Payroll system',
      stores: [{ country: 'US' }, { country: 'IE' }],
      security: ['Encryption at rest'],
    },
  ],
  activities: [
    {
      id: 'payroll',
      name: 'Payroll',
      controllers: ['et-de', 'et-jp'],
      processors: ['cloudco'],
      divisions: ['hr'],
      purposes: ['payroll', 'Weihnachtsgeld'],
      subjects: [
        { category: 'employees', countries: ['DE', 'FR'], count: 1200, children: false },
        { category: 'Aushilfen' },
      ],
      data: ['name', 'health', 'criminal-record', 'shoe size'],
      legalBasis: ['art-6.1.b', 'bdsg-26'],
      recipients: [{ category: 'Tax office', country: 'DE' }],
      retention: 'P10Y2W',
      retentionCriterion: 'until the audit is over',
      retentionByData: [{ data: ['health'], period: 'P2W' }],
      security: ['Access by role'],
      automatedDecisions: true,
      profiling: false,
      systems: ['sap'],
      jointArrangement: 'Arrangement of 2021',
      source: ['the person itself'],
    },
    { id: 'other', name: 'Other', controllers: ['et-jp'] },
  ],
  flows: [
    {
      id: '流れ1',
      activity: 'payroll',
      from: 'et-de',
      to: 'cloudco',
      fromRole: 'controller',
      toRole: 'processor',
      mode: 'storage',
      clearText: false,
      since: '2022-01-01',
    },
    {
      id: 'f2',
      activity: 'payroll',
      from: 'et-de',
      to: 'et-jp',
      fromRole: 'controller',
      toRole: 'controller',
      mode: 'disclosure',
      tools: ['bcr'],
      since: '2022-01-01',
    },
  ],
  instruments: [
    { id: 'bcr', kind: 'bcr-c', parties: ['et-de', 'et-jp'], from: '2024-01-01' },
    {
      id: 'scc-1',
      name: 'Clauses with CloudCo',
      kind: 'scc-2021',
      modules: [2],
      parties: ['et-de', 'cloudco'],
      exporters: ['et-de'],
      importers: ['cloudco'],
      from: '2022-01-01',
    },
  ],
  assessments: [
    {
      id: 'tia-1',
      instrument: 'scc-1',
      on: '2021-12-01',
      result: 'equivalent-with-measures',
      measures: ['encryption-exporter-keys'],
    },
  ],
};

describe.each([
  ['the example group', example],
  ['a payroll', () => payroll],
])('%s in DPV', { timeout: 60_000 }, (_name, lists) => {
  test('names only terms that exist there', async () => {
    const quads = await quadsOf(lists());
    const used = quads
      .flatMap((one) => [one.subject, one.predicate, one.object])
      .filter((term) => term.termType === 'NamedNode' && term.value.startsWith('https://w3id.org/dpv'));
    expect(used.length).toBeGreaterThan(50);
    expect([...new Set(used.map((term) => term.value))].filter((iri) => !LISTED.has(iri))).toEqual([]);
  });

  test('leads nowhere that is not in the file', async () => {
    const quads = await quadsOf(lists());
    const subjects = new Set(quads.map((one) => one.subject.value));
    const named = quads.map((one) => one.object.value).filter((value) => value.startsWith('urn:sekisho:'));
    expect([...new Set(named)].filter((value) => !subjects.has(value))).toEqual([]);
  });

  test('gives every word in three languages, and dates, numbers and periods their types', async () => {
    const quads = await quadsOf(lists());
    const literals = quads.map((one) => one.object).filter((one) => one.termType === 'Literal');
    const labelled = quads.filter(
      (one) =>
        one.subject.value.startsWith('urn:sekisho:terms:') && one.predicate.value.endsWith('#prefLabel'),
    );
    const languages = new Map<string, string[]>();
    for (const { subject, object } of labelled)
      languages.set(subject.value, [
        ...(languages.get(subject.value) ?? []),
        object.termType === 'Literal' ? object.language : '',
      ]);
    expect(languages.size).toBeGreaterThan(3);
    for (const [word, found] of languages) expect([word, ...found.sort()]).toEqual([word, 'de', 'en', 'ja']);
    for (const literal of literals) {
      if (/^\d{4}-\d{2}-\d{2}$/.test(literal.value)) expect(literal.datatype.value).toBe(`${XSD}date`);
      if (literal.datatype.value === `${XSD}duration`)
        expect(literal.value).toMatch(/^P(?=\d)(\d+Y)?(\d+M)?(\d+D)?$/);
    }
  });
});

describe('what Art. 30 asks', { timeout: 60_000 }, () => {
  const process = urn('activities', 'payroll');

  test('who: controllers, joint ones together, the processor, the officer of today', async () => {
    const quads = await quadsOf(payroll);
    expect(valuesOf(follow(quads, process, TYPE)).sort()).toEqual([
      `${DPV}PersonalDataProcess`,
      `${DPV}Process`,
    ]);
    expect(valuesOf(follow(quads, process, 'hasDataController'))).toEqual([
      urn('organisations', 'et-de'),
      urn('organisations', 'et-jp'),
    ]);
    expect(follow(quads, process, 'hasJointDataControllers')[0]?.termType).toBe('BlankNode');
    expect(valuesOf(follow(quads, process, 'hasDataProcessor', 'hasName'))).toEqual(['CloudCo']);
    expect(
      valuesOf(follow(quads, urn('organisations', 'et-de'), 'hasDataProtectionOfficer', 'hasName')),
    ).toEqual(['Ute Lindner']);
    expect(valuesOf(follow(quads, urn('organisations', 'et-de'), 'hasAddress'))).toEqual([
      'Rheinallee 1, 40545 Düsseldorf',
    ]);
    expect(valuesOf(follow(quads, urn('organisations', 'et-jp'), 'hasCountry'))).toEqual([
      'https://w3id.org/dpv/loc#JP',
    ]);
  });

  test('why, whose and which data; words that DPV does not know stay words', async () => {
    const quads = await quadsOf(payroll);
    expect(valuesOf(follow(quads, process, 'hasPurpose', TYPE))).toEqual(
      expect.arrayContaining([`${DPV}Purpose`, `${DPV}PersonnelPayment`]),
    );
    expect(valuesOf(follow(quads, process, 'hasPurpose', 'http://purl.org/dc/terms/title'))).toEqual([
      'Weihnachtsgeld',
    ]);
    expect(valuesOf(follow(quads, process, 'hasDataSubject', 'hasCountry'))).toEqual([
      'https://w3id.org/dpv/loc#DE',
      'https://w3id.org/dpv/loc#FR',
    ]);
    const [count] = follow(
      quads,
      process,
      'hasDataSubject',
      'hasDataSubjectScale',
      'http://www.w3.org/1999/02/22-rdf-syntax-ns#value',
    );
    expect(count?.termType === 'Literal' && [count.value, count.datatype.value]).toEqual([
      '1200',
      `${XSD}nonNegativeInteger`,
    ]);
    const kinds = valuesOf(follow(quads, process, 'hasPersonalData', TYPE));
    for (const kind of [
      'https://w3id.org/dpv/pd#Name',
      'https://w3id.org/dpv/pd#Health',
      `${DPV}SpecialCategoryPersonalData`,
      `${DPV}SensitivePersonalData`,
    ])
      expect(kinds).toContain(kind);
    expect(valuesOf(follow(quads, process, 'hasPersonalData', 'http://purl.org/dc/terms/title'))).toEqual([
      'shoe size',
    ]);
    expect(valuesOf(follow(quads, process, 'hasLegalBasis', TYPE))).toContain(`${GDPR}A6-1-b`);
  });

  test("to whom, and with which tool out of the law's reach", async () => {
    const quads = await quadsOf(payroll);
    expect(valuesOf(follow(quads, process, 'hasRecipient', 'hasName'))).toEqual(['CloudCo']);
    expect(valuesOf(follow(quads, process, 'hasRecipient', 'http://purl.org/dc/terms/title'))).toEqual([
      'Tax office',
    ]);
    const transfer = urn('flows', '流れ1');
    expect(valuesOf(follow(quads, process, 'hasProcessing'))).toContain(transfer);
    expect(valuesOf(follow(quads, transfer, TYPE))).toContain(`${DPV}CrossBorderTransfer`);
    expect(valuesOf(follow(quads, transfer, 'hasThirdCountry'))).toEqual(['https://w3id.org/dpv/loc#US']);
    expect(valuesOf(follow(quads, transfer, 'hasLegalBasis'))).toEqual([urn('instruments', 'scc-1')]);
    expect(valuesOf(follow(quads, transfer, 'hasLegalBasis', TYPE))).toContain(`${GDPR}A46-2-c`);
    expect(valuesOf(follow(quads, transfer, 'hasImpactAssessment', TYPE))).toEqual([
      `${DPV}DataTransferImpactAssessment`,
    ]);
    const toJapan = urn('flows', 'f2');
    // What is relied on is told beside what carries it in the eyes of the law.
    const bases = valuesOf(follow(quads, toJapan, 'hasLegalBasis', TYPE));
    expect(bases).toEqual(expect.arrayContaining([`${GDPR}A45-3`, `${GDPR}A46-2-b`]));
  });

  test('how long, where, and how it is protected', async () => {
    const quads = await quadsOf(payroll);
    const value = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#value';
    expect(valuesOf(follow(quads, process, 'hasStorageCondition', 'hasDuration', value))).toEqual([
      'P10Y14D',
      'P14D',
    ]);
    expect(
      valuesOf(
        follow(quads, process, 'hasStorageCondition', 'hasDuration', 'http://purl.org/dc/terms/description'),
      ),
    ).toEqual(['until the audit is over']);
    expect(valuesOf(follow(quads, process, 'hasStorageCondition', 'hasLocation'))).toEqual([
      'https://w3id.org/dpv/loc#IE',
      'https://w3id.org/dpv/loc#US',
    ]);
    expect(
      valuesOf(follow(quads, process, 'hasTechnicalOrganisationalMeasure', 'http://purl.org/dc/terms/title')),
    ).toEqual(['Access by role', 'Encryption at rest']);
    expect(valuesOf(follow(quads, process, 'hasProcessing', TYPE))).toContain(
      `${DPV}AutomatedDecisionMaking`,
    );
    expect(valuesOf(follow(quads, process, 'hasProcessing', TYPE))).not.toContain(`${DPV}Profiling`);
  });

  test.each([
    [{}, ['other', 'payroll']],
    [{ organisation: 'et-de' }, ['payroll']],
    [{ organisation: 'cloudco', role: 'processor' }, ['payroll']],
    [{ organisation: 'cloudco', role: 'controller' }, []],
    [{ role: 'processor' }, ['payroll']],
  ] as const)('the record of %j holds %j', async (options, expected) => {
    const quads = await quadsOf(payroll, options);
    const record =
      quads.find((one) => one.object.value === `${DPV}DataProcessingRecord`)?.subject.value ?? '';
    expect(valuesOf(follow(quads, record, 'hasProcess')).sort()).toEqual(
      expected.map((id) => urn('activities', id)),
    );
  });
});
