// The resources: which nouns of the register have addresses, what their lists can be filtered and sorted by, and an example of each.
import type { z } from 'zod';
import type { RecordNoun } from '../core/flows/record-kinds.ts';
import { RECORD_SHAPES } from './records.ts';

/** `list`: the place holds a list, and the filter asks for an item of it. */
export type FilterKind = 'text' | 'list' | 'flag' | 'date';

export interface Resource {
  readonly noun: RecordNoun;
  /** One of them, as it stands in names of the description. */
  readonly one: string;
  readonly says: string;
  readonly shape: z.ZodType;
  /** The fields that lists can be filtered by; of dates also `…From` and `…Until`. */
  readonly filters: Readonly<Record<string, FilterKind>>;
  /** Beside `id`, `version` and `recordedAt`. */
  readonly sorts: readonly string[];
  readonly example: Readonly<Record<string, unknown>>;
}

const DESCRIBED: readonly Omit<Resource, 'shape'>[] = [
  {
    noun: 'organisations',
    one: 'Organisation',
    says: 'companies and other organisations, of the group and outside',
    filters: {
      name: 'text',
      country: 'text',
      region: 'text',
      kind: 'text',
      member: 'flag',
      parent: 'text',
      sectors: 'list',
      since: 'date',
      until: 'date',
    },
    sorts: ['name', 'country'],
    example: {
      id: 'et-at',
      name: 'Example Telecom Austria GmbH',
      member: true,
      parent: 'et-de',
      country: 'AT',
      kind: 'company',
      sectors: ['telecom'],
      regimes: [],
    },
  },
  {
    noun: 'divisions',
    one: 'Division',
    says: 'divisions of organisations',
    filters: { name: 'text', organisation: 'text', parent: 'text' },
    sorts: ['name', 'organisation'],
    example: { id: 'hr-vienna', name: 'Human Resources Vienna', organisation: 'et-at' },
  },
  {
    noun: 'persons',
    one: 'Person',
    says: 'persons who have something to do with the register; what is about them is encrypted where it is kept',
    filters: { organisation: 'text', division: 'text', languages: 'list' },
    sorts: ['organisation'],
    example: {
      id: 'p-example',
      name: 'Hanako Example',
      email: 'hanako@example.com',
      organisation: 'et-at',
      division: 'hr-vienna',
      languages: ['ja', 'en'],
    },
  },
  {
    noun: 'systems',
    one: 'System',
    says: 'systems, where they store and from where they are reached',
    filters: {
      name: 'text',
      operator: 'text',
      supplier: 'text',
      division: 'text',
      data: 'list',
      activities: 'list',
    },
    sorts: ['name', 'operator'],
    example: {
      id: 'hr-suite',
      name: 'HR Suite',
      operator: 'et-at',
      supplier: 'nimbus',
      stores: [{ country: 'DE', use: 'primary' }],
      reachedFrom: [{ country: 'IN', by: 'sundesk' }],
      data: ['name', 'salary'],
    },
  },
  {
    noun: 'activities',
    one: 'Activity',
    says: 'processing activities, as Art. 30 GDPR asks to record them',
    filters: {
      name: 'text',
      controllers: 'list',
      processors: 'list',
      purposes: 'list',
      data: 'list',
      systems: 'list',
      legalBasis: 'list',
    },
    sorts: ['name', 'retention'],
    example: {
      id: 'payroll-at',
      name: 'Payroll Austria',
      controllers: ['et-at'],
      processors: ['nimbus'],
      purposes: ['personnel-administration'],
      subjects: [{ category: 'employees', countries: ['AT'], count: 40, children: false }],
      data: ['name', 'bank-account', 'salary'],
      legalBasis: ['art-6.1.b'],
      retention: 'P7Y',
      systems: ['hr-suite'],
    },
  },
  {
    noun: 'flows',
    one: 'Flow',
    says: 'flows: who makes data available to whom',
    filters: {
      activity: 'text',
      from: 'text',
      to: 'text',
      mode: 'text',
      at: 'text',
      follows: 'list',
      tools: 'list',
      systems: 'list',
      since: 'date',
      until: 'date',
    },
    sorts: ['activity', 'from', 'to', 'since'],
    example: {
      id: 'f-at-us',
      activity: 'payroll-at',
      from: 'et-at',
      to: 'nimbus',
      fromRole: 'controller',
      toRole: 'processor',
      mode: 'storage',
      at: 'US',
      since: '2026-01-01',
    },
  },
  {
    noun: 'instruments',
    one: 'Instrument',
    says: 'what was signed, approved or certified',
    filters: {
      name: 'text',
      kind: 'text',
      parties: 'list',
      activities: 'list',
      since: 'date',
      until: 'date',
    },
    sorts: ['kind', 'name'],
    example: {
      id: 'scc-at',
      kind: 'scc-2021',
      modules: [2],
      parties: ['et-at', 'nimbus'],
      exporters: ['et-at'],
      importers: ['nimbus'],
      from: '2026-01-01',
    },
  },
  {
    noun: 'assessments',
    one: 'Assessment',
    says: 'transfer impact assessments and the like',
    filters: { name: 'text', instrument: 'text', flows: 'list', country: 'text', result: 'text', on: 'date' },
    sorts: ['on', 'instrument'],
    example: {
      id: 'tia-at',
      instrument: 'scc-at',
      flows: ['f-at-us'],
      on: '2026-01-01',
      result: 'equivalent-with-measures',
      measures: ['encryption-exporter-keys'],
    },
  },
  {
    noun: 'contractors',
    one: 'Contractor',
    says: 'contractors and their sub-contractors, to any depth',
    filters: {
      organisation: 'text',
      engagedBy: 'text',
      under: 'text',
      activities: 'list',
      systems: 'list',
      countries: 'list',
    },
    sorts: ['organisation', 'engagedBy'],
    example: {
      id: 'c-nimbus-at',
      organisation: 'nimbus',
      engagedBy: 'et-at',
      service: 'Hosting of the HR suite',
      activities: ['payroll-at'],
      systems: ['hr-suite'],
      countries: ['US'],
      contract: 'scc-at',
    },
  },
];

/** Every resource, in the order of the register file. */
export const RESOURCES: readonly Resource[] = DESCRIBED.map((one) => ({
  ...one,
  shape: RECORD_SHAPES[one.noun],
}));

/**
 * The resource of a noun.
 *
 * @example resourceOf('flows').one // 'Flow'
 */
export function resourceOf(noun: RecordNoun): Resource {
  return RESOURCES.find((one) => one.noun === noun) as Resource;
}
