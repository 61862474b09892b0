// The law itself: every case holds, every rule is shown to apply and not to apply, every word and every name is known.
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Condition } from '../../src/core/law/condition.ts';
import { factKind } from '../../src/core/law/fact-names.ts';
import type { Rule } from '../../src/core/law/law.ts';
import { readCorrections } from '../../src/kit/library/calendar-library-corrections.ts';
import { runCases } from '../../src/kit/library/run-cases.ts';
import { loadRulebook, readLaws } from '../support/laws.ts';

const folder = readLaws();
const rulebook = loadRulebook(folder);
const corrections = readCorrections(fileURLToPath(new URL('../../laws/calendars', import.meta.url)));
if (!corrections.ok) throw new Error(JSON.stringify(corrections.fault));
const { runs, issues } = runCases(folder.files, rulebook, corrections.value);
const rules = [...rulebook.rules.values()];

describe('the cases of the law files', () => {
  it('are sound', () => {
    expect(issues).toEqual([]);
    expect(runs.length).toBeGreaterThan(1000);
  });

  it('hold, every one', () => {
    const failing = runs.filter((run) => run.differences.length > 0);
    expect(failing.map((run) => `${run.file} ${run.name}: ${run.differences.join('; ')}`)).toEqual([]);
  });

  it('show every rule where it applies', () => {
    const shown = new Set(runs.flatMap((run) => run.applies));
    expect(rules.map((rule) => rule.id).filter((id) => !shown.has(id))).toEqual([]);
  });

  it('show every rule where it does not apply', () => {
    const shown = new Set(runs.flatMap((run) => run.not));
    expect(rules.map((rule) => rule.id).filter((id) => !shown.has(id))).toEqual([]);
  });

  it('are many, and some are published by others', () => {
    const published = runs.filter((run) => run.published).length;
    console.log(
      `${rulebook.laws.length} law files, ${rules.length} rules, ${rulebook.terms.length} terms, ${runs.length} cases, ${published} published`,
    );
    expect(published).toBeGreaterThan(100);
  });
});

describe('the words of the law files', () => {
  const lists = new Map<string, Set<string>>();
  for (const one of rulebook.terms) lists.set(one.list, (lists.get(one.list) ?? new Set()).add(one.id));
  const has = (list: string, word: string): boolean => lists.get(list)?.has(word) === true;
  /** The list of words in which the values of a fact stand. */
  const LISTS: Readonly<Record<string, string>> = {
    kind: 'organisation-kinds',
    role: 'roles',
    mode: 'modes',
    protection: 'protections',
    carried: 'protections',
    'instrument.kind': 'instrument-kinds',
    agreements: 'instrument-kinds',
    'derogation.ground': 'derogation-grounds',
    'assessment.result': 'assessment-results',
    'assessment.measures': 'measures',
    measure: 'measures',
    'instrument.informed': 'information-items',
    purposes: 'purposes',
    data: 'data',
    subjects: 'subjects',
    sectors: 'sectors',
    'activity.data-classes': 'classes',
    'organisation.appointments': 'appointment-roles',
  };

  function tests(condition: Condition | undefined): Extract<Condition, { fact: string }>[] {
    switch (condition?.op) {
      case undefined:
      case 'rule':
        return [];
      case 'all':
      case 'any':
        return condition.of.flatMap(tests);
      case 'not':
      case 'presumed':
      case 'if-known':
        return tests(condition.of);
      default:
        return [condition as Extract<Condition, { fact: string }>];
    }
  }
  const conditionsOf = (rule: Rule): (Condition | undefined)[] =>
    rule.kind === 'duty' ? [rule.when, rule.met, rule.broken] : [rule.when];
  const asked = rules.flatMap((rule) =>
    conditionsOf(rule)
      .flatMap(tests)
      .map((test) => ({ rule: rule.id, test })),
  );

  it('with which facts are compared are defined', () => {
    const unknown = asked.flatMap(({ rule, test }) => {
      if (test.op !== 'is' && test.op !== 'has' && test.op !== 'has-all') return [];
      if (/^incident\.|^request\./.test(test.fact)) return [];
      const list = LISTS[test.fact] ?? LISTS[test.fact.replace(/^(sender|exporter|importer)\./, '')];
      if (list === undefined) return [];
      return test.values
        .filter((word) => !has(list, String(word)))
        .map((word) => `${rule}: ${test.fact} ${word}`);
    });
    expect(unknown).toEqual([]);
  });

  it('for places are codes of ISO 3166', () => {
    const odd = asked.flatMap(({ rule, test }) =>
      test.op === 'is' && factKind(test.fact) === 'place'
        ? test.values.filter((place) => !/^[A-Z]{2}$/.test(String(place))).map((place) => `${rule}: ${place}`)
        : [],
    );
    expect(odd).toEqual([]);
  });

  it('for standings are defined', () => {
    const named = asked.flatMap(({ rule, test }) => {
      const found = /^(?:sender|exporter|importer)\.(?:standing|covers|covers-activity)\.(.+)$/.exec(
        test.fact,
      );
      return found === null || has('standings', found[1] ?? '') ? [] : [`${rule}: ${found[1]}`];
    });
    expect(named).toEqual([]);
  });

  it('for duties, protections, instruments and measures are defined', () => {
    const unknown = rules.flatMap((rule) => {
      if (rule.kind === 'duty') return has('duties', rule.duty) ? [] : [`${rule.id}: ${rule.duty}`];
      if (rule.kind === 'helps')
        return has('measures', rule.measure ?? '') ? [] : [`${rule.id}: ${rule.measure}`];
      if (rule.kind !== 'permits') return [];
      return [
        ...rule.leaves.filter((word) => !has('duties', word)),
        ...rule.instrument.filter((word) => !has('instrument-kinds', word)),
        ...rule.for.filter((word) => word !== 'afresh' && !has('protections', word)),
        ...[rule.carries].filter((word) => word !== 'nothing' && !has('protections', word)),
      ].map((word) => `${rule.id}: ${word}`);
    });
    expect(unknown).toEqual([]);
  });

  it('for the protection of another law name a law that answers', () => {
    const answers = new Set(rulebook.instruments.map((one) => one.answers));
    const follows = rulebook.terms.flatMap((one) => one.follows ?? []);
    expect(follows.filter((law) => !answers.has(law))).toEqual([]);
  });
});

