// Checks that every id of a register leads somewhere, and that nothing is its own ancestor.
import { type Fields, nearestWord, type Reading } from '../base/reading.ts';
import { below, type Spot } from '../base/spot.ts';
import { eachReference } from './record-references.ts';
import type { Register } from './register.ts';
import { RECORD_NOUNS, type RecordNoun } from './words.ts';

/** Notes `dangling-id` and `parent-cycle`. `fields` is the decoded file, so that faults are placed where they were written. */
export function checkReferences(reading: Reading, fields: Fields, register: Register): void {
  for (const noun of RECORD_NOUNS) {
    for (const [record, at] of recordsIn(fields, noun))
      eachReference(noun, record, at, (named, id, spot) => {
        if (!register[named].has(id)) reportDangling(reading, register, named, id, spot);
      });
  }
  reportCycles(reading, register, (noun) => placesIn(fields, noun));
}

function* placesIn(fields: Fields, noun: RecordNoun): Iterable<readonly [string, Spot]> {
  for (const [record, spot] of recordsIn(fields, noun)) {
    const id = (record as Fields | null)?.['id'];
    if (typeof id === 'string') yield [id, spot];
  }
}

/** Notes `dangling-id` for an id that leads nowhere, at the place where it is named. */
export function reportDangling(
  reading: Reading,
  register: Register,
  noun: RecordNoun,
  id: string,
  spot: Spot,
): void {
  // What cannot be an id was reported as such.
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._:-]{0,127}$/u.test(id)) return;
  // To look for the nearest id costs as much as there are ids; it is done for the first faults only.
  const looked = reading.issues.length < 100 && register[noun].size <= 5000;
  const near = looked ? nearestWord(id, [...register[noun].keys()]) : undefined;
  const hint = `Add it to ${noun}, or mend the id.`;
  reading.report(
    spot,
    'dangling-id',
    `'${id}' is not among the ${noun}.`,
    near === undefined ? hint : `Did you mean '${near}'? ${hint}`,
  );
}

interface Chain {
  readonly noun: RecordNoun;
  readonly key: string;
  /** The record above, of those that could be read. */
  readonly above: (register: Register, id: string) => string | undefined;
}

/** Where a record stands under another one of its own kind. */
const CHAINS: readonly Chain[] = [
  {
    noun: 'organisations',
    key: 'parent',
    above: ({ organisations }, id) => organisations.get(id)?.parent,
  },
  { noun: 'divisions', key: 'parent', above: ({ divisions }, id) => divisions.get(id)?.parent },
  { noun: 'contractors', key: 'under', above: ({ contractors }, id) => contractors.get(id)?.under },
];

/** Notes `parent-cycle` wherever something is its own ancestor; `placesOf` tells the ids of a noun, each with its place. */
export function reportCycles(
  reading: Reading,
  register: Register,
  placesOf: (noun: RecordNoun) => Iterable<readonly [string, Spot]>,
): void {
  for (const { noun, key, above } of CHAINS) {
    const sound = new Set<string>();
    for (const [start, spot] of placesOf(noun)) {
      if (sound.has(start)) continue;
      const way = new Set<string>();
      let here: string | undefined = start;
      while (here !== undefined && !sound.has(here) && !way.has(here)) {
        way.add(here);
        here = above(register, here);
      }
      if (here === start) {
        reading.report(
          below(spot, key),
          'parent-cycle',
          `'${start}' is its own ancestor: ${[...way, start].join(' → ')}.`,
          `One of these ${noun} has no ${key === 'parent' ? 'parent' : 'other one above it'} among the others; take its "${key}" away.`,
        );
      } else if (here === undefined || sound.has(here)) for (const id of way) sound.add(id);
    }
  }
}

function* recordsIn(fields: Fields, noun: RecordNoun): Iterable<readonly [unknown, Spot]> {
  const list = fields[noun];
  if (!Array.isArray(list)) return;
  const spot = below(null, noun);
  for (const [index, item] of list.entries()) yield [item, below(spot, index)];
}
