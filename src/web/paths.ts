// Every address of the screen, in one table; the router, the navigation and all links are made from it.

/** `$id` stands for one part of the address. Nouns have the same word here, in the API, in the ledger and on the disk. */
export const PATHS = {
  home: '/',
  transfers: '/transfers',
  contracts: '/contracts',
  register: '/register',
  organisations: '/organisations',
  divisions: '/divisions',
  persons: '/persons',
  systems: '/systems',
  activities: '/activities',
  flows: '/flows',
  instruments: '/instruments',
  assessments: '/assessments',
  contractors: '/contractors',
  record: '/$noun/$id',
  newRecord: '/$noun/new',
  interview: '/$noun/$id/interview',
  changes: '/changes',
  imports: '/imports',
  exports: '/exports',
  law: '/law',
  provision: '/law/$id',
  ledger: '/ledger',
  settings: '/settings',
  welcome: '/welcome',
  gallery: '/gallery',
} as const;

export type PathName = keyof typeof PATHS;

/** The address of a place: `pathTo('record', { noun: 'activities', id: 'payroll' })` is `/activities/payroll`. */
export function pathTo(name: PathName, parts: Readonly<Record<string, string>> = {}): string {
  return PATHS[name].replace(/\$(\w+)/g, (_, part: string) => encodeURIComponent(parts[part] ?? ''));
}
