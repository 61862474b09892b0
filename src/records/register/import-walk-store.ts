// Walks through an import source and compares it with what is kept: some records at a time, with the ids of all in memory and no more.
import type { Issue } from '../../core/base/issue.ts';
import type { Fields } from '../../core/base/reading.ts';
import { readRecord as parseRecord, type RecordNoun } from '../../core/flows/record-kinds.ts';
import { type JsonMap, startHash, writeCanonical } from '../../kit/store/canonical.ts';
import { findErased } from '../../kit/store/erase-subject.ts';
import { ahead, gather } from '../../kit/store/in-parts.ts';
import { type Draft, findDraftFaults, type Statement } from '../../kit/store/ledger-entry.ts';
import { makeId } from '../../kit/store/make-id.ts';
import { findDifferences } from '../../kit/store/read-history.ts';
import { readRecord, readRecordsNamed, streamVersions } from '../../kit/store/read-records.ts';
import { findMissing } from '../../kit/store/record-links.ts';
import type { Scope } from '../../kit/store/scope.ts';
import type { Store } from '../../kit/store/store.ts';
import type { Difference } from '../group/refusal.ts';
import type { ImportCounts, ImportEffect, PlannedChange } from './import-plan.ts';
import type { ImportedRecord, ImportSource } from './import-source.ts';
import {
  ABOVE,
  findNamers,
  isRecordNoun,
  nameOf,
  namesOf,
  personalIn,
  personalOf,
  sayCycle,
  withoutErased,
} from './record-store.ts';
import { withSaid } from './said-places.ts';

/** Records compared at once. */
const TOGETHER = 1_000;
/** Faults that are listed at most; one more tells that there were others. */
const FAULTS_MAX = 1_000;
/** Of a name that leads nowhere, so many places are listed. */
const PLACES_MAX = 20;

/** What would be appended, and what one is told of it. */
export interface Step {
  readonly draft: Draft;
  readonly change: Omit<PlannedChange, 'differences'>;
  /** Computed only for those who look. */
  differences(): readonly Difference[];
}

interface Counting {
  added: number;
  changed: number;
  same: number;
  gone: number;
}

export class ImportWalk {
  readonly faults: Issue[] = [];
  readonly notes: Issue[] = [];
  read = 0;
  private readonly scope: Scope;
  private readonly store: Store;
  private readonly source: ImportSource;
  private readonly isRemoving: boolean;
  /** Nouns of which the file says only a part. */
  private readonly partial = new Set<RecordNoun>();
  private readonly counting = new Map<RecordNoun, Counting>();
  private readonly ids = new Map<RecordNoun, Set<string>>();
  /** Names that have not been met, and where they stand. */
  private readonly unmet = new Map<string, { noun: string; recordId: string; paths: string[] }>();
  private readonly above = new Map<string, { key: string; to: string; path: string }>();
  private readonly hash = startHash();
  private dropped = 0;

  constructor(scope: Scope, store: Store, source: ImportSource, isRemoving: boolean) {
    this.scope = scope;
    this.store = store;
    this.source = source;
    this.isRemoving = isRemoving;
  }

  /** What would be appended, in order. When it has come to its end, counts, faults and fingerprint stand. */
  async *steps(): AsyncGenerator<readonly Step[]> {
    // The file is read on while the store is asked and written to.
    for await (const batch of ahead(gather(this.source.batches(), TOGETHER))) yield await this.compare(batch);
    yield* this.findGone();
    await this.checkNames();
    await this.checkAncestors();
  }

  counts(): Readonly<Partial<Record<RecordNoun, ImportCounts>>> {
    return Object.fromEntries(this.counting);
  }

  /** All faults, where their reader finds them. */
  allFaults(): Issue[] {
    const placed = this.source.place(this.faults);
    if (this.dropped === 0) return placed;
    const message = `${this.dropped} further faults are not listed.`;
    const hint = 'Mend the ones above first; many of them may have one cause.';
    return [...placed, { code: 'too-many', at: { path: '' }, message, hint }];
  }

  allNotes(): Issue[] {
    return this.source.place(this.notes);
  }

  fingerprint(): string {
    return this.hash.end();
  }

