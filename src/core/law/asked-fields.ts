// The fields of a register's records that a law file may ask for, as a closed list; a field not listed here is never asked.

/** Kinds of record of which a law asks something. */
export const ASKED_NOUNS = [
  'organisations',
  'activities',
  'systems',
  'flows',
  'contractors',
  'instruments',
] as const;
export type AskedNoun = (typeof ASKED_NOUNS)[number];

/**
 * For each kind of record its fields by the keys of the register file. A field with a dot lies deeper, or is found with the help
 * of other records; docs/reference/facts.md says how each counts as given.
 */
export const ASKED_FIELDS = {
  organisations: [
    'address',
    'contact',
    'appointments',
    'appointments.data-protection-officer',
    'appointments.data-protection-officer.contact',
    'appointments.representative',
    'appointments.person-in-charge',
    'appointments.complaints-contact',
    'appointments.specific-personal-information-officer',
  ],
  activities: [
    'controllers',
    'controllers.contact',
    'processors.contract',
    'purposes',
    'subjects',
    'data',
    'recipients',
    'retention',
    'retentionCriterion',
    'retentionByData',
    'security',
    'systems',
    'systems.security',
    'categoriesOfProcessing',
    'personInCharge',
    'divisions',
    'purposeNotice',
    'jointArrangement',
    'jointUse.data',
    'jointUse.users',
    'jointUse.purpose',
    'jointUse.manager',
  ],
  systems: ['stores', 'reachedFrom'],
  flows: ['at', 'tools', 'derogation', 'derogation.documented', 'provisionRecord'],
  contractors: ['contract', 'subcontracting', 'under.subcontracting', 'selectedOn', 'auditedOn'],
  instruments: ['approval', 'informed'],
} as const satisfies Record<AskedNoun, readonly string[]>;

/** A field of one kind of record. */
export type AskedField<N extends AskedNoun = AskedNoun> = (typeof ASKED_FIELDS)[N][number];
