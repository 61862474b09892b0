// An imaginary group with every field of a record of processing filled in, of any number of activities: same number, same group.

const FIRST = {
  organisations: [
    {
      id: 'asagiri-jp',
      name: '株式会社朝霧テレコム',
      member: true,
      country: 'JP',
      region: 'JP-13',
      kind: 'company',
      regimes: [],
      standing: { 'appi-business-operator': true, 'appi-supplementary-rules': true },
      registrationNumber: '0100-01-012345',
      address: {
        postalCode: '100-0005',
        city: '東京都千代田区',
        lines: ['丸の内1丁目9番地', '髙﨑𠮷ビル①'],
        country: 'JP',
      },
      contact: { email: 'privacy@asagiri.example', phone: '+81 3 0000 0000' },
      appointments: [
        { role: 'person-in-charge', person: 'takasaki', from: '2024-04-01' },
        { role: 'complaints-contact', organisation: 'asagiri-jp' },
      ],
    },
    {
      id: 'asagiri-de',
      name: 'Asagiri Telekommunikationsdienstleistungsgesellschaft mbH',
      legalForm: 'GmbH',
      member: true,
      parent: 'asagiri-jp',
      country: 'DE',
      region: 'DE-NW',
      kind: 'company',
      regimes: [],
      registrationNumber: 'HRB 12345',
      address: { lines: ['Immermannstraße 45'], postalCode: '40210', city: 'Düsseldorf', country: 'DE' },
      contact: {
        email: 'datenschutz@asagiri.example',
        phone: '+49 211 000000',
        url: 'https://asagiri.example/de/datenschutz',
      },
      appointments: [{ role: 'data-protection-officer', person: 'weiss', from: '2022-01-01' }],
    },
    {
      id: 'asagiri-gb',
      name: 'Asagiri UK Limited',
      member: true,
      parent: 'asagiri-de',
      country: 'GB',
      kind: 'company',
      regimes: [{ id: 'eu-gdpr', basis: 'targeting', art27Representative: 'asagiri-de' }],
      address: { lines: ['1 Example Street'], postalCode: 'EC1A 1AA', city: 'London', country: 'GB' },
      contact: { email: 'dpo@asagiri-uk.example' },
      appointments: [{ role: 'data-protection-officer', organisation: 'asagiri-de' }],
    },
    {
      id: 'cumulus',
      name: 'Cumulus Hosting Inc.',
      country: 'US',
      kind: 'company',
      regimes: [],
      contact: { email: 'privacy@cumulus.example' },
      standing: { 'us-dpf': { from: '2023-09-01', covers: ['hr', 'non-hr'] } },
    },
    {
      id: 'perla',
      name: 'Perla Contact Center Corp.',
      country: 'PH',
      kind: 'company',
      regimes: [],
      contact: { email: 'legal@perla.example' },
    },
    { id: 'lago', name: 'Lago Backup S.A.', country: 'BR', kind: 'company', regimes: [] },
    {
      id: 'rheinwerk',
      name: 'Rheinwerk Maschinenbau GmbH',
      country: 'DE',
      kind: 'company',
      regimes: [],
      address: { lines: ['Hafenstraße 1'], postalCode: '47119', city: 'Duisburg', country: 'DE' },
      contact: { email: 'datenschutz@rheinwerk.example' },
      appointments: [],
    },
    {
      id: 'hoshino',
      name: '株式会社星野商事',
      country: 'JP',
      kind: 'company',
      regimes: [],
      contact: { email: 'privacy@hoshino.example' },
      standing: { 'appi-business-operator': true },
    },
  ],
  divisions: [
    { id: 'care', name: 'Customer Care', organisation: 'asagiri-de' },
    { id: 'legal', name: '法務部', organisation: 'asagiri-jp' },
  ],
  persons: [
    {
      id: 'takasaki',
      name: '髙﨑 𠮷男',
      email: 'takasaki@asagiri.example',
      organisation: 'asagiri-jp',
      division: 'legal',
    },
    {
      id: 'weiss',
      name: 'Dr. Käthe Weiß',
      email: 'k.weiss@asagiri.example',
      phone: '+49 211 000001',
      organisation: 'asagiri-de',
    },
    {
      id: 'oconnor',
      name: 'Niamh O’Connor',
      email: 'n.oconnor@asagiri.example',
      organisation: 'asagiri-de',
      division: 'care',
    },
  ],
  systems: [
    {
      id: 'crm',
      name: 'Hikari CRM',
      operator: 'asagiri-de',
      supplier: 'cumulus',
      stores: [
        { country: 'DE', by: 'asagiri-de', use: 'primary' },
        { country: 'US', by: 'cumulus', use: 'backup' },
      ],
      reachedFrom: [{ country: 'PH', by: 'perla' }],
      security: ['Disks encrypted with keys held in Düsseldorf'],
      data: ['name', 'email'],
    },
    {
      id: 'mail',
      name: 'Mail archive',
      operator: 'asagiri-jp',
      stores: [{ country: 'JP', use: 'archive' }],
      reachedFrom: [],
      security: ['Access only by two persons together'],
    },
  ],
  instruments: [
    {
      id: 'scc-perla',
      name: 'Standard contractual clauses with Perla',
      kind: 'scc-2021',
      modules: [2],
      parties: ['asagiri-de', 'perla'],
      exporters: ['asagiri-de'],
      importers: ['perla'],
      from: '2022-01-10',
      documents: ['scc-perla-signed.pdf'],
    },
    {
      id: 'scc-lago',
      kind: 'scc-2021',
      modules: [3],
      parties: ['cumulus', 'lago'],
      exporters: ['cumulus'],
      importers: ['lago'],
      from: '2024-03-01',
    },
    {
      id: 'dpa-cumulus',
      name: 'Processing agreement with Cumulus',
      kind: 'processing-agreement',
      parties: ['asagiri-de', 'cumulus'],
      from: '2023-09-01',
    },
  ],
  assessments: [
    {
      id: 'tia-perla',
      instrument: 'scc-perla',
      country: 'PH',
      on: '2025-11-20',
      result: 'equivalent',
      measures: ['transport-encryption'],
      documents: ['tia-perla-2025.pdf'],
    },
  ],
  contractors: [
    {
      id: 'eng-perla',
      organisation: 'perla',
      engagedBy: 'asagiri-de',
      service: 'Answering calls of customers',
      contract: 'scc-perla',
      from: '2022-01-10',
    },
    {
      id: 'eng-cumulus',
      organisation: 'cumulus',
      engagedBy: 'asagiri-de',
      service: 'Hosting',
      contract: 'dpa-cumulus',
      from: '2023-09-01',
    },
    {
      id: 'eng-lago',
      organisation: 'lago',
      engagedBy: 'cumulus',
      under: 'eng-cumulus',
      service: 'Backups',
      contract: 'scc-lago',
      from: '2024-03-01',
    },
  ],
} as const;

