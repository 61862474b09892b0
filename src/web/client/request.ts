// One request to the server with its headers and its answer; the key of the reader goes along where one was given.
import { ProblemFound, readProblem } from './ask.ts';

const KEY_PLACE = 'sekisho.key';

export interface Answered<T> {
  readonly status: number;
  readonly value: T;
  readonly etag: string | null;
}

export interface Wish {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: unknown;
  /** A file instead of JSON. */
  readonly file?: File;
  /** The version that was seen; null: it must not be there yet. */
  readonly seen?: number | null;
  /** The same id with the same content does nothing the second time. */
  readonly entry?: string;
  readonly signal?: AbortSignal;
}

/** Sends a request. Throws a `ProblemFound` where the server refuses or cannot be reached. */
export async function request<T>(path: string, wish: Wish = {}): Promise<Answered<T>> {
  const response = await fetchOrTell(addressOf(path, wish.query), {
    method: wish.method ?? 'GET',
    headers: headersOf(wish),
    ...(wish.file !== undefined && { body: wish.file }),
    ...(wish.body !== undefined && { body: JSON.stringify(wish.body) }),
    ...(wish.signal && { signal: wish.signal }),
    cache: 'no-cache',
    credentials: 'omit',
  });
  if (!response.ok) throw new ProblemFound(await readProblem(response));
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  const value = response.status === 204 || !isJson ? null : await response.json();
  return { status: response.status, value: value as T, etag: response.headers.get('etag') };
}

/** Fetches a file and hands it to the reader to keep; tells how many bytes have come. */
export async function download(
  path: string,
  query: Wish['query'],
  fileName: string,
  {
    onProgress,
    signal,
  }: { readonly onProgress?: (bytes: number) => void; readonly signal?: AbortSignal } = {},
): Promise<void> {
  const response = await fetchOrTell(addressOf(path, query), {
    headers: headersOf({}),
    credentials: 'omit',
    ...(signal && { signal }),
  });
  if (!response.ok) throw new ProblemFound(await readProblem(response));
  const content = await readAll(response, onProgress);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

async function readAll(response: Response, onProgress: ((bytes: number) => void) | undefined): Promise<Blob> {
  if (onProgress === undefined || response.body === null) return response.blob();
  let bytes = 0;
  const counted = response.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform: (piece, out) => {
        bytes += piece.length;
        onProgress(bytes);
        out.enqueue(piece);
      },
    }),
  );
  return new Response(counted, { headers: response.headers }).blob();
}

/** The address of a request with its query; parts that are not said are left out. */
export function addressOf(path: string, query: Wish['query'] = {}): string {
  const words = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== '') words.set(name, String(value));
  const text = words.toString();
  return text === '' ? path : `${path}?${text}`;
}

function headersOf({ body, file, seen, entry }: Wish): Record<string, string> {
  const key = readKey();
  return {
    ...(key !== null && { authorization: `Bearer ${key}` }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(file !== undefined && {
      'content-type': file.type === '' ? 'application/octet-stream' : file.type,
      'x-file-name': encodeURIComponent(file.name),
    }),
    ...(typeof seen === 'number' && { 'if-match': `"${seen}"` }),
    ...(seen === null && { 'if-none-match': '*' }),
    ...(entry !== undefined && { 'idempotency-key': entry }),
  };
}

async function fetchOrTell(address: string, options: RequestInit): Promise<Response> {
  try {
    return await fetch(address, options);
  } catch (error) {
    if (options.signal?.aborted === true) throw error;
    throw new ProblemFound({ type: 'unreachable', title: '', status: 0 });
  }
}

/** The key with which the reader came in, until the tab is closed; null where none is needed. */
export function readKey(): string | null {
  try {
    return sessionStorage.getItem(KEY_PLACE);
  } catch {
    return null;
  }
}

export function keepKey(key: string | null): void {
  try {
    if (key === null) sessionStorage.removeItem(KEY_PLACE);
    else sessionStorage.setItem(KEY_PLACE, key);
  } catch {
    // Then the key must be given again after loading anew.
  }
}
