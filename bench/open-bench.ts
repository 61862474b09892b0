// What every measurement begins with: the rulebook of the law files as they stand, and a generated register.
import { RegisterCollector } from '../src/core/flows/collect-register.ts';
import type { Register } from '../src/core/flows/register.ts';
import type { Rulebook } from '../src/core/law/rulebook.ts';
import type { CivilDate } from '../src/core/time/civil-date.ts';
import { loadLaws } from '../src/kit/library/load-laws.ts';
import { type GroupSize, generateGroup } from '../test/support/generate-group.ts';

/** The day that every measurement asks about. */
export const ON = '2026-06-01' as CivilDate;

/** Loads the law files. Run from the top of the tree. */
export function openLawFiles(): Rulebook {
  const loaded = loadLaws('laws', 'bench');
  if (!loaded.ok) {
    const first = loaded.fault[0];
    throw new Error(`The law files have ${loaded.fault.length} faults, the first: ${first?.message}`);
  }
  return loaded.value;
}

/** A generated register, read record by record as a server reads one out of its database. */
export function openGroup(size: GroupSize): Register {
  const { head, flows } = generateGroup(size);
  const collector = new RegisterCollector();
  for (const noun of ['organisations', 'activities', 'instruments', 'assessments'] as const)
    for (const record of head[noun]) collector.add(noun, record);
  for (const flow of flows()) collector.add('flows', flow);
  const parsed = collector.finish(head.group);
  if (!parsed.ok) throw new Error(`The generated register is not sound: ${parsed.fault[0]?.message}`);
  return parsed.value;
}
