// The template of an empty database: packed once when the program is built, unpacked at a first start in a fraction of the time.
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

interface Packed {
  readonly path: string;
  /** Absent for a folder. */
  readonly bytes?: number;
}

/** Packs a folder: after each line that names a file come its bytes. */
export function packFolder(folder: string): Buffer {
  const parts: Buffer[] = [];
  const walk = (below: string): void => {
    for (const name of readdirSync(join(folder, below)).sort()) {
      const path = below === '' ? name : `${below}/${name}`;
      const isFolder = statSync(join(folder, path)).isDirectory();
      const content = isFolder ? undefined : readFileSync(join(folder, path));
      const head: Packed = content === undefined ? { path } : { path, bytes: content.length };
      parts.push(Buffer.from(`${JSON.stringify(head)}\n`));
      if (content === undefined) walk(path);
      else parts.push(content);
    }
  };
  walk('');
  return gzipSync(Buffer.concat(parts), { level: 9 });
}

/** Unpacks beside `folder` and puts it in place by renaming, so that a start that dies half way leaves nothing behind. */
export function unpackTemplate(file: string, folder: string): void {
  const aside = makeAside(folder);
  const packed = gunzipSync(readFileSync(file));
  let here = 0;
  while (here < packed.length) {
    const end = packed.indexOf(0x0a, here);
    const { path, bytes } = JSON.parse(packed.toString('utf8', here, end)) as Packed;
    here = end + 1;
    if (bytes === undefined) mkdirSync(join(aside, path), { recursive: true });
    else writeThrough(join(aside, path), packed.subarray(here, here + bytes));
    here += bytes ?? 0;
  }
  putInPlace(aside, folder);
}

/** An empty folder beside `folder`, in which a new cluster is made. */
export function makeAside(folder: string): string {
  const aside = `${folder}.new`;
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { recursive: true, mode: 0o700 });
  return aside;
}

/** Puts a finished folder in place, whole and on the disk. */
export function putInPlace(aside: string, folder: string): void {
  syncFolders(aside);
  renameSync(aside, folder);
  syncOne(dirname(folder));
}

/** A cluster is there as soon as its folder is, for it is put in place by renaming. */
export function hasCluster(folder: string): boolean {
  return existsSync(folder);
}

function writeThrough(file: string, bytes: Uint8Array): void {
  const opened = openSync(file, 'w', 0o600);
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(opened, bytes, done);
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}

function syncFolders(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) syncFolders(join(folder, entry.name));
  }
  syncOne(folder);
}

function syncOne(folder: string): void {
  // Windows cannot open a folder; its file system writes names through by itself.
  if (process.platform === 'win32') return;
  const opened = openSync(folder, 'r');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}
