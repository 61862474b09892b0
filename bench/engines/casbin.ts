// The single-hop question in Casbin: rows of policy, territories as roles, one matcher with four functions.
import { newEnforcer, newModelFromString, StringAdapter } from 'casbin';
import type { HopFacts } from '../hop-facts.ts';
import { ADEQUACY, EEA, MODULES } from './decisions.ts';
import type { HopEngine } from './engine.ts';

const MODEL = `
[request_definition]
r = hop

[policy_definition]
p = tool, place, from, until, needs, exporter, importer

[role_definition]
g = _, _

[policy_effect]
e = some(where (p.eft == allow))

[matchers]
m = (p.tool == 'place' && g(r.hop.destination, p.place) && isOn(r.hop, p.from, p.until) && holds(r.hop, p.needs)) || \
(p.tool == 'clauses' && r.hop.exporterRole == p.exporter && r.hop.importerRole == p.importer && isSigned(r.hop, p.needs)) || \
(p.tool == 'programme' && share(r.hop))
`;
const NONE = '-';

/** Tells Casbin the model and the policy. */
export async function openCasbin(): Promise<HopEngine> {
  const enforcer = await newEnforcer(
    newModelFromString(MODEL.replaceAll('\\\n', '')),
    new StringAdapter(writePolicy()),
  );
  await enforcer.addFunction('isOn', (hop: HopFacts, from: string, until: string) => {
    return hop.on >= Number(from) && hop.on < Number(until);
  });
  await enforcer.addFunction('holds', (hop: HopFacts, needs: string) => {
    return needs === NONE || needs.split('+').every((word) => hasStanding(hop, word));
  });
  await enforcer.addFunction('isSigned', (hop: HopFacts, needs: string) => {
    const module = Number(needs);
    if (hop.isImporterUnderGdpr) return false;
    return (
      hop.assessedModules.includes(module) || (module === 4 && !hop.combines && hop.modules.includes(module))
    );
  });
  await enforcer.addFunction('share', (hop: HopFacts) => {
    return hop.exporterProgrammes.some((one) => hop.importerProgrammes.includes(one));
  });
  return {
    name: 'casbin',
    prepare: (hops) => () => hops.map((hop) => enforcer.enforceSync(hop)),
  };
}

function writePolicy(): string {
  const rows = [
    `p, place, EEA, 0, 99991231, ${NONE}, ${NONE}, ${NONE}`,
    ...ADEQUACY.map(({ place, from, until, needs }) => {
      return `p, place, ${place}, ${from}, ${until}, ${needs.join('+') || NONE}, ${NONE}, ${NONE}`;
    }),
    ...MODULES.map(({ module, exporter, importer }) => {
      return `p, clauses, ${NONE}, ${NONE}, ${NONE}, ${module}, ${exporter}, ${importer}`;
    }),
    `p, programme, ${NONE}, ${NONE}, ${NONE}, ${NONE}, ${NONE}, ${NONE}`,
    ...EEA.map((place) => `g, ${place}, EEA`),
  ];
  return rows.join('\n');
}

function hasStanding({ standing, on }: HopFacts, word: string): boolean {
  const days = standing[word];
  return days !== undefined && days.from <= on && on < days.until;
}
