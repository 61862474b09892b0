// Random registers written as fideslang: always a sound file, from which the same activities and systems come back.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { registers } from '../../test/support/random-registers.ts';
import { encodeWhole, registerOutOf } from '../../test/support/register-out.ts';
import type { Fields } from '../core/base/reading.ts';
import { parseRegister } from '../core/flows/parse-register.ts';
import type { RecordNoun } from '../core/flows/record-kinds.ts';
import { fideslang } from './fideslang.ts';
import { byId } from './record-order.ts';

type Lists = Partial<Record<RecordNoun, Fields[]>>;

const word = fc.constantFrom(
  'name',
  'my-number',
  'user.device.sensor',
  'Schuhgröße',
  '靴のサイズ',
  'user.contact',
  'a b',
);
const systemsOf = (organisations: readonly string[], activities: readonly string[]): fc.Arbitrary<Fields[]> =>
  fc
    .array(
      fc.record(
        {
          operator: fc.constantFrom(...organisations),
          supplier: fc.constantFrom(...organisations),
          activities: fc.uniqueArray(fc.constantFrom(...activities), { maxLength: 2 }),
          security: fc.array(fc.constantFrom('Access by role', 'Encryption: "at rest"'), {
            minLength: 1,
            maxLength: 2,
          }),
          note: fc.constantFrom('To be replaced', '--- fideslang\ntags: [a]', '--- fideslang\n[broken'),
          data: fc.uniqueArray(word, { maxLength: 3 }),
        },
        { requiredKeys: [] },
      ),
      { maxLength: 3 },
    )
    .map((list) => list.map((one, index) => ({ id: `系統${index}`, name: `System ${index}`, ...one })));

const cases = registers({ chains: false }).chain((lists) => {
  const ids = (noun: 'organisations' | 'activities'): string[] =>
    (lists[noun] ?? []).map((one) => String(one['id']));
  return systemsOf(ids('organisations'), ids('activities')).map((systems) => ({
    ...(lists as Lists),
    systems,
  }));
});

test('what is written is read again, with the same activities and systems', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(cases, async (lists) => {
      const bytes = await encodeWhole(fideslang, registerOutOf(lists));
      const decoded = await fideslang.decode?.(bytes, 'out.yml', {});
      if (decoded?.ok !== true) throw new Error(JSON.stringify(decoded?.fault));
      const back = decoded.value.value as Lists;
      const parsed = parseRegister({ organisations: [], ...back });
      expect(parsed.ok ? [] : parsed.fault).toEqual([]);
      const pick = (records: readonly Fields[] | undefined, keys: readonly string[]): Fields[] =>
        byId(records ?? []).map((one) => Object.fromEntries(keys.map((key) => [key, one[key]])));
      expect(pick(back.systems, ['id', 'name', 'operator', 'supplier', 'security'])).toEqual(
        pick(lists.systems, ['id', 'name', 'operator', 'supplier', 'security']),
      );
      const kept = ['id', 'purposes', 'data'];
      expect(pick(back.activities, kept).map(withoutEmpty)).toEqual(
        pick(lists.activities, kept).map(withoutEmpty),
      );
    }),
    { numRuns: 80 },
  );
});

/** An activity of which nobody said what data it uses comes back with none: fideslang knows no difference. */
function withoutEmpty(one: Fields): Fields {
  return Object.fromEntries(
    Object.entries(one)
      .filter(([, value]) => !Array.isArray(value) || value.length > 0)
      .filter(([, value]) => value !== undefined),
  );
}
