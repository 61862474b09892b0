// Reads the group of a register: its name, whether records need a second person, and the languages in which it works.
import type { Reading } from '../base/reading.ts';
import { below, type Spot } from '../base/spot.ts';
import { LANGUAGES } from '../law/law.ts';
import { compact, readFreeText, readMap } from './read-parts.ts';
import type { Group } from './register.ts';
import { RECORD_NOUNS } from './words.ts';

/** The group, or nothing where it has no readable id. Absent stays absent. */
export function readGroup(reading: Reading, value: unknown, spot: Spot | null): Group | undefined {
  const fields = readMap(reading, value, spot, ['id', 'name', 'approvals', 'languages']);
  if (fields === undefined) return undefined;
  const id = reading.id(fields['id'], below(spot, 'id'));
  if (fields['id'] === undefined) reading.missing(spot, 'id', 'A group has a short id, as in example.');
  const rest = compact({
    name: readFreeText(reading, fields['name'], below(spot, 'name')),
    approvals: readApprovals(reading, fields['approvals'], below(spot, 'approvals')),
    languages: reading.list(fields['languages'], below(spot, 'languages'), (item, at) =>
      reading.word(item, at, LANGUAGES),
    ),
  });
  return id === undefined ? undefined : { id, ...rest };
}

function readApprovals(reading: Reading, value: unknown, spot: Spot): Group['approvals'] | undefined {
  const fields = readMap(reading, value, spot, ['wanted', 'nouns']);
  if (fields === undefined) return undefined;
  return compact({
    wanted: reading.flag(fields['wanted'], below(spot, 'wanted')),
    nouns: reading.list(fields['nouns'], below(spot, 'nouns'), (item, at) =>
      reading.word(item, at, RECORD_NOUNS),
    ),
  });
}
