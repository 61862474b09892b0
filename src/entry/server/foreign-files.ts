// What files of others are read with: the names of what is kept, and what their columns were taken for the last time.
import type { DecodeOptions, Mapping } from '../../exchange/format.ts';
import { joinMappings, type SheetMapping } from '../../exchange/sheet-mapping.ts';
import type { Scope } from '../../kit/store/scope.ts';
import type { Store } from '../../kit/store/store.ts';
import { readKeptNames } from '../../records/register/kept-name-actions.ts';
import { type KeptMapping, keepMapping, listMappings } from '../../records/register/mapping-actions.ts';

/** Files with such names hold our own words, which name every record by its id and have no columns. */
const OWN_WORDS = /\.(?:ya?ml|json|jsonl|ndjson)$/i;

/** What somebody settled for this file counts more than what is remembered. */
export async function withWhatIsKept(
  scope: Scope,
  store: Store,
  fileName: string,
  options: DecodeOptions,
): Promise<DecodeOptions> {
  if (OWN_WORDS.test(fileName)) return options;
  const remembered = await listAll(scope, store);
  const settled = options.mapping === undefined ? remembered : [...remembered, options.mapping];
  return {
    ...options,
    kept: await readKeptNames(scope, store),
    ...(settled.length > 0 && { mapping: joinMappings(settled) }),
  };
}

/** A mapping that was shown and applied is taken for the next such sheet, too. */
export async function rememberMapping(scope: Scope, store: Store, options: unknown): Promise<void> {
  const { mapping } = (options ?? {}) as { mapping?: Partial<SheetMapping> };
  for (const sheet of mapping?.sheets ?? [])
    await keepMapping(scope, store, sheet.fingerprint, { format: mapping?.format, sheets: [sheet] });
}

async function listAll(scope: Scope, store: Store): Promise<Mapping[]> {
  const found: KeptMapping[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listMappings>> = await listMappings(
      scope,
      store,
      after === null ? {} : { after },
    );
    if (!page.ok) break;
    found.push(...page.value.mappings);
    after = page.value.next;
  } while (after !== null);
  return found.map((one) => one.mapping);
}
