// Blanks comments, texts and patterns out of a TypeScript source, so that a plain search meets code and nothing else.

const WORDS_BEFORE_PATTERN =
  /(^|[^\w$.])(return|typeof|case|in|of|void|delete|throw|new|else|do|await|yield)$/;
const SIGNS_BEFORE_PATTERN = '(,=:[!&|?{};+-*%>~^';

/**
 * The same text with the same length and lines; inside comments, strings, template texts and regular expressions
 * everything but line ends is a space. Quotes stay, so that a specifier can be found by its place.
 */
export function maskSource(text: string): string {
  const masked = [...text.split('')];
  /** For each open template: how many braces are open inside its present `${`. */
  const templates: number[] = [];
  let at = 0;

  const blankUntil = (end: number) => {
    for (; at < end && at < text.length; at += 1) if (text[at] !== '\n') masked[at] = ' ';
  };
  const endOfQuoted = (quote: string, from: number): number => {
    for (let i = from; i < text.length; i += 1) {
      if (text[i] === '\\') i += 1;
      else if (text[i] === quote || text[i] === '\n') return i;
    }
    return text.length;
  };
  const blankTemplate = () => {
    let end = at;
    while (end < text.length && text[end] !== '`' && !text.startsWith('${', end)) {
      end += text[end] === '\\' ? 2 : 1;
    }
    blankUntil(end);
    if (text.startsWith('${', at)) {
      templates.push(0);
      at += 2;
    } else {
      at += 1;
    }
  };

  /** The closing slash stays: after it, the next slash divides. */
  const blankPattern = (end: number) => {
    blankUntil(end - 1);
    at = end;
  };

  while (at < text.length) {
    const sign = text[at] ?? '';
    const open = templates.at(-1);
    if (text.startsWith('//', at)) {
      const end = text.indexOf('\n', at);
      blankUntil(end === -1 ? text.length : end);
    } else if (text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at + 2);
      blankUntil(end === -1 ? text.length : end + 2);
    } else if (sign === "'" || sign === '"') {
      at += 1;
      blankUntil(endOfQuoted(sign, at));
      if (text[at] === sign) at += 1;
    } else if (sign === '`') {
      at += 1;
      blankTemplate();
    } else if (open !== undefined && sign === '}' && open === 0) {
      templates.pop();
      at += 1;
      blankTemplate();
    } else if (
      sign === '/' &&
      mayBeginPattern(masked.slice(Math.max(0, at - 80), at).join(''), text[at + 1])
    ) {
      const end = endOfPattern(text, at + 1);
      if (end === undefined) at += 1;
      else blankPattern(end);
    } else {
      if (open !== undefined && sign === '{') templates[templates.length - 1] = open + 1;
      if (open !== undefined && sign === '}') templates[templates.length - 1] = open - 1;
      at += 1;
    }
  }
  return masked.join('');
}

/** A slash divides after a value and begins a regular expression elsewhere; `/>` closes an element. */
function mayBeginPattern(before: string, next: string | undefined): boolean {
  if (next === '>') return false;
  const trimmed = before.trimEnd();
  const last = trimmed.at(-1);
  return last === undefined || SIGNS_BEFORE_PATTERN.includes(last) || WORDS_BEFORE_PATTERN.test(trimmed);
}

function endOfPattern(text: string, from: number): number | undefined {
  let inClass = false;
  for (let i = from; i < text.length && text[i] !== '\n'; i += 1) {
    if (text[i] === '\\') i += 1;
    else if (text[i] === '[') inClass = true;
    else if (text[i] === ']') inClass = false;
    else if (text[i] === '/' && !inClass) return i + 1;
  }
  return undefined;
}
