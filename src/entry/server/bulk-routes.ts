// The route of bulks: many statements and removals, all of them or none, or each on its own, with what came of each.
import { createHash } from 'node:crypto';
import type { BulkRequest, BulkRow, BulkRowResult } from '../../api/bulks.ts';
import { makeProblem, type Problem } from '../../api/problem.ts';
import { fail, succeed } from '../../core/base/result.ts';
import { tell } from '../../kit/http/call.ts';
import { entryOf } from '../../kit/http/call-words.ts';
import type { Route } from '../../kit/http/route.ts';
import { makeId } from '../../kit/store/make-id.ts';
import type { Scope } from '../../kit/store/scope.ts';
import type { Store } from '../../kit/store/store.ts';
import type { Refusal } from '../../records/group/refusal.ts';
import type { Kept } from '../../records/register/record.ts';
import { type Act, changeRecords } from '../../records/register/record-actions.ts';
import { problemOfRefusal } from './refusal-problems.ts';

/** Rows that are tried together; where one of them is refused, the halves are tried on their own. */
const TOGETHER = 200;

interface Numbered {
  readonly index: number;
  readonly row: BulkRow;
  readonly act: Act;
}

export function makeBulkRoute(rowsMax: number): Route<Refusal> {
  return async (call, scope, store) => {
    const { atomic = false, rows } = call.body as BulkRequest;
    if (rows.length > rowsMax)
      return fail(
        makeProblem('too-large', {
          detail: `At most ${rowsMax} rows are taken at once. Send them in parts, or as an import.`,
        }),
      );
    const { entryId = makeId() } = entryOf(call);
    const numbered = rows.map((row, index) => ({ index, row, act: actOf(row, entryId, index) }));
    if (atomic) return keepAll(numbered, scope, store);
    const results: BulkRowResult[] = [];
    for (const some of divide(numbered)) {
      // Whoever asked has gone; what is kept is kept, and the same sent again goes on from there.
      if (call.left.aborted) break;
      results.push(...(await keepSome(some, scope, store)));
    }
    return succeed(tell(count(results)));
  };
}

async function keepAll(rows: readonly Numbered[], scope: Scope, store: Store): ReturnType<Route<Refusal>> {
  const kept = await changeRecords(
    scope,
    store,
    rows.map(({ act }) => act),
  );
  if (kept.ok)
    return succeed(tell(count(rows.map((one, place) => writeKept(one, kept.value[place] as Kept)))));
  const problem = problemOfRefusal(kept.fault);
  const index = (kept.fault as { index?: number }).index;
  const found = index === undefined ? [] : [refusedRow(rows[index] as Numbered, problem)];
  const detail = `${problem.title} ${problem.detail ?? ''}`.trim();
  return fail(
    makeProblem('bulk-refused', {
      detail,
      rows: found,
      ...(problem.issues !== undefined && { issues: problem.issues }),
    }),
  );
}

/** All of them in one transaction where that can be, which is much quicker; the halves where it cannot. */
async function keepSome(rows: readonly Numbered[], scope: Scope, store: Store): Promise<BulkRowResult[]> {
  const kept = await changeRecords(
    scope,
    store,
    rows.map(({ act }) => act),
  );
  if (kept.ok) return rows.map((one, place) => writeKept(one, kept.value[place] as Kept));
  const [only] = rows;
  if (rows.length === 1 && only !== undefined) return [refusedRow(only, problemOfRefusal(kept.fault))];
  const middle = Math.ceil(rows.length / 2);
  const first = await keepSome(rows.slice(0, middle), scope, store);
  return [...first, ...(await keepSome(rows.slice(middle), scope, store))];
}

/** No record twice in one part: the second has to see what became of the first. */
function divide(rows: readonly Numbered[]): Numbered[][] {
  const parts: Numbered[][] = [];
  let part: Numbered[] = [];
  let seen = new Set<string>();
  for (const one of rows) {
    const name = `${one.row.noun} ${one.row.id}`;
    if (part.length >= TOGETHER || seen.has(name)) {
      parts.push(part);
      part = [];
      seen = new Set();
    }
    seen.add(name);
    part.push(one);
  }
  return part.length > 0 ? [...parts, part] : parts;
}

function actOf(
  { act, noun, id, record, version, validFrom, validUntil }: BulkRow,
  key: string,
  index: number,
): Act {
  const wish = {
    entryId: idOfRow(key, index),
    ...(version !== undefined && { expectedVersion: version }),
    ...(validFrom !== undefined && { validFrom }),
    ...(validUntil !== undefined && { validUntil }),
  };
  return act === 'remove'
    ? { ...wish, act: 'removal', noun, id }
    : { ...wish, act: 'statement', noun, record: { id, ...record } };
}

/** The same for the same key and row, so that a bulk may be sent again. */
function idOfRow(key: string, index: number): string {
  const hex = createHash('sha256').update(`${key} ${index}`).digest('hex');
  return `${key.slice(0, 13)}-8${hex.slice(0, 3)}-a${hex.slice(3, 6)}-${hex.slice(6, 18)}`;
}

function writeKept(
  { index, row: { noun, id } }: Numbered,
  { version, position, recordedAt, entryId: entry }: Kept,
): BulkRowResult {
  return { index, noun, id, status: version === 1 ? 201 : 200, version, position, recordedAt, entry };
}

function refusedRow({ index, row: { noun, id } }: Numbered, problem: Problem): BulkRowResult {
  return { index, noun, id, status: problem.status, problem };
}

function count(rows: readonly BulkRowResult[]) {
  const kept = rows.filter(({ problem }) => problem === undefined).length;
  return { kept, refused: rows.length - kept, rows };
}
