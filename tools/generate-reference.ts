// `npm run reference`: writes docs/reference/ anew from the code and the law files; `npm test` says when it is stale.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { REFERENCE, writeReference } from './reference/all-pages.ts';

const pages = writeReference();
rmSync(REFERENCE, { recursive: true, force: true });
for (const [name, text] of pages) {
  const path = join(REFERENCE, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
console.log(`${pages.size} files of ${REFERENCE}/ were written.`);
