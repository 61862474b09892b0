// The register as it was known at a moment: without what was recorded later.
import type { Instant } from '../time/instant.ts';
import { PackedFlows, packFlows } from './packed-flows.ts';
import type { Flow, Register } from './register.ts';

/** Leaves out every record whose `recordedAt` lies after `moment`. A record without it has been known since the register exists. */
export function knownAt(register: Register, moment: Instant): Register {
  const isKnown = ({ recordedAt }: { readonly recordedAt?: Instant }): boolean =>
    recordedAt === undefined || recordedAt <= moment;
  const keep = <T extends { readonly recordedAt?: Instant }>(
    records: ReadonlyMap<string, T>,
  ): ReadonlyMap<string, T> => new Map([...records].filter(([, record]) => isKnown(record)));
  return {
    ...register,
    organisations: keep(register.organisations),
    divisions: keep(register.divisions),
    persons: keep(register.persons),
    systems: keep(register.systems),
    activities: keep(register.activities),
    flows: register.flows instanceof PackedFlows ? keepPacked(register.flows, isKnown) : keep(register.flows),
    instruments: keep(register.instruments),
    assessments: keep(register.assessments),
    contractors: keep(register.contractors),
  };
}

function keepPacked(flows: PackedFlows, isKnown: (flow: Flow) => boolean): PackedFlows {
  const known = function* (): Iterable<Flow> {
    for (const flow of flows.values()) if (isKnown(flow)) yield flow;
  };
  return packFlows(known());
}