const NAMES = [
  'Kundenbetreuung rund um die Uhr',
  'Entgeltabrechnung',
  'Customer relationship management',
  '採用選考',
  'Öffentlichkeitsarbeit',
  'Occupational health',
  '社内通報窓口',
  'Zutrittskontrolle',
];

/** A register file as a plain value. Every tenth activity keeps silent about most of what is asked. */
export function describeGroup(activities: number): Record<string, unknown> {
  const numbers = Array.from({ length: activities }, (_, n) => n);
  return {
    format: 'sekisho/register@1',
    group: { id: 'asagiri', name: 'Asagiri Telecom Group 朝霧グループ' },
    ...FIRST,
    activities: numbers.map(activity),
    flows: numbers.flatMap(flows),
  };
}

function activity(n: number): Record<string, unknown> {
  const id = `activity-${String(n + 1).padStart(4, '0')}`;
  const name = `${NAMES[n % NAMES.length]} ${n + 1}`;
  if (n % 10 === 9) return { id, name, controllers: ['asagiri-de'], processors: ['cumulus'] };
  if (n % 10 === 8)
    return {
      id,
      name: `Hosting for customers ${n + 1}`,
      controllers: ['rheinwerk', 'hoshino'],
      processors: ['asagiri-de'],
      categoriesOfProcessing: [
        'Hosting of virtual machines',
        'Daily backups',
        'Support at the request of the controller',
      ],
      security: [
        'Encryption at rest and in transit',
        'Separation of tenants',
        'ISO/IEC 27001 certified data centre',
      ],
      systems: ['crm'],
      from: '2021-04-01',
    };
  return {
    id,
    name,
    description: `The work of team ${n + 1}: questions of customers are answered by telephone, in writing and in the portal.`,
    controllers: n % 4 === 1 ? ['asagiri-de', 'asagiri-jp'] : n % 4 === 2 ? ['asagiri-gb'] : ['asagiri-de'],
    processors: ['perla', 'cumulus'],
    divisions: ['care'],
    personInCharge: 'oconnor',
    purposes: ['customer-support', 'customer-management'],
    subjects: [
      { category: 'customers', countries: ['DE', 'FR', 'NL', 'GB'], count: 12_500 + n, children: false },
      { category: 'employees', countries: ['DE'], count: 120, children: false },
    ],
    data: [
      'name',
      'email',
      'phone',
      'support-ticket',
      'call-recording',
      'health-check-result',
      'religious-belief',
    ],
    source: ['From the persons themselves', 'From the contracting company'],
    legalBasis: ['art-6.1.b', 'art-6.1.f', 'art-9.2.a'],
    legitimateInterest: 'Improving the quality of the answers',
    ...(n % 4 === 1 && {
      jointArrangement: 'Agreement of 1 April 2023; information is given by the company in Düsseldorf.',
    }),
    recipients: [
      { category: 'Auditors of the group' },
      { organisation: 'asagiri-jp', country: 'JP', category: 'Parent company' },
    ],
    systems: ['crm', 'mail'],
    retention: 'P3Y',
    retentionCriterion: 'After the end of the year in which the contract ended',
    retentionByData: [
      { data: ['call-recording'], period: 'P6M' },
      { data: ['health-check-result'], period: 'P1M', criterion: 'unless a dispute is pending' },
    ],
    security: [
      'Role based access with yearly review',
      'Encryption in transit (TLS 1.3) and at rest (AES-256)',
      'Logging of every access',
      'Vertretungsregelung und Notfallhandbuch',
    ],
    automatedDecisions: false,
    profiling: false,
    purposeNotice: {
      given: true,
      on: '2023-04-01',
      how: 'Privacy notice on the website: https://asagiri.example/de/datenschutz/kundenbetreuung-rund-um-die-uhr.html',
    },
    from: '2021-04-01',
  };
}

