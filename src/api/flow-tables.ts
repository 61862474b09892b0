// The table of flows on the wire: verdicts of a day in columns, packed so that a hundred thousand flows are a few megabytes.
import { z } from 'zod';
import type { FlowTable } from '../core/flows/flow-table.ts';
import { clockQuery } from './record-envelopes.ts';
import { dateShape, languageShape } from './words.ts';

const wordsShape = z.string().max(20_000).optional();

export const flowTableQuery = z.strictObject({
  asOf: dateShape.optional().describe('The day asked about; today in UTC where left out.'),
  knownAt: clockQuery.knownAt,
  without: wordsShape.describe(
    'Law files, rules or instruments that are struck from that day on, joined by commas.',
  ),
  leaving: wordsShape.describe(
    'Countries that leave every union of states from that day on, joined by commas.',
  ),
  language: languageShape.optional(),
});

const columnShape = z
  .object({
    bytes: z.union([z.literal(1), z.literal(2), z.literal(4)]).describe('How many bytes each number takes.'),
    base64: z.string(),
  })
  .meta({ id: 'NumberColumn', description: 'Whole numbers from 0 on, little-endian.' });

/** The columns of a table and how many bytes a number of each takes in memory. */
const COLUMNS = {
  name: Uint32Array,
  from: Uint32Array,
  to: Uint32Array,
  fromCountry: Uint16Array,
  toCountry: Uint16Array,
  activity: Uint32Array,
  mode: Uint8Array,
  verdict: Uint8Array,
  leading: Uint8Array,
  lawVerdict: Uint8Array,
  lawTool: Uint16Array,
  lawInstrument: Uint32Array,
  missing: Uint32Array,
  isUnverified: Uint8Array,
} as const;
type ColumnName = keyof typeof COLUMNS;
type Column = z.infer<typeof columnShape>;

const listShape = z.array(z.string());

export const flowTableShape = z
  .object({
    asOf: z.string(),
    laws: z.string().describe('Fingerprint of the law files.'),
    sameFrom: z.string().nullable().describe('From this day on the register says what it says on that day.'),
    sameUntil: z.string().nullable().describe('The first day on which it says something else.'),
    count: z.int().describe('How many flows run on that day.'),
    registered: z.int(),
    ids: z.string().describe('Ids of the flows that run, each on a line of its own.'),
    notRunning: listShape,
    names: listShape.describe('Numbers in columns are places in lists such as this one.'),
    ends: z.array(
      z.object({
        text: z.string(),
        organisation: z.string().nullable(),
        name: z.string(),
        isStaff: z.boolean(),
      }),
    ),
    countries: listShape,
    activities: z.array(z.object({ id: z.string(), name: z.string() })),
    modes: listShape,
    answering: listShape.describe('The laws that answer; a cell of a law is at flow times laws plus law.'),
    tools: listShape,
    instruments: listShape,
    missingFacts: listShape,
    columns: z.object(
      Object.fromEntries(Object.keys(COLUMNS).map((name) => [name, columnShape])) as Record<
        ColumnName,
        typeof columnShape
      >,
    ),
  })
  .meta({ id: 'FlowTable', description: 'The verdicts of a day without reasons, for a screen.' });

export type WireFlowTable = z.infer<typeof flowTableShape>;

/** From when and until when a register says the same. */
export interface SameTime {
  readonly sameFrom: string | null;
  readonly sameUntil: string | null;
}

export function packTable(table: FlowTable, laws: string, { sameFrom, sameUntil }: SameTime): WireFlowTable {
  const { asOf, count, registered, ids, ends, activities } = table;
  const columns = Object.fromEntries(
    (Object.keys(COLUMNS) as ColumnName[]).map((name) => [name, packColumn(table[name])]),
  ) as Record<ColumnName, Column>;
  return {
    asOf,
    laws,
    sameFrom,
    sameUntil,
    count,
    registered,
    ids,
    notRunning: [...table.notRunning],
    names: [...table.names],
    ends: [...ends],
    countries: [...table.countries],
    activities: [...activities],
    modes: [...table.modes],
    answering: [...table.laws],
    tools: [...table.tools],
    instruments: [...table.instruments],
    missingFacts: [...table.missingFacts],
    columns,
  };
}

export function unpackTable(wire: WireFlowTable): FlowTable {
  const columns = Object.fromEntries(
    (Object.keys(COLUMNS) as ColumnName[]).map((name) => [
      name,
      COLUMNS[name].from(unpackColumn(wire.columns[name])),
    ]),
  ) as unknown as Pick<FlowTable, ColumnName>;
  const { answering, columns: _packed, laws: _laws, sameFrom: _from, sameUntil: _until, ...rest } = wire;
  return { ...rest, ...columns, laws: answering, idStarts: startsOf(wire.ids, wire.count) };
}

/** In as few bytes as its largest number needs. */
function packColumn(column: Uint8Array | Uint16Array | Uint32Array): Column {
  let most = 0;
  for (const number of column) if (number > most) most = number;
  const kept =
    most < 256
      ? Uint8Array.from(column)
      : most < 65_536
        ? Uint16Array.from(column)
        : Uint32Array.from(column);
  const bytes = kept.BYTES_PER_ELEMENT as Column['bytes'];
  return { bytes, base64: toBase64(new Uint8Array(kept.buffer)) };
}

function unpackColumn({ bytes, base64 }: Column): Uint8Array | Uint16Array | Uint32Array {
  const { buffer } = fromBase64(base64);
  if (bytes === 1) return new Uint8Array(buffer);
  return bytes === 2 ? new Uint16Array(buffer) : new Uint32Array(buffer);
}

/** So many at a time: a call takes no more arguments. */
const PIECE = 0x7ffe;

function toBase64(bytes: Uint8Array): string {
  let text = '';
  // Pieces of whole threes can be written one after another.
  for (let at = 0; at < bytes.length; at += PIECE)
    text += btoa(String.fromCharCode(...bytes.subarray(at, at + PIECE)));
  return text;
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text);
  const bytes = new Uint8Array(plain.length);
  for (let at = 0; at < plain.length; at += 1) bytes[at] = plain.charCodeAt(at);
  return bytes;
}

function startsOf(ids: string, count: number): Uint32Array<ArrayBuffer> {
  const starts = new Uint32Array(count + 1);
  let at = 0;
  for (let row = 1; row <= count; row += 1) {
    at = ids.indexOf('\n', at) + 1;
    starts[row] = at;
  }
  return starts;
}
