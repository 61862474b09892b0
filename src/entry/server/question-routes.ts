// The routes of questions about the kept register: words of the query taken apart, the day named, and handed on.

import { makeProblem } from '../../api/problem.ts';
import { fail } from '../../core/base/result.ts';
import type { RecordNoun } from '../../core/flows/record-kinds.ts';
import type { AskedNoun } from '../../core/law/asked-fields.ts';
import type { Language } from '../../core/law/law.ts';
import type { Call } from '../../kit/http/call.ts';
import { idOf, readClocks } from '../../kit/http/call-words.ts';
import type { Route } from '../../kit/http/route.ts';
import type { Refusal } from '../../records/group/refusal.ts';
import { readRecordOf } from '../../records/register/record-actions.ts';
import type { StoredQuestion, StoredWorkName } from './evaluate-stored.ts';
import type { StoredAnswers } from './stored-answers.ts';

/** Today, in UTC: where nobody names a day. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

export function makeQuestionRoute(name: StoredWorkName, answers: StoredAnswers): Route<Refusal> {
  return (call, scope, store) => answers.ask(name, readQuestion(name, call), call, scope, store);
}

/** Of one record, which must be there. */
export function makeCompletenessRoute(noun: RecordNoun, answers: StoredAnswers): Route<Refusal> {
  return async (call, scope, store) => {
    const kept = await readRecordOf(scope, store, noun, idOf(call), readClocks(call.query));
    if (kept === null || kept.removed) return fail(makeProblem('not-found'));
    const { asOf = today(), knownAt } = call.query as { asOf?: string; knownAt?: string };
    return answers.ask(
      'stored-completeness',
      { asOf, ...(knownAt !== undefined && { knownAt }), noun: noun as AskedNoun, id: kept.id },
      call,
      scope,
      store,
    );
  };
}

export function readQuestion(name: StoredWorkName, { query, body }: Call): StoredQuestion {
  if (name === 'stored-what-if') {
    const question = body as StoredQuestion;
    return { ...question, asOf: question.asOf ?? today() };
  }
  const {
    asOf,
    knownAt,
    without,
    leaving,
    flows,
    language,
    explain,
    from,
    until,
    noun,
    organisation,
    cells,
  } = query as Readonly<Record<string, string | undefined>>;
  const day = asOf ?? (name === 'stored-timeline' ? undefined : today());
  return {
    ...(day !== undefined && { asOf: day }),
    ...(knownAt !== undefined && { knownAt }),
    ...(without !== undefined && { without: split(without) }),
    ...(leaving !== undefined && { leaving: split(leaving) }),
    ...(flows !== undefined && { flows: split(flows) }),
    ...(language !== undefined && { language: language as Language }),
    ...(explain !== undefined && { explain: explain === 'true' }),
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
    ...(noun !== undefined && { noun }),
    ...(cells !== undefined && { cells: cells === 'true' }),
    ...(organisation !== undefined && { organisation }),
  };
}

function split(words: string): string[] {
  return words
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
