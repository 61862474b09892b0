import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseRegister } from '../../src/core/flows/parse-register.ts';
import { generateGroup, registerOf } from './generate-group.ts';
import { writeGroup } from './write-group.ts';

const SIZES = [
  { seed: 1, flows: 1 },
  { seed: 2, flows: 40, organisations: 5 },
  { seed: 3, flows: 1000 },
  { seed: 4, flows: 3000, organisations: 20 },
  { seed: 5, flows: 8000, organisations: 5000 },
];

it.each(SIZES)('makes a sound register of $flows flows (seed $seed)', (size) => {
  const parsed = parseRegister(registerOf(generateGroup(size)));
  expect(parsed.ok ? [] : parsed.fault.slice(0, 3)).toEqual([]);
  if (!parsed.ok) return;
  expect(parsed.value.flows.size).toBe(size.flows);
  if (size.organisations !== undefined) expect(parsed.value.organisations.size).toBe(size.organisations);
});

it.each(Array.from({ length: 12 }, (_, index) => ({ seed: 100 + index, flows: 200 })))(
  'makes a sound register with seed $seed',
  (size) => {
    const parsed = parseRegister(registerOf(generateGroup(size)));
    expect(parsed.ok ? [] : parsed.fault.slice(0, 3)).toEqual([]);
  },
);

it('gives the same bytes for the same seed, and others for another', () => {
  const textOf = (seed: number): string => JSON.stringify(registerOf(generateGroup({ seed, flows: 500 })));
  expect(textOf(7)).toBe(textOf(7));
  expect(textOf(7)).not.toBe(textOf(8));
});

it('holds chains of many flows, loops, meeting streams, programmes and every kind of gap', () => {
  const parsed = parseRegister(registerOf(generateGroup({ seed: 9, flows: 5000 })));
  if (!parsed.ok) throw new Error('the register is not sound');
  const { flows, instruments, organisations } = parsed.value;
  const list = [...flows.values()];
  const depth = new Map<string, number>();
  for (const { id, after } of list) {
    depth.set(id, 1 + Math.max(0, ...after.map((earlier) => depth.get(earlier) ?? 0)));
  }
  expect(Math.max(...depth.values())).toBeGreaterThanOrEqual(10);
  const order = new Map(list.map(({ id }, index) => [id, index]));
  const pointsForward = list.filter(({ id, after }) => after.some((one) => order.get(one)! > order.get(id)!));
  expect(pointsForward.length).toBeGreaterThan(0);
  expect(list.some(({ after }) => after.length > 1)).toBe(true);
  expect(list.some(({ sender }) => sender.is === 'data-subject')).toBe(true);
  expect(list.some(({ recipient }) => recipient.is === 'staff')).toBe(true);
  expect(list.some(({ fromRole }) => fromRole === undefined)).toBe(true);
  const kinds = new Set([...instruments.values()].map(({ kind }) => kind));
  for (const kind of ['scc-2021', 'bcr-c', 'bcr-p', 'uk-idta', 'uk-addendum', 'appi-consent', 'scc-2010']) {
    expect(kinds).toContain(kind);
  }
  expect([...organisations.values()].some(({ standing }) => standing['us-dpf']?.until !== undefined)).toBe(
    true,
  );
});

it('writes a file that reads back as the same register', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-group-'));
  try {
    const group = generateGroup({ seed: 11, flows: 2000 });
    const path = join(folder, 'group.json');
    const bytes = await writeGroup(group, path);
    const text = readFileSync(path, 'utf8');
    expect(Buffer.byteLength(text)).toBe(bytes);
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(registerOf(group))));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