  private async compare(batch: readonly ImportedRecord[]): Promise<Step[]> {
    this.read += batch.length;
    const sound = (await this.completed(batch)).flatMap((one) => this.parse(one) ?? []);
    const kept = new Map(
      (await readRecordsNamed(this.scope, this.store, sound)).map((one) => [nameOf(one), one]),
    );
    const persons = sound.filter(({ noun, record }) => personalIn(noun, record).length > 0);
    const erased = await findErased(
      this.scope,
      this.store,
      persons.map(({ recordId }) => recordId),
    );
    return sound.flatMap((one): Step[] => {
      const { noun, recordId, path } = one;
      const record = erased.has(recordId) ? this.passOver(one) : one.record;
      const standing = kept.get(nameOf(one));
      const version = standing?.version ?? 0;
      const isKept = standing !== undefined && !standing.deleted;
      const before = isKept ? withoutErased(standing.body, standing.erased) : {};
      const text = writeCanonical(record);
      const what = !isKept ? 'added' : text === writeCanonical(before) ? 'same' : 'changed';
      this.count(noun, what);
      if (what === 'same') {
        this.hash.add(`${nameOf(one)} same\n`);
        return [];
      }
      this.hash.add(`${nameOf(one)} ${what} ${version} ${text}\n`);
      const draft: Statement = {
        id: makeId(),
        kind: 'statement',
        noun,
        recordId,
        expectedVersion: version,
        body: record,
        personal: personalOf(noun, record),
      };
      for (const issue of findDraftFaults(draft, path)) this.addFault({ ...issue, at: { path } });
      return [
        {
          draft,
          change: { noun, id: recordId, what },
          differences: () => findDifferences(before, record) as readonly Difference[],
        },
      ];
    });
  }

  /** Records of which the file says only a part, with what is kept of the rest. */
  private async completed(batch: readonly ImportedRecord[]): Promise<readonly ImportedRecord[]> {
    const partial = batch.flatMap(({ noun, record, says }) =>
      says !== undefined && typeof record['id'] === 'string' ? [{ noun, recordId: record['id'] }] : [],
    );
    if (partial.length === 0) return batch;
    const kept = new Map(
      (await readRecordsNamed(this.scope, this.store, partial)).map((one) => [nameOf(one), one]),
    );
    return batch.map((one) => {
      const { noun, record, says } = one;
      if (says === undefined) return one;
      this.partial.add(noun);
      const standing = kept.get(nameOf({ noun, recordId: String(record['id']) }));
      if (standing === undefined || standing.deleted) return one;
      return { ...one, record: withSaid(withoutErased(standing.body, standing.erased), record, says) };
    });
  }

  private parse({ noun, record, path }: ImportedRecord): Sound | null {
    const { recordedAt: _, ...rest } = record;
    const read = parseRecord(noun, rest);
    if (!read.ok) {
      for (const issue of read.fault) {
        const { path: below } = issue.at;
        this.addFault({ ...issue, at: { path: below === '' ? path : `${path}.${below}` } });
      }
      return null;
    }
    const recordId = String(read.value['id']);
    const own = this.idsOf(noun);
    if (own.has(recordId)) {
      this.addFault({
        code: 'duplicate-id',
        at: { path: `${path}.id` },
        message: `The id '${recordId}' is used twice in ${noun}.`,
        hint: 'Give each record an id of its own.',
      });
      return null;
    }
    own.add(recordId);
    this.noteNames(noun, recordId, read.value, path);
    return { noun, recordId, path, record: read.value as JsonMap };
  }

  private noteNames(noun: RecordNoun, recordId: string, record: Fields, path: string): void {
    this.unmet.delete(nameOf({ noun, recordId }));
    for (const one of namesOf(noun, record)) {
      if (isRecordNoun(one.noun) && this.idsOf(one.noun).has(one.recordId)) continue;
      const name = nameOf(one);
      const place = `${path}.${one.path}`;
      const known = this.unmet.get(name);
      if (known === undefined)
        this.unmet.set(name, { noun: one.noun, recordId: one.recordId, paths: [place] });
      else if (known.paths.length < PLACES_MAX) known.paths.push(place);
    }
    const key = ABOVE[noun];
    const to = key === undefined ? undefined : record[key];
    if (key !== undefined && typeof to === 'string')
      this.above.set(nameOf({ noun, recordId }), { key, to, path: `${path}.${key}` });
  }

  /** An import does not bring back what was erased; who wants it back says so by stating the person. */
  private passOver({ noun, record, recordId, path }: Sound): JsonMap {
    const paths = personalIn(noun, record);
    this.notes.push({
      code: 'person-erased',
      at: { path },
      message: `The texts about ${recordId} were erased; ${paths.join(', ')} of the file ${paths.length === 1 ? 'is' : 'are'} left out.`,
      hint: 'Take them out of the file, too. To keep them again, state the person by hand and say so.',
    });
    return withoutErased(record, paths);
  }

