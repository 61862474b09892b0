// Measures a record of processing of many activities as PDF, DOCX and sheets: the first call, which starts Typst, and a later one.

import { parseRegister } from '../src/core/flows/parse-register.ts';
import type { Format, RegisterOut } from '../src/exchange/format.ts';
import {
  recordOfProcessingDocx,
  recordOfProcessingPdf,
  recordOfProcessingXlsx,
} from '../src/exchange/record-of-processing-formats.ts';
import { describeGroup } from '../test/support/described-group.ts';
import { peakMemory } from './measure.ts';
import { ON, openLawFiles } from './open-bench.ts';
import { type Measured, rowOf } from './report.ts';

/** Everything is in it: the verdicts, what is missing, the writing. Every field of nine activities in ten is filled in. */
export async function measurePapers(activities: number): Promise<Measured[]> {
  const parsed = parseRegister(describeGroup(activities));
  if (!parsed.ok) throw new Error(parsed.fault[0]?.message);
  const register = parsed.value;
  const rulebook = openLawFiles();
  const out = {
    group: { id: 'g', name: 'Group' },
    asOf: ON,
    register,
    records: {},
    rulebook,
    language: 'de',
  } as unknown as RegisterOut;
  const found: Measured[] = [];
  for (const format of [
    recordOfProcessingXlsx,
    recordOfProcessingPdf,
    recordOfProcessingPdf,
    recordOfProcessingDocx,
  ]) {
    const isLater = found.some(({ row }) => row.name === nameOf(format));
    const before = performance.now();
    const cpuBefore = process.cpuUsage();
    const bytes = await write(format, out);
    const seconds = (performance.now() - before) / 1000;
    const used = process.cpuUsage(cpuBefore);
    const timing = {
      name: 'sekisho',
      items: activities,
      microsecondsEach: (seconds * 1e6) / activities,
      rounds: 1,
    };
    found.push({
      row: rowOf(
        `${nameOf(format)}${isLater ? '-later' : ''}`,
        activities,
        'us/activity',
        [timing],
        peakMemory(),
      ),
      remarks: [
        `${seconds.toFixed(1)} s in all, ${((used.user + used.system) / 1e6).toFixed(1)} s of processor time over all threads; ${(bytes / 1024 / 1024).toFixed(1)} MB; the size is in activities`,
      ],
    });
  }
  return found;
}

function nameOf({ id }: Format): string {
  return id.replace('record-of-processing-', 'record-');
}

async function write(format: Format, out: RegisterOut): Promise<number> {
  let bytes = 0;
  for await (const chunk of format.encode?.(out, {}) ?? []) bytes += chunk.length;
  return bytes;
}
