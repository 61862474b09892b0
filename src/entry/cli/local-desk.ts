// The desk on this machine: opens the store in the data folder or on the PostgreSQL, and works on it directly.
import { basename } from 'node:path';
import type { Fields } from '../../core/base/reading.ts';
import { joinTimelines } from '../../core/flows/joined-timeline.ts';
import { askAbout } from '../../core/flows/question.ts';
import { RECORD_NOUNS } from '../../core/flows/record-kinds.ts';
import type { Register } from '../../core/flows/register.ts';
import { answerTimeline, FIRST_DAY, type Timeline } from '../../core/flows/timeline.ts';
import type { CivilDate } from '../../core/time/civil-date.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { DecodeOptions, Format, Mapping, RegisterOut } from '../../exchange/format.ts';
import { writeLines } from '../../exchange/json-lines.ts';
import { type OpenedImport, openImport } from '../../exchange/open-import.ts';
import { makeRegisterOut } from '../../exchange/register-out.ts';
import { joinMappings, type SheetMapping } from '../../exchange/sheet-mapping.ts';
import { toChunks } from '../../exchange/text-chunks.ts';
import { makeCheckpoint } from '../../kit/store/checkpoint.ts';
import { readTurningDays } from '../../kit/store/read-turning-days.ts';
import type { Scope } from '../../kit/store/scope.ts';
import type { Store } from '../../kit/store/store.ts';
import type { Place } from '../../kit/store/store-place.ts';
import { verifyLedger } from '../../kit/store/verify-ledger.ts';
import { listGroups, readGroupOf } from '../../records/group/group-actions.ts';
import { type KeptKey, listKeys, makeKey, withdrawKey } from '../../records/people/key-actions.ts';
import { erasePerson } from '../../records/people/person-actions.ts';
import { applyImport, planImport } from '../../records/register/import-actions.ts';
import { changesAnything } from '../../records/register/import-plan.ts';
import { readKeptNames } from '../../records/register/kept-name-actions.ts';
import { type KeptMapping, keepMapping, listMappings } from '../../records/register/mapping-actions.ts';
import {
  collectRegister,
  type RegisterPage,
  readRegister,
  readRegisterAndState,
  streamRegister,
} from '../../records/register/register-actions.ts';
import { openRegisterStore } from '../../records/register/register-store.ts';
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
import { BadInput, badOption } from './faults.ts';
import { cannotWrite, tellFormat } from './file-formats.ts';
import { today } from './options.ts';
import { openLaws } from './read-input.ts';
import { demandDone, demandSound } from './refusals.ts';

interface MappingPage {
  readonly mappings: readonly KeptMapping[];
  readonly next: string | null;
}

interface KeyPage {
  readonly keys: readonly KeptKey[];
  readonly next: string | null;
}

/** These name every record by its id and have no columns. */
const OWN_WORDS = new Set(['register-yaml', 'register-json', 'json-lines']);

/** Whoever sits at this machine; who may read the folder may do everything. */
const ACTOR = 'local';

export async function openLocalDesk(place: Place): Promise<Desk> {
  return new LocalDesk(await openRegisterStore(place));
}

class LocalDesk implements Desk {
  private readonly store: Store;
  constructor(store: Store) {
    this.store = store;
  }

  async listGroups(): Promise<readonly DeskGroup[]> {
    const kept = await listGroups(this.store);
    return kept.map(({ group }) => ({ id: group.id, name: group.name ?? null }));
  }

  async readRegister(groupId: string, clocks: DeskClocks): Promise<Register> {
    await this.demandGroup(groupId);
    return demandSound(await collectRegister(scopeOf(groupId), this.store, clocks));
  }

  /** The register may say something else from some day on, so it is asked about piece by piece. */
  async readTimeline(groupId: string, wish: TimelineWish): Promise<Timeline> {
    await this.demandGroup(groupId);
    const scope = scopeOf(groupId);
    const from = wish.from ?? FIRST_DAY;
    const turning = await readTurningDays(scope, this.store, wish.knownAt);
    const inside = turning.filter((day) => day > from && (wish.until === undefined || day < wish.until));
    const days: readonly [CivilDate, ...CivilDate[]] = [from, ...inside];
    const rulebook = openLaws();
    const pieces: Timeline[] = [];
    const strange = new Set(wish.flows);
    for (const [index, day] of days.entries()) {
      const until = days[index + 1] ?? wish.until;
      const clocks = { asOf: day, ...(wish.knownAt && { knownAt: wish.knownAt }) };
      const register = demandSound(await collectRegister(scope, this.store, clocks));
      for (const id of register.flows.keys()) strange.delete(id);
      const question = askAbout(register, rulebook, wish.asOf, wish);
      const flows = wish.flows.length === 0 ? {} : { flows: new Set(wish.flows) };
      pieces.push(answerTimeline(question, { from: day, ...(until && { until }), ...flows }));
    }
    const [first] = strange;
    if (first !== undefined)
      throw badOption('--flow', `There is no flow '${first}' in the register.`, 'Check the id.');
    return joinTimelines(pieces as [Timeline, ...Timeline[]]);
  }

