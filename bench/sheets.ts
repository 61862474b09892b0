// Measures writing activities and flows as CSV and as a workbook and reading them back, and what another writer of workbooks takes.
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { WorkbookReader, WorkbookWriter } from '@cj-tech-master/excelts';
import type { Fields } from '../src/core/base/reading.ts';
import type { RecordNoun } from '../src/core/flows/words.ts';
import type { CivilDate } from '../src/core/time/civil-date.ts';
import type { Format, RegisterOut } from '../src/exchange/format.ts';
import { sheetOf } from '../src/exchange/sheet-columns.ts';
import { registerCsv } from '../src/exchange/sheet-csv.ts';
import { writeSheets } from '../src/exchange/sheet-write.ts';
import { registerXlsx } from '../src/exchange/sheet-xlsx.ts';
import { generateGroup } from '../test/support/generate-group.ts';
import type { Timing } from './measure.ts';
import { peakMemory } from './measure.ts';
import { type Measured, rowOf } from './report.ts';

/** Rows on which the other writer is timed; it would take minutes on all. */
const OTHERS_MOST = 20_000;

/** `size` flows, and a tenth as many activities. */
export async function measureSheets(size: number): Promise<Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-bench-'));
  try {
    const { flows, activities } = recordsOf(size);
    const all: Measured[] = [];
    for (const [noun, records] of [
      ['activities', activities],
      ['flows', flows],
    ] as const) {
      all.push(...(await measureFormat(registerCsv, 'csv', noun, records, folder)));
      all.push(...(await measureFormat(registerXlsx, 'xlsx', noun, records, folder)));
    }
    all.push(await measureOther(flows.slice(0, OTHERS_MOST), folder));
    return all;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Flows as they come, and the activities of the group repeated under other ids. */
function recordsOf(size: number): { flows: Fields[]; activities: Fields[] } {
  const group = generateGroup({ seed: 1, flows: size });
  const known = group.head.activities;
  const count = Math.max(1, Math.floor(size / 10));
  return {
    flows: [...group.flows()],
    activities: Array.from({ length: count }, (_, n) => ({
      ...known[n % known.length],
      id: `activity-${n}`,
    })),
  };
}

function outOf(noun: RecordNoun, records: readonly Fields[]): RegisterOut {
  return {
    group: { id: 'bench', name: 'Bench' },
    asOf: '2026-11-22' as CivilDate,
    // Nothing of it is looked at where records are written.
    register: undefined as never,
    rulebook: { terms: [] } as never,
    records: { [noun]: records } as never,
    language: 'ja',
  };
}

async function measureFormat(
  format: Format,
  ending: string,
  noun: RecordNoun,
  records: readonly Fields[],
  folder: string,
): Promise<Measured[]> {
  const path = join(folder, `${noun}.${ending}`);
  const encoded = format.encode?.(outOf(noun, records), { nouns: [noun] }) as AsyncIterable<Uint8Array>;
  const write = await timed(`${ending}-write`, records.length, () =>
    pipeline(Readable.from(encoded), createWriteStream(path)),
  );
  const written = peakMemory();
  const read = await timed(`${ending}-read`, records.length, async () => {
    const source = await format.stream?.(() => createReadStream(path), `${noun}.${ending}`, {});
    if (source?.ok !== true) throw new Error(JSON.stringify(source?.fault[0]));
    let count = 0;
    for await (const batch of source.value.batches()) count += batch.length;
    if (count !== records.length) throw new Error(`${records.length - count} records were lost on the way`);
  });
  const megabytes = `${(statSync(path).size / 1024 / 1024).toFixed(1)} MB`;
  return [
    describe(`sheets-${ending}-write-${noun}`, write, written, megabytes),
    describe(
      `sheets-${ending}-read-${noun}`,
      read,
      peakMemory(),
      'read twice: once for faults, once for records',
    ),
  ];
}

function describe(name: string, timing: Timing, memory: number, remark: string): Measured {
  const seconds = (timing.microsecondsEach * timing.items) / 1e6;
  return {
    row: rowOf(name, timing.items, 'us/record', [timing], memory),
    remarks: [`${seconds.toFixed(1)} s; ${remark}`],
  };
}

async function timed(name: string, items: number, work: () => Promise<unknown>): Promise<Timing> {
  globalThis.gc?.();
  const before = performance.now();
  await work();
  return { name, items, microsecondsEach: ((performance.now() - before) * 1000) / items, rounds: 1 };
}

/** The same rows by the package that was looked at first, and read by it. */
async function measureOther(records: readonly Fields[], folder: string): Promise<Measured> {
  const path = join(folder, 'other.xlsx');
  const [sheet] = writeSheets(sheetOf('flows'), records, 'many-sheets', 'ja');
  const ours = join(folder, 'ours.xlsx');
  const encoded = registerXlsx.encode?.(outOf('flows', records), {
    nouns: ['flows'],
  }) as AsyncIterable<Uint8Array>;
  const own = await timed('sekisho', records.length, () =>
    pipeline(Readable.from(encoded), createWriteStream(ours)),
  );
  const memory = peakMemory();
  const other = await timed('excelts', records.length, async () => {
    const book = new WorkbookWriter({ stream: createWriteStream(path), useStyles: true });
    const page = book.addWorksheet('Flows');
    page.addRow(sheet?.columns.map(({ heading }) => heading) ?? []).commit();
    for (const row of sheet?.rows() ?? []) page.addRow([...row].map((cell) => plainCell(cell))).commit();
    page.commit();
    await book.commit();
  });
  let rows = 0;
  const readOther = await timed('excelts', records.length, async () => {
    const reader = new WorkbookReader(Readable.from([readFileSync(path)]) as never, {
      worksheets: 'emit',
      sharedStrings: 'cache',
      styles: 'cache',
    });
    for await (const page of reader) for await (const _ of page as AsyncIterable<unknown>) rows += 1;
  });
  const seconds = (readOther.microsecondsEach * records.length) / 1e6;
  return {
    row: rowOf('sheets-xlsx-write-beside', records.length, 'us/record', [own, other], memory),
    remarks: [`excelts reads its own file of these ${rows} rows in ${seconds.toFixed(1)} s`],
  };
}

function plainCell(cell: unknown): unknown {
  return typeof cell === 'object' && cell !== null && 'date' in cell ? new Date(String(cell.date)) : cell;
}
