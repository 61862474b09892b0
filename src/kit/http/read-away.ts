// Reads and throws away what is still to come of a request, up to a bound, so that whoever is writing can read the answer.
import type { IncomingMessage } from 'node:http';

export interface AwayBound {
  /** More than this is not waited for: the answer goes out at once, and may be lost. */
  readonly bytesMax: number;
  readonly timeMs: number;
}

/**
 * Resolves once the request has been read to its end, the bound is reached, or whoever asked has gone. A server that answers while the
 * client still writes, and then closes, resets the connection; many clients then throw the answer away unread.
 */
export function readAway(request: IncomingMessage, { bytesMax, timeMs }: AwayBound): Promise<void> {
  if (request.complete || request.destroyed) {
    request.resume();
    return Promise.resolve();
  }
  if (Number(request.headers['content-length'] ?? 0) > bytesMax) return Promise.resolve();
  return new Promise((resolve) => {
    let bytes = 0;
    const take = (piece: Buffer): void => {
      bytes += piece.length;
      if (bytes > bytesMax) finish();
    };
    const finish = (): void => {
      clearTimeout(watch);
      request.off('data', take).off('end', finish).off('close', finish).off('error', finish);
      resolve();
    };
    const watch = setTimeout(finish, timeMs);
    request.on('data', take).once('end', finish).once('close', finish).once('error', finish);
    request.resume();
  });
}
