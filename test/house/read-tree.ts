// Reads the tree from the disk, without what is installed, built or kept as data there.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HouseFile } from './house-file.ts';

const NOT_OURS = new Set(['node_modules', 'dist', 'data', 'coverage', '.git', '.dist-lock']);
const WITH_TEXT = /(\.(ts|tsx|mts|mjs|js|json|ya?ml|md|css|html|sql|txt|tsv|csv|svg|sh)|\/[^./]+|\/\.[^/]+)$/;

export function readTree(root: string): HouseFile[] {
  return pathsBelow(root, '').map((path) => ({
    path,
    text: WITH_TEXT.test(`/${path}`) ? readFileSync(join(root, path), 'utf8') : '',
  }));
}

function pathsBelow(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (folder === '' && (NOT_OURS.has(entry.name) || entry.name.startsWith('.dist-'))) return [];
    if (entry.isDirectory()) return pathsBelow(root, path);
    return entry.isFile() ? [path] : [];
  });
}