function flows(n: number): Record<string, unknown>[] {
  const activity = `activity-${String(n + 1).padStart(4, '0')}`;
  const base = { activity, mode: 'disclosure', clearText: true, automated: true };
  if (n % 10 === 9)
    return [
      {
        ...base,
        id: `${activity}-a`,
        from: 'asagiri-de',
        to: 'lago',
        fromRole: 'controller',
        toRole: 'controller',
      },
    ];
  if (n % 10 === 8)
    return [
      {
        ...base,
        id: `${activity}-in`,
        from: 'rheinwerk',
        to: 'asagiri-de',
        fromRole: 'controller',
        toRole: 'processor',
      },
      {
        ...base,
        id: `${activity}-a`,
        from: 'asagiri-de',
        to: 'perla',
        fromRole: 'processor',
        toRole: 'processor',
        after: [`${activity}-in`],
        since: '2022-02-01',
      },
    ];
  return [
    { ...base, id: `${activity}-in`, from: 'data-subject', to: 'asagiri-de', toRole: 'controller' },
    {
      ...base,
      id: `${activity}-a`,
      name: 'Calls',
      from: 'asagiri-de',
      to: 'perla',
      fromRole: 'controller',
      toRole: 'processor',
      after: [`${activity}-in`],
      since: '2022-02-01',
      mode: 'remote-access',
    },
    {
      ...base,
      id: `${activity}-b`,
      name: 'Hosting',
      from: 'asagiri-de',
      to: 'cumulus',
      fromRole: 'controller',
      toRole: 'processor',
      after: [`${activity}-in`],
      since: '2023-10-01',
    },
    {
      ...base,
      id: `${activity}-c`,
      name: 'Reports',
      from: 'asagiri-de',
      to: 'asagiri-jp',
      fromRole: 'controller',
      toRole: 'controller',
      after: [`${activity}-in`],
      since: '2021-04-01',
    },
  ];
}
