// Sends a file and tells how far it has come; fetch cannot tell that of what it sends.
import type { Problem } from '../../api/problem.ts';
import { ProblemFound } from './ask.ts';
import { addressOf, readKey } from './request.ts';

/** Throws a `ProblemFound` where the server refuses or cannot be reached. */
export function sendFile(
  path: string,
  query: Readonly<Record<string, string>>,
  file: File,
  entry: string,
  onShare: (share: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const going = new XMLHttpRequest();
    going.open('POST', addressOf(path, query));
    going.responseType = 'json';
    going.setRequestHeader('content-type', file.type === '' ? 'application/octet-stream' : file.type);
    going.setRequestHeader('x-file-name', encodeURIComponent(file.name));
    going.setRequestHeader('idempotency-key', entry);
    const key = readKey();
    if (key !== null) going.setRequestHeader('authorization', `Bearer ${key}`);
    going.upload.onprogress = (event) => {
      if (event.lengthComputable && event.total > 0) onShare(event.loaded / event.total);
    };
    going.onerror = () => reject(new ProblemFound({ type: 'unreachable', title: '', status: 0 }));
    going.onload = () => {
      if (going.status >= 200 && going.status < 300) resolve();
      else reject(new ProblemFound(problemOf(going)));
    };
    going.send(file);
  });
}

function problemOf({ response, status }: XMLHttpRequest): Problem {
  const found = response as Problem | null;
  return typeof found?.title === 'string' ? found : { type: 'unreachable', title: '', status };
}
