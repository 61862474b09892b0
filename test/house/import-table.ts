// Keeps the import table: every room of src/ imports only what it may, every noun only nouns to its left.
import { type Finding, type HouseFile, isSourceFile, isTestFile } from './house-file.ts';
import { type Edge, readEdges } from './import-graph.ts';
import { FLOORS, nounOf, ORDERED_NOUNS, OTHER_NOUNS, ROOMS, roomOf, WEB_PACKAGES } from './rooms.ts';

const CHANGE_THE_PLAN =
  'Move what you need to a room both may import, or pass it in as an argument; if the plan itself is wrong, change test/house/rooms.ts with a decision record.';

export function checkImportTable(files: readonly HouseFile[]): Finding[] {
  const inSource = files.filter(({ path }) => path.startsWith('src/') && isSourceFile(path));
  const homeless = inSource
    .filter(({ path }) => roomOf(path) === undefined)
    .map(({ path }) => ({
      path,
      message: `This file lies in no room of the plan. The rooms are: ${ROOMS.map(({ folder }) => `src/${folder}`).join(', ')}.`,
    }));
  const strangers = inSource
    .filter(({ path }) => isUnknownNoun(path))
    .map(({ path }) => ({
      path,
      message: `"${nounOf(path)?.noun}" is no noun of the plan. Take a folder that exists, or add the noun to test/house/rooms.ts with a decision record.`,
    }));
  return [...homeless, ...strangers, ...readEdges(inSource).flatMap(judge)];
}

function isUnknownNoun(path: string): boolean {
  const noun = nounOf(path)?.noun;
  return noun !== undefined && !ORDERED_NOUNS.includes(noun) && !OTHER_NOUNS.includes(noun);
}

function judge(edge: Edge): Finding[] {
  const message = edge.to === undefined ? faultOfPackage(edge) : faultOfFile(edge, edge.to);
  return message === undefined ? [] : [{ path: edge.from, line: edge.line, message }];
}

function faultOfPackage({ from, packageName = '' }: Edge): string | undefined {
  const home = roomOf(from);
  if (home === undefined) return undefined;
  const { room, folder } = home;
  if (
    isTestFile(from) &&
    (packageName.startsWith('node:') || ['vitest', 'fast-check', 'zod'].includes(packageName))
  ) {
    return undefined;
  }
  if (packageName.startsWith('node:')) {
    return room.node ? undefined : `src/${folder} must not use ${packageName}. ${CHANGE_THE_PLAN}`;
  }
  if (packageName === 'temporal-polyfill' && from !== 'src/core/time/temporal.ts') {
    return 'Import Temporal from src/core/time/temporal.ts: the polyfill is named in that one file, so that it can be replaced there.';
  }
  const allowed =
    room.packages === 'for servers'
      ? !WEB_PACKAGES.includes(packageName)
      : room.packages.includes(packageName);
  return allowed
    ? undefined
    : `src/${folder} must not import the package "${packageName}". ${CHANGE_THE_PLAN}`;
}

function faultOfFile({ from, kind }: Edge, to: string): string | undefined {
  const home = roomOf(from);
  if (home === undefined) return undefined;
  if (!to.startsWith('src/')) {
    // A test may read law files and examples; it names them by address, and imports only its own support.
    if (isTestFile(from) && (kind === 'address' || to.startsWith('test/support/'))) return undefined;
    return `"${to}" lies outside of src/; the program must not depend on it. ${CHANGE_THE_PLAN}`;
  }
  const target = roomOf(to);
  if (target === undefined) return undefined;
  if (target.folder !== home.folder && !home.room.rooms.includes(target.folder)) {
    return `src/${home.folder} must not import src/${target.folder} ("${to}"). ${CHANGE_THE_PLAN}`;
  }
  return faultOfNoun(from, to) ?? faultOfExchange(from, to);
}

function faultOfNoun(from: string, to: string): string | undefined {
  const own = nounOf(from);
  if (own === undefined) return undefined;
  const isPure = own.floor === 'noun' || own.floor === 'facts';
  if (isPure && !isTestFile(from) && to.startsWith('src/kit/')) {
    return `A noun and its facts are pure and must not import src/kit ("${to}"). Let the store or the actions do it.`;
  }
  const other = nounOf(to);
  if (other === undefined) return undefined;
  if (own.noun !== other.noun) {
    const left = ORDERED_NOUNS.includes(own.noun)
      ? ORDERED_NOUNS.slice(0, ORDERED_NOUNS.indexOf(own.noun))
      : ORDERED_NOUNS;
    if (!left.includes(other.noun)) {
      return `"${own.noun}" must not import "${other.noun}": a noun imports only nouns to its left (${ORDERED_NOUNS.join(', ')}, then all others). Let the noun on the right ask the one on the left.`;
    }
    if (other.floor === 'routes' || other.floor === 'facts') {
      return `Of another noun only the noun itself, its store's reader or its actions may be imported, not its ${other.floor}.`;
    }
  }
  if (!isTestFile(from) && FLOORS.indexOf(other.floor) > FLOORS.indexOf(own.floor)) {
    return `The floor "${own.floor}" must not import the floor "${other.floor}" above it ("${to}"). The order is ${FLOORS.join(', ')}.`;
  }
  return undefined;
}

function faultOfExchange(from: string, to: string): string | undefined {
  if (!from.startsWith('src/exchange/') || isTestFile(from)) return undefined;
  const noun = nounOf(to);
  if (noun === undefined || noun.floor === 'noun') return undefined;
  return `src/exchange imports only the noun files of records, not the floor "${noun.floor}" ("${to}").`;
}
