// The single-hop question in json-rules-engine: one rule per tool, facts by name, two operators of our own.
import { Engine, type NestedCondition, type RuleProperties } from 'json-rules-engine';
import type { Days } from '../hop-facts.ts';
import { ADEQUACY, EEA, MODULES } from './decisions.ts';
import type { HopEngine } from './engine.ts';

/** Tells json-rules-engine the rules. */
export function openJsonRules(): HopEngine {
  const engine = new Engine(writeRules(), { allowUndefinedFacts: true });
  engine.addOperator('covers', (days: Days | undefined, on: number) => {
    return days !== undefined && days.from <= on && on < days.until;
  });
  engine.addOperator('sharesWith', (own: string[], others: string[]) =>
    own.some((one) => others.includes(one)),
  );
  return {
    name: 'json-rules-engine',
    prepare(hops) {
      const facts = hops.map((hop): Record<string, unknown> => ({ ...hop }));
      return async () => {
        const answers: boolean[] = [];
        for (const one of facts) answers.push((await engine.run(one)).events.length > 0);
        return answers;
      };
    },
  };
}

function writeRules(): RuleProperties[] {
  const rule = (name: string, all: NestedCondition[]): RuleProperties => ({
    name,
    conditions: { all },
    event: { type: 'may-cross', params: { tool: name } },
  });
  return [
    rule('within-eea', [{ fact: 'destination', operator: 'in', value: EEA }]),
    ...ADEQUACY.map(({ place, from, until, needs }) =>
      rule(`adequacy-${place}`, [
        { fact: 'destination', operator: 'equal', value: place },
        { fact: 'on', operator: 'greaterThanInclusive', value: from },
        { fact: 'on', operator: 'lessThan', value: until },
        ...needs.map((word) => ({
          fact: 'standing',
          path: `$.${word}`,
          operator: 'covers',
          value: { fact: 'on' },
        })),
      ]),
    ),
    ...MODULES.map(({ module, exporter, importer }) =>
      rule(`scc-module-${module}`, [
        { fact: 'exporterRole', operator: 'equal', value: exporter },
        { fact: 'importerRole', operator: 'equal', value: importer },
        { fact: 'isImporterUnderGdpr', operator: 'equal', value: false },
        shown(module),
      ]),
    ),
    rule('bcr', [
      { fact: 'exporterProgrammes', operator: 'sharesWith', value: { fact: 'importerProgrammes' } },
    ]),
  ];
}

function shown(module: number): NestedCondition {
  const assessed = { fact: 'assessedModules', operator: 'contains', value: module };
  if (module !== 4) return assessed;
  const plain = [
    { fact: 'modules', operator: 'contains', value: module },
    { fact: 'combines', operator: 'equal', value: false },
  ];
  return { any: [assessed, { all: plain }] };
}
