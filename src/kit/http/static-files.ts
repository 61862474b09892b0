// The files of the web pages, read into memory once: an address that is not in the list is not a file, whatever it spells.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';

export interface StaticFile {
  readonly bytes: Buffer;
  readonly gzipped: Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
}

const MEDIA: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
};
const IS_TEXT = /^(?:text\/|application\/json|image\/svg)/;

/** Reads a folder. A file whose name holds a fingerprint may be kept for ever; of the others the browser asks each time. */
export function readStaticFiles(folder: string): ReadonlyMap<string, StaticFile> {
  const files = new Map<string, StaticFile>();
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const address = `/${relative(folder, path).split(sep).join('/')}`;
    files.set(address, makeStaticFile(address, readFileSync(path)));
  }
  const first = files.get('/index.html');
  if (first !== undefined) files.set('/', first);
  return files;
}

/** One file as it is sent; `address` tells its kind. */
export function makeStaticFile(address: string, bytes: Buffer): StaticFile {
  const media = MEDIA[extname(address)] ?? 'application/octet-stream';
  const hasFingerprint = /^\/assets\/.*-[\w-]{8,}\.\w+$/.test(address);
  return {
    bytes,
    gzipped: IS_TEXT.test(media) && bytes.byteLength > 1024 ? gzipSync(bytes) : null,
    headers: {
      'content-type': media,
      'cache-control': hasFingerprint ? 'public, max-age=31536000, immutable' : 'no-cache',
      etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
      vary: 'accept-encoding',
    },
  };
}
