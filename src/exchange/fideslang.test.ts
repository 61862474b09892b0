import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { encodeWhole, registerOutOf } from '../../test/support/register-out.ts';
import { writePlace } from '../core/base/issue.ts';
import type { Fields } from '../core/base/reading.ts';
import { parseRegister } from '../core/flows/parse-register.ts';
import type { RecordNoun } from '../core/flows/record-kinds.ts';
import { decodeFile } from '../kit/library/decode-file.ts';
import { fideslang } from './fideslang.ts';
import { isFields } from './fideslang-shape.ts';
import type { Decoding } from './format.ts';
import { findFormat } from './formats.ts';

const FOLDER = new URL('../../test/support/fixtures/fideslang/', import.meta.url);
const GOOD = ['release-3.yml', 'release-1.yml'];

type Lists = Partial<Record<RecordNoun, Fields[]>>;

const fixture = (name: string): Uint8Array => readFileSync(new URL(name, FOLDER));

async function decode(bytes: Uint8Array | string, name = 'x.yml'): Promise<Decoding> {
  const decoded = await fideslang.decode?.(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, name, {});
  if (decoded?.ok !== true) throw new Error(JSON.stringify(decoded?.fault));
  return decoded.value;
}

const listsOf = ({ value }: Decoding): Lists => value as Lists;

function recordOf(lists: Lists, noun: RecordNoun, id: string): Fields {
  const found = lists[noun]?.find((one) => one['id'] === id);
  if (found === undefined) throw new Error(`no ${noun} ${id}: ${lists[noun]?.map((one) => one['id'])}`);
  return found;
}

/** What a fideslang file says, as plain values without what is empty. */
function plainOf(bytes: Uint8Array): Fields {
  const decoded = decodeFile(new TextDecoder().decode(bytes), 'x');
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.fault));
  const clean = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(clean);
    if (!isFields(value)) return value;
    const entries = Object.entries(value).filter(([, item]) => item !== null && item !== '');
    return Object.fromEntries(entries.map(([key, item]) => [key, clean(item)]));
  };
  return clean(decoded.value.value) as Fields;
}

async function writeAgain(lists: Lists): Promise<Uint8Array> {
  const { organisations, divisions, persons, systems, activities, flows } = lists;
  const all = { organisations, divisions, persons, systems, activities, flows };
  const present = Object.fromEntries(Object.entries(all).filter(([, list]) => list !== undefined));
  return encodeWhole(fideslang, registerOutOf(present as Lists));
}

/** Every key of data, use and subject in a file, in the order in which they stand. */
function keysIn(value: unknown, wanted: RegExp): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => keysIn(item, wanted));
  if (!isFields(value)) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    wanted.test(key) ? [item].flat().map(String) : keysIn(item, wanted),
  );
}

