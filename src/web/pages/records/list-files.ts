// What was chosen in a list as a file: a table for a sheet, or a part of a register that can be taken in again.

import type { RecordNoun } from '../../../core/flows/words.ts';
import type { Fields } from '../../client/records.ts';

/** The first line of every register file. */
const REGISTER_FORMAT = 'sekisho/register@1';

/** Signs with which a sheet would begin to reckon instead of show. */
const RECKONS = /^[=+\-@\t\r]/;

/** A table of the columns with a byte order mark, so that sheets read every script. */
export function writeTable(records: readonly Fields[], columns: readonly string[]): string {
  const keys = [...new Set(['id', ...columns.filter((one) => one !== 'score' && one !== 'verdict')])];
  const lines = [keys, ...records.map((record) => keys.map((key) => writeCell(record[key])))];
  return `\uFEFF${lines.map((cells) => cells.map(quote).join(',')).join('\r\n')}\r\n`;
}

function writeCell(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object')) return value.join('; ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function quote(text: string): string {
  const safe = RECKONS.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A register file that holds only these records. */
export function writeRegisterPart(noun: RecordNoun, records: readonly Fields[]): string {
  return `${JSON.stringify({ format: REGISTER_FORMAT, [noun]: records }, null, 2)}\n`;
}
