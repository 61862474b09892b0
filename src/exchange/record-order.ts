// The order in which records and their keys are written, so that the same register always gives the same bytes.
import type { Fields } from '../core/base/reading.ts';

/** Keys as a reader looks for them: what it is, who, what, on which ground, where, from when; the remarks last. */
const KEYS = [
  ...[
    'fides_key',
    'organization_fides_key',
    'type',
    'id',
    'name',
    'kind',
    'role',
    'organisation',
    'engagedBy',
    'under',
    'division',
    'parent',
    'member',
  ],
  ...['legalForm', 'registrationNumber', 'country', 'region', 'lines', 'postalCode', 'city', 'io', 'sectors'],
  ...['email', 'phone', 'url', 'address', 'contact', 'regimes', 'standing', 'appointments', 'basis'],
  ...['description', 'service', 'operator', 'supplier', 'stores', 'reachedFrom', 'by', 'use'],
  ...['controllers', 'processors', 'divisions', 'personInCharge', 'purposes', 'categoriesOfProcessing'],
  ...['category', 'countries', 'count', 'children', 'subjects', 'data', 'source', 'legalBasis'],
  ...['legitimateInterest', 'jointArrangement', 'recipients', 'systems', 'retention', 'period', 'criterion'],
  ...[
    'retentionCriterion',
    'retentionByData',
    'security',
    'automatedDecisions',
    'profiling',
    'purposeNotice',
  ],
  ...['jointUse', 'users', 'purpose', 'specificPersonalInformation', 'activity', 'from', 'to', 'fromRole'],
  ...['toRole', 'mode', 'at', 'after', 'tools', 'derogation', 'automated', 'clearText', 'combinesEuData'],
  ...[
    'provisionRecord',
    'modules',
    'parties',
    'exporters',
    'importers',
    'activities',
    'approval',
    'contract',
  ],
  ...['subcontracting', 'selectedOn', 'auditedOn', 'instrument', 'flows', 'on', 'result', 'measures'],
  ...['documents', 'covers', 'since', 'until', 'system_type', 'data_use', 'data_categories', 'data_subjects'],
  ...[
    'egress',
    'ingress',
    'privacy_declarations',
    'collections',
    'fields',
    'sekisho_id',
    'note',
    'recordedAt',
  ],
];
const RANK: ReadonlyMap<string, number> = new Map(KEYS.map((key, index) => [key, index]));

/** The entries of a map in the order of the list above; keys that it does not know follow by their letters. */
export function inOrder(fields: Fields): [string, unknown][] {
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => rankOf(a) - rankOf(b) || compareTexts(a, b));
}

function rankOf(key: string): number {
  return RANK.get(key) ?? KEYS.length;
}

/** Records by their ids. */
export function byId(records: readonly Fields[]): Fields[] {
  return [...records].sort((a, b) => compareTexts(String(a['id']), String(b['id'])));
}

/** By code units: the same on every machine, whatever its language. */
function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
