// The formats that are read and written, and which of them a file has.
import { cnilXlsx } from './cnil-xlsx.ts';
import { dpvJsonld } from './dpv-jsonld.ts';
import { fideslang } from './fideslang.ts';
import type { Format } from './format.ts';
import { icoXlsx } from './ico-xlsx.ts';
import { jsonLines } from './json-lines.ts';
import {
  recordOfProcessingDocx,
  recordOfProcessingPdf,
  recordOfProcessingXlsx,
} from './record-of-processing-formats.ts';
import { registerJson, registerYaml } from './register-file.ts';
import { registerCsv } from './sheet-csv.ts';
import { registerXlsx } from './sheet-xlsx.ts';

/** Every format, one a line; the first whose `sniff` says yes wins, so the narrow ones stand before the wide ones. */
export const FORMATS: readonly Format[] = [
  // Our own.
  registerYaml,
  registerJson,
  jsonLines,
  registerXlsx,
  registerCsv,
  // Those of others.
  fideslang,
  dpvJsonld,
  cnilXlsx,
  icoXlsx,
  // For authorities and for the file: written only.
  recordOfProcessingXlsx,
  recordOfProcessingPdf,
  recordOfProcessingDocx,
];

/** The format with this id. */
export function formatOf(id: string): Format | undefined {
  return FORMATS.find((format) => format.id === id);
}

/** The format of a file that can be read, told from how it begins, else from how its name ends. */
export function findFormat(firstBytes: Uint8Array, fileName: string): Format | undefined {
  const readable = FORMATS.filter((format) => format.decode !== undefined || format.stream !== undefined);
  const ending = fileName.toLowerCase().split('.').at(-1) ?? '';
  const named = readable.filter((format) => format.extensions.includes(ending));
  return (
    readable.find((format) => format.sniff?.(firstBytes, fileName) === true) ??
    named.find((format) => format.sniff === undefined) ??
    // It does not begin as it should; its reader says best what is wrong.
    named[0]
  );
}