  async planImport(order: ImportOrder, watch: Watch): Promise<DeskPlan> {
    const { file, gone } = order;
    const format = order.format ?? (await tellFormat(file));
    watch.note('reading the file');
    const groups = await this.listGroups();
    const opened = demandSound(await openImport(format, file, await this.optionsFor(format, order, groups)));
    const groupId = groupFor(order, opened, groups);
    const isNewGroup = !groups.some(({ id }) => id === groupId);
    const scope = scopeOf(groupId, order.why ?? `import of ${basename(file.name)}`, basename(file.name));
    const course = {
      signal: watch.signal,
      onProgress: ({ read }: { read: number }) => watch.note(`${read.toLocaleString('en')} records compared`),
    };
    const wish = { gone, changesMax: order.changesMax, ...course };
    const plan = demandDone(await planImport(scope, this.store, opened.source, wish), watch);
    if (plan.faults.length > 0) throw new BadInput(plan.faults);
    const { counts, changes, more } = plan;
    return {
      groupId,
      isNewGroup,
      format: format.id,
      counts,
      changes,
      more,
      notes: [...opened.notes, ...plan.notes],
      mapping: opened.mapping ?? null,
      isChanging: isNewGroup || changesAnything(plan),
      apply: async (applying) => {
        const { name } = opened.group ?? {};
        const opening = { id: groupId, ...(name !== undefined && { name }) };
        const report = await applyImport(scope, this.store, opened.source, plan, {
          ...(isNewGroup && { opening }),
          signal: applying.signal,
          onProgress: ({ appended }) => applying.note(`${appended.toLocaleString('en')} entries written`),
        });
        const { appended } = demandDone(report, applying);
        await this.remember(scope, opened.mapping);
        return { appended, waitingAs: null };
      },
      drop: async () => undefined,
    };
  }

  /** A file of others names what is kept by its name, and its columns may be known from the last time. */
  private async optionsFor(
    format: Format,
    { into, mapping }: ImportOrder,
    groups: readonly DeskGroup[],
  ): Promise<DecodeOptions> {
    const groupId = into ?? (groups.length === 1 ? groups[0]?.id : undefined);
    const isKept = groups.some(({ id }) => id === groupId);
    if (groupId === undefined || !isKept || OWN_WORDS.has(format.id))
      return mapping === undefined ? {} : { mapping };
    const scope = scopeOf(groupId);
    const remembered = await this.rememberedMappings(scope);
    const settled = mapping === undefined ? remembered : [...remembered, mapping];
    return {
      kept: await readKeptNames(scope, this.store),
      rulebook: openLaws(),
      standing: () => this.readStanding(scope),
      ...(settled.length > 0 && { mapping: joinMappings(settled) }),
    };
  }

  /** What is kept, for a file whose format has no place for all of it. */
  private async readStanding(scope: Scope): Promise<RegisterOut | null> {
    const about = { asOf: today(), language: 'en', rulebook: openLaws(), fallbackId: scope.groupId } as const;
    const out = makeRegisterOut(await readRegister(scope, this.store), about);
    return out.ok ? out.value : null;
  }

  private async rememberedMappings(scope: Scope): Promise<Mapping[]> {
    const found: Mapping[] = [];
    let after: string | null = null;
    do {
      const page: MappingPage = demandDone(
        await listMappings(scope, this.store, after === null ? {} : { after }),
      );
      found.push(...page.mappings.map((one) => one.mapping));
      after = page.next;
    } while (after !== null);
    return found;
  }

  /** A mapping that was shown and applied is taken for the next such sheet, too. */
  private async remember(scope: Scope, mapping: Mapping | undefined): Promise<void> {
    const { format, sheets = [] } = (mapping ?? {}) as Partial<SheetMapping>;
    for (const sheet of sheets)
      demandDone(await keepMapping(scope, this.store, sheet.fingerprint, { format, sheets: [sheet] }));
  }

