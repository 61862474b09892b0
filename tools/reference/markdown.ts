// Writes Markdown: tables whose cells cannot break them, and the line that says where a page came from.

/** A table; empty where there is no row. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `| ${head.map(() => '---').join(' | ')} |`, ...rows.map(line)].join('\n');
}

/** A text in one cell: no line breaks, no bars. */
function cell(text: string): string {
  return text
    .trim()
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll('|', '\\|');
}

export function code(word: string): string {
  return `\`${word}\``;
}

export function codes(words: readonly string[]): string {
  return words.map(code).join(' ');
}

export function link(text: string, address: string): string {
  return `[${text.replaceAll(/[[\]]/g, '')}](<${address}>)`;
}

/** A whole page: title, where it came from, and its parts with an empty line between; empty parts fall away. */
export function page(title: string, from: string, parts: readonly string[]): string {
  const origin = `*Made by \`npm run reference\` from ${from}. Do not edit it here.*`;
  return `${[`# ${title}`, origin, ...parts].filter((part) => part !== '').join('\n\n')}\n`;
}

/** "1 rule", "2 rules". */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
