// Fills in a fact that an answer named as missing, with each value that it can have.
import type { Plain, PlainRegister } from './ask-register.ts';

const PLACES = ['DE', 'NO', 'JP', 'US', 'GB', 'CH', 'IN', 'CA', 'KR', 'BR', 'IL'];
const ROLES = ['controller', 'joint-controller', 'processor'];
const FLAGS = [true, false];
const SUBJECTS = [
  [{ category: 'customers', countries: ['DE'] }],
  [{ category: 'employees', countries: ['DE', 'GB'] }],
  [{ category: 'customers', countries: ['IN'] }],
];

/** Values by the last key of the name under which a fact is asked for. */
const VALUES: Readonly<Record<string, readonly unknown[]>> = {
  country: PLACES,
  kind: ['company', 'public-body', 'international-organisation'],
  io: ['epo', 'oecd'],
  sectors: [[], ['academia'], ['telecom'], ['financial-services']],
  member: FLAGS,
  regimes: [
    [],
    [{ id: 'eu-gdpr', basis: 'targeting' }],
    [{ id: 'uk-gdpr', basis: 'targeting' }],
    [{ id: 'eu-gdpr', basis: 'establishment' }],
  ],
  covers: [['hr'], ['non-hr'], ['hr', 'non-hr'], []],
  purposes: [['customer-support'], ['payroll'], ['academic-research'], []],
  subjects: SUBJECTS,
  data: [['name'], ['health'], []],
  mode: ['disclosure', 'remote-access', 'storage', 'transit'],
  fromRole: ROLES,
  toRole: ROLES,
  modules: [[1], [2], [3], [4], [1, 2, 3, 4]],
  informed: [[], ['country-name'], ['country-name', 'protection-system', 'recipient-measures']],
  from: ['2015-01-01', '2021-06-27', '2022-12-01'],
  on: ['2015-01-01', '2021-08-05', '2026-01-01'],
  authority: ['de-nw-ldi', 'gb-ico', 'jp-ppc'],
  approval: [
    { authority: 'de-nw-ldi', on: '2018-06-01' },
    { authority: 'gb-ico', on: '2026-12-01' },
  ],
  result: ['equivalent', 'equivalent-with-measures', 'not-equivalent'],
  measures: [[], ['encryption-exporter-keys'], ['transport-encryption']],
  derogation: [
    { ground: 'contract', necessary: true, occasional: true },
    { ground: 'consent', consent: { explicit: false } },
  ],
};

/** Registers in which the fact is known, one for each value; none where the name leads nowhere, which is a fault of the answer. */
export function fillMissing(plain: PlainRegister, name: string): PlainRegister[] {
  const made = /^assessments \(for flow (.+)\)$/.exec(name);
  if (made !== null) return ASSESSMENTS.map((one) => withAssessment(plain, { ...one, flows: [made[1]] }));
  const [list = '', id = '', ...keys] = name.split('.');
  const records = (plain as unknown as Record<string, readonly Plain[] | undefined>)[list];
  const record = records?.find((one) => one['id'] === id);
  if (records === undefined || record === undefined || keys.length === 0) return [];
  return valuesOf(keys, plain).map((value) => ({
    ...plain,
    [list]: records.map((one) => (one === record ? put(one, keys, value) : one)),
  }));
}

const ASSESSMENTS: readonly Plain[] = [
  { id: 'made', on: '2015-01-01', result: 'equivalent', problematicLaw: false, appliedInPractice: false },
  { id: 'made', on: '2015-01-01', result: 'not-equivalent', problematicLaw: true, appliedInPractice: true },
];

function withAssessment(plain: PlainRegister, one: Plain): PlainRegister {
  return { ...plain, assessments: [...(plain.assessments ?? []), one] };
}

function valuesOf(keys: readonly string[], plain: PlainRegister): readonly unknown[] {
  const organisations = plain.organisations.map((one) => one['id']);
  const last = keys.at(-1) ?? '';
  if (last === 'activity') return (plain.activities ?? []).map((one) => one['id']);
  if (last === 'controllers' || last === 'parties') return [organisations, organisations.slice(0, 1)];
  return VALUES[last] ?? FLAGS;
}

/** The record with the value at the end of the keys; what stood in the way (a standing that is just `true`) becomes a map. */
function put(record: Plain, [key = '', ...rest]: readonly string[], value: unknown): Plain {
  if (rest.length === 0) return { ...record, [key]: value };
  const inner = record[key];
  return {
    ...record,
    [key]: put(typeof inner === 'object' && inner !== null ? (inner as Plain) : {}, rest, value),
  };
}
