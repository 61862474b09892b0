// A register that goes from thread to thread is the same on both sides, in any script.
import { expect, it } from 'vitest';
import { parseRegister, REGISTER_FORMAT } from '../../core/flows/parse-register.ts';
import { RECORD_NOUNS } from '../../core/flows/record-kinds.ts';
import type { RegisterPage } from '../../records/register/register-actions.ts';
import { openShared, plainOf, shareRegister, sizeOf } from './register-pages.ts';

const head = { format: REGISTER_FORMAT, group: { id: 'g', name: '関所グループ' } };
const organisations = [
  { id: 'jp', name: '関所株式会社 😀', country: 'JP', regimes: [] },
  { id: 'de', name: 'Zöllner GmbH', country: 'DE', parent: 'jp', regimes: [] },
];
const flows = [
  { id: 'f1', from: 'jp', to: 'de', after: ['f2'], recordedAt: '2026-01-05T09:00:00Z' },
  { id: 'f2', from: 'de', to: 'jp' },
];

const listed: readonly RegisterPage[] = [
  { noun: 'organisations', records: organisations },
  { noun: 'flows', records: flows.slice(0, 1) },
  { noun: 'flows', records: flows.slice(1) },
];

async function* coming(pages: readonly RegisterPage[]): AsyncGenerator<RegisterPage> {
  yield* pages;
}

it('is checked, and plain again, on the other side', async () => {
  const shared = await shareRegister({ head, state: { position: 1 }, pages: coming(listed) });
  expect(shared).toHaveLength(4);
  expect(sizeOf(shared)).toBe(
    [head, ...listed].reduce((sum, one) => sum + Buffer.byteLength(JSON.stringify(one)), 0),
  );
  const plain = plainOf(shared);
  expect(plain).toMatchObject({ ...head, organisations, flows, persons: [] });
  const [opened, parsed] = [openShared(shared), parseRegister(plain)];
  if (!opened.ok || !parsed.ok) throw new Error('the register is not sound');
  expect(opened.value.group).toEqual(parsed.value.group);
  for (const noun of RECORD_NOUNS) expect([...opened.value[noun]], noun).toEqual([...parsed.value[noun]]);
});

it('tells faults as the file would have them', async () => {
  const broken: RegisterPage[] = [
    { noun: 'flows', records: [{ id: 'f', from: 'nobody', to: 'data-subject' }] },
  ];
  const opened = openShared(await shareRegister({ head, state: { position: 1 }, pages: coming(broken) }));
  expect(opened.ok ? [] : opened.fault).toMatchObject([
    { code: 'bad-word', at: { path: 'flows[0].to' } },
    { code: 'dangling-id', at: { path: 'flows[0].from' } },
  ]);
});
