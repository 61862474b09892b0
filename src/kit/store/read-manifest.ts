// Reads the first line of a backup, to know what it is before it is read as a whole; the rest is not checked by this.
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import type { BackupLine, Manifest } from './backup.ts';

const FIRST_LINE_MAX = 1 << 24;

/** The manifest, or null where the file does not begin as a backup does; restoring it then says why. */
export async function readManifest(file: string): Promise<Manifest | null> {
  const unpacked = createReadStream(file).pipe(createGunzip());
  let text = '';
  try {
    for await (const chunk of unpacked) {
      text += (chunk as Buffer).toString('utf8');
      if (text.includes('\n') || text.length > FIRST_LINE_MAX) break;
    }
    const line = JSON.parse(text.split('\n', 1)[0] ?? '') as BackupLine;
    return line.is === 'manifest' ? line.manifest : null;
  } catch {
    return null;
  }
}
