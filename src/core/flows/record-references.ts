// Every place in a record of a register where the id of another record may stand: the one list of them.
import { below, type Spot } from '../base/spot.ts';
import type { RecordNoun } from './words.ts';

interface ReferencePlace {
  /** Keys on the way down; `*` stands for each entry of a list or a map. */
  readonly keys: readonly string[];
  readonly noun: RecordNoun;
  /** The end of a flow may also be `data-subject`, or `staff:` and an id. */
  readonly isParty?: true;
}

function place(path: string, noun: RecordNoun): ReferencePlace {
  return { keys: path.split('.'), noun };
}

function party(path: string): ReferencePlace {
  return { keys: [path], noun: 'organisations', isParty: true };
}

const PLACES: Readonly<Record<RecordNoun, readonly ReferencePlace[]>> = {
  organisations: [
    place('parent', 'organisations'),
    place('regimes.*.art27Representative', 'organisations'),
    place('standing.*.activities.*', 'activities'),
    place('appointments.*.person', 'persons'),
    place('appointments.*.organisation', 'organisations'),
    place('appointments.*.division', 'divisions'),
  ],
  divisions: [place('organisation', 'organisations'), place('parent', 'divisions')],
  persons: [place('organisation', 'organisations'), place('division', 'divisions')],
  systems: [
    place('operator', 'organisations'),
    place('supplier', 'organisations'),
    place('division', 'divisions'),
    place('stores.*.by', 'organisations'),
    place('reachedFrom.*.by', 'organisations'),
    place('activities.*', 'activities'),
  ],
  activities: [
    place('controllers.*', 'organisations'),
    place('processors.*', 'organisations'),
    place('divisions.*', 'divisions'),
    place('personInCharge', 'persons'),
    place('recipients.*.organisation', 'organisations'),
    place('systems.*', 'systems'),
    place('jointUse.manager', 'organisations'),
  ],
  flows: [
    place('activity', 'activities'),
    party('from'),
    party('to'),
    place('after.*', 'flows'),
    place('tools.*', 'instruments'),
    place('systems.*', 'systems'),
  ],
  instruments: [
    place('parties.*', 'organisations'),
    place('exporters.*', 'organisations'),
    place('importers.*', 'organisations'),
    place('activities.*', 'activities'),
    place('accessions.*.party', 'organisations'),
  ],
  assessments: [place('instrument', 'instruments'), place('flows.*', 'flows')],
  contractors: [
    place('organisation', 'organisations'),
    place('engagedBy', 'organisations'),
    place('under', 'contractors'),
    place('activities.*', 'activities'),
    place('systems.*', 'systems'),
    place('contract', 'instruments'),
  ],
};

/**
 * Visits every id that a record names, in the order of the list above. The record may be of any shape: what is no text is passed over.
 * Ids of attachments and of authorities are left out, because no record of a register has them.
 */
export function eachReference(
  noun: RecordNoun,
  record: unknown,
  spot: Spot | null,
  visit: (noun: RecordNoun, id: string, spot: Spot) => void,
): void {
  for (const { keys, noun: named, isParty } of PLACES[noun]) {
    visitBelow(record, keys, 0, spot, (text, at) => {
      if (isParty !== true) visit(named, text, at);
      else if (text !== 'data-subject') visit(named, text.replace(/^staff:/, ''), at);
    });
  }
}

function visitBelow(
  value: unknown,
  keys: readonly string[],
  depth: number,
  spot: Spot | null,
  found: (text: string, spot: Spot) => void,
): void {
  const key = keys[depth];
  if (key === undefined) {
    if (typeof value === 'string' && spot !== null) found(value, spot);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (key !== '*') {
    if (Array.isArray(value) || !Object.hasOwn(value, key)) return;
    visitBelow((value as Readonly<Record<string, unknown>>)[key], keys, depth + 1, below(spot, key), found);
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) visitBelow(item, keys, depth + 1, below(spot, index), found);
  } else {
    for (const [name, item] of Object.entries(value))
      visitBelow(item, keys, depth + 1, below(spot, name), found);
  }
}
