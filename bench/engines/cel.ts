// The single-hop question in CEL (the Common Expression Language): one typed expression, parsed once by cel-js.
import { Environment } from '@marcbachmann/cel-js';
import type { HopFacts } from '../hop-facts.ts';
import { ADEQUACY, EEA, MODULES } from './decisions.ts';
import type { HopEngine } from './engine.ts';

/** Tells cel-js the expression. */
export function openCel(): HopEngine {
  const environment = new Environment()
    .registerConstant('eea', 'list<string>', [...EEA])
    .registerVariable('destination', 'string')
    .registerVariable('on', 'int')
    .registerVariable('exporterRole', 'string')
    .registerVariable('importerRole', 'string')
    .registerVariable('isImporterUnderGdpr', 'bool')
    .registerVariable('combines', 'bool')
    .registerVariable('standing', 'map<string, map<string, int>>')
    .registerVariable('modules', 'list<int>')
    .registerVariable('assessedModules', 'list<int>')
    .registerVariable('exporterProgrammes', 'list<string>')
    .registerVariable('importerProgrammes', 'list<string>');
  const mayCross = environment.parse(writeExpression());
  return {
    name: 'cel-js',
    prepare(hops) {
      const contexts = hops.map(contextOf);
      return () => contexts.map((context) => mayCross(context) === true);
    },
  };
}

function writeExpression(): string {
  const adequacy = ADEQUACY.map(({ place, from, until, needs }) => {
    const standing = needs.map((word) => {
      const days = `standing["${word}"]`;
      return `"${word}" in standing && ${days}.from <= on && on < ${days}.until`;
    });
    return [`destination == "${place}"`, `on >= ${from}`, `on < ${until}`, ...standing].join(' && ');
  });
  const clauses = MODULES.map(({ module, exporter, importer }) => {
    const shown =
      module === 4 ? '(4 in assessedModules || (4 in modules && !combines))' : `${module} in assessedModules`;
    return `exporterRole == "${exporter}" && importerRole == "${importer}" && !isImporterUnderGdpr && ${shown}`;
  });
  const programmes = 'exporterProgrammes.exists(one, one in importerProgrammes)';
  return ['destination in eea', ...adequacy, ...clauses, programmes].map((part) => `(${part})`).join(' || ');
}

/** CEL's whole numbers are BigInts. */
function contextOf(hop: HopFacts): Record<string, unknown> {
  const standing = Object.entries(hop.standing).map(([name, { from, until }]) => {
    return [name, { from: BigInt(from), until: BigInt(until) }] as const;
  });
  return {
    ...hop,
    on: BigInt(hop.on),
    modules: hop.modules.map(BigInt),
    assessedModules: hop.assessedModules.map(BigInt),
    standing: Object.fromEntries(standing),
  };
}
