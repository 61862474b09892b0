// The desk at a server: the same work as on the store of this machine, through the API of a server that has the store.
import { Readable } from 'node:stream';
import type { ImportOnWire } from '../../api/imports.ts';
import { parseRegister } from '../../core/flows/parse-register.ts';
import type { RecordNoun } from '../../core/flows/record-kinds.ts';
import type { Register } from '../../core/flows/register.ts';
import type { Timeline } from '../../core/flows/timeline.ts';
import type { Mapping } from '../../exchange/format.ts';
import { openImport } from '../../exchange/open-import.ts';
import type { Checkpoint } from '../../kit/store/checkpoint.ts';
import { makeId } from '../../kit/store/make-id.ts';
import type { Verification } from '../../kit/store/verify-ledger.ts';
import type { KeyRole } from '../../records/people/key.ts';
import type { ImportCounts, PlannedChange } from '../../records/register/import-plan.ts';
import { headerName, readIssue, ServerAddress } from './call-server.ts';
import type {
  Desk,
  DeskClocks,
  DeskGroup,
  DeskKey,
  DeskPlan,
  ExportOrder,
  ImportOrder,
  KeyOrder,
  TimelineWish,
  Watch,
} from './desk.ts';
import { unknownGroup } from './desk.ts';
import { BadInput, badOption, MachineFault } from './faults.ts';
import { tellFormat } from './file-formats.ts';
import { instantText } from './options.ts';
import { demandSound } from './refusals.ts';

export function openServerDesk(url: string, key: string | undefined): Desk {
  return new ServerDesk(new ServerAddress(url, key));
}

/** Everything that a server keeps, as the bytes of a backup. */
export async function* fetchBackup(
  url: string,
  key: string | undefined,
  passphrase: string | undefined,
): AsyncGenerator<Uint8Array> {
  const json = passphrase === undefined ? {} : { passphrase };
  const response = await new ServerAddress(url, key).call('/api/backups', {
    method: 'POST',
    json,
    headers: { accept: '*/*' },
  });
  yield* bytesOf(response);
}

/** How long the server is asked to wait at a time, in seconds. */
const WAIT_S = 2;

/** An import that is applied already, or is being applied, is answered as such. */
const APPLYING = { isRepeatable: true } as const;

class ServerDesk implements Desk {
  private readonly server: ServerAddress;
  constructor(server: ServerAddress) {
    this.server = server;
  }

  async listGroups(): Promise<readonly DeskGroup[]> {
    const { groups } = await this.server.ask<{ groups: readonly DeskGroup[] }>('/api/groups');
    return groups.map(({ id, name }) => ({ id, name }));
  }

  async readRegister(groupId: string, clocks: DeskClocks): Promise<Register> {
    await this.demandGroup(groupId);
    const plain = await this.server.ask(`${pathOf(groupId)}/register`, { query: queryOf(clocks) });
    return demandSound(parseRegister(plain));
  }

  async readTimeline(groupId: string, wish: TimelineWish): Promise<Timeline> {
    await this.demandGroup(groupId);
    const { from, until, flows, without, leaving, asOf } = wish;
    const query = {
      ...queryOf({ ...(wish.knownAt && { knownAt: wish.knownAt }), asOf }),
      from,
      until,
      flows: listOf(flows),
      without: listOf(without),
      leaving: listOf(leaving),
    };
    return this.server.ask(`${pathOf(groupId)}/timeline`, { query });
  }

  async planImport(order: ImportOrder, watch: Watch): Promise<DeskPlan> {
    if (order.why !== undefined)
      throw badOption(
        '--why',
        'A server keeps the name of the file as the reason of an import.',
        'Leave --why out.',
      );
    const groups = await this.listGroups();
    const groupId = await this.chooseTarget(order, groups);
    const isNewGroup = !groups.some(({ id }) => id === groupId);
    watch.note('sending the file');
    const id = makeId();
    const sent = await this.server.ask<ImportOnWire>(`${pathOf(groupId)}/imports`, {
      method: 'POST',
      query: {
        gone: order.gone,
        changes: order.changesMax,
        ...(isNewGroup && { opens: 'true' }),
        ...(order.format && { format: order.format.id }),
        ...(order.mapping && { mapping: JSON.stringify(order.mapping) }),
      },
      headers: {
        'content-type': 'application/octet-stream',
        'idempotency-key': id,
        'x-file-name': headerName(order.file.name),
      },
      body: () => Readable.toWeb(Readable.from(order.file.chunks())) as ReadableStream<Uint8Array>,
      signal: watch.signal,
    });
    const planned = await this.follow(groupId, sent.id, ['reading'], watch);
    demandPlanned(planned);
    return this.planOf(groupId, isNewGroup, planned);
  }

