// The routes of groups: which there are, what is settled for one, and a new one.
import { makeProblem } from '../../api/problem.ts';
import type { Fields } from '../../core/base/reading.ts';
import { fail, type Result, succeed } from '../../core/base/result.ts';
import { tell } from '../../kit/http/call.ts';
import { entryOf, versionOf } from '../../kit/http/call-words.ts';
import { hasTag, tagOfVersion } from '../../kit/http/entity-tags.ts';
import type { Answered, Route } from '../../kit/http/route.ts';
import { type KeptGroup, listGroups, openGroup, readGroupOf, stateGroup } from './group-actions.ts';
import type { Refusal } from './refusal.ts';

export const listGroupsRoute: Route<Refusal> = async ({ who }, scope, store) => {
  const own = who.groupId === null ? null : { ...scope, groupId: who.groupId };
  const one = own === null ? null : await readGroupOf(own, store);
  const kept = own === null ? await listGroups(store) : one === null ? [] : [one];
  const groups = kept.map(({ group }) => ({ id: group.id, name: group.name ?? null, role: who.role }));
  return succeed(tell({ groups, you: { person: who.person, key: who.keyId } }));
};

export const readGroupRoute: Route<Refusal> = async (call, scope, store) => {
  const kept = await readGroupOf(scope, store);
  if (kept === null) return fail(makeProblem('not-found'));
  const tag = tagOfVersion(kept.version);
  return hasTag(call.header('if-none-match'), tag)
    ? succeed({ status: 304, headers: { etag: tag }, body: null })
    : told(succeed(kept));
};

export const stateGroupRoute: Route<Refusal> = async (call, scope, store) => {
  const { record } = call.body as { record: Fields };
  if (record['id'] !== scope.groupId)
    return fail(
      makeProblem('unsound-request', { detail: 'The id in the record is another than that in the address.' }),
    );
  if (call.header('if-none-match')?.trim() === '*')
    return told(await openGroup(scope, store, record, entryOf(call)));
  if (call.header('if-match') === undefined) {
    const detail = 'Read the group and send its ETag as If-Match, or If-None-Match: * where it is new.';
    return fail(makeProblem('version-needed', { detail }));
  }
  return told(await stateGroup(scope, store, record, { ...entryOf(call), ...versionOf(call) }));
};

function told(kept: Result<KeptGroup, Refusal>): Answered<Refusal> {
  if (!kept.ok) return kept;
  const { group, version, recordedAt } = kept.value;
  return succeed(tell({ id: group.id, version, recordedAt, record: group }, { etag: tagOfVersion(version) }));
}
