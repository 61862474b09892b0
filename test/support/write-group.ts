// Writes a generated group to a JSON file record by record, so that a register of a million flows needs no memory of its size.
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { GeneratedGroup } from './generate-group.ts';

/** Writes the register; the file reads back as `registerOf(group)`. Returns the number of bytes. */
export async function writeGroup(group: GeneratedGroup, path: string): Promise<number> {
  const file = createWriteStream(path);
  const { format, group: name, organisations, activities, instruments, assessments } = group.head;
  let buffer = `{"format":${JSON.stringify(format)},"group":${JSON.stringify(name)}`;
  let bytes = 0;
  const flush = async (): Promise<void> => {
    bytes += Buffer.byteLength(buffer);
    if (!file.write(buffer)) await once(file, 'drain');
    buffer = '';
  };
  const writeList = async (key: string, records: Iterable<unknown>): Promise<void> => {
    buffer += `,\n${JSON.stringify(key)}:[`;
    let first = true;
    for (const record of records) {
      buffer += `${first ? '\n' : ',\n'}${JSON.stringify(record)}`;
      first = false;
      if (buffer.length > 1 << 16) await flush();
    }
    buffer += ']';
  };
  await writeList('organisations', organisations);
  await writeList('activities', activities);
  await writeList('flows', group.flows());
  await writeList('instruments', instruments);
  await writeList('assessments', assessments);
  buffer += '}\n';
  await flush();
  file.end();
  await finished(file);
  return bytes;
}
