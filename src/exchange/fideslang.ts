// fideslang, the language of Fides: systems, datasets, privacy declarations and organisations as YAML, in and out.
import type { Place } from '../core/base/issue.ts';
import { Reading } from '../core/base/reading.ts';
import { fail, type Result, succeed } from '../core/base/result.ts';
import { REGISTER_FORMAT } from '../core/flows/parse-register.ts';
import { decodeFile } from '../kit/library/decode-file.ts';
import { FIDESLANG_NOUNS, gatherRecords } from './fideslang-in.ts';
import { fideslangOf } from './fideslang-out.ts';
import { readShape } from './fideslang-shape.ts';
import type { Decoding, Format } from './format.ts';
import { toChunks } from './text-chunks.ts';

export const fideslang: Format = {
  id: 'fideslang',
  name: { en: 'fideslang (Fides)', ja: 'fideslang（Fides）', de: 'fideslang (Fides)' },
  media: 'application/yaml',
  extensions: ['yml', 'yaml'],
  sniff: (firstBytes) => {
    const text = new TextDecoder().decode(firstBytes);
    return /^["{\s]*(?:system|dataset|organization)["]?\s*:/m.test(text) && /\bfides_key["]?\s*:/.test(text);
  },
  decode: decodeFideslang,
  encode: (register, options) => toChunks(fideslangOf(register, options)),
};

/** Reads any release of fideslang. Faults: those of `decodeFile` and of Reading, `unknown-format`, `duplicate-id`, `dangling-id`. */
async function decodeFideslang(bytes: Uint8Array, fileName: string): Promise<Result<Decoding>> {
  const decoded = decodeFile(new TextDecoder().decode(bytes), fileName);
  if (!decoded.ok) return decoded;
  const { place } = decoded.value;
  const reading = new Reading();
  const file = readShape(decoded.value.value, reading);
  if (reading.issues.length > 0) return fail(place(reading.faults()));
  const { lists, origins, notes } = gatherRecords(file);
  const covers = FIDESLANG_NOUNS.filter((noun) => (lists[noun] ?? []).length > 0);
  const value = { format: REGISTER_FORMAT, ...Object.fromEntries(covers.map((noun) => [noun, lists[noun]])) };
  return succeed({
    value,
    covers,
    notes: place(notes).sort((a, b) => inFile(a.at, b.at)),
    again: async (out) => {
      const text = [...fideslangOf(out, {})].join('');
      return decodeFideslang(new TextEncoder().encode(text), fileName);
    },
    place: (issues) =>
      place(issues.map((issue) => ({ ...issue, at: { path: originOf(issue.at.path, origins) } }))).map(
        (placed, index) => ({
          ...placed,
          at: { ...placed.at, path: issues[index]?.at.path ?? placed.at.path },
        }),
      ),
  });
}

function inFile(a: Place, b: Place): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

/** Where in their file the nearest part of a path stands. */
function originOf(path: string, origins: ReadonlyMap<string, string>): string {
  for (let here = path; here !== ''; here = here.replace(/(?:\.[^.[\]]*|\[[^\]]*\])$/, '')) {
    const origin = origins.get(here);
    if (origin !== undefined) return origin;
    if (!/[.[]/.test(here)) break;
  }
  return '';
}
