// The routes by which the register leaves: as a file of the contract, page by page, and in every format, piece by piece.
import { makeProblem, type Problem } from '../../api/problem.ts';
import type { Fields } from '../../core/base/reading.ts';
import { fail, succeed } from '../../core/base/result.ts';
import { REGISTER_FORMAT } from '../../core/flows/parse-register.ts';
import { RECORD_NOUNS, type RecordNoun } from '../../core/flows/record-kinds.ts';
import type { Language } from '../../core/law/law.ts';
import { FORMATS, formatOf } from '../../exchange/formats.ts';
import { jsonLines, writeLines } from '../../exchange/json-lines.ts';
import { toChunks } from '../../exchange/text-chunks.ts';
import { tell } from '../../kit/http/call.ts';
import { readClocks } from '../../kit/http/call-words.ts';
import { asDownload } from '../../kit/http/download.ts';
import type { Route } from '../../kit/http/route.ts';
import { LineFault, type ThreadLine } from '../../kit/http/thread-line.ts';
import type { ThreadLines } from '../../kit/http/thread-lines.ts';
import type { Clocks } from '../../kit/store/read-records.ts';
import type { Scope } from '../../kit/store/scope.ts';
import type { Store } from '../../kit/store/store.ts';
import { readGroupOf } from '../../records/group/group-actions.ts';
import type { Refusal } from '../../records/group/refusal.ts';
import { readRecordOf } from '../../records/register/record-actions.ts';
import { type RegisterPage, streamRegister } from '../../records/register/register-actions.ts';
import type { WritingOpened, WritingWish } from './file-thread.ts';
import { today } from './question-routes.ts';
import type { StoredAnswers } from './stored-answers.ts';

type ExportRoute = Route<Refusal>;

export const listFormatsRoute: ExportRoute = async () =>
  succeed(
    tell({
      formats: FORMATS.map(({ id, name, media, extensions, decode, stream, encode }) => ({
        id,
        name,
        media,
        extensions: [...extensions],
        reads: decode !== undefined || stream !== undefined,
        writes: encode !== undefined,
      })),
    }),
  );

/** Never held as a whole: a register may be larger than memory. */
export const readRegisterRoute: ExportRoute = async ({ query }, scope, store) =>
  succeed(tell(writeRegister(scope, store, readClocks(query)), { 'content-type': 'application/json' }));

async function* writeRegister(scope: Scope, store: Store, clocks: Clocks): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  const kept = await readGroupOf(scope, store);
  const head = { format: REGISTER_FORMAT, group: kept?.group ?? { id: scope.groupId } };
  yield encoder.encode(JSON.stringify(head).slice(0, -1));
  let open: RecordNoun | null = null;
  const seen = new Set<RecordNoun>();
  for await (const { noun, records } of streamRegister(scope, store, clocks)) {
    const lines = records.map((record) => JSON.stringify(record)).join(',\n');
    const before =
      open === noun
        ? lines === ''
          ? ''
          : ',\n'
        : `${open === null ? '' : ']'},\n${JSON.stringify(noun)}:[\n`;
    open = noun;
    seen.add(noun);
    yield encoder.encode(before + lines);
  }
  if (open !== null) yield encoder.encode(']');
  // `organisations` is the one list that a register must have.
  if (!seen.has('organisations')) yield encoder.encode(',\n"organisations":[]');
  yield encoder.encode('}\n');
}

export interface ExportGround {
  readonly lines: ThreadLines;
  readonly answers: StoredAnswers;
}

