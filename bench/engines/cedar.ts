// The single-hop question in Cedar: one policy per rule, flows and countries as entities, policies parsed once.
import { setFlagsFromString } from 'node:v8';
import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import type { HopFacts } from '../hop-facts.ts';
import { ADEQUACY, type Adequacy, EEA, MODULES } from './decisions.ts';
import type { HopEngine } from './engine.ts';

const POLICIES = 'single-hop';
const INSIDE = new Set(EEA);

/** Tells Cedar the policies. */
export function openCedar(): HopEngine {
  // Node 20 now and then aborts ("unreachable code") when it drops optimized code into which it has inlined a call of
  // WebAssembly that returns an object; without that inlining it does not.
  if (process.version.startsWith('v20.')) setFlagsFromString('--no-turbo-inline-js-wasm-calls');
  const told = cedar.preparsePolicySet(POLICIES, { staticPolicies: writePolicies() });
  if (told.type === 'failure') throw new Error(`Cedar refuses the policies: ${JSON.stringify(told.errors)}`);
  return {
    name: 'cedar-wasm',
    prepare(hops) {
      const calls = hops.map(callOf);
      return () => calls.map(isAllowed);
    },
  };
}

function writePolicies(): Record<string, string> {
  const permit = (condition: string): string =>
    `permit(principal, action == Action::"transfer", resource) when { ${condition} };`;
  const policies: Record<string, string> = {
    'within-eea': permit('resource.destination in Territory::"eea"'),
    bcr: permit('principal.programmes.containsAny(resource.programmes)'),
  };
  for (const decision of ADEQUACY) policies[`adequacy-${decision.place}`] = permit(writeAdequacy(decision));
  for (const { module, exporter, importer } of MODULES) {
    const shown =
      module === 4
        ? '(resource.assessedModules.contains(4) || (resource.modules.contains(4) && !resource.combines))'
        : `resource.assessedModules.contains(${module})`;
    const roles = `resource.exporterRole == "${exporter}" && resource.importerRole == "${importer}"`;
    policies[`scc-module-${module}`] = permit(`${roles} && ${shown} && !resource.importerUnderGdpr`);
  }
  return policies;
}

function writeAdequacy({ place, from, until, needs }: Adequacy): string {
  const standing = needs.map((word) => {
    const days = `resource.standing["${word}"]`;
    return `resource.standing has "${word}" && ${days}.from <= context.on && context.on < ${days}.until`;
  });
  const inForce = `context.on >= ${from} && context.on < ${until}`;
  return [`resource.destination == Country::"${place}"`, inForce, ...standing].join(' && ');
}

function callOf(hop: HopFacts): cedar.StatefulAuthorizationCall {
  const exporter = { type: 'Organisation', id: hop.exporter };
  const flow = { type: 'Flow', id: hop.flow };
  const country = { type: 'Country', id: hop.destination };
  return {
    preparsedPolicySetId: POLICIES,
    principal: exporter,
    action: { type: 'Action', id: 'transfer' },
    resource: flow,
    context: { on: hop.on },
    entities: [
      { uid: exporter, attrs: { programmes: [...hop.exporterProgrammes] }, parents: [] },
      {
        uid: country,
        attrs: {},
        parents: INSIDE.has(hop.destination) ? [{ type: 'Territory', id: 'eea' }] : [],
      },
      {
        uid: flow,
        attrs: {
          destination: { __entity: country },
          exporterRole: hop.exporterRole,
          importerRole: hop.importerRole,
          importerUnderGdpr: hop.isImporterUnderGdpr,
          combines: hop.combines,
          modules: [...hop.modules],
          assessedModules: [...hop.assessedModules],
          programmes: [...hop.importerProgrammes],
          standing: Object.fromEntries(
            Object.entries(hop.standing).map(([name, { from, until }]) => [name, { from, until }]),
          ),
        },
        parents: [],
      },
    ],
  };
}

function isAllowed(call: cedar.StatefulAuthorizationCall): boolean {
  const answer = cedar.statefulIsAuthorized(call);
  if (answer.type === 'failure') throw new Error(`Cedar fails: ${JSON.stringify(answer.errors)}`);
  const { decision, diagnostics } = answer.response;
  if (diagnostics.errors.length > 0) throw new Error(`Cedar fails: ${JSON.stringify(diagnostics.errors)}`);
  return decision === 'allow';
}
