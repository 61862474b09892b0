// What fideslang says and a record has no key for, kept as readable lines at the end of the record's note.
import type { Fields } from '../core/base/reading.ts';
import { decodeFile } from '../kit/library/decode-file.ts';
import { writeBlock } from './yaml-text.ts';

const MARK = '--- fideslang';

/** A note: what a person wrote, and below the mark the keys that were left over, as YAML. Undefined where there is neither. */
export function joinNote(said: string | undefined, leftOver: Fields): string | undefined {
  const rest = Object.keys(leftOver).length === 0 ? undefined : `${MARK}\n${writeBlock(leftOver, 0)}`;
  const parts = [said, rest].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join('\n').trimEnd();
}

/** The two parts of a note. What stands below the mark and cannot be read any more belongs to the person's words. */
export function splitNote(note: unknown): { readonly said?: string; readonly leftOver: Fields } {
  if (typeof note !== 'string' || note.trim() === '') return { leftOver: {} };
  const at = note.startsWith(`${MARK}\n`) ? 0 : note.indexOf(`\n${MARK}\n`);
  if (at < 0) return { said: note, leftOver: {} };
  const said = note.slice(0, at).trim();
  const below = note.slice(note.indexOf(MARK, at) + MARK.length);
  const decoded = decodeFile(below, 'note');
  const value = decoded.ok ? decoded.value.value : undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { said: note, leftOver: {} };
  return { ...(said !== '' && { said }), leftOver: value as Fields };
}