export function makeExportRoute({ lines, answers }: ExportGround): ExportRoute {
  return async (call, scope, store) => {
    const format = formatOf(call.params['format'] ?? '');
    if (format?.encode === undefined) {
      const written = FORMATS.filter(({ encode }) => encode !== undefined).map(({ id }) => id);
      return fail(
        makeProblem('not-found', {
          detail: `No format of that name is written. There are: ${written.join(', ')}.`,
        }),
      );
    }
    const {
      organisation,
      as,
      language = 'en',
      nouns,
    } = call.query as {
      organisation?: string;
      as?: 'controller' | 'processor';
      language?: Language;
      nouns?: string;
    };
    const wanted = nouns?.split(',').map((word) => word.trim()) as RecordNoun[] | undefined;
    const stranger = wanted?.find((word) => !RECORD_NOUNS.includes(word));
    if (stranger !== undefined)
      return fail(
        makeProblem('unsound-request', {
          detail: `'${stranger.slice(0, 60)}' is no noun. There are: ${RECORD_NOUNS.join(', ')}.`,
        }),
      );
    const named = readClocks(call.query);
    const name = `${scope.groupId}-${format.id}${named.asOf === undefined ? '' : `-${named.asOf}`}`;
    const asOf = named.asOf ?? today();
    const clocks = { ...named, asOf };
    if (organisation !== undefined) {
      const kept = await readRecordOf(scope, store, 'organisations', organisation, clocks);
      if (kept === null || kept.removed) return fail(unknownOrganisation(organisation));
    }
    if (format.id === jsonLines.id && organisation === undefined)
      return succeed(
        tell(
          streamLines(scope, store, { ...clocks, nouns: wanted ?? RECORD_NOUNS }),
          asDownload(`${name}.${format.extensions[0]}`, format.media),
        ),
      );
    const line = lines.open();
    if (line === null)
      return fail(
        makeProblem('busy', { detail: 'As many files are written as can be. Ask again in a moment.' }),
      );
    const hangUp = (): void => void line.hangUp();
    call.left.addEventListener('abort', hangUp, { once: true });
    // From then on the line may be somebody else's, and whoever has their file closes their connection.
    const giveBack = async (): Promise<void> => {
      call.left.removeEventListener('abort', hangUp);
      await lines.giveBack(line);
    };
    try {
      const { shared, state } = await answers.readPages(scope, store, clocks);
      const wish: WritingWish = {
        format: format.id,
        register: shared,
        asOf,
        groupId: scope.groupId,
        language,
        state,
        options: {
          ...(wanted !== undefined && { nouns: wanted }),
          ...(organisation !== undefined && { organisation }),
          ...(as !== undefined && { role: as }),
        },
      };
      const opened = await line.ask<WritingOpened>('openWriting', wish);
      if ('faults' in opened) {
        await giveBack();
        return fail(makeProblem('unsound-register', { issues: [...opened.faults] }));
      }
      // The first piece before the status: what fails at once is told, not cut off.
      const first = await line.ask<Uint8Array | null>('nextPiece', null);
      return succeed(
        tell(drain(line, first, giveBack), asDownload(`${name}.${opened.extension}`, opened.media)),
      );
    } catch (error) {
      await line.hangUp();
      // Whoever asked has gone, which is no failure; the words reach nobody.
      if (call.left.aborted) return fail(makeProblem('busy'));
      if (error instanceof LineFault && error.why === 'slow')
        return fail(
          makeProblem('took-too-long', {
            detail: 'Export fewer records at once: one organisation, or one noun.',
          }),
        );
      throw error;
    }
  };
}

function unknownOrganisation(id: string): Problem {
  const issue = {
    code: 'dangling-id',
    at: 'organisation',
    path: 'organisation',
    message: `'${id.slice(0, 60)}' is not among the organisations.`,
    hint: 'Add it to organisations, or mend the id.',
  };
  return makeProblem('unsound-request', {
    detail: `There is no organisation '${id.slice(0, 60)}' on that day; nothing was written.`,
    issues: [issue],
  });
}

/** One record after the other, so that a register of any size fits into little memory. */
async function* streamLines(
  scope: Scope,
  store: Store,
  wish: Clocks & { readonly nouns: readonly RecordNoun[] },
): AsyncGenerator<Uint8Array> {
  const kept = await readGroupOf(scope, store);
  const group = { id: scope.groupId, name: kept?.group.name ?? scope.groupId };
  yield* toChunks(writeLines({ group, covers: wish.nouns }, recordsOf(streamRegister(scope, store, wish))));
}

async function* recordsOf(
  pages: AsyncIterable<RegisterPage>,
): AsyncGenerator<{ readonly noun: string; readonly record: Fields }> {
  for await (const { noun, records } of pages) for (const record of records) yield { noun, record };
}

async function* drain(
  line: ThreadLine,
  first: Uint8Array | null,
  giveBack: () => Promise<void>,
): AsyncGenerator<Uint8Array> {
  try {
    for (let piece = first; piece !== null; piece = await line.ask<Uint8Array | null>('nextPiece', null))
      yield piece;
  } finally {
    await giveBack();
  }
}
