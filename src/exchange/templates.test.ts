// The templates of authorities: what we write reads back, what somebody filled in by hand is understood, faults have their place.
import { describe, expect, test } from 'vitest';
import { loadRulebook } from '../../test/support/laws.ts';
import { encodeWhole, registerOutOf } from '../../test/support/register-out.ts';
import type { Fields } from '../core/base/reading.ts';
import type { RecordNoun } from '../core/flows/words.ts';
import { type CellOut, type SheetOut, writeWorkbook } from '../kit/sheets/xlsx-write.ts';
import { cnilXlsx } from './cnil-xlsx.ts';
import type { DecodeOptions, Decoding, Format, Mapping } from './format.ts';
import { icoXlsx } from './ico-xlsx.ts';
import { registerXlsx } from './sheet-xlsx.ts';

type Lists = Partial<Record<RecordNoun, Record<string, unknown>[]>>;

const rulebook = loadRulebook();

async function book(sheets: readonly SheetOut[]): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of writeWorkbook({ title: 't', language: 'fr', sheets })) parts.push(part);
  return Buffer.concat(parts);
}

async function read(
  format: Format,
  bytes: Uint8Array,
  options: DecodeOptions = { rulebook },
): Promise<Decoding> {
  const decoded = await format.decode?.(bytes, 'book.xlsx', options);
  if (decoded?.ok !== true) throw new Error(JSON.stringify(decoded?.fault, null, 1));
  return decoded.value;
}

const plain = (name: string, rows: readonly (readonly CellOut[])[]): SheetOut => ({
  name,
  columns: [],
  rows,
});

/** A group as a register has it, with all that the templates ask. */
const GROUP: Readonly<Partial<Record<RecordNoun, readonly Fields[]>>> = {
  organisations: [
    {
      id: 'mt-fr',
      name: 'Rosée Télécom SAS',
      member: true,
      country: 'FR',
      address: { lines: ['1 rue de la Paix'], postalCode: '75002', city: 'Paris', country: 'FR' },
      contact: { email: 'dpo@rosee.example', phone: '+33 1 00 00 00 00' },
      appointments: [{ role: 'data-protection-officer', person: 'martin' }],
    },
    { id: 'paie', name: 'Paie Service SARL', country: 'FR' },
    { id: 'cloudco', name: 'Cloud Co', country: 'US' },
  ],
  persons: [{ id: 'martin', name: 'Anne Martin', email: 'anne@rosee.example' }],
  activities: [
    {
      id: 'RT-001',
      name: 'Gestion de la paie',
      controllers: ['mt-fr'],
      processors: ['paie'],
      purposes: ['payroll', 'Déclarations sociales'],
      subjects: [{ category: 'employees' }],
      data: ['name', 'salary', 'health'],
      retentionByData: [
        { data: ['name', 'salary'], period: 'P5Y' },
        { data: ['health'], period: 'P1Y' },
      ],
      recipients: [
        { category: 'Organismes sociaux' },
        { organisation: 'cloudco', country: 'US', note: 'Clauses contractuelles types' },
      ],
      security: ['Contrôle d’accès des utilisateurs : badges', 'Sauvegarde des données'],
    },
  ],
};

