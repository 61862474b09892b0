// An import source made of plain records, as formats make them of files; it counts how often it was read.
import type { Issue } from '../../src/core/base/issue.ts';
import type { Fields } from '../../src/core/base/reading.ts';
import { RECORD_NOUNS, type RecordNoun } from '../../src/core/flows/record-kinds.ts';
import type { ImportedRecord, ImportSource } from '../../src/records/register/import-source.ts';

export type Lists = Readonly<Partial<Record<RecordNoun, readonly Fields[]>>>;

/** A source of the lists given, which cover their nouns. */
export function sourceOf(lists: Lists, covers = Object.keys(lists) as RecordNoun[]): ImportSource {
  return sourceOfBatches(covers, async function* () {
    for (const noun of RECORD_NOUNS) {
      const records = (lists[noun] ?? []).map((record, index) => ({
        noun,
        record,
        path: `${noun}[${index}]`,
      }));
      if (records.length > 0) yield records;
    }
  });
}

/** A source that hands over records as they are made, so that none of them need stay in memory. */
export function sourceOfBatches(
  covers: readonly RecordNoun[],
  batches: () => AsyncIterable<readonly ImportedRecord[]>,
): ImportSource {
  return {
    format: 'made',
    fileName: 'group.made',
    covers,
    batches,
    place: (issues: readonly Issue[]) =>
      issues.map((issue) => ({ ...issue, at: { ...issue.at, file: 'group.made' } })),
  };
}
