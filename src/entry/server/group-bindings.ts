// Every endpoint of groups with its route: the one place where addresses and deeds meet.
import { GROUP_ENDPOINTS, type GroupEndpointName } from '../../api/group-endpoints.ts';
import { writeIssues } from '../../api/problem.ts';
import { RESOURCE_ENDPOINTS, type ResourceEndpoint } from '../../api/resource-endpoints.ts';
import type { Fields } from '../../core/base/reading.ts';
import { readRecord } from '../../core/flows/record-kinds.ts';
import type { Route } from '../../kit/http/route.ts';
import type { ThreadLines } from '../../kit/http/thread-lines.ts';
import type { LedgerFollower } from '../../kit/store/follow-ledger.ts';
import { listGroupsRoute, readGroupRoute, stateGroupRoute } from '../../records/group/group-routes.ts';
import type { Refusal } from '../../records/group/refusal.ts';
import { listKeysRoute, newKeyRoute, revokeKeyRoute } from '../../records/people/key-routes.ts';
import { erasePersonRoute } from '../../records/people/person-routes.ts';
import {
  listAttachmentsRoute,
  newAttachmentRoute,
  readAttachmentContentRoute,
  readAttachmentRoute,
  removeAttachmentRoute,
} from '../../records/register/attachment-routes.ts';
import {
  approveChangeRoute,
  listChangesRoute,
  newChangeRoute,
  proposeChangeRoute,
  readChangeRoute,
  rejectChangeRoute,
  stateChangeRoute,
  withdrawChangeRoute,
} from '../../records/register/change-routes.ts';
import {
  listCommentsRoute,
  newCommentRoute,
  removeCommentRoute,
} from '../../records/register/comment-routes.ts';
import { RECORD_ROUTES } from '../../records/register/record-routes.ts';
import { searchRoute } from '../../records/register/search-routes.ts';
import { makeBackupRoute } from './backup-routes.ts';
import type { Binding } from './bind-endpoints.ts';
import { makeBulkRoute } from './bulk-routes.ts';
import type { Door } from './door.ts';
import { makeEventRoute } from './event-routes.ts';
import { listFormatsRoute, makeExportRoute, readRegisterRoute } from './export-routes.ts';
import type { ImportJobs } from './import-jobs.ts';
import { makeImportRoutes } from './import-routes.ts';
import {
  listCheckpointsRoute,
  listEntriesRoute,
  makeVerificationRoute,
  newCheckpointRoute,
} from './ledger-routes.ts';
import { makeCompletenessRoute, makeQuestionRoute, readQuestion } from './question-routes.ts';
import type { ServerLimits } from './server-limits.ts';
import type { StoredAnswers } from './stored-answers.ts';
import { makeTimelineRoute } from './timeline-route.ts';

export interface GroupGround {
  readonly answers: StoredAnswers;
  readonly follower: LedgerFollower;
  readonly door: Door;
  readonly jobs: ImportJobs;
  readonly limits: ServerLimits;
  readonly exports: ThreadLines;
}

/** These may speak of a group that is not there yet; their routes see to it that it is wanted. */
const OPENING: ReadonlySet<GroupEndpointName> = new Set([
  'stateGroup',
  'newImport',
  'readImport',
  'applyImport',
  'cancelImport',
]);

export function makeGroupBindings(ground: GroupGround): Binding[] {
  const routes = makeGroupRoutes(ground);
  const { bodyBytes, attachmentBytes, importBytes } = ground.limits;
  const bytes: Partial<Record<GroupEndpointName, number>> = {
    bulk: bodyBytes,
    askWhatIf: bodyBytes,
    newAttachment: attachmentBytes,
    newImport: importBytes,
  };
  const own = (Object.keys(GROUP_ENDPOINTS) as GroupEndpointName[]).map(
    (name): Binding => ({
      name,
      endpoint: GROUP_ENDPOINTS[name],
      route: routes[name],
      ...(bytes[name] !== undefined && { bytesMax: bytes[name] }),
      ...(OPENING.has(name) && { mayOpen: true }),
    }),
  );
  return [
    ...own,
    ...Object.entries(RESOURCE_ENDPOINTS).map(([name, endpoint]) => bindResource(name, endpoint, ground)),
  ];
}

function bindResource(name: string, endpoint: ResourceEndpoint, { answers }: GroupGround): Binding {
  const { noun, act } = endpoint;
  const route = act === 'completeness' ? makeCompletenessRoute(noun, answers) : RECORD_ROUTES[act](noun);
  const rephrase = (body: unknown) => {
    const read = readRecord(noun, (body as Fields | null)?.['record']);
    return read.ok ? [] : writeIssues(read.fault);
  };
  return { name, endpoint, route, ...((act === 'new' || act === 'state') && { rephrase }) };
}

function makeGroupRoutes({
  answers,
  follower,
  door,
  jobs,
  limits,
  exports,
}: GroupGround): Readonly<Record<GroupEndpointName, Route<Refusal>>> {
  const imports = makeImportRoutes(jobs, limits.importBytes);
  return {
    listGroups: listGroupsRoute,
    readGroup: readGroupRoute,
    stateGroup: stateGroupRoute,
    listChanges: listChangesRoute,
    newChange: newChangeRoute,
    readChange: readChangeRoute,
    stateChange: stateChangeRoute,
    proposeChange: proposeChangeRoute,
    withdrawChange: withdrawChangeRoute,
    approveChange: approveChangeRoute,
    rejectChange: rejectChangeRoute,
    listComments: listCommentsRoute,
    newComment: newCommentRoute,
    removeComment: removeCommentRoute,
    listAttachments: listAttachmentsRoute,
    newAttachment: newAttachmentRoute,
    readAttachment: readAttachmentRoute,
    readAttachmentContent: readAttachmentContentRoute,
    removeAttachment: removeAttachmentRoute,
    search: searchRoute,
    bulk: makeBulkRoute(limits.bulkRows),
    readCompleteness: makeQuestionRoute('stored-completeness', answers),
    readRegister: readRegisterRoute,
    readTransfers: makeQuestionRoute('stored-transfers', answers),
    readFlowTable: makeQuestionRoute('stored-flow-table', answers),
    readTimeline: makeTimelineRoute(answers, (call) => readQuestion('stored-timeline', call)),
    askWhatIf: makeQuestionRoute('stored-what-if', answers),
    readContracts: makeQuestionRoute('stored-contracts', answers),
    readDuties: makeQuestionRoute('stored-duties', answers),
    listFormats: listFormatsRoute,
    exportRegister: makeExportRoute({ lines: exports, answers }),
    listImports: imports.list,
    newImport: imports.begin,
    readImport: imports.read,
    applyImport: imports.apply,
    cancelImport: imports.cancel,
    listEntries: listEntriesRoute,
    readVerification: makeVerificationRoute(),
    listCheckpoints: listCheckpointsRoute,
    newCheckpoint: newCheckpointRoute,
    followEvents: makeEventRoute({ follower, door, limits }),
    erasePerson: erasePersonRoute,
    listKeys: listKeysRoute,
    newKey: newKeyRoute,
    revokeKey: revokeKeyRoute,
    newBackup: makeBackupRoute(),
  };
}
