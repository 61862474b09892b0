// Duties and contracts are the same whether each flow is answered on its own or all of them over columns.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { day, registerOf } from '../../../test/support/ask-register.ts';
import { registerOf as generated, generateGroup } from '../../../test/support/generate-group.ts';
import { loadRulebook } from '../../../test/support/laws.ts';
import { days, registers } from '../../../test/support/random-registers.ts';
import { compareContracts } from './contracts.ts';
import { listDuties } from './duties.ts';
import { parseRegister } from './parse-register.ts';
import { askAbout } from './question.ts';
import type { Register } from './register.ts';

const rulebook = loadRulebook();
const ALONE = { few: Number.POSITIVE_INFINITY };
const OVER_COLUMNS = { few: 0 };
const changes = fc.record({
  without: fc.array(
    fc.constantFrom('eu.adequacy.us-dpf-2023', 'uk.adequacy.us-2023', 'eu.gdpr.art-44', 'i0', 'i1'),
    { maxLength: 2 },
  ),
  leaving: fc.oneof(fc.constant([]), fc.array(fc.constantFrom('DE', 'GB'), { maxLength: 1 })),
});

function compare(register: Register, on: string, change: object): void {
  const question = askAbout(register, rulebook, day(on), change);
  expect(listDuties(question, OVER_COLUMNS)).toEqual(listDuties(question, ALONE));
  expect(compareContracts(question, OVER_COLUMNS)).toEqual(compareContracts(question, ALONE));
}

describe('over columns and one by one', () => {
  it('random groups owe the same duties and need the same contracts', () => {
    fc.assert(
      fc.property(registers({ chains: true }), days, changes, (plain, on, change) =>
        compare(registerOf(plain), on, change),
      ),
      { numRuns: 60 },
    );
  });

  it('a generated group owes the same duties and needs the same contracts', () => {
    const parsed = parseRegister(generated(generateGroup({ seed: 7, flows: 300, organisations: 20 })));
    if (!parsed.ok) throw new Error('the generated register is not sound');
    for (const on of ['2019-03-01', '2021-10-01', '2026-06-01']) compare(parsed.value, on, {});
  });
});
