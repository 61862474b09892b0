// Files on their way in: sent, planned, applied or given up; the file itself stays in this page, so that it can be read again otherwise.
import type { ImportOnWire } from '../../api/imports.ts';
import { RECORD_NOUNS, type RecordNoun } from '../../core/flows/words.ts';
import { newEntry, ofGroup, readHistory, readOf, undoEntry } from './records.ts';
import { request } from './request.ts';

export interface SendWish {
  readonly gone: 'keep' | 'remove';
  readonly mapping?: unknown;
}

const CHANGES_LISTED = 1000;
const sent = new Map<string, File>();

/** The file behind an import, while this page is open. */
export function fileOf(id: string): File | undefined {
  return sent.get(id);
}

/** Sends the file; it is read and planned, and nothing is changed. */
export async function sendFile(
  group: string,
  file: File,
  { gone, mapping }: SendWish,
): Promise<ImportOnWire> {
  const id = newEntry();
  sent.set(id, file);
  const { value } = await request<ImportOnWire>(ofGroup(group, 'imports'), {
    method: 'POST',
    // The server tells the format from the file itself.
    file: new File([file], file.name, { type: 'application/octet-stream' }),
    query: {
      gone,
      changes: CHANGES_LISTED,
      mapping: mapping === undefined ? undefined : JSON.stringify(withoutSamples(mapping)),
    },
    entry: id,
  });
  return value;
}

/** Samples are for the eye; they would make the address long. */
function withoutSamples(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, one: unknown) => (key === 'samples' ? [] : one)));
}

export function readImport(group: string, id: string, signal?: AbortSignal): Promise<ImportOnWire> {
  return readOf<ImportOnWire>(group, ['imports', id], {}, signal);
}

export async function applyImport(
  group: string,
  id: string,
  fingerprint: string | null,
): Promise<ImportOnWire> {
  const body = fingerprint === null ? {} : { fingerprint };
  return (await request<ImportOnWire>(ofGroup(group, 'imports', id, 'application'), { method: 'POST', body }))
    .value;
}

export async function giveUpImport(group: string, id: string): Promise<ImportOnWire> {
  return (await request<ImportOnWire>(ofGroup(group, 'imports', id), { method: 'DELETE' })).value;
}

/** Takes back what was changed, record by record: those that name others before those that are named. Answers how many stayed. */
export async function undoImport(
  group: string,
  changes: ImportOnWire['changes'],
  tell: (done: number) => void,
): Promise<number> {
  const rank = (noun: string): number => RECORD_NOUNS.indexOf(noun as RecordNoun);
  let left = [...changes].sort((a, b) => rank(b.noun) - rank(a.noun));
  let done = 0;
  // One that is still named may go once those that name it have gone.
  for (let before = left.length + 1; left.length > 0 && left.length < before; ) {
    before = left.length;
    const stayed: typeof left = [];
    for (const change of left) {
      try {
        const entry = (await readHistory(group, change.noun as RecordNoun, change.id)).at(-1);
        if (entry === undefined) continue;
        await undoEntry(group, change.noun as RecordNoun, change.id, entry.entry);
        done += 1;
        tell(done);
      } catch {
        stayed.push(change);
      }
    }
    left = stayed;
  }
  return left.length;
}
