// The single-hop question in JsonLogic: one expression, compiled once by json-logic-engine.
import { LogicEngine } from 'json-logic-engine';
import type { HopFacts } from '../hop-facts.ts';
import { ADEQUACY, EEA, MODULES } from './decisions.ts';
import type { HopEngine } from './engine.ts';

type Logic = { readonly [operator: string]: unknown };

const ask = (name: string): Logic => ({ var: name });
const all = (...parts: unknown[]): Logic => ({ and: parts });
const any = (...parts: unknown[]): Logic => ({ or: parts });

/** Tells json-logic-engine the expression. */
export function openJsonLogic(): HopEngine {
  const mayCross = new LogicEngine().build(writeLogic()) as (hop: HopFacts) => boolean;
  return { name: 'json-logic-engine', prepare: (hops) => () => hops.map((hop) => mayCross(hop)) };
}

function writeLogic(): Logic {
  const adequacy = ADEQUACY.map(({ place, from, until, needs }) =>
    all(
      { '===': [ask('destination'), place] },
      { '>=': [ask('on'), from] },
      { '<': [ask('on'), until] },
      ...needs.flatMap((word) => [
        { '!!': [ask(`standing.${word}`)] },
        { '<=': [ask(`standing.${word}.from`), ask('on')] },
        { '<': [ask('on'), ask(`standing.${word}.until`)] },
      ]),
    ),
  );
  const clauses = MODULES.map(({ module, exporter, importer }) =>
    all(
      { '===': [ask('exporterRole'), exporter] },
      { '===': [ask('importerRole'), importer] },
      { '!': [ask('isImporterUnderGdpr')] },
      any(
        { in: [module, ask('assessedModules')] },
        ...(module === 4 ? [all({ in: [module, ask('modules')] }, { '!': [ask('combines')] })] : []),
      ),
    ),
  );
  const programmes = {
    some: [ask('exporterProgrammes'), { in: [ask(''), ask('../../importerProgrammes')] }],
  };
  return any({ in: [ask('destination'), EEA] }, ...adequacy, ...clauses, programmes);
}
