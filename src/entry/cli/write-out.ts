// Writes what comes piece by piece into a file, which is there when it is whole, or on standard output.
import { createWriteStream, renameSync, rmSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { BadInput } from './faults.ts';
import { writeBytes } from './plural.ts';

/** The file is there when it is whole, never before. */
export async function writeOut(
  chunks: AsyncIterable<Uint8Array>,
  out: string,
  signal: AbortSignal,
  note: (text: string) => void,
): Promise<number> {
  let bytes = 0;
  const counted = async function* (): AsyncIterable<Uint8Array> {
    for await (const chunk of chunks) {
      signal.throwIfAborted();
      bytes += chunk.length;
      note(writeBytes(bytes));
      yield chunk;
    }
  };
  if (out === '-') {
    await pipeline(Readable.from(counted()), process.stdout, { end: false });
    return bytes;
  }
  const aside = `${out}.part`;
  try {
    await pipeline(Readable.from(counted()), createWriteStream(aside, { mode: 0o600 }), { signal });
    renameSync(aside, out);
  } catch (error) {
    rmSync(aside, { force: true });
    throw readFileError(error, out);
  }
  return bytes;
}

function readFileError(error: unknown, out: string): unknown {
  const { syscall, code = '', message } = error as NodeJS.ErrnoException;
  if (syscall === undefined) return error;
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG')
    return new BadInput([
      {
        code: 'unwritable',
        at: { path: '', file: out },
        message: 'There is no room left for this file.',
        hint: 'Make room, or name a file on another disk. Nothing was left behind.',
      },
    ]);
  return new BadInput([
    {
      code: 'unwritable',
      at: { path: '', file: out },
      message: `The file cannot be written: ${message}.`,
      hint: 'Name a file in a folder that exists and that you may write to. Nothing was left behind.',
    },
  ]);
}