  private async chooseTarget(order: ImportOrder, groups: readonly DeskGroup[]): Promise<string> {
    if (order.into !== undefined) return order.into;
    const format = order.format ?? (await tellFormat(order.file));
    const opened = demandSound(
      await openImport(format, order.file, order.mapping ? { mapping: order.mapping } : {}),
    );
    const [only] = groups;
    const found = opened.group?.id ?? (groups.length === 1 ? only?.id : undefined);
    if (found !== undefined) return found;
    throw badOption(
      '--into',
      'The file does not say of which group it speaks.',
      'Name it, as in --into example.',
    );
  }

  private planOf(groupId: string, isNewGroup: boolean, planned: ImportOnWire): DeskPlan {
    const { id, format, fingerprint, mapping, more, notes, gone } = planned;
    const counts = (planned.counts ?? {}) as Readonly<Partial<Record<RecordNoun, ImportCounts>>>;
    const entries = Object.values(counts).reduce(
      (sum, one) => sum + one.added + one.changed + (gone === 'remove' ? one.gone : 0),
      0,
    );
    return {
      groupId,
      isNewGroup,
      format: format ?? '',
      counts,
      changes: planned.changes as unknown as readonly PlannedChange[],
      more,
      notes: notes.map(readIssue),
      mapping: mapping as Mapping | null,
      isChanging: isNewGroup || entries > 0,
      apply: async (watch) => {
        const json = fingerprint === null ? {} : { fingerprint };
        const path = `${pathOf(groupId)}/imports/${id}`;
        try {
          await this.server.ask(`${path}/application`, {
            method: 'POST',
            json,
            ...APPLYING,
            signal: watch.signal,
          });
        } catch (error) {
          // It is planned and kept; a second person applies it.
          if (error instanceof BadInput && error.issues[0]?.code === 'own-change')
            return { appended: null, waitingAs: id };
          throw error;
        }
        demandApplied(await this.follow(groupId, id, ['applying'], watch));
        return { appended: entries, waitingAs: null };
      },
      drop: async () => {
        await this.server.ask(`${pathOf(groupId)}/imports/${id}`, { method: 'DELETE' });
      },
    };
  }

  async applyImport(groupId: string, importId: string, watch: Watch): Promise<void> {
    await this.demandGroup(groupId);
    const path = `${pathOf(groupId)}/imports/${importId}/application`;
    await this.server.ask(path, { method: 'POST', json: {}, ...APPLYING, signal: watch.signal });
    demandApplied(await this.follow(groupId, importId, ['applying'], watch));
  }

  /** Asks until the state is another; Ctrl-C cancels it there. */
  private async follow(
    groupId: string,
    id: string,
    states: readonly string[],
    watch: Watch,
  ): Promise<ImportOnWire> {
    const path = `${pathOf(groupId)}/imports/${encodeURIComponent(id)}`;
    for (;;) {
      try {
        const found = await this.server.ask<ImportOnWire>(path, {
          query: { wait: WAIT_S },
          signal: watch.signal,
          isPatient: true,
        });
        if (!states.includes(found.state)) return found;
        watch.note(`${found.progress.done.toLocaleString('en')} records, ${found.state}`);
      } catch (error) {
        if (watch.signal.aborted) await this.server.ask(path, { method: 'DELETE' });
        throw error;
      }
    }
  }

