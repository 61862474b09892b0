// Which file imports which: the imports of the whole tree, with relative ones followed to their file.
import { posix } from 'node:path';
import { type HouseFile, isSourceFile } from './house-file.ts';
import { type Import, scanImports } from './scan-imports.ts';

export interface Edge extends Import {
  readonly from: string;
  /** The imported file of the tree; undefined for a package or one of Node's modules. */
  readonly to: string | undefined;
  /** The package's name without a path inside it; undefined for a file of the tree. */
  readonly packageName: string | undefined;
}

/** Every import of every TypeScript file of the tree. */
export function readEdges(files: readonly HouseFile[]): Edge[] {
  return files
    .filter(({ path }) => isSourceFile(path))
    .flatMap(({ path, text }) =>
      scanImports(text).map((found): Edge => {
        const { specifier } = found;
        if (!specifier.startsWith('.'))
          return { ...found, from: path, to: undefined, packageName: nameOf(specifier) };
        const target = posix.join(posix.dirname(path), specifier.replace(/\?.*$/, ''));
        return { ...found, from: path, to: target, packageName: undefined };
      }),
    );
}

function nameOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
