// The register as it was known at a moment: without what was recorded later.
import type { Instant } from '../time/instant.ts';
import type { Register } from './register.ts';

/** Leaves out every record whose `recordedAt` lies after `moment`. A record without it has been known since the register exists. */
export function knownAt(register: Register, moment: Instant): Register {
  const keep = <T extends { readonly recordedAt?: Instant }>(
    records: ReadonlyMap<string, T>,
  ): ReadonlyMap<string, T> =>
    new Map(
      [...records].filter(([, record]) => record.recordedAt === undefined || record.recordedAt <= moment),
    );
  return {
    ...register,
    organisations: keep(register.organisations),
    divisions: keep(register.divisions),
    persons: keep(register.persons),
    systems: keep(register.systems),
    activities: keep(register.activities),
    flows: keep(register.flows),
    instruments: keep(register.instruments),
    assessments: keep(register.assessments),
    contractors: keep(register.contractors),
  };
}