  async *exportRegister({
    groupId,
    format,
    options,
    language,
    ...clocks
  }: ExportOrder): AsyncIterable<Uint8Array> {
    await this.demandGroup(groupId);
    const { nouns, organisation, role } = options;
    const response = await this.server.call(`${pathOf(groupId)}/exports/${encodeURIComponent(format.id)}`, {
      query: { ...queryOf(clocks), organisation, as: role, language, nouns: listOf(nouns ?? []) },
      headers: { accept: '*/*' },
    });
    yield* bytesOf(response);
  }

  async verify(groupId: string): Promise<Verification> {
    await this.demandGroup(groupId);
    const found = await this.server.ask<Omit<Verification, 'groupId'> & { sound: boolean }>(
      `${pathOf(groupId)}/verification`,
    );
    const { sound: _sound, ...rest } = found;
    return { groupId, ...rest };
  }

  async makeCheckpoint(groupId: string): Promise<Checkpoint | null> {
    await this.demandGroup(groupId);
    return this.server.ask(`${pathOf(groupId)}/checkpoints`, { method: 'POST' });
  }

  async makeKey(groupId: string, order: KeyOrder): Promise<{ key: DeskKey; text: string }> {
    await this.demandGroup(groupId);
    const { secret, ...key } = await this.server.ask<KeyOnWire & { secret: string }>(
      `${pathOf(groupId)}/keys`,
      {
        method: 'POST',
        json: order,
      },
    );
    return { key: showKey(key), text: secret };
  }

  async listKeys(groupId: string): Promise<readonly DeskKey[]> {
    await this.demandGroup(groupId);
    const { keys } = await this.server.ask<{ keys: readonly KeyOnWire[] }>(`${pathOf(groupId)}/keys`);
    return keys.map(showKey);
  }

  async withdrawKey(groupId: string, id: string): Promise<void> {
    await this.demandGroup(groupId);
    await this.server.call(`${pathOf(groupId)}/keys/${encodeURIComponent(id)}`, { method: 'DELETE' });
  }

  async erasePerson(groupId: string, id: string, why: string | undefined): Promise<boolean> {
    await this.demandGroup(groupId);
    const path = `${pathOf(groupId)}/persons/${encodeURIComponent(id)}/erasure`;
    const json = why === undefined ? {} : { why };
    return (await this.server.ask<{ destroyed: number }>(path, { method: 'POST', json })).destroyed > 0;
  }

  async close(): Promise<void> {
    return undefined;
  }

  private async demandGroup(groupId: string): Promise<void> {
    const groups = await this.listGroups();
    if (!groups.some(({ id }) => id === groupId)) throw unknownGroup(groupId, groups);
  }
}

interface KeyOnWire {
  readonly id: string;
  readonly person: string;
  readonly role: KeyRole;
  readonly name: string | null;
  readonly until: string | null;
  readonly revoked: boolean;
}

function showKey({ id, person, role, name, until, revoked }: KeyOnWire): DeskKey {
  return { id, person, role, name, until, isWithdrawn: revoked };
}

function demandPlanned({ state, faults, problem }: ImportOnWire): void {
  if (faults.length > 0) throw new BadInput(faults.map(readIssue));
  if (state === 'failed') throw failed(problem);
}

function demandApplied({ state, problem }: ImportOnWire): void {
  if (state !== 'applied') throw failed(problem ?? `it is ${state}`);
}

function failed(problem: string | null): MachineFault {
  return new MachineFault(
    'import-failed',
    `The server could not take the file in: ${problem ?? 'it does not say why'}.`,
    'Nothing of it was kept. The log of the server says more.',
  );
}

async function* bytesOf({ body }: Response): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  try {
    yield* body as unknown as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw new MachineFault(
      'server-unreachable',
      `The answer of the server broke off: ${(error as Error).message}.`,
      'Nothing was written. Call again; the log of the server says more.',
    );
  }
}

function pathOf(groupId: string): string {
  return `/api/groups/${encodeURIComponent(groupId)}`;
}

function queryOf({ asOf, knownAt }: DeskClocks): Record<string, string | undefined> {
  return { asOf, knownAt: knownAt === undefined ? undefined : instantText(knownAt) };
}

function listOf(words: readonly string[]): string | undefined {
  return words.length === 0 ? undefined : words.join(',');
}
