// A register as encoders are given it, made of plain records.
import type { Fields } from '../../src/core/base/reading.ts';
import { parseRegister } from '../../src/core/flows/parse-register.ts';
import { RECORD_NOUNS, type RecordNoun } from '../../src/core/flows/record-kinds.ts';
import type { Language } from '../../src/core/law/law.ts';
import type { CivilDate } from '../../src/core/time/civil-date.ts';
import type { Format, RegisterOut } from '../../src/exchange/format.ts';
import { loadRulebook } from './laws.ts';

let rulebook: ReturnType<typeof loadRulebook> | undefined;

/** The register of these lists; they must be sound unless `unchecked`. */
export function registerOutOf(
  lists: Readonly<Partial<Record<RecordNoun, readonly Fields[]>>>,
  { language = 'en', unchecked = false }: { language?: Language; unchecked?: boolean } = {},
): RegisterOut {
  const group = { id: 'example', name: 'Example Telecom Group' };
  const records = Object.fromEntries(RECORD_NOUNS.map((noun) => [noun, lists[noun] ?? []]));
  const filled = Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0));
  const parsed = parseRegister({ format: 'sekisho/register@1', group, organisations: [], ...filled });
  if (!parsed.ok && !unchecked) throw new Error(JSON.stringify(parsed.fault.slice(0, 5)));
  return {
    group,
    asOf: '2026-11-22' as CivilDate,
    // A test that hands over what no register holds never looks at this.
    register: parsed.ok ? parsed.value : ({} as never),
    records: records as unknown as RegisterOut['records'],
    // Loading takes its time, and few formats ask for it.
    get rulebook() {
      rulebook ??= loadRulebook();
      return rulebook;
    },
    language,
  };
}

/** What a format writes, whole. */
export async function encodeWhole(
  format: Format,
  out: RegisterOut,
  options: Parameters<NonNullable<Format['encode']>>[1] = {},
): Promise<Uint8Array> {
  if (format.encode === undefined) throw new Error(`${format.id} is not written`);
  const parts: Uint8Array[] = [];
  for await (const part of format.encode(out, options)) parts.push(part);
  return Buffer.concat(parts);
}