describe('a file of the present release', () => {
  test('becomes a sound register', async () => {
    for (const name of GOOD) {
      const { value, covers } = await decode(fixture(name), name);
      const parsed = parseRegister({ organisations: [], ...(value as Fields) });
      expect(parsed.ok ? [] : parsed.fault, name).toEqual([]);
      expect(covers.length).toBeGreaterThan(1);
    }
  });

  test('gives systems with those who run them, supply them and keep them', async () => {
    const lists = listsOf(await decode(fixture('release-3.yml')));
    expect(recordOf(lists, 'systems', 'web_shop')).toMatchObject({
      name: 'Web shop',
      description: 'Sells contracts to consumers.',
      operator: 'example_telecom_europe',
      division: 'example_telecom_europe.online-sales',
      security: ['Access by role, encryption in transit.'],
    });
    expect(recordOf(lists, 'systems', 'brightmail')).toMatchObject({ supplier: 'brightmail-ltd' });
    expect(recordOf(lists, 'organisations', 'brightmail-ltd')).toEqual({
      id: 'brightmail-ltd',
      name: 'Brightmail Ltd.',
      address: { lines: ['1 Quay Street, Dublin'] },
    });
  });

  test('gives activities with what the law asks, in our words', async () => {
    const lists = listsOf(await decode(fixture('release-3.yml')));
    expect(recordOf(lists, 'activities', 'web_shop.take-orders')).toMatchObject({
      name: 'Take orders',
      controllers: ['example_telecom_europe'],
      purposes: ['service-provision'],
      subjects: [{ category: 'customers' }],
      data: ['name', 'email', 'postal-address', 'bank-account'],
      legalBasis: ['art-6.1.b'],
      retention: 'P10Y',
      recipients: [{ category: 'Parcel services' }],
      systems: ['web_shop'],
      profiling: true,
    });
    expect(recordOf(lists, 'activities', 'web_shop.recommend-contracts')).toMatchObject({
      retentionCriterion: 'until the consent is withdrawn',
      data: ['purchase-history', 'cookie-identifier', 'user.device.sensor', 'email'],
    });
    expect(recordOf(lists, 'activities', 'web_shop.essential.fraud_detection')).not.toHaveProperty(
      'subjects',
    );
    expect(recordOf(lists, 'activities', 'brightmail.send-newsletters')).toMatchObject({
      processors: ['brightmail-ltd'],
      legalBasis: ['art-9.2.a'],
      data: ['email', 'genetic'],
    });
  });

  test('gives flows only where both hands are known', async () => {
    const lists = listsOf(await decode(fixture('release-3.yml')));
    expect(lists.flows).toEqual([
      {
        id: 'web_shop.to.brightmail',
        from: 'example_telecom_europe',
        to: 'brightmail-ltd',
        systems: ['web_shop', 'brightmail'],
      },
      { id: 'web_shop.from.user', from: 'data-subject', to: 'example_telecom_europe', systems: ['web_shop'] },
    ]);
  });

  test('gives the people behind an organisation as persons, so that their names can be erased', async () => {
    const lists = listsOf(await decode(fixture('release-3.yml')));
    expect(recordOf(lists, 'organisations', 'example_telecom_europe')).toMatchObject({
      address: { lines: ['Rheinallee 1', '40545 Duesseldorf'] },
      contact: { email: 'privacy@telecom.example' },
      appointments: [
        { role: 'data-protection-officer', person: 'example_telecom_europe.data-protection-officer' },
      ],
    });
    expect(recordOf(lists, 'persons', 'example_telecom_europe.data-protection-officer')).toMatchObject({
      name: 'Ute Lindner',
      email: 'dpo@telecom.example',
    });
  });

  test('gives a dataset as a system that holds the data of all its fields, nested ones too', async () => {
    const lists = listsOf(await decode(fixture('release-3.yml')));
    const dataset = recordOf(lists, 'systems', 'shop_database');
    expect(dataset['data']).toEqual([
      'system.operations',
      'user.account',
      'user.unique_id',
      'email',
      'postal-address',
      'location',
    ]);
    expect(dataset['note']).toContain('--- fideslang\n');
    expect(dataset['note']).toContain('latitude');
  });

  test('tells of every word and key that has no place here, where it stands', async () => {
    const { notes } = await decode(fixture('release-3.yml'), 'release-3.yml');
    const said = notes.map(
      ({ code, at, message }) => `${code} ${writePlace(at)} ${/'[^']*'/.exec(message)?.[0]}`,
    );
    expect(said).toEqual(
      expect.arrayContaining([
        "kept-in-note release-3.yml:16:5 'security_policy'",
        "wider-word release-3.yml:45:58 'user.contact.address.street'",
        "no-partner release-3.yml:55:82 'user.device.sensor'",
        "kept-in-note release-3.yml:61:9 'cookies'",
      ]),
    );
  });

  test('a fault that is found later is shown where it stands in their file', async () => {
    const { place } = await decode(fixture('release-3.yml'), 'release-3.yml');
    const at = (path: string): string =>
      writePlace(place([{ code: 'x', at: { path }, message: '', hint: '' }])[0]?.at ?? { path });
    expect(at('activities[0].data[2]')).toBe('release-3.yml:45:9');
    expect(at('systems[1].supplier')).toBe('release-3.yml:72:5');
    expect(at('persons[0].email')).toBe('release-3.yml:14:7');
  });
});

