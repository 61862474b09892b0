// Goes through XML piece by piece: elements, attributes, text. Knows no document type and no entities but the five of XML, on purpose.
import { SheetFault } from './sheet.ts';

export interface XmlSteps {
  /** The name without its prefix; `attributes` as written, for `attributeOf`. */
  open(name: string, attributes: string): void;
  close(name: string): void;
  text(text: string): void;
}

/** No tag of a workbook is longer. */
const TAG_MOST = 256 * 1024;
/** No text between two tags is longer; a cell holds 32,767 signs. */
const TEXT_MOST = 16 * 1024 * 1024;
const DEPTH_MOST = 100;

/** Feeds the pieces to `steps`. Throws `SheetFault` (`unreadable`, `unsafe-package`). `pause` is awaited after each piece. */
export async function* scanXml(
  pieces: AsyncIterable<Uint8Array>,
  steps: XmlSteps,
  part: string,
  file: string,
): AsyncGenerator<void> {
  const broken = (message: string): SheetFault =>
    new SheetFault({
      code: 'unreadable',
      at: { path: '', file },
      message: `The part '${part}' is no sound XML: ${message}.`,
      hint: 'Save the sheets anew with a spreadsheet program.',
    });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (piece?: Uint8Array): string => {
    try {
      return piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true });
    } catch {
      throw broken('it is not UTF-8');
    }
  };
  let rest = '';
  let depth = 0;

  const tag = (inside: string): void => {
    if (inside.startsWith('/')) {
      depth -= 1;
      if (depth < 0) throw broken('an element ends that never began');
      steps.close(localName(inside.slice(1)));
      return;
    }
    const isEmpty = inside.endsWith('/');
    const body = isEmpty ? inside.slice(0, -1) : inside;
    let end = 0;
    while (end < body.length && !isSpace(body.charCodeAt(end))) end += 1;
    const name = localName(body.slice(0, end));
    if (name === '') throw broken('an element has no name');
    steps.open(name, body.slice(end));
    if (isEmpty) steps.close(name);
    else {
      depth += 1;
      if (depth > DEPTH_MOST) throw broken(`elements lie more than ${DEPTH_MOST} levels inside each other`);
    }
  };

  /** Takes all that is complete from the front; what is left waits for the next piece. */
  const take = (text: string, isLast: boolean): string => {
    let at = 0;
    for (;;) {
      const start = text.indexOf('<', at);
      if (start < 0) {
        if (text.length - at > TEXT_MOST) throw broken('a text does not end');
        // An entity may be cut in two, so a text waits for the tag that ends it.
        return isLast ? '' : text.slice(at);
      }
      if (start > at) steps.text(decodeEntities(text.slice(at, start), broken));
      const second = text.charCodeAt(start + 1);
      let end: number;
      if (second === 33 /* ! */) {
        if (text.startsWith('<!--', start)) {
          end = text.indexOf('-->', start + 4);
          if (end >= 0) end += 3;
        } else if (text.startsWith('<![CDATA[', start)) {
          end = text.indexOf(']]>', start + 9);
          if (end >= 0) {
            steps.text(text.slice(start + 9, end));
            end += 3;
          }
        } else if (text.length - start < 9 && !isLast) {
          return text.slice(start);
        } else {
          throw new SheetFault({
            code: 'unsafe-package',
            at: { path: '', file },
            message: `The part '${part}' declares a document type. No workbook needs one; by it a small file can grow without bound or read other files.`,
            hint: 'Do not trust this file. Save the sheets anew with a spreadsheet program.',
          });
        }
      } else if (second === 63 /* ? */) {
        end = text.indexOf('?>', start + 2);
        if (end >= 0) end += 2;
      } else {
        end = endOfTag(text, start);
        if (end >= 0) {
          tag(text.slice(start + 1, end));
          end += 1;
        }
      }
      if (end < 0) {
        if (isLast) throw broken('it ends in the middle of a tag');
        if (text.length - start > TAG_MOST + PIECE_MOST) throw broken('a tag does not end');
        return text.slice(start);
      }
      at = end;
    }
  };

  for await (const piece of pieces) {
    rest = take(rest + decode(piece), false);
    yield;
  }
  take(rest + decode(), true);
  if (depth !== 0) throw broken('it ends too early');
  yield;
}

const PIECE_MOST = 1024 * 1024;

/** A `>` may stand inside an attribute, so quotes are looked at. */
function endOfTag(text: string, start: number): number {
  let end = text.indexOf('>', start);
  while (end >= 0) {
    const inside = text.slice(start, end);
    if (!inside.includes('"') && !inside.includes("'")) return end;
    if (hasWholeQuotes(inside)) return end;
    if (end - start > TAG_MOST) return -1;
    end = text.indexOf('>', end + 1);
  }
  return -1;
}

function hasWholeQuotes(text: string): boolean {
  let quote = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    if (quote !== 0) {
      if (sign === quote) quote = 0;
    } else if (sign === 34 || sign === 39) quote = sign;
  }
  return quote === 0;
}

/** The value of an attribute, by its name without prefix; undefined where it is absent. */
export function attributeOf(attributes: string, name: string): string | undefined {
  for (let at = attributes.indexOf(name); at >= 0; at = attributes.indexOf(name, at + name.length)) {
    const before = attributes.charCodeAt(at - 1);
    if (at > 0 && !isSpace(before) && before !== 58 /* : */) continue;
    let here = at + name.length;
    while (isSpace(attributes.charCodeAt(here))) here += 1;
    if (attributes.charCodeAt(here) !== 61 /* = */) continue;
    here += 1;
    while (isSpace(attributes.charCodeAt(here))) here += 1;
    const quote = attributes[here];
    if (quote !== '"' && quote !== "'") continue;
    const end = attributes.indexOf(quote, here + 1);
    if (end < 0) return undefined;
    const value = attributes.slice(here + 1, end);
    return value.includes('&') ? decodeEntities(value, (message) => new Error(message)) : value;
  }
  return undefined;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeEntities(text: string, broken: (message: string) => Error): string {
  if (!text.includes('&')) return text;
  return text.replace(/&([^;&]{0,32})(;?)/g, (_all, name: string, end: string) => {
    const plain = end === ';' ? ENTITIES[name] : undefined;
    if (plain !== undefined) return plain;
    const code = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(name);
    const point = code?.[1] !== undefined ? Number.parseInt(code[1], 16) : Number(code?.[2] ?? Number.NaN);
    if (end === ';' && Number.isInteger(point) && point > 0 && point <= 0x10ffff)
      return String.fromCodePoint(point);
    throw broken(`'&${name.slice(0, 20)}' stands for nothing known`);
  });
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}

function localName(name: string): string {
  const trimmed = name.trimEnd();
  const colon = trimmed.indexOf(':');
  return colon < 0 ? trimmed : trimmed.slice(colon + 1);
}
