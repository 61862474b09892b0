// Keeps names guessable: no drawers, and every file of ours in kebab-case.
import type { Finding, HouseFile } from './house-file.ts';

const DRAWERS = new Set(['util', 'utils', 'helper', 'helpers', 'common', 'lib', 'misc', 'shared', 'types']);
const KEBAB = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
/** Second words that say what kind of file it is, as in `due.prop.test.ts`. */
const KINDS = new Set(['test', 'prop', 'config', 'd', 'stories']);

export function checkNames(files: readonly HouseFile[]): Finding[] {
  return files.flatMap(({ path }) => [...findDrawer(path), ...findOddName(path)]);
}

function findDrawer(path: string): Finding[] {
  const drawer = path
    .split('/')
    .slice(0, -1)
    .find((folder) => DRAWERS.has(folder));
  if (drawer === undefined) return [];
  const message = `No folder is called "${drawer}": it would take in everything. Name it after what lies in it; if that has no home, the plan lacks a room.`;
  return [{ path, message }];
}

function findOddName(path: string): Finding[] {
  if (!/^(?:src|test|tools|bench)\/.*\.(?:tsx?|mjs|css|sql)$/.test(path)) return [];
  const [name = '', ...kinds] = (path.split('/').at(-1) ?? '').split('.').slice(0, -1);
  if (KEBAB.test(name) && kinds.every((kind) => KINDS.has(kind))) return [];
  return [
    {
      path,
      message: `File names are kebab-case, noun first, like "incident-store.ts"; this is "${path.split('/').at(-1)}".`,
    },
  ];
}
