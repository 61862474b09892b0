// Reads the sources and wordings of law files: who found it, where it is written, and how it is said in three languages.
import type { Reading } from '../base/reading.ts';
import { below, type Spot } from '../base/spot.ts';
import { readDate } from '../time/read-date.ts';
import { LANGUAGES, type Source, type Wording } from './law.ts';

/** Reads `{en, ja, de}`; all three are asked for. Faults: `wrong-type`, `missing-key`, `empty-text`, `unknown-key`. */
export function readWording(reading: Reading, value: unknown, spot: Spot): Wording | undefined {
  if (value === undefined) {
    reading.report(
      spot,
      'missing-key',
      'A wording is missing.',
      'Say it in three languages: {en: …, ja: …, de: …}.',
    );
    return undefined;
  }
  const fields = reading.fields(value, spot, LANGUAGES);
  if (fields === undefined) return undefined;
  const read: Record<string, string> = {};
  for (const language of LANGUAGES) {
    const text = reading.text(fields[language], below(spot, language));
    if (fields[language] === undefined)
      reading.missing(spot, language, 'Every wording stands in English, Japanese and German.');
    if (text !== undefined) read[language] = text.trim();
  }
  const { en, ja, de } = read;
  return en !== undefined && ja !== undefined && de !== undefined ? { en, ja, de } : undefined;
}

/**
 * Reads the sources of a file or rule. A source is demanded; one that somebody has read also says where and when.
 * Faults: `missing-key` (no source, or no url and day of reading for a rule that is not `unverified`).
 */
export function readSources(
  reading: Reading,
  value: unknown,
  spot: Spot,
  unverified: boolean,
): Source[] | undefined {
  if (value === undefined) {
    reading.report(
      spot,
      'missing-key',
      'No source is given.',
      'Name the official text: source: [{cite: …, url: …, read: YYYY-MM-DD}].',
    );
    return undefined;
  }
  const sources = reading.list(value, spot, (item, at) => readSource(reading, item, at));
  if (sources === undefined) return undefined;
  if (sources.length === 0 && Array.isArray(value) && value.length === 0) {
    reading.report(spot, 'missing-key', 'The list of sources is empty.', 'Name the official text.');
  }
  const wasRead = sources.some(
    (source) => source.read !== undefined && (source.url ?? source.via) !== undefined,
  );
  if (!unverified && sources.length > 0 && !wasRead) {
    reading.report(
      spot,
      'missing-key',
      'No source of this rule was read by anybody.',
      'Give "url" (or "via") and the day of reading in "read", or mark the rule as unverified.',
    );
  }
  return sources;
}

function readSource(reading: Reading, value: unknown, spot: Spot): Source | undefined {
  const fields = reading.fields(value, spot, ['cite', 'url', 'via', 'read', 'title', 'note', 'kind']);
  if (fields === undefined) return undefined;
  const cite = reading.text(fields['cite'], below(spot, 'cite'));
  if (fields['cite'] === undefined) reading.missing(spot, 'cite', 'It is the source as lawyers cite it.');
  const url = readUrl(reading, fields['url'], below(spot, 'url'));
  const via = reading.text(fields['via'], below(spot, 'via'));
  const read = readDate(reading, fields['read'], below(spot, 'read'));
  if (cite === undefined) return undefined;
  return {
    cite,
    ...(url !== undefined && { url }),
    ...(via !== undefined && { via }),
    ...(read !== undefined && { read }),
  };
}

function readUrl(reading: Reading, value: unknown, spot: Spot): string | undefined {
  const text = reading.text(value, spot);
  if (text === undefined) return undefined;
  if (!/^https?:\/\/[^\s<>"]+$/.test(text)) {
    reading.report(spot, 'bad-url', `'${text}' is not a web address.`, 'Write it with https://.');
    return undefined;
  }
  return text;
}