describe('the template of the CNIL', () => {
  test('what is written reads back as the same facts', async () => {
    const bytes = await encodeWhole(cnilXlsx, registerOutOf(GROUP, { language: 'en' }));
    const lists = (await read(cnilXlsx, bytes)).value as Lists;
    expect(lists.activities).toEqual([
      {
        id: 'RT-001',
        name: 'Gestion de la paie',
        controllers: ['rosée-télécom-sas'],
        processors: ['paie-service-sarl'],
        purposes: ['payroll', 'Déclarations sociales'],
        subjects: [{ category: 'employees' }],
        data: ['name', 'salary', 'health'],
        retentionByData: [
          { data: ['name'], period: 'P5Y' },
          { data: ['salary'], period: 'P5Y' },
          { data: ['health'], period: 'P1Y' },
        ],
        recipients: [
          { category: 'Organismes sociaux' },
          { organisation: 'cloud-co', country: 'US', note: 'Clauses contractuelles types' },
        ],
        security: ['Contrôle d’accès des utilisateurs : badges', 'Sauvegarde des données'],
      },
    ]);
    expect(lists.organisations?.[0]).toMatchObject({
      name: 'Rosée Télécom SAS',
      country: 'FR',
      address: { lines: ['1 rue de la Paix'], postalCode: '75002', city: 'Paris', country: 'FR' },
      appointments: [{ role: 'data-protection-officer', person: 'anne-martin' }],
    });
    expect(lists.persons?.[0]).toMatchObject({ name: 'Anne Martin', email: 'anne@rosee.example' });
  });

  test('kept organisations are found by their names', async () => {
    const bytes = await encodeWhole(cnilXlsx, registerOutOf(GROUP));
    const kept = {
      organisations: new Map([
        ['mt-fr', 'ROSÉE TÉLÉCOM'],
        ['paie', 'Paie Service SARL'],
        ['cloudco', 'Cloud Co'],
      ]),
    };
    const decoding = await read(cnilXlsx, bytes, { kept });
    const lists = decoding.value as Lists;
    expect(lists.organisations).toBeUndefined();
    expect(lists.activities?.[0]).toMatchObject({ controllers: ['mt-fr'], processors: ['paie'] });
  });

  /** As somebody fills it in: other columns, capital letters, dashes, several rows of one kind. */
  const BY_HAND = plain('Fiche 1', [
    [undefined, 'FICHE DE REGISTRE', undefined, 'ref-001'],
    [undefined, 'Description du traitement'],
    [undefined, 'Nom du traitement', 'Vidéosurveillance'],
    [undefined, 'N° / RÉF', '7'],
    [undefined, 'Date de création du traitement', { date: '2026-03-08' }],
    [undefined, 'Acteurs', 'Nom', 'Adresse', 'CP', 'Ville', 'Pays', 'Tél', 'Adresse mél'],
    [
      undefined,
      'Responsable du traitement',
      'Mairie de Bourg',
      '1 place du Marché',
      '01000',
      'Bourg',
      'France',
      '-',
      '-',
    ],
    [undefined, 'Délégué à la protection des données', '-', '-'],
    [undefined, 'Finalité(s) du traitement effectué'],
    [undefined, 'Finalité principale', 'Sécurité des biens'],
    [undefined, 'Sous-finalité 1', 'Recherche d’auteurs d’infractions'],
    [undefined, 'Catégories de données personnelles concernées', 'Description', 'Durée de conservation'],
    [undefined, 'État civil, identité, données d’identification, images', 'Images', '30 jours'],
    [undefined, 'Vie personnelle', '-', '-'],
    [undefined, 'Catégories de personnes concernées', 'Description', 'Précisions'],
    [undefined, 'Catégorie 1', 'Visiteurs', 'Passants'],
    [undefined, 'Destinataires', 'Type de destinataire', 'Précisions'],
    [undefined, 'Destinataire 1', 'Sous-traitants', 'Caméra Plus'],
    [undefined, 'Mesures de sécurité', 'Type', 'Précisions'],
    [undefined, 'Mesure 1', 'Contrôle d’accès des utilisateurs', 'Badge'],
    [undefined, 'Transferts hors UE', 'Destinataire', 'Pays', 'Garanties'],
    [undefined, 'Organisme 1', 'Vidéo Cloud', 'Canada', 'Adéquation'],
  ]);

  test('one is known as such, too, where mappings of other sheets are remembered', async () => {
    const sheets = [
      { sheet: 'Suppliers', fingerprint: '00000000deadbeef', noun: null, headRow: 1, columns: [] },
    ];
    const mapping = { format: 'sekisho/mapping@1', sheets } as unknown as Mapping;
    const bytes = await book([BY_HAND]);
    const plainly = await read(registerXlsx, bytes);
    expect((await read(registerXlsx, bytes, { rulebook, mapping })).value).toEqual(plainly.value);
  });

  test('one that was filled in by hand is known as such, whatever it is called', async () => {
    const lists = (await read(registerXlsx, await book([BY_HAND]))).value as Lists;
    expect(lists.activities).toEqual([
      {
        id: '7',
        name: 'Vidéosurveillance',
        controllers: ['mairie-de-bourg'],
        processors: ['caméra-plus'],
        purposes: ['Sécurité des biens', 'Recherche d’auteurs d’infractions'],
        subjects: [{ category: 'Visiteurs', note: 'Passants' }],
        data: ['Images'],
        retention: 'P30D',
        recipients: [{ organisation: 'vidéo-cloud', country: 'CA', note: 'Adéquation' }],
        security: ['Contrôle d’accès des utilisateurs : Badge'],
        note: 'Date de création de la fiche: 2026-03-08',
      },
    ]);
  });

  test('faults are told by sheet, row and column', async () => {
    const rows = [...(BY_HAND.rows as CellOut[][])];
    rows[6] = [
      undefined,
      'Responsable du traitement',
      'Mairie',
      '1 place',
      '01000',
      'Bourg',
      'Atlantide',
      '-',
      'pas une adresse',
    ];
    const decoded = await cnilXlsx.decode?.(await book([plain('Fiche 1', rows)]), 'book.xlsx', {});
    expect(decoded).toMatchObject({
      ok: false,
      fault: [
        { code: 'bad-country', at: { file: 'book.xlsx[Fiche 1]', line: 7 } },
        { code: 'bad-country', at: { line: 7 } },
        { code: 'bad-email', at: { line: 7 } },
      ],
    });
  });
});

