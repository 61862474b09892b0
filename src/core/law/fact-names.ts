// The facts that a law file may ask, as a closed list; a name ending in `.*` stands for any word in that place.

const FACT_KINDS = ['word', 'words', 'flag', 'place', 'places', 'date', 'number', 'numbers'] as const;
export type FactKind = (typeof FACT_KINDS)[number];

const ORGANISATION_FACTS = {
  country: 'place',
  region: 'word',
  kind: 'word',
  sectors: 'words',
  member: 'flag',
  io: 'word',
  'standing.*': 'flag',
  'covers.*': 'words',
  'covers-activity.*': 'flag',
  targets: 'words',
  established: 'words',
} as const satisfies Record<string, FactKind>;

const DEROGATION_FLAGS = [
  'occasional',
  'necessary',
  'consent.explicit',
  'consent.informed-of-risks',
  'consent.specific',
  'public-powers',
  'recognised-in-law',
  'procedure',
  'incapable',
  'public-register',
  'whole-register',
  'repetitive',
  'limited-subjects',
  'overridden',
  'safeguards',
  'authority-informed',
  'subjects-informed',
  'documented',
] as const;

const INCIDENT_FLAGS = [
  'personal-data-breach',
  'encrypted-unintelligible',
  'risk-removed',
  'disproportionate-effort',
  'telecom-service',
  'financial-entity',
  'significant',
  'major',
  'leak-loss-or-damage',
  'special-care',
  'property-damage-possible',
  'wrongful-purpose',
  'advanced-encryption',
  'pseudonymised-information',
  'entrusted-party-notified',
  'my-number',
  'viewable-by-many',
  'adverse-effect-likely',
  'complete',
  'ongoing',
] as const;

function under(prefix: string, names: readonly string[], kind: FactKind): [string, FactKind][] {
  return names.map((name) => [`${prefix}.${name}`, kind]);
}

function organisation(prefix: string): [string, FactKind][] {
  return Object.entries(ORGANISATION_FACTS).map(([name, kind]) => [`${prefix}.${name}`, kind]);
}

/** Every fact name with the kind of its value. */
export const FACT_NAMES: ReadonlyMap<string, FactKind> = new Map<string, FactKind>([
  ['date', 'date'],
  ...organisation('sender'),
  ...organisation('exporter'),
  ...organisation('importer'),
  ['exporter.role', 'word'],
  ['importer.role', 'word'],
  ['destination', 'place'],
  ['same-organisation', 'flag'],
  ['own-staff', 'flag'],
  ['direct-collection', 'flag'],
  ['same-country', 'flag'],
  ['mode', 'word'],
  ['automated', 'flag'],
  ['clear-text', 'flag'],
  ['combines-eu-data', 'flag'],
  ['purposes', 'words'],
  ['data', 'words'],
  ['subjects', 'words'],
  ['subject-countries', 'places'],
  ['hr', 'flag'],
  ['protection', 'word'],
  ['carried', 'words'],
  ['instrument.id', 'word'],
  ['instrument.kind', 'word'],
  ['instrument.modules', 'numbers'],
  ['instrument.signed-on', 'date'],
  ['instrument.approved-on', 'date'],
  ['instrument.approval-authority', 'word'],
  ['instrument.approval-country', 'place'],
  ['instrument.processing-unchanged', 'flag'],
  ['instrument.informed', 'words'],
  ['instrument.controllers-bound', 'flag'],
  ['instrument.exporter-bound', 'flag'],
  ['base.modules', 'numbers'],
  ['base.exists', 'flag'],
  ['agreements', 'words'],
  ['assessment.made', 'flag'],
  ['assessment.result', 'word'],
  ['assessment.made-on', 'date'],
  ['assessment.measures', 'words'],
  ['assessment.measures-help', 'flag'],
  ['assessment.problematic-law', 'flag'],
  ['assessment.applied-in-practice', 'flag'],
  ['measure', 'word'],
  ['transfer', 'flag'],
  ['activity.joint', 'flag'],
  ['activity.entrusted', 'flag'],
  ['activity.joint-use', 'flag'],
  ['activity.profiling', 'flag'],
  ['activity.specific-personal-information', 'flag'],
  ['activity.data-classes', 'words'],
  ['organisation.appointments', 'words'],
  ['contractor.subordinate', 'flag'],
  ['derogation.ground', 'word'],
  ...under('derogation', DEROGATION_FLAGS, 'flag'),
  ['incident.role', 'word'],
  ['incident.risk', 'word'],
  ['incident.entity', 'word'],
  ['incident.persons', 'number'],
  ['incident.situations', 'words'],
  ...under('incident', INCIDENT_FLAGS, 'flag'),
  ['request.received', 'flag'],
  ['request.extended', 'flag'],
  ['request.refused', 'flag'],
  ['request.kind', 'word'],
  ['complaint.received', 'flag'],
  ['consultation.requested', 'flag'],
  ['collection.not-from-data-subject', 'flag'],
]);

/** The kind of a fact, or `undefined` where no such fact exists. */
export function factKind(name: string): FactKind | undefined {
  const direct = FACT_NAMES.get(name);
  if (direct !== undefined) return direct;
  const dot = name.lastIndexOf('.');
  return dot < 0 ? undefined : FACT_NAMES.get(`${name.slice(0, dot)}.*`);
}
