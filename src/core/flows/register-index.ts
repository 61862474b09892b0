// Ways into a register: which instruments can concern two ends, which assessments can concern a flow; nothing is decided here.
import type { Rulebook } from '../law/rulebook.ts';
import type { Ends } from './flow-facts.ts';
import type { Assessment, Instrument, Register } from './register.ts';

export interface RegisterIndex {
  /** Instruments between the two ends, wider ones in which an end stands, those that name nobody, and those on which the flow relies by name; in the register's order. */
  readonly instrumentsFor: (ends: Ends) => readonly Instrument[];
  /** Assessments of the flow, of the instrument or of the country; in the register's order. */
  readonly assessmentsFor: (
    flow: string,
    instrument: string | undefined,
    country: string | undefined,
  ) => readonly Assessment[];
}

const indexes = new WeakMap<Register, WeakMap<Rulebook, RegisterIndex>>();

/** The index of a register under a rulebook; built once. */
export function indexOf(register: Register, rulebook: Rulebook): RegisterIndex {
  const ofRegister = indexes.get(register) ?? new WeakMap<Rulebook, RegisterIndex>();
  indexes.set(register, ofRegister);
  const earlier = ofRegister.get(rulebook);
  if (earlier !== undefined) return earlier;
  const index = buildIndex(register, kindsBindingBoth(rulebook));
  ofRegister.set(rulebook, index);
  return index;
}

/** Kinds that no rule of the law accepts unless both ends are bound: an instrument of two parties then concerns these two only. */
function kindsBindingBoth(rulebook: Rulebook): ReadonlySet<string> {
  const permits = [...rulebook.rules.values()].filter((rule) => rule.kind === 'permits');
  const oneSided = new Set(
    permits.filter((rule) => rule.bound !== 'both').flatMap((rule) => rule.instrument),
  );
  return new Set(permits.flatMap((rule) => rule.instrument).filter((kind) => !oneSided.has(kind)));
}

function buildIndex(register: Register, bindingBoth: ReadonlySet<string>): RegisterIndex {
  const instruments = [...register.instruments.values()];
  const order = new Map<Instrument | Assessment, number>(instruments.map((one, place) => [one, place]));
  const byParty = new Map<string, Instrument[]>();
  const byPair = new Map<string, Instrument[]>();
  const open: Instrument[] = [];
  for (const one of instruments) {
    if (one.parties === undefined && one.accessions === undefined) open.push(one);
    const parties = new Set([
      ...(one.parties ?? []),
      ...(one.accessions ?? []).map((accession) => accession.party),
    ]);
    // A contract of two concerns these two only; a hub may have thousands of them.
    if (parties.size === 2 && bindingBoth.has(one.kind))
      add(byPair, pairKey(...([...parties] as [string, string])), one);
    else for (const party of parties) add(byParty, party, one);
  }
  const byFlow = new Map<string, Assessment[]>();
  const byInstrument = new Map<string, Assessment[]>();
  const byCountry = new Map<string, Assessment[]>();
  for (const one of register.assessments.values()) {
    order.set(one, order.size);
    if (one.flows !== undefined) for (const flow of one.flows) add(byFlow, flow, one);
    else if (one.instrument !== undefined) add(byInstrument, one.instrument, one);
    else if (one.country !== undefined) add(byCountry, one.country, one);
  }
  const inOrder = <T extends Instrument | Assessment>(found: Iterable<T>): T[] =>
    [...new Set(found)].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
  return {
    instrumentsFor: ({ flow, exporter, importer }) =>
      inOrder([
        ...open,
        ...(byParty.get(exporter?.id ?? '') ?? []),
        ...(byParty.get(importer?.id ?? '') ?? []),
        ...(byPair.get(pairKey(exporter?.id ?? '', importer?.id ?? '')) ?? []),
        ...(flow.tools ?? []).flatMap((id) => register.instruments.get(id) ?? []),
      ]),
    assessmentsFor: (flow, instrument, country) =>
      inOrder([
        ...(byFlow.get(flow) ?? []),
        ...(byInstrument.get(instrument ?? '') ?? []),
        ...(byCountry.get(country ?? '') ?? []),
      ]),
  };
}

function pairKey(a: string, b: string): string {
  return a < b ? `${a}\u0001${b}` : `${b}\u0001${a}`;
}

function add<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [item]);
  else list.push(item);
}