  private async *findGone(): AsyncGenerator<readonly Step[]> {
    const going: { noun: RecordNoun; recordId: string }[] = [];
    for (const noun of this.source.covers) {
      const own = this.idsOf(noun);
      for await (const page of streamVersions(this.scope, this.store, noun)) {
        const steps: Step[] = [];
        for (const { recordId, version } of page) {
          if (own.has(recordId)) continue;
          this.count(noun, 'gone');
          const change = { noun, id: recordId, what: 'gone' } as const;
          const draft: Draft = { id: makeId(), kind: 'removal', noun, recordId, expectedVersion: version };
          steps.push({ draft, change, differences: () => [] });
          if (!this.isRemoving) continue;
          going.push({ noun, recordId });
          this.hash.add(`${nameOf({ noun, recordId })} gone ${version}\n`);
        }
        if (steps.length > 0) yield steps;
      }
    }
    for (const noun of this.partial) this.warnOfPart(noun, going);
    for (const one of going) await this.checkNamers(one);
  }

  /** Who removes by a sheet that knows a few columns should know what goes with them. */
  private warnOfPart(noun: RecordNoun, going: readonly { readonly noun: RecordNoun }[]): void {
    const count = going.filter((one) => one.noun === noun).length;
    if (count === 0) return;
    this.notes.push({
      code: 'partial-file',
      at: { path: noun },
      message: `The file speaks of some places of ${noun} only, and does not hold ${count} of those that are kept; they would be removed with everything that is kept of them.`,
      hint: 'Is it really the whole list? If not, keep what it does not hold (--gone keep).',
    });
  }

  /** A record that would go, but is named by one of a noun that the file does not cover, and does not hold. */
  private async checkNamers(one: { noun: RecordNoun; recordId: string }): Promise<void> {
    if (this.faults.length >= FAULTS_MAX) return;
    const { by } = await findNamers(this.scope, this.store, one, [], this.source.covers);
    const first = by.find(({ noun, id }) => !isRecordNoun(noun) || !this.idsOf(noun).has(id));
    if (first === undefined) return;
    this.addFault({
      code: 'dangling-id',
      at: { path: one.noun },
      message: `${one.noun} ${one.recordId} is not in the file and would be removed, but ${first.noun} ${first.id} names it (${first.path}).`,
      hint: 'Add it to the file, change what names it first, or keep what the file does not hold.',
    });
  }

  private async checkNames(): Promise<void> {
    const unmet = [...this.unmet.values()].filter(
      ({ noun, recordId }) => !isRecordNoun(noun) || !this.idsOf(noun).has(recordId),
    );
    for (let from = 0; from < unmet.length; from += TOGETHER) {
      const some = unmet.slice(from, from + TOGETHER);
      const missing = new Set(await findMissing(this.scope, this.store, some));
      for (const one of some) {
        const goes = this.isRemoving && isRecordNoun(one.noun) && this.source.covers.includes(one.noun);
        if (!goes && !missing.has(one)) continue;
        for (const path of one.paths)
          this.addFault({
            code: 'dangling-id',
            at: { path },
            message: `'${one.recordId}' is not among the ${one.noun}${goes && !missing.has(one) ? ' of the file, and would be removed' : ''}.`,
            hint: `Add it to ${one.noun}, or mend the id.`,
          });
      }
    }
  }

  private async checkAncestors(): Promise<void> {
    const sound = new Set<string>();
    for (const [start, { path, key }] of this.above) {
      const [noun = '', own = ''] = start.split(' ');
      const way: string[] = [];
      let here: string | undefined = own;
      while (here !== undefined && !sound.has(`${noun} ${here}`) && !way.includes(here)) {
        way.push(here);
        here = await this.aboveOf(noun as RecordNoun, here, key);
      }
      if (here === own && way.length > 0) this.addFault(sayCycle(path, key, [...way, own]));
      else if (here === undefined || sound.has(`${noun} ${here}`))
        for (const id of way) sound.add(`${noun} ${id}`);
    }
  }

  private async aboveOf(noun: RecordNoun, recordId: string, key: string): Promise<string | undefined> {
    const incoming = this.above.get(nameOf({ noun, recordId }));
    if (incoming !== undefined || this.idsOf(noun).has(recordId)) return incoming?.to;
    const kept = await readRecord(this.scope, this.store, noun, recordId);
    const to = kept?.body[key];
    return typeof to === 'string' ? to : undefined;
  }

  private idsOf(noun: RecordNoun): Set<string> {
    const own = this.ids.get(noun) ?? new Set();
    this.ids.set(noun, own);
    return own;
  }

  private count(noun: RecordNoun, what: ImportEffect): void {
    const own = this.counting.get(noun) ?? { added: 0, changed: 0, same: 0, gone: 0 };
    own[what] += 1;
    this.counting.set(noun, own);
  }

  private addFault(issue: Issue): void {
    if (this.faults.length < FAULTS_MAX) this.faults.push(issue);
    else this.dropped += 1;
  }
}

interface Sound {
  readonly noun: RecordNoun;
  readonly recordId: string;
  readonly path: string;
  readonly record: JsonMap;
}
