// Every relative link of a Markdown file leads to a file, and its anchor to a heading.
import { posix } from 'node:path';
import { type Finding, type HouseFile, lineAt } from './house-file.ts';

const LINK = /\[(?:[^[\]]|\[[^\]]*\])*\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)|^\[[^\]]+\]:\s*(\S+)/gm;

export function checkLinks(files: readonly HouseFile[]): Finding[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const folders = new Set(files.flatMap(({ path }) => foldersOf(path)));
  return files
    .filter(({ path }) => path.endsWith('.md'))
    .flatMap(({ path, text }) =>
      [...withoutCode(text).matchAll(LINK)].flatMap((match) => {
        const link = match[1] ?? match[2] ?? '';
        if (/^(?:[a-z][a-z+.-]*:|\/\/)/i.test(link)) return [];
        const [file = '', anchor] = decodeURI(link).split('#');
        const target = file === '' ? path : posix.join(posix.dirname(path), file).replace(/\/$/, '');
        const line = lineAt(text, match.index);
        const found = byPath.get(target);
        if (found === undefined && !folders.has(target)) {
          return [
            {
              path,
              line,
              message: `The link "${link}" leads nowhere: there is no "${target}". Mend or remove it.`,
            },
          ];
        }
        if (anchor === undefined || anchor === '' || found === undefined || !target.endsWith('.md'))
          return [];
        if (anchorsOf(found.text).has(anchor)) return [];
        return [
          {
            path,
            line,
            message: `The link "${link}" leads nowhere: "${target}" has no heading "#${anchor}".`,
          },
        ];
      }),
    );
}

function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return ['.', ...parts.map((_, i) => parts.slice(0, i + 1).join('/'))];
}

/** Code keeps its place and loses its letters: a link in an example is an example. */
function withoutCode(text: string): string {
  const blank = (code: string) => code.replaceAll(/[^\n]/g, ' ');
  return text.replaceAll(/^(```|~~~)[\s\S]*?^\1/gm, blank).replaceAll(/`[^`\n]*`/g, blank);
}

function anchorsOf(text: string): Set<string> {
  const anchors = new Set<string>();
  const headings = text.replaceAll(/^(```|~~~)[\s\S]*?^\1/gm, '').matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm);
  for (const [, heading = ''] of headings) {
    const plain = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const anchor = plain.replaceAll(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(/\s/g, '-');
    let free = anchor;
    for (let n = 1; anchors.has(free); n += 1) free = `${anchor}-${n}`;
    anchors.add(free);
  }
  return anchors;
}