  async applyImport(): Promise<void> {
    throw badOption(
      '--apply',
      'Without a server nobody can tell two persons at this machine apart.',
      'Name the server and your own key: --server URL --key KEY.',
    );
  }

  async *exportRegister(order: ExportOrder): AsyncIterable<Uint8Array> {
    const { groupId, format, options } = order;
    const kept = await this.demandGroup(groupId);
    const scope = scopeOf(groupId);
    const clocks = {
      ...(order.asOf && { asOf: order.asOf }),
      ...(order.knownAt && { knownAt: order.knownAt }),
    };
    if (format.id === 'json-lines' && options.organisation === undefined) {
      // One record after the other, so that a register of any size fits into little memory.
      const covers = options.nouns ?? RECORD_NOUNS;
      const group = { id: groupId, name: kept.name ?? groupId };
      const pages = streamRegister(scope, this.store, { ...clocks, nouns: covers });
      yield* toChunks(writeLines({ group, covers }, entriesOf(pages)));
      return;
    }
    if (format.encode === undefined) throw cannotWrite(format);
    const { register, state } = await readRegisterAndState(scope, this.store, clocks);
    const { asOf = today(), language } = order;
    const out = demandSound(
      makeRegisterOut(register, { asOf, language, rulebook: openLaws(), fallbackId: groupId, state }),
    );
    yield* format.encode(out, options);
  }

  async verify(groupId: string) {
    await this.demandGroup(groupId);
    return verifyLedger(scopeOf(groupId), this.store);
  }

  async makeCheckpoint(groupId: string) {
    await this.demandGroup(groupId);
    return makeCheckpoint(scopeOf(groupId), this.store);
  }

  async makeKey(groupId: string, order: KeyOrder) {
    await this.demandGroup(groupId);
    const { key, text } = demandDone(await makeKey(scopeOf(groupId), this.store, order));
    return { key: showKey(key), text };
  }

  async listKeys(groupId: string): Promise<readonly DeskKey[]> {
    await this.demandGroup(groupId);
    const found: KeptKey[] = [];
    let after: string | null = null;
    do {
      const page: KeyPage = demandDone(
        await listKeys(scopeOf(groupId), this.store, after === null ? {} : { after }),
      );
      found.push(...page.keys);
      after = page.next;
    } while (after !== null);
    return found.map(showKey);
  }

  async withdrawKey(groupId: string, id: string): Promise<void> {
    await this.demandGroup(groupId);
    demandDone(await withdrawKey(scopeOf(groupId), this.store, id));
  }

  async erasePerson(groupId: string, id: string, why: string | undefined): Promise<boolean> {
    await this.demandGroup(groupId);
    return demandDone(await erasePerson(scopeOf(groupId, why ?? 'erasure'), this.store, id)).wasKept;
  }

  close(): Promise<void> {
    return this.store.close();
  }

  private async demandGroup(groupId: string): Promise<DeskGroup> {
    const kept = await readGroupOf(scopeOf(groupId), this.store);
    if (kept === null) throw unknownGroup(groupId, await this.listGroups());
    return { id: kept.group.id, name: kept.group.name ?? null };
  }
}

function scopeOf(groupId: string, why = 'command line', from = ''): Scope {
  const origin = from === '' ? 'command-line' : `command-line: ${from}`;
  return { groupId, actor: ACTOR, at: Date.now() as Instant, why, origin };
}

/** The group that was named, else the one of which the file speaks, else the only one there is. */
function groupFor({ into }: ImportOrder, { group }: OpenedImport, groups: readonly DeskGroup[]): string {
  const [only] = groups;
  const found = into ?? group?.id ?? (groups.length === 1 ? only?.id : undefined);
  if (found !== undefined) return found;
  throw badOption(
    '--into',
    'The file does not say of which group it speaks.',
    `Name it: --into ${only?.id ?? 'example'}. A group that is not there yet is made.`,
  );
}

async function* entriesOf(
  pages: AsyncIterable<RegisterPage>,
): AsyncIterable<{ readonly noun: string; readonly record: Fields }> {
  for await (const { noun, records } of pages) for (const record of records) yield { noun, record };
}

function showKey({ id, person, role, name, until, isWithdrawn }: KeptKey): DeskKey {
  return { id, person, role, name: name ?? null, until: until ?? null, isWithdrawn };
}