describe('a file of an older release', () => {
  test('is read by the meaning of its older words', async () => {
    const lists = listsOf(await decode(fixture('release-1.yml')));
    expect(recordOf(lists, 'activities', 'call_desk.answer-calls')).toMatchObject({
      purposes: ['customer-support'],
      data: ['phone', 'name', 'location', 'email', 'biometric'],
      subjects: [{ category: 'customers' }, { category: 'next_of_kin' }],
      legalBasis: ['art-6.1.f'],
      recipients: [
        { category: 'Call centres' },
        { category: 'recipients in a third country', country: 'PH' },
        { category: 'recipients in a third country', country: 'IN' },
      ],
    });
  });

  test('an organisation that nobody described is not made up', async () => {
    const lists = listsOf(await decode(fixture('release-1.yml')));
    expect(lists.organisations).toBeUndefined();
    expect(recordOf(lists, 'systems', 'call_desk')).not.toHaveProperty('operator');
  });
});

describe('in and out again', { timeout: 60_000 }, () => {
  test.each(GOOD)('%s says the same', async (name) => {
    const before = plainOf(fixture(name));
    const after = plainOf(await writeAgain(listsOf(await decode(fixture(name)))));
    for (const wanted of [/^data_categories$/, /^data_use$/, /^data_subjects$/, /^fides_key$/]) {
      const systems = (file: Fields): string[] => [
        ...keysIn(file['system'], wanted),
        ...keysIn(file['dataset'], wanted),
      ];
      expect(systems(after).sort(), String(wanted)).toEqual(systems(before).sort());
    }
    expect(after['dataset']).toEqual(before['dataset']);
    const byKey = (list: unknown): Fields[] =>
      [...(list as Fields[])].sort((a, b) => (String(a['fides_key']) < String(b['fides_key']) ? -1 : 1));
    byKey(before['system']).forEach((system, index) => {
      const { privacy_declarations: declarations, ...rest } = byKey(after['system'])[index] as Fields;
      const { privacy_declarations: wanted, administrating_department: department, ...said } = system;
      expect(rest).toMatchObject(said);
      if (department !== 'Not defined') expect(rest['administrating_department']).toBe(department);
      const byUse = (list: unknown): Fields[] =>
        [...(list as Fields[])].sort((a, b) => (String(a['data_use']) < String(b['data_use']) ? -1 : 1));
      byUse(wanted).forEach((declaration, at) => {
        const { retention_period: period, data_subjects: subjects, ...others } = declaration;
        const written = byUse(declarations)[at];
        expect(written).toMatchObject(others);
        expect(written?.['data_subjects']).toEqual(subjects);
        if (period === 'P90D') expect(written?.['retention_period']).toBe('90 days');
        else expect(written?.['retention_period']).toBe(period);
      });
    });
    const described = (before['organization'] ?? []) as Fields[];
    for (const one of described) expect(after['organization']).toContainEqual(expect.objectContaining(one));
  });

  test.each(GOOD)('%s gives the same records a second time', async (name) => {
    const first = listsOf(await decode(fixture(name)));
    const second = listsOf(await decode(await writeAgain(first)));
    const sorted = (lists: Lists): unknown =>
      Object.fromEntries(
        Object.entries(lists).map(([noun, list]) => [
          noun,
          Array.isArray(list)
            ? [...list]
                .sort((a, b) => (String(a['id']) < String(b['id']) ? -1 : 1))
                .map(({ note: _note, recipients: _r, legalBasis: _l, ...rest }) => rest)
            : list,
        ]),
      );
    const known = sorted(second) as Lists;
    for (const noun of ['systems', 'activities', 'flows', 'persons'] as const)
      expect(known[noun], noun).toEqual((sorted(first) as Lists)[noun]);
  });
});

