// What every encoder is given of a register: its records as they are kept, and the same as checked.
import type { Fields } from '../core/base/reading.ts';
import { type Result, succeed } from '../core/base/result.ts';
import { parseRegister } from '../core/flows/parse-register.ts';
import { RECORD_NOUNS, type RecordNoun } from '../core/flows/record-kinds.ts';
import type { RegisterOut } from './format.ts';

/** From the register in the form of the register file. The faults are those of `parseRegister`. */
export function makeRegisterOut(
  value: Fields,
  about: Pick<RegisterOut, 'asOf' | 'rulebook' | 'language' | 'state'> & { readonly fallbackId: string },
): Result<RegisterOut> {
  const register = parseRegister(value);
  if (!register.ok) return register;
  const { id = about.fallbackId, name = id } = (value['group'] ?? {}) as { id?: string; name?: string };
  const { asOf, rulebook, language, state } = about;
  const records = Object.fromEntries(
    RECORD_NOUNS.map((noun) => [noun, (value[noun] ?? []) as readonly Fields[]]),
  ) as Record<RecordNoun, readonly Fields[]>;
  return succeed({
    group: { id, name },
    asOf,
    register: register.value,
    records,
    rulebook,
    language,
    ...(state !== undefined && { state }),
  });
}