describe('the names of laws', () => {
  const answers = new Set(rulebook.instruments.map((one) => one.answers));

  it('in files and rules are those of a law as a whole', () => {
    const named = rules.flatMap((rule) => rule.laws.map((law) => ({ rule: rule.id, law })));
    // The Law Enforcement Directive is named where a decision rests on it; it gives no answers about companies.
    expect(named.filter(({ law }) => law !== 'eu-led' && !answers.has(law))).toEqual([]);
  });

  it('have labels', () => {
    const labelled = new Set(rulebook.terms.filter((one) => one.list === 'laws').map((one) => one.id));
    expect([...answers].filter((law) => !labelled.has(law))).toEqual([]);
  });

  it('are used by at least one rule each', () => {
    const used = new Set(rules.flatMap((rule) => rule.laws));
    expect([...answers].filter((law) => !used.has(law))).toEqual([]);
  });
});

describe('the rules', () => {
  it('have exceptions that can apply at some time when they do', () => {
    const never = rules.flatMap((rule) =>
      rule.except.flatMap((id) => {
        const other = rulebook.rules.get(id);
        const spanOf = (one: Rule): [string, string] => {
          const file = rulebook.files.get(one.file);
          const from =
            [one.from, file?.from]
              .filter((day) => day !== undefined)
              .sort()
              .at(-1) ?? '0000';
          const until =
            [one.until, file?.until]
              .filter((day) => day !== undefined)
              .sort()
              .at(0) ?? '9999';
          return [from, until];
        };
        if (other === undefined) return [`${rule.id}: ${id}`];
        const [[from, until], [start, end]] = [spanOf(rule), spanOf(other)];
        return start < until && from < end
          ? []
          : [`${rule.id} (${from} to ${until}) and ${id} (${start} to ${end})`];
      }),
    );
    expect(never).toEqual([]);
  });

  it('depend on duties alone', () => {
    const odd = rules.flatMap((rule) =>
      rule.kind === 'permits'
        ? rule.depends
            .filter((id) => rulebook.rules.get(id)?.kind !== 'duty')
            .map((id) => `${rule.id}: ${id}`)
        : [],
    );
    expect(odd).toEqual([]);
  });

  it('ask by name only rules of kind `means` that are in force as long as they are', () => {
    const odd = rules.flatMap((rule) =>
      conditionsOf(rule)
        .flatMap(rulesNamed)
        .flatMap((id) => {
          const other = rulebook.rules.get(id);
          const file = other && rulebook.files.get(other.file);
          const own = rulebook.files.get(rule.file);
          if (other?.kind !== 'means') return [`${rule.id}: ${id} is of kind ${other?.kind}`];
          const from = rule.from ?? own?.from ?? '0000';
          const until = rule.until ?? own?.until ?? '9999';
          const outlives =
            (other.from ?? file?.from ?? '0000') <= from && (other.until ?? file?.until ?? '9999') >= until;
          return outlives ? [] : [`${rule.id} from ${from} until ${until} asks ${id}`];
        }),
    );
    expect(odd).toEqual([]);
  });
});

function conditionsOf(rule: Rule): Condition[] {
  const all = rule.kind === 'duty' ? [rule.when, rule.met, rule.broken] : [rule.when];
  return all.filter((one) => one !== undefined);
}

function rulesNamed(condition: Condition): string[] {
  if (condition.op === 'rule') return [condition.rule];
  if (condition.op === 'all' || condition.op === 'any') return condition.of.flatMap(rulesNamed);
  if (condition.op === 'not' || condition.op === 'presumed' || condition.op === 'if-known')
    return rulesNamed(condition.of);
  return [];
}
