// The missing fields: which field which article asks for, and of how many records it is missing; the most wanted first.
import type { CompletenessOnWire } from '../../../api/completeness.ts';
import { articleOf, type Capacity } from './heat-map.ts';

type RecordView = CompletenessOnWire['records'][number];

export interface MissingPlace {
  readonly noun: RecordView['noun'];
  readonly id: string;
  readonly field: string;
  readonly organisation: string | null;
}

export interface MissingGroup {
  readonly key: string;
  readonly cite: string;
  readonly law: string;
  readonly rule: string;
  readonly says: string;
  readonly noun: RecordView['noun'];
  readonly field: string;
  readonly or: readonly string[];
  readonly places: readonly MissingPlace[];
}

export interface MissingWish {
  readonly law: string | undefined;
  /** As a column of the heat map has it: `eu-gdpr 30(1)`. */
  readonly column: string | undefined;
  readonly as: Capacity | undefined;
  readonly organisation: string | undefined;
}

export function gatherMissing(
  records: CompletenessOnWire['records'],
  { law, column, as, organisation }: MissingWish,
): MissingGroup[] {
  const groups = new Map<string, MissingGroup & { places: MissingPlace[] }>();
  for (const { noun, id, missing } of records)
    for (const one of missing) {
      if (one.strength !== 'must') continue;
      if (law !== undefined && one.law !== law) continue;
      if (as !== undefined && one.as !== as) continue;
      if (organisation !== undefined && one.organisation !== organisation) continue;
      if (
        column !== undefined &&
        ![true, false].some((whole) => `${one.law} ${articleOf(one.cite, whole)}` === column)
      )
        continue;
      const key = `${one.rule} ${one.law} ${noun} ${one.field}`;
      const group = groups.get(key) ?? {
        key,
        cite: one.cite,
        law: one.law,
        rule: one.rule,
        says: one.says,
        noun,
        field: one.field,
        or: one.or,
        places: [],
      };
      groups.set(key, group);
      if (!group.places.some((place) => place.id === id))
        group.places.push({ noun, id, field: one.field, organisation: one.organisation });
    }
  return [...groups.values()].sort((a, b) => b.places.length - a.places.length);
}
