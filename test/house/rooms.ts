// The rooms of src/ and who may import whom; ARCHITECTURE.md shows the same table to people.

export interface Room {
  /** Folder below src/; `*` stands for one folder of any name. */
  readonly folder: string;
  /** Rooms it may import beside itself; `core` means all five floors of it. */
  readonly rooms: readonly string[];
  /** Packages it may import: a list, or everything but what belongs to the browser. */
  readonly packages: readonly string[] | 'for servers';
  /** May it use Node's own modules? */
  readonly node: boolean;
}

const CORE = ['core/base', 'core/time', 'core/law', 'core/engine', 'core/flows'];

/** Packages of the browser: only src/web imports them, and it imports no others. */
export const WEB_PACKAGES = [
  'react',
  'react-dom',
  'react-aria-components',
  '@internationalized/date',
  '@tanstack/react-router',
  '@tanstack/react-query',
  'd3-geo',
  'topojson-client',
  'world-atlas',
  '@dagrejs/dagre',
];

export const ROOMS: readonly Room[] = [
  { folder: 'core/base', rooms: [], packages: [], node: false },
  { folder: 'core/time', rooms: ['core/base'], packages: ['temporal-polyfill'], node: false },
  { folder: 'core/law', rooms: ['core/base', 'core/time'], packages: [], node: false },
  { folder: 'core/engine', rooms: ['core/base', 'core/time', 'core/law'], packages: [], node: false },
  { folder: 'core/flows', rooms: CORE, packages: [], node: false },
  { folder: 'api', rooms: CORE, packages: ['zod'], node: false },
  { folder: 'kit', rooms: [...CORE, 'api'], packages: 'for servers', node: true },
  { folder: 'records', rooms: [...CORE, 'api', 'kit'], packages: [], node: false },
  { folder: 'exchange', rooms: [...CORE, 'api', 'kit', 'records'], packages: [], node: false },
  {
    folder: 'entry/*',
    rooms: [...CORE, 'api', 'kit', 'records', 'exchange'],
    packages: 'for servers',
    node: true,
  },
  { folder: 'web', rooms: [...CORE, 'api'], packages: WEB_PACKAGES, node: false },
];

/** Each noun may import the nouns before it. */
export const ORDERED_NOUNS = ['group', 'people', 'register', 'obligations'];

/** The nouns that come after the ordered ones and do not import each other. */
export const OTHER_NOUNS = [
  'incidents',
  'requests',
  'notices',
  'consents',
  'safeguards',
  'contractors',
  'risks',
  'complaints',
  'trainings',
  'programmes',
  'assessments',
  'documents',
];

/** The floors of a noun from the ground up; a file whose name ends in none of these is the noun itself. */
export const FLOORS = ['noun', 'facts', 'store', 'actions', 'routes'] as const;

export type Floor = (typeof FLOORS)[number];

/** The room in which a file of src/ lies, and the folder that counts as one room, as in `entry/cli`. */
export function roomOf(path: string): { room: Room; folder: string } | undefined {
  const parts = path.split('/').slice(1, -1);
  for (const room of ROOMS) {
    const wanted = room.folder.split('/');
    const lies = wanted.every((part, i) => parts[i] !== undefined && (part === '*' || part === parts[i]));
    if (lies) return { room, folder: parts.slice(0, wanted.length).join('/') };
  }
  return undefined;
}

/** `src/records/incidents/incident-store.ts` is the noun `incidents` on the floor `store`. */
export function nounOf(path: string): { noun: string; floor: Floor } | undefined {
  const match = /^src\/records\/([^/]+)\/.*?([^/]+?)(?:\.(?:test|prop\.test))?\.tsx?$/.exec(path);
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  const suffix = match[2].split('-').at(-1);
  const floor = FLOORS.slice(1).find((name) => name === suffix) ?? 'noun';
  return { noun: match[1], floor };
}
