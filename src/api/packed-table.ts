// A table of flows packed for the wire and unpacked from it; apart from its shape, so that the page need not carry the shapes.
import type { FlowTable } from '../core/flows/flow-table-columns.ts';

/** The columns of a table and how many bytes a number of each takes in memory. */
export const COLUMNS = {
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
export type ColumnName = keyof typeof COLUMNS;

/** Whole numbers, little-endian, each in so many bytes. */
interface Column {
  readonly bytes: 1 | 2 | 4;
  readonly base64: string;
}

/** What `flowTableShape` describes. */
export type PackedTable = Omit<FlowTable, ColumnName | 'idStarts' | 'laws'> &
  SameTime & {
    /** Fingerprint of the law files. */
    readonly laws: string;
    readonly answering: readonly string[];
    readonly columns: Readonly<Record<ColumnName, Column>>;
  };

/** From when and until when a register says the same. */
export interface SameTime {
  readonly sameFrom: string | null;
  readonly sameUntil: string | null;
}

/** Packs a table, each column in as few bytes as it needs. */
export function packTable(table: FlowTable, laws: string, { sameFrom, sameUntil }: SameTime): PackedTable {
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
    notRunning: table.notRunning,
    names: table.names,
    ends,
    countries: table.countries,
    activities,
    modes: table.modes,
    answering: table.laws,
    tools: table.tools,
    instruments: table.instruments,
    missingFacts: table.missingFacts,
    columns,
  };
}

/** The table as it was before it was packed. */
export function unpackTable(wire: PackedTable): FlowTable {
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
