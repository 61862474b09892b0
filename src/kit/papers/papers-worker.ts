// The thread in which papers are printed, so that whoever serves others meanwhile is not held up.
import { getHeapStatistics } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import type { Work } from '../http/worker-pool.ts';
import type { Paper, PaperKind } from './paper.ts';
import { THREAD_ENDS, THREAD_ENDS_BYTES, THREAD_STAYS } from './paper-limits.ts';
import { PaperShop } from './paper-shop.ts';
import type { PressFiles } from './pdf-press.ts';

const shop = new PaperShop(workerData as PressFiles);

parentPort?.on('message', ({ name, bytes }: Work) => {
  void answer(name as PaperKind, bytes);
});

async function answer(kind: PaperKind, bytes: Uint8Array): Promise<void> {
  try {
    const printed = await shop.print(JSON.parse(new TextDecoder().decode(bytes)) as Paper, kind);
    const status = (await heldBytes()) > THREAD_ENDS_BYTES ? THREAD_ENDS : THREAD_STAYS;
    parentPort?.postMessage({ status, media: kind, bytes: printed }, [printed.buffer as ArrayBuffer]);
  } catch (error) {
    const failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
    parentPort?.postMessage({ failure });
  }
}

/** A DOCX leaves its memory in the heap, a PDF in that of Typst. */
async function heldBytes(): Promise<number> {
  return (await shop.memoryBytes()) + getHeapStatistics().total_heap_size;
}
