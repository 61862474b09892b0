// Checks that every id of a register leads somewhere and that no organisation is its own ancestor.
import { nearestWord, type Reading } from '../base/reading.ts';
import { below, type Spot } from '../base/spot.ts';
import type { Register } from './register.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Notes `dangling-id` and `parent-cycle`. `fields` is the decoded file, so that faults are placed where they were written. */
export function reportDanglingIds(reading: Reading, fields: Fields, register: Register): void {
  const check = (
    value: unknown,
    spot: Spot,
    kind: 'organisations' | 'activities' | 'flows' | 'instruments',
  ): void => {
    if (typeof value !== 'string' || value === '' || register[kind].has(value)) return;
    if (!/^[\p{L}\p{N}][\p{L}\p{N}._:-]{0,127}$/u.test(value)) return;
    // To look for the nearest id costs as much as there are ids; it is done for the first faults only.
    const looked = reading.issues.length < 100 && register[kind].size <= 5000;
    const near = looked ? nearestWord(value, [...register[kind].keys()]) : undefined;
    const hint = `Add it to ${kind}, or mend the id.`;
    reading.report(
      spot,
      'dangling-id',
      `'${value}' is not among the ${kind}.`,
      near === undefined ? hint : `Did you mean '${near}'? ${hint}`,
    );
  };
  const checkAll = (
    value: unknown,
    spot: Spot,
    kind: 'organisations' | 'activities' | 'flows' | 'instruments',
  ): void => {
    if (Array.isArray(value))
      for (const [index, item] of value.entries()) check(item, below(spot, index), kind);
  };
  eachRecord(fields, 'organisations', (record, spot) => {
    check(record['parent'], below(spot, 'parent'), 'organisations');
    eachItem(record, 'regimes', spot, (regime, at) =>
      check(regime['art27Representative'], below(at, 'art27Representative'), 'organisations'),
    );
    const standing = asFields(record['standing']);
    for (const name of Object.keys(standing ?? {})) {
      checkAll(
        asFields(standing?.[name])?.['activities'],
        below(below(below(spot, 'standing'), name), 'activities'),
        'activities',
      );
    }
  });
  eachRecord(fields, 'activities', (record, spot) => {
    checkAll(record['controllers'], below(spot, 'controllers'), 'organisations');
    checkAll(record['processors'], below(spot, 'processors'), 'organisations');
  });
  eachRecord(fields, 'flows', (record, spot) => {
    check(record['activity'], below(spot, 'activity'), 'activities');
    if (record['from'] !== 'data-subject')
      check(withoutStaff(record['from']), below(spot, 'from'), 'organisations');
    if (record['to'] !== 'data-subject')
      check(withoutStaff(record['to']), below(spot, 'to'), 'organisations');
    checkAll(record['after'], below(spot, 'after'), 'flows');
    checkAll(record['tools'], below(spot, 'tools'), 'instruments');
  });
  eachRecord(fields, 'instruments', (record, spot) => {
    for (const key of ['parties', 'exporters', 'importers'])
      checkAll(record[key], below(spot, key), 'organisations');
    checkAll(record['activities'], below(spot, 'activities'), 'activities');
    eachItem(record, 'accessions', spot, (accession, at) =>
      check(accession['party'], below(at, 'party'), 'organisations'),
    );
  });
  eachRecord(fields, 'assessments', (record, spot) => {
    check(record['instrument'], below(spot, 'instrument'), 'instruments');
    checkAll(record['flows'], below(spot, 'flows'), 'flows');
  });
  reportParentCycles(reading, fields, register);
}

function reportParentCycles(reading: Reading, fields: Fields, register: Register): void {
  const sound = new Set<string>();
  eachRecord(fields, 'organisations', (record, spot) => {
    const start = record['id'];
    if (typeof start !== 'string' || sound.has(start)) return;
    const way: string[] = [];
    let here: string | undefined = start;
    while (here !== undefined && !sound.has(here) && !way.includes(here)) {
      way.push(here);
      here = register.organisations.get(here)?.parent;
    }
    if (here === start) {
      reading.report(
        below(spot, 'parent'),
        'parent-cycle',
        `'${start}' is its own ancestor: ${[...way, start].join(' → ')}.`,
        'One of these organisations has no parent among the others; take its "parent" away.',
      );
    } else if (here === undefined || sound.has(here)) for (const id of way) sound.add(id);
  });
}

function eachRecord(fields: Fields, name: string, visit: (record: Fields, spot: Spot) => void): void {
  eachItem(fields, name, null, visit);
}

function eachItem(
  fields: Fields,
  name: string,
  above: Spot | null,
  visit: (item: Fields, spot: Spot) => void,
): void {
  const list = fields[name];
  if (!Array.isArray(list)) return;
  const spot = below(above, name);
  list.forEach((item, index) => {
    const read = asFields(item);
    if (read !== undefined) visit(read, below(spot, index));
  });
}

function asFields(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

function withoutStaff(value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/^staff:/, '') : value;
}