describe('a register of ours on its way out', { timeout: 60_000 }, () => {
  const lists: Lists = {
    organisations: [
      { id: 'et-de', name: 'Example Telecom Europe GmbH' },
      { id: 'nimbus', name: 'Nimbus Cloud Inc.' },
    ],
    systems: [
      { id: '給与', name: '給与システム', operator: 'et-de', supplier: 'nimbus', note: 'To be replaced' },
      { id: 'archive', name: 'Archive' },
    ],
    activities: [
      {
        id: 'payroll',
        name: '給与計算',
        controllers: ['et-de'],
        processors: ['nimbus'],
        purposes: ['payroll', 'tax'],
        subjects: [{ category: 'employees' }],
        data: ['name', 'salary', 'my-number'],
        systems: ['給与', 'archive'],
        legalBasis: ['art-6.1.c', 'bdsg-26'],
        retention: 'P10Y',
      },
      { id: 'sales', name: 'Sales', controllers: ['et-de'], data: ['name'] },
    ],
  };

  test('defines the words that fideslang does not have', async () => {
    const text = new TextDecoder().decode(await writeAgain(lists));
    expect(text).toContain(
      'data_category:\n  - fides_key: my-number\n    name: individual number (My Number)\n  - fides_key: salary\n    name: salary\n',
    );
    expect(text).toContain(
      'data_use:\n  - fides_key: not_stated\n    name: Not stated\n  - fides_key: payroll\n    name: payroll\n',
    );
  });

  test('keeps ids in any script, and puts an activity of several systems and uses together again', async () => {
    const again = listsOf(await decode(await writeAgain(lists)));
    expect(recordOf(again, 'systems', '給与')).toMatchObject({
      name: '給与システム',
      note: 'To be replaced',
    });
    expect(again.activities).toHaveLength(2);
    const { purposes, systems, data } = recordOf(again, 'activities', 'payroll');
    expect({ purposes, systems, data }).toEqual({
      purposes: ['payroll', 'tax'],
      systems: ['archive', '給与'],
      data: ['name', 'salary', 'my-number'],
    });
    expect(recordOf(again, 'activities', 'sales')).toEqual({
      id: 'sales',
      name: 'Sales',
      controllers: ['et-de'],
      data: ['name'],
    });
  });
});

describe('a bad file', () => {
  const expected = JSON.parse(new TextDecoder().decode(fixture('bad.json'))) as Record<string, string[]>;
  test.each(Object.entries(expected))(
    '%s is refused with all its faults, each at its place',
    async (name, wanted) => {
      const decoded = await fideslang.decode?.(fixture(name), name, {});
      if (decoded?.ok !== false) throw new Error('it was read');
      expect(decoded.fault.map(({ code, at }) => `${code} ${at.line}:${at.column}`).sort()).toEqual(
        [...wanted].sort(),
      );
    },
  );

  test('is in the list, and the list names no other', () => {
    const names = readdirSync(FOLDER).filter((name) => name.startsWith('bad-'));
    expect(Object.keys(expected).sort()).toEqual(names.sort());
  });

  test('with an anchor is refused', async () => {
    const decoded = await fideslang.decode?.(Buffer.from('system: &a []\n'), 'x.yml', {});
    expect(decoded?.ok === false && decoded.fault[0]?.code).toBe('alias-refused');
  });
});

test('a file is known by its lists and keys', () => {
  for (const name of GOOD) expect(findFormat(fixture(name), name)?.id).toBe('fideslang');
  expect(findFormat(Buffer.from('{"system": [{"fides_key": "a"}]}'), 'a.json')?.id).toBe('fideslang');
});
