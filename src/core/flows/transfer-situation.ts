// The situation of one flow before the law: the flow, the instrument looked at, its assessment, and what the data carry.
import type { Ground } from '../engine/evaluate.ts';
import { type Fact, known, maybe, type Situation, unknown } from '../engine/fact.ts';
import type { Finding } from '../engine/truth.ts';
import type { PermitRule } from '../law/law.ts';
import { assessmentFact, assessmentFor } from './assessment-facts.ts';
import { bindsControllers, doesCover, isBetween, isBound } from './coverage.ts';
import { type Ends, flowFact } from './flow-facts.ts';
import type { Instrument, Register } from './register.ts';

export interface Setting {
  readonly ends: Ends;
  readonly register: Register;
  readonly ground: Ground;
  /** Instruments that are not struck. */
  readonly instruments: readonly Instrument[];
  /** What the data carry when they leave, under the law asked; `direct` where it binds the sender. */
  readonly protection: string;
  /** What they carry under any law. */
  readonly carried: readonly string[];
  /** The permits of the law asked that can have a part in its answer; absent: all are looked at. */
  readonly permits?: readonly PermitRule[] | undefined;
}

/** The facts of the flow with one register instrument in view, or with none. */
export function situationOf(setting: Setting, instrument?: Instrument): Situation {
  const seen = new Map<string, Fact>();
  const ask = (name: string): Fact => {
    const earlier = seen.get(name);
    if (earlier !== undefined) return earlier;
    const fact = findFact(name, setting, instrument, ask);
    seen.set(name, fact);
    return fact;
  };
  return { ask };
}

function findFact(
  name: string,
  setting: Setting,
  instrument: Instrument | undefined,
  ask: (name: string) => Fact,
): Fact {
  const { ends, ground } = setting;
  const direct = flowFact(name, ends, ground.on);
  if (direct !== undefined) return direct;
  if (name === 'protection') return known(setting.protection);
  if (name === 'carried') return known(setting.carried);
  if (name === 'agreements') return agreementsFact(setting);
  if (name.startsWith('instrument.'))
    return instrumentFact(name.slice('instrument.'.length), instrument, setting);
  if (name.startsWith('base.')) return baseFact(name.slice('base.'.length), setting);
  if (name.startsWith('assessment.')) {
    const one = assessmentFor(
      setting.register,
      ground.rulebook,
      ends,
      instrument,
      ask('destination'),
      ground.on,
    );
    return assessmentFact(name.slice('assessment.'.length), one, ends, ground, ask);
  }
  return unknown();
}

function instrumentFact(rest: string, instrument: Instrument | undefined, setting: Setting): Fact {
  if (instrument === undefined) return unknown();
  const at = `instruments.${instrument.id}`;
  switch (rest) {
    case 'id':
      return known(instrument.id);
    case 'kind':
      return known(instrument.kind);
    case 'modules':
      return maybe(instrument.modules, `${at}.modules`);
    case 'signed-on':
      return maybe(instrument.from, `${at}.from`);
    case 'approved-on':
      return maybe(instrument.approval?.on, `${at}.approval.on`);
    case 'approval-authority':
      return maybe(instrument.approval?.authority, `${at}.approval.authority`);
    case 'approval-country':
      return maybe(
        countryOfAuthority(instrument.approval?.authority, setting.ground),
        `${at}.approval.authority`,
      );
    case 'processing-unchanged':
      return maybe(instrument.processingUnchanged, `${at}.processingUnchanged`);
    case 'informed':
      return maybe(instrument.informed, `${at}.informed`);
    case 'exporter-bound':
      return asFact(isBound(instrument, setting.ends.exporter?.id, setting.ground.on));
    case 'controllers-bound':
      return asFact(bindsControllers(instrument, setting.ends, setting.ground.on));
    default:
      return unknown();
  }
}

/** The country of an authority of laws/authorities; of one that is not listed, the country with which its id begins. */
function countryOfAuthority(authority: string | undefined, ground: Ground): string | undefined {
  if (authority === undefined) return undefined;
  const listed = ground.rulebook.termOf('authorities', authority)?.country;
  return listed ?? /^([a-z]{2})-/.exec(authority)?.[1]?.toUpperCase();
}

/** What an addendum amends: the clauses of 2021 in force between the same parties, in the same direction, for the same flow. */
function baseFact(rest: string, setting: Setting): Fact {
  const clauses = setting.instruments.filter((one) => one.kind === 'scc-2021');
  const covering = clauses.map((one) => ({
    one,
    found: doesCover(one, setting.ends, 'both', false, setting.ground.on),
  }));
  const holding = covering.filter(({ found }) => found.truth === true).map(({ one }) => one);
  const open = covering.filter(({ found }) => found.truth === 'unknown');
  if (rest === 'exists') {
    if (holding.length > 0) return known(true);
    return open.length > 0 ? unknown(...open.flatMap(({ found }) => found.missing)) : known(false);
  }
  if (rest !== 'modules') return unknown();
  const modules = holding.flatMap((one) => one.modules ?? []);
  const silent = holding
    .filter((one) => one.modules === undefined)
    .map((one) => `instruments.${one.id}.modules`);
  const gaps = [...silent, ...open.flatMap(({ found }) => found.missing)];
  if (modules.length === 0 && gaps.length > 0) return unknown(...gaps);
  return { known: true, value: modules, more: gaps };
}

function agreementsFact(setting: Setting): Fact {
  const kinds = setting.instruments
    .filter((one) => isBetween(one, setting.ends, setting.ground.on).truth === true)
    .map((one) => one.kind);
  return known([...new Set(kinds)]);
}

function asFact(finding: Finding): Fact {
  return finding.truth === 'unknown' ? { known: false, missing: finding.missing } : known(finding.truth);
}
