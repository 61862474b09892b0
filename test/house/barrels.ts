// Finds barrels: files that only pass on what other files of ours export.
import { type Finding, type HouseFile, isSourceFile } from './house-file.ts';
import { maskSource } from './mask-source.ts';
import { scanExports } from './scan-exports.ts';
import { scanImports } from './scan-imports.ts';

const IMPORT_FROM = 'Import the file itself where it is needed, and delete this one.';

export function checkBarrels(files: readonly HouseFile[]): Finding[] {
  return files
    .filter(({ path }) => isSourceFile(path))
    .flatMap(({ path, text }) => {
      if (/\/index\.tsx?$/.test(path)) {
        return [
          {
            path,
            message: `A file called index hides what it holds; name it after its idea. ${IMPORT_FROM}`,
          },
        ];
      }
      const imports = scanImports(text);
      const passesOn = imports.some(
        ({ kind, specifier }) => kind === 're-export' && specifier.startsWith('.'),
      );
      const exports = scanExports(text);
      const isList =
        exports.length > 0 &&
        exports.every(({ position }) => /^export\s+(?:type\s+)?\{/.test(text.slice(position)));
      if (!(passesOn || (isList && imports.length > 0)) || hasOwnCode(text)) return [];
      return [{ path, message: `This file only passes on what others export. ${IMPORT_FROM}` }];
    });
}

function hasOwnCode(text: string): boolean {
  const own = maskSource(text)
    .replaceAll(/\b(?:import|export)\s+(?:type\s+)?[\w$*\s{},]*?\bfrom\s*(['"])\s*\1;?/g, '')
    .replaceAll(/\bexport\s+(?:type\s+)?\{[^{}]*\};?/g, '');
  return own.trim() !== '';
}
