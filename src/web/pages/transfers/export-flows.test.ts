import { expect, test } from 'vitest';
import { writeCell, writeCsv, writeJson } from './export-flows.ts';

test.each([
  ['plain', 'plain'],
  ['a,b', '"a,b"'],
  ['say "so"', '"say ""so"""'],
  ['two\nlines', '"two\nlines"'],
  [' blank', '" blank"'],
  [12, '12'],
  [-3, '-3'],
  [['a', 'b'], '"a; b"'],
])('a cell %j is written %j', (value, cell) => {
  expect(writeCell(value)).toBe(cell);
});

test.each([
  '=HYPERLINK("http://evil.example")',
  '+1+1',
  '-2+3',
  '@SUM(A1)',
  '  =1+1',
  '\t=1+1',
  '\r=1+1',
  '＝1+1',
  '＠SUM',
])('no sheet takes %j for a formula', (value) => {
  expect(writeCell(value).replace(/^"/, '')).toMatch(/^'/);
});

test('a list is made harmless by its first word', () => {
  expect(writeCell(['=1', 'b'])).toBe('"\'=1; b"');
});

test('a sheet has a head and as many rows as were seen, and says that it is UTF-8', async () => {
  const blob = await writeCsv(['Flow', 'To'], 4_500, (row) => [`flow-${row}`, '東京']);
  const bytes = new Uint8Array(await blob.arrayBuffer());
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const lines = new TextDecoder().decode(bytes).split('\r\n');
  expect(lines[0]).toBe('Flow,To');
  expect(lines).toHaveLength(4_502);
  expect(lines.at(-2)).toBe('flow-4499,東京');
});

test('as JSON it reads again', async () => {
  const blob = await writeJson({ asOf: '2026-11-22' }, 2_001, (row) => ({ id: `flow-${row}` }));
  const read = JSON.parse(await blob.text()) as { asOf: string; flows: { id: string }[] };
  expect(read.asOf).toBe('2026-11-22');
  expect(read.flows).toHaveLength(2_001);
  expect(read.flows.at(-1)).toEqual({ id: 'flow-2000' });
  expect(JSON.parse(await (await writeJson({ a: 1 }, 0, () => null)).text())).toEqual({ a: 1, flows: [] });
});
