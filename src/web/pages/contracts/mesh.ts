// The mesh of agreements as it is drawn: companies around a circle, one line for each two that must sign, with how it stands.
import type { AgainReason, Agreement, ContractsAnswer } from '../../../core/flows/contracts.ts';

export const STANDINGS = ['missing', 'again', 'held'] as const;
/** `held`: what is signed answers; `again`: signed once, but it no longer answers. */
export type Standing = (typeof STANDINGS)[number];

export interface Company {
  readonly id: string;
  readonly name: string;
  readonly country: string | undefined;
  readonly isMember: boolean;
}

export interface Signed extends Agreement {
  readonly key: string;
  readonly standing: Standing;
  /** What was signed and no longer answers, and why. */
  readonly again: readonly { readonly instrument: string; readonly reason: AgainReason }[];
}

export interface MeshLine {
  readonly key: string;
  readonly ends: readonly [string, string];
  readonly agreements: readonly Signed[];
  /** The worst of its agreements. */
  readonly standing: Standing;
  /** Each of the two sends to the other. */
  readonly isBothWays: boolean;
}

export function keyOf(one: Pick<Agreement, 'exporter' | 'importer' | 'module'>): string {
  return `${one.exporter} ${one.importer} ${one.module}`;
}

/** Every agreement with how it stands; what must be signed first. */
export function standingsOf({ agreements, signAgain }: ContractsAnswer['scc']): Signed[] {
  return agreements
    .map((one) => {
      const again =
        one.signed !== null
          ? []
          : signAgain.filter((other) => other.flows.some((flow) => one.unsigned.includes(flow)));
      const standing: Standing = one.signed !== null ? 'held' : again.length > 0 ? 'again' : 'missing';
      return { ...one, key: keyOf(one), standing, again };
    })
    .sort((a, b) => STANDINGS.indexOf(a.standing) - STANDINGS.indexOf(b.standing));
}

export function linesOf(signed: readonly Signed[]): MeshLine[] {
  const found = new Map<string, Signed[]>();
  for (const one of signed) {
    const key = [one.exporter, one.importer].sort().join(' ');
    found.set(key, [...(found.get(key) ?? []), one]);
  }
  return [...found].map(([key, agreements]) => ({
    key,
    ends: key.split(' ') as [string, string],
    agreements,
    standing: STANDINGS.find((one) => agreements.some((other) => other.standing === one)) ?? 'held',
    isBothWays: new Set(agreements.map((one) => one.exporter)).size > 1,
  }));
}

export interface MeshCounts {
  readonly all: number;
  readonly pairs: number;
  readonly bothWays: number;
  readonly inside: number;
  readonly outside: number;
  readonly processors: number;
  readonly byStanding: Readonly<Record<Standing, number>>;
}

/** `inside`: both are members of the group; `processors`: one of the two acts for another (modules 2 to 4). */
export function countMesh(signed: readonly Signed[], companies: ReadonlyMap<string, Company>): MeshCounts {
  const lines = linesOf(signed);
  const isInside = (one: Signed): boolean =>
    companies.get(one.exporter)?.isMember === true && companies.get(one.importer)?.isMember === true;
  const inside = signed.filter(isInside).length;
  const ofStanding = (standing: Standing): number => signed.filter((one) => one.standing === standing).length;
  return {
    all: signed.length,
    pairs: lines.length,
    bothWays: lines.filter((one) => one.isBothWays).length,
    inside,
    outside: signed.length - inside,
    processors: signed.filter((one) => one.module !== 1).length,
    byStanding: { missing: ofStanding('missing'), again: ofStanding('again'), held: ofStanding('held') },
  };
}

/** Companies in the order in which they stand around: members by country and name, then the others. */
export function orderCompanies(
  companies: readonly Company[],
  signed: readonly Signed[],
  sort: (a: string, b: string) => number,
): Company[] {
  const named = new Set(signed.flatMap((one) => [one.exporter, one.importer]));
  return companies
    .filter((one) => one.isMember || named.has(one.id))
    .sort(
      (a, b) =>
        Number(b.isMember) - Number(a.isMember) ||
        sort(a.country ?? '', b.country ?? '') ||
        sort(a.name, b.name),
    );
}

/** A short name for each company: without the words that most members begin with, cut between words where it can be. */
export function shortNames(
  companies: readonly Company[],
  most: number,
  least: number,
): ReadonlyMap<string, string> {
  const starts = sharedStarts(companies.filter((one) => one.isMember).map((one) => one.name));
  return new Map(
    companies.map(({ id, name }) => {
      // A bare "Inc." would say nothing: then a shorter start is left out, or none.
      const rest = starts
        .filter((one) => name.startsWith(one))
        .map((one) => name.slice(one.length))
        .find((one) => one.length >= least);
      return [id, cut(rest ?? name, most, least)];
    }),
  );
}

function cut(name: string, most: number, least: number): string {
  if (name.length <= most) return name;
  const part = name.slice(0, most - 1);
  const between = part.lastIndexOf(' ');
  const whole = name[most - 1] === ' ' || between < least ? part : part.slice(0, between);
  return `${whole.replace(/[\s.,&(]+$/, '')}…`;
}

/** The first words that more than half of the members share, the longest first. */
function sharedStarts(members: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const name of members) {
    const words = name.split(' ');
    for (let count = 1; count < words.length; count += 1) {
      const start = `${words.slice(0, count).join(' ')} `;
      counts.set(start, (counts.get(start) ?? 0) + 1);
    }
  }
  return [...counts]
    .filter(([, count]) => count > 1 && count * 2 > members.length)
    .map(([start]) => start)
    .sort((a, b) => b.length - a.length);
}
