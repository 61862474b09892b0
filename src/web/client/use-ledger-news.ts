// Follows the ledger while the page is open: what others change appears by itself, and a lost connection is told.
import { useEffect, useState } from 'react';
import { queryClient, refreshGroup } from './queries.ts';
import { ofGroup } from './records.ts';
import { readKey } from './request.ts';

export type Connection = 'open' | 'lost' | 'offline';

const TRY_AGAIN_MS = 3_000;
const GATHER_MS = 400;
/** The stream breathes; where nothing comes for longer, the connection is taken for lost. */
const SILENT_MS = 45_000;

/** `group` is null while none is known. */
export function useLedgerNews(group: string | null): Connection {
  const [connection, setConnection] = useState<Connection>(() => (navigator.onLine ? 'open' : 'offline'));
  useEffect(() => {
    const follow = (): void => setConnection(navigator.onLine ? 'open' : 'offline');
    addEventListener('online', follow);
    addEventListener('offline', follow);
    return () => {
      removeEventListener('online', follow);
      removeEventListener('offline', follow);
    };
  }, []);
  useEffect(() => {
    if (group === null) return;
    const leaving = new AbortController();
    void listen(group, leaving.signal, setConnection);
    return () => leaving.abort();
  }, [group]);
  return connection;
}

async function listen(
  group: string,
  signal: AbortSignal,
  tell: (connection: Connection) => void,
): Promise<void> {
  let last: string | null = null;
  let gathering: ReturnType<typeof setTimeout> | undefined;
  const refresh = (): void => {
    clearTimeout(gathering);
    gathering = setTimeout(() => void refreshGroup(group), GATHER_MS);
  };
  while (!signal.aborted) {
    const ended = new AbortController();
    const stop = (): void => ended.abort();
    signal.addEventListener('abort', stop, { once: true });
    let silence = setTimeout(stop, SILENT_MS);
    try {
      const key = readKey();
      const response: Response = await fetch(ofGroup(group, 'events'), {
        headers: {
          accept: 'text/event-stream',
          ...(last !== null && { 'last-event-id': last }),
          ...(key !== null && { authorization: `Bearer ${key}` }),
        },
        credentials: 'omit',
        signal: ended.signal,
      });
      // A server that refuses is there all the same; only its news are missing.
      if (response.ok && response.body !== null) {
        tell('open');
        if (last !== null) refresh();
        const reader: ReadableStreamDefaultReader<string> = response.body
          .pipeThrough(new TextDecoderStream())
          .getReader();
        let rest = '';
        for (;;) {
          const { done, value }: ReadableStreamReadResult<string> = await reader.read();
          if (done) break;
          clearTimeout(silence);
          silence = setTimeout(stop, SILENT_MS);
          const events: string[] = (rest + value).split('\n\n');
          rest = events.pop() ?? '';
          for (const event of events) {
            const id = /^id: ?(.+)$/m.exec(event)?.[1];
            if (id === undefined) continue;
            last = id;
            if (/^data:/m.test(event)) refresh();
          }
        }
      } else if (response.status !== 503 && response.status !== 429) return;
    } catch {
      if (signal.aborted) return;
    } finally {
      clearTimeout(silence);
      signal.removeEventListener('abort', stop);
    }
    if (signal.aborted) return;
    tell(navigator.onLine ? 'lost' : 'offline');
    await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS));
    if (await isServing()) {
      tell('open');
      void queryClient.invalidateQueries();
    }
  }
}

async function isServing(): Promise<boolean> {
  try {
    return (await fetch('/healthz', { cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}
