// Measures reading a register of many flows from JSON text, against what the machine's own reader takes for the text alone.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseRegister } from '../src/core/flows/parse-register.ts';
import { decodeFile } from '../src/kit/library/decode-file.ts';
import { generateGroup } from '../test/support/generate-group.ts';
import { writeGroup } from '../test/support/write-group.ts';
import { compare, peakMemory } from './measure.ts';
import { type Measured, remarkOnSizes, rowOf } from './report.ts';

/** Reading is decoding, checking every field and every id, and building the register. */
export async function measureParse(flows: number): Promise<Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-bench-'));
  try {
    const path = join(folder, 'register.json');
    const bytes = await writeGroup(generateGroup({ seed: 1, flows }), path);
    const text = readFileSync(path, 'utf8');
    const ours = (): number => readRegister(text);
    if (ours() !== flows) throw new Error('flows were lost on the way');
    const memory = peakMemory();
    const timings = await compare(
      [
        { name: 'sekisho', items: flows, run: ours },
        { name: 'JSON.parse', items: flows, run: () => JSON.parse(text) },
      ],
      { rounds: 5, seconds: 20 },
    );
    return [
      {
        row: rowOf('parse', flows, 'us/flow', timings, memory),
        remarks: [
          `${(bytes / 1024 / 1024).toFixed(1)} MB of JSON; JSON.parse checks nothing, so it is a floor and no rival`,
          ...remarkOnSizes(flows, timings),
        ],
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readRegister(text: string): number {
  const decoded = decodeFile(text, 'register.json');
  if (!decoded.ok) throw new Error(decoded.fault[0]?.message);
  const parsed = parseRegister(decoded.value.value);
  if (!parsed.ok) throw new Error(parsed.fault[0]?.message);
  return parsed.value.flows.size;
}
