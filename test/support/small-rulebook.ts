// Rulebooks of a few lines, for tests of the machine that must not depend on what the law says.
import type { Law, LawInstrument, Rule, Term } from '../../src/core/law/law.ts';
import type { RulebookText } from '../../src/core/law/rulebook.ts';

const said = (text: string) => ({ en: text, ja: text, de: text });

/** A rule of kind `means` unless said otherwise; what its kind needs and is not given is filled in. */
export function aRule(rule: { readonly id: string; readonly [key: string]: unknown }): Rule {
  const { id, kind = 'means' } = rule;
  const file = id.split('.').slice(0, 2).join('.');
  const base = { file, laws: ['xx'], except: [], says: said(id), cites: [id], source: [{ cite: id }], kind };
  const ofKind: Readonly<Record<string, object>> = {
    territory: { includes: [], members: [] },
    permits: {
      tier: 'safeguard',
      instrument: [],
      bound: 'both',
      for: ['direct', 'afresh'],
      carries: 'nothing',
      depends: [],
      leaves: [],
    },
  };
  return { ...base, ...ofKind[String(kind)], ...rule } as unknown as Rule;
}

/** A law file of these rules. */
export function aLaw(law: { readonly id: string; readonly rules: readonly Rule[] } & Partial<Law>): Law {
  return { laws: ['xx'], title: said(law.id), source: [{ cite: law.id }], ...law };
}

export function lawInstrument(answers: string, more: Partial<LawInstrument> = {}): LawInstrument {
  return {
    id: `${answers}.law`,
    answers,
    name: said(answers),
    short: said(answers),
    source: [{ cite: answers }],
    ...more,
  };
}

export function term(list: string, id: string, more: Partial<Term> = {}): Term {
  return { id, list, labels: said(id), ...more };
}

/** The text of a rulebook in which one law answers, as `xx`. */
export function bookOf(text: Partial<RulebookText>): RulebookText {
  return {
    version: 'test',
    fingerprint: 'test',
    instruments: [lawInstrument('xx')],
    laws: [],
    terms: [],
    ...text,
  };
}
