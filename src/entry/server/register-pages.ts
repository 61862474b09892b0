// A register on its way between threads: the JSON of its head and of each page of records, in memory that all threads share, so that
// nothing is copied for a question and no text is longer than a page.
import type { Fields } from '../../core/base/reading.ts';
import type { Result } from '../../core/base/result.ts';
import { RegisterCollector } from '../../core/flows/collect-register.ts';
import type { Register } from '../../core/flows/register.ts';
import {
  emptyLists,
  type RegisterPage,
  type RegisterStream,
} from '../../records/register/register-actions.ts';

/** The head first, then the pages. */
export type SharedRegister = readonly SharedArrayBuffer[];

/** Writes a register as it comes out of the store. */
export async function shareRegister({ head, pages }: RegisterStream): Promise<SharedRegister> {
  const shared = [share(head)];
  for await (const page of pages) shared.push(share(page));
  return shared;
}

/** In bytes. */
export function sizeOf(shared: SharedRegister): number {
  return shared.reduce((sum, { byteLength }) => sum + byteLength, 0);
}

/** The register, checked. The faults are those of `RegisterCollector`. */
export function openShared(shared: SharedRegister): Result<Register> {
  const collector = new RegisterCollector();
  const head = eachPage(shared, ({ noun, records }) => {
    for (const record of records) collector.add(noun, record);
  });
  return collector.finish(head['group']);
}

/** The register as plain values: what `parseRegister` reads. */
export function plainOf(shared: SharedRegister): Fields {
  const lists = emptyLists();
  const head = eachPage(shared, ({ noun, records }) => {
    for (const record of records) lists[noun].push(record);
  });
  return { ...head, ...lists };
}

function share(value: unknown): SharedArrayBuffer {
  const text = JSON.stringify(value);
  const shared = new SharedArrayBuffer(Buffer.byteLength(text));
  Buffer.from(shared).write(text);
  return shared;
}

function eachPage([first, ...pages]: SharedRegister, visit: (page: RegisterPage) => void): Fields {
  for (const page of pages) visit(read(page) as RegisterPage);
  return first === undefined ? {} : (read(first) as Fields);
}

function read(shared: SharedArrayBuffer): unknown {
  return JSON.parse(Buffer.from(shared).toString());
}