describe('the templates of the ICO', () => {
  test('what is written reads back as the same facts', async () => {
    const bytes = await encodeWhole(icoXlsx, registerOutOf(GROUP));
    const lists = (await read(icoXlsx, bytes)).value as Lists;
    expect(lists.activities).toHaveLength(1);
    expect(lists.activities?.[0]).toMatchObject({
      controllers: ['rosée-télécom-sas'],
      purposes: ['payroll', 'Déclarations sociales'],
      subjects: [{ category: 'employees' }],
      data: ['name', 'salary', 'health'],
      retentionByData: [
        { data: ['name', 'salary'], period: 'P5Y' },
        { data: ['health'], period: 'P1Y' },
      ],
    });
    expect(lists.organisations?.[0]).toMatchObject({ contact: { email: 'dpo@rosee.example' } });
  });

  test('as processor, one sheet for each that works for others', async () => {
    const out = registerOutOf(GROUP);
    const bytes = await encodeWhole(icoXlsx, out, { organisation: 'paie', role: 'processor' });
    const lists = (await read(icoXlsx, bytes)).value as Lists;
    expect(lists.activities?.[0]).toMatchObject({
      controllers: ['rosée-télécom-sas'],
      processors: ['paie-service-sarl'],
      categoriesOfProcessing: ['Gestion de la paie'],
    });
  });

  test('one that was filled in by hand is known as such; rows of one purpose are one activity', async () => {
    const sheet = plain('Template', [
      ['Controller', undefined, 'Data Protection Officer (if applicable)'],
      ['Name', 'Asagiri Telecom Ltd', 'Name', 'Jo Bloggs'],
      ['Address', '1 High Street, London', 'Address', undefined],
      ['Email', 'privacy@asagiri.example', 'Email', 'jo@asagiri.example'],
      [],
      [
        'Business function',
        'Purpose of processing',
        'Categories of individuals',
        'Categories of personal data',
        'Names of third countries or international organisations that personal data are transferred to (if applicable)',
        'Retention schedule (if possible)',
        'Article 6 lawful basis for processing personal data',
        'Existence of automated decision-making, including profiling (if applicable)',
        'Has a personal data breach occurred?',
      ],
      [
        'HR',
        'Payroll',
        'Employees',
        'Bank details',
        'N/A',
        '3 years post employment',
        'Article 6(1)(b)',
        'No',
        'No',
      ],
      [
        'HR',
        'Payroll',
        'Employees',
        'Tax details',
        'United States',
        '6 years',
        'Article 6(1)(c)',
        'No',
        'No',
      ],
    ]);
    const lists = (await read(registerXlsx, await book([sheet]))).value as Lists;
    expect(lists.activities).toEqual([
      {
        id: 'payroll',
        name: 'Payroll',
        controllers: ['asagiri-telecom-ltd'],
        divisions: ['hr'],
        purposes: ['payroll'],
        subjects: [{ category: 'employees' }],
        data: ['Bank details', 'Tax details'],
        recipients: [{ category: 'transferred to', country: 'US' }],
        legalBasis: ['art-6.1.b', 'art-6.1.c'],
        automatedDecisions: false,
        retentionByData: [
          { data: ['Bank details'], criterion: '3 years post employment' },
          { data: ['Tax details'], period: 'P6Y' },
        ],
        note: 'Has a personal data breach occurred?: No',
      },
    ]);
    expect(lists.organisations?.[0]).toMatchObject({
      address: { lines: ['1 High Street', 'London'] },
      appointments: [{ role: 'data-protection-officer', person: 'jo-bloggs' }],
    });
  });
});

test.each([cnilXlsx, icoXlsx])('a workbook without the headings is refused by $id', async (format) => {
  const decoded = await format.decode?.(await book([plain('S', [['a', 'b']])]), 'a.xlsx', {});
  expect(decoded).toMatchObject({ ok: false, fault: [{ code: 'no-heading' }] });
});

describe('a template that comes a second time', () => {
  const keptOf = (value: unknown): NonNullable<DecodeOptions['kept']> =>
    Object.fromEntries(
      Object.entries(value as Lists)
        .filter(([, list]) => Array.isArray(list))
        .map(([noun, list]) => [
          noun,
          new Map((list ?? []).map(({ id, name }) => [String(id), String(name ?? id)])),
        ]),
    );
  test.each([cnilXlsx, icoXlsx].map((format) => [format.id, format] as const))(
    'names the records that it made the first time: %s',
    async (_id, format) => {
      const bytes = await encodeWhole(format, registerOutOf(GROUP));
      const first = await read(format, bytes);
      const second = await read(format, bytes, { rulebook, kept: keptOf(first.value) });
      expect((second.value as Lists).activities).toEqual((first.value as Lists).activities);
    },
  );

  test('names a kept record by its number, and makes another one where only the letters are alike', async () => {
    const bytes = await encodeWhole(cnilXlsx, registerOutOf(GROUP));
    const other = new Map([['RT-001', 'Wages, as they are called now']]);
    const found = await read(cnilXlsx, bytes, { rulebook, kept: { activities: other } });
    expect((found.value as Lists).activities?.map(({ id }) => id)).toContain('RT-001');
  });
});
