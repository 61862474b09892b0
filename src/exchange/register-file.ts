// The register file of the contract, as YAML and as JSON, in and out.
import type { Fields } from '../core/base/reading.ts';
import { fail, type Result, succeed } from '../core/base/result.ts';
import { REGISTER_FORMAT } from '../core/flows/parse-register.ts';
import { RECORD_NOUNS } from '../core/flows/record-kinds.ts';
import { decodeFile } from '../kit/library/decode-file.ts';
import type { Decoding, EncodeOptions, Format, RegisterOut } from './format.ts';
import { byId, inOrder } from './record-order.ts';
import { toChunks } from './text-chunks.ts';
import { writeFlow, writeListItem, writeQuoted } from './yaml-text.ts';

export const registerYaml: Format = {
  id: 'register-yaml',
  name: { en: 'Register file (YAML)', ja: '台帳ファイル（YAML）', de: 'Registerdatei (YAML)' },
  media: 'application/yaml',
  extensions: ['yaml', 'yml'],
  sniff: (firstBytes) => /^format:\s*["']?sekisho\/register@/m.test(begin(firstBytes)),
  decode: decodeRegister,
  encode: (register, options) => toChunks(yamlOf(register, options)),
};

export const registerJson: Format = {
  id: 'register-json',
  name: { en: 'Register file (JSON)', ja: '台帳ファイル（JSON）', de: 'Registerdatei (JSON)' },
  media: 'application/json',
  extensions: ['json'],
  sniff: (firstBytes) => /^\s*\{[\s\S]{0,400}?"format"\s*:\s*"sekisho\/register@/.test(begin(firstBytes)),
  decode: decodeRegister,
  encode: (register, options) => toChunks(jsonOf(register, options)),
};

function begin(firstBytes: Uint8Array): string {
  return new TextDecoder().decode(firstBytes.subarray(0, 4096)).replace(/^\uFEFF/, '');
}

/** Reads YAML or JSON; which of the two it is, the text says. Covers the lists that stand in the file. Faults: those of `decodeFile`, `unknown-format`. */
async function decodeRegister(bytes: Uint8Array, fileName: string): Promise<Result<Decoding>> {
  const decoded = decodeFile(new TextDecoder().decode(bytes), fileName);
  if (!decoded.ok) return decoded;
  const { value, place } = decoded.value;
  const format = (value as { readonly format?: unknown } | null)?.format;
  if (format !== REGISTER_FORMAT) {
    const message =
      format === undefined
        ? 'The file does not say that it is a register.'
        : `This is not a register of a format that is known here: ${JSON.stringify(format)?.slice(0, 60)}.`;
    const hint = `A register begins with the line 'format: ${REGISTER_FORMAT}'.`;
    return fail(
      place([{ code: 'unknown-format', at: { path: format === undefined ? '' : 'format' }, message, hint }]),
    );
  }
  const covers = RECORD_NOUNS.filter((noun) => (value as Fields)[noun] !== undefined);
  return succeed({ value, covers, place, notes: [] });
}

function* yamlOf(out: RegisterOut, options: EncodeOptions): Iterable<string> {
  yield `format: ${REGISTER_FORMAT}\ngroup: ${writeFlow({ ...out.register.group, ...out.group })}\n`;
  for (const noun of options.nouns ?? RECORD_NOUNS) {
    const records = byId(out.records[noun]);
    if (records.length === 0) {
      yield `\n${noun}: []\n`;
      continue;
    }
    yield `\n${noun}:\n`;
    for (const record of records) yield writeListItem(record, 2);
  }
}

function* jsonOf(out: RegisterOut, options: EncodeOptions): Iterable<string> {
  yield `{"format":"${REGISTER_FORMAT}","group":${writeJson({ ...out.register.group, ...out.group })}`;
  for (const noun of options.nouns ?? RECORD_NOUNS) {
    yield `,\n"${noun}":[`;
    let first = true;
    for (const record of byId(out.records[noun])) {
      yield `${first ? '' : ','}\n${writeJson(record)}`;
      first = false;
    }
    yield ']';
  }
  yield '}\n';
}

/** One record as JSON on one line, its keys in order. */
export function writeJson(value: unknown): string {
  if (typeof value === 'string') return writeQuoted(value);
  if (Array.isArray(value)) return `[${value.map(writeJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = inOrder(value as Fields).map(([key, item]) => `${writeQuoted(key)}:${writeJson(item)}`);
  return `{${entries.join(',')}}`;
}
