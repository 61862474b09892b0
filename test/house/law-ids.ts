// Every law file is found by its id: the id is the path with dots, and the ids of its rules begin with it.
import { parseDocument } from 'yaml';
import type { Finding, HouseFile } from './house-file.ts';

export function checkLawIds(files: readonly HouseFile[]): Finding[] {
  return files.filter(({ path }) => /^laws\/.*\.ya?ml$/.test(path)).flatMap(checkLawId);
}

function checkLawId({ path, text }: HouseFile): Finding[] {
  if (path.endsWith('.yml'))
    return [{ path, message: 'Law files end in .yaml, so that each has one name. Rename it.' }];
  const document = parseDocument(text);
  const [fault] = document.errors;
  if (fault !== undefined) return [{ path, message: `This file is not sound YAML: ${fault.message}` }];
  const { format, id, rules } = (document.toJS() ?? {}) as { format?: string; id?: string; rules?: unknown };
  const wanted = wantedId(path, format);
  if (wanted === undefined) return [];
  if (id !== wanted) {
    const found = id === undefined ? 'it has none' : `it is "${id}"`;
    return [
      {
        path,
        message: `The id of this file must be "${wanted}", its path with dots; ${found}. Change the id or move the file.`,
      },
    ];
  }
  return ruleIdsIn(rules)
    .filter((rule) => rule !== wanted && !rule.startsWith(`${wanted}.`))
    .map((rule) => ({
      path,
      message: `The rule "${rule}" must be called "${wanted}" or "${wanted}.something", so that its file can be guessed from it.`,
    }));
}

function wantedId(path: string, format: string | undefined): string | undefined {
  const dotted = path
    .replace(/^laws\//, '')
    .replace(/\.yaml$/, '')
    .replaceAll('/', '.');
  if (format === 'sekisho/instrument@1') return dotted.replace(/\.instrument$/, '');
  return format === 'sekisho/law@1' || format === 'sekisho/terms@1' ? dotted : undefined;
}

function ruleIdsIn(rules: unknown): string[] {
  if (!Array.isArray(rules)) return [];
  return rules.flatMap((rule: { id?: unknown } | null) => (typeof rule?.id === 'string' ? [rule.id] : []));
}
