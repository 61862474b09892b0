// Instruments signed in thought: few words in the address, a whole instrument where it is asked about.
import { INFORMATION_ITEMS, INSTRUMENT_KINDS } from '../../../core/flows/words.ts';

export interface Signing {
  readonly kind: (typeof INSTRUMENT_KINDS)[number];
  /** Two: from whom to whom. More, or `*` for all members: a group bound by one set of rules. */
  readonly parties: readonly string[];
}

export const ALL_MEMBERS = '*';

/** Kinds that bind a whole group at once. */
export const GROUP_KINDS: readonly string[] = ['bcr-c', 'bcr-p'];

/** `scc-2021(et-de;cloudco),bcr-c(*)` */
export function writeSignings(signings: readonly Signing[]): string {
  return signings.map((one) => `${one.kind}(${one.parties.join(';')})`).join(',');
}

/** What is written otherwise counts as not written. */
export function readSignings(text: string | undefined): Signing[] {
  return (text ?? '').split(',').flatMap((one) => {
    const [, word, inside = ''] = /^([a-z0-9-]+)\(([^()]+)\)$/.exec(one) ?? [];
    const kind = INSTRUMENT_KINDS.find((known) => known === word);
    const parties = inside.split(';').filter((party) => party !== '');
    return kind === undefined || parties.length === 0 ? [] : [{ kind, parties }];
  });
}

export function keyOfSigning(one: Signing): string {
  return writeSignings([one]);
}

/** The instrument as a register writes it, with everything that its kind can need. */
export function makeInstrument(
  { kind, parties }: Signing,
  members: readonly string[],
  asOf: string,
  number: number,
): Readonly<Record<string, unknown>> {
  const bound = parties[0] === ALL_MEMBERS ? members : parties;
  return {
    id: `signed-in-thought-${number + 1}`,
    kind,
    modules: [1, 2, 3, 4],
    parties: bound,
    ...(bound.length === 2 && { exporters: [bound[0]], importers: [bound[1]] }),
    informed: INFORMATION_ITEMS,
    approval: { authority: 'in-thought', on: asOf },
    from: asOf,
  };
}
