// One measured row, as JSON for programs and as a table for people.
import type { Timing } from './measure.ts';

export interface Row {
  readonly name: string;
  /** Flows. */
  readonly size: number;
  readonly unit: string;
  /** Ours. */
  readonly value: number;
  /** The others, in the same unit. */
  readonly against: Readonly<Record<string, number>>;
  /** Ours divided by theirs: below 1 we are faster. */
  readonly ratio: Readonly<Record<string, number>>;
  /** Most memory of a process that does only our part, the register included. */
  readonly memoryBytes: number;
  readonly machine: string;
  readonly commit: string;
}

/** What a measurement gives; where and on what it was measured is added at the end. */
export interface Measured {
  readonly row: Omit<Row, 'machine' | 'commit'>;
  /** For people: what the numbers do not say. */
  readonly remarks: readonly string[];
}

/** A row from timings per item; the first timing is ours. */
export function rowOf(
  name: string,
  size: number,
  unit: string,
  timings: readonly Timing[],
  memoryBytes: number,
): Measured['row'] {
  const [ours, ...others] = timings as [Timing, ...Timing[]];
  const value = rounded(ours.microsecondsEach);
  return {
    name,
    size,
    unit,
    value,
    against: Object.fromEntries(others.map((one) => [one.name, rounded(one.microsecondsEach)])),
    ratio: Object.fromEntries(
      others.map((one) => [one.name, rounded(ours.microsecondsEach / one.microsecondsEach)]),
    ),
    memoryBytes,
  };
}

/** Says which contestants worked on fewer items, and how often each ran. */
export function remarkOnSizes(size: number, timings: readonly Timing[]): string[] {
  const fewer = timings.filter(({ items }) => items < size).map(({ name, items }) => `${name} on ${items}`);
  const rounds = [...new Set(timings.map((one) => one.rounds))].join(' or ');
  return [
    `median of ${rounds} interleaved rounds after a warm-up`,
    ...(fewer.length > 0 ? [`fewer items, scaled per item: ${fewer.join(', ')}`] : []),
  ];
}

/** One object a line, with these keys and no others. */
export function writeJsonLine({
  name,
  size,
  unit,
  value,
  against,
  ratio,
  memoryBytes,
  machine,
  commit,
}: Row): string {
  return JSON.stringify({ name, size, unit, value, against, ratio, memoryBytes, machine, commit });
}

/** A table for people: one line per row, below it one per contestant. */
export function writeTable(all: readonly Measured[]): string {
  const lines = [columns('measurement', 'flows', 'value', 'unit', 'ours/theirs', 'memory')];
  lines.push('-'.repeat(lines[0]?.length ?? 0));
  for (const { row, remarks } of all) {
    lines.push(
      columns(
        row.name,
        row.size.toLocaleString('en'),
        show(row.value),
        row.unit,
        '',
        megabytes(row.memoryBytes),
      ),
    );
    for (const [name, value] of Object.entries(row.against)) {
      lines.push(columns(`  ${name}`, '', show(value), row.unit, `${show(row.ratio[name] as number)} x`, ''));
    }
    for (const remark of remarks) lines.push(`    ${remark}`);
  }
  return lines.join('\n');
}

function columns(
  name: string,
  size: string,
  value: string,
  unit: string,
  ratio: string,
  memory: string,
): string {
  return `${name.padEnd(30)}${size.padStart(10)}${value.padStart(12)}  ${unit.padEnd(16)}${ratio.padStart(12)}${memory.padStart(10)}`;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MB`;
}

function show(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 4 });
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
