// Asks a register written as a plain value, as it would stand in a file, so that a test reads like the file it speaks of.
import type { FlowAnswer, RegimeAnswer } from '../../src/core/flows/answer.ts';
import { parseRegister, REGISTER_FORMAT } from '../../src/core/flows/parse-register.ts';
import { askAbout, type Question } from '../../src/core/flows/question.ts';
import type { Register } from '../../src/core/flows/register.ts';
import { answerTransfers } from '../../src/core/flows/transfers.ts';
import type { Rulebook } from '../../src/core/law/rulebook.ts';
import type { CivilDate } from '../../src/core/time/civil-date.ts';

export type Plain = Record<string, unknown>;

/** The lists of a register file. */
export interface PlainRegister {
  readonly organisations: readonly Plain[];
  readonly divisions?: readonly Plain[];
  readonly persons?: readonly Plain[];
  readonly systems?: readonly Plain[];
  readonly contractors?: readonly Plain[];
  readonly activities?: readonly Plain[];
  readonly flows?: readonly Plain[];
  readonly instruments?: readonly Plain[];
  readonly assessments?: readonly Plain[];
}

export interface Changes {
  readonly without?: readonly string[];
  readonly leaving?: readonly string[];
}

export const day = (text: string): CivilDate => text as CivilDate;

/** A register that must be sound. */
export function registerOf(plain: PlainRegister): Register {
  const parsed = parseRegister({ format: REGISTER_FORMAT, ...plain });
  if (!parsed.ok) {
    throw new Error(parsed.fault.map((one) => `${one.at.path} [${one.code}] ${one.message}`).join('\n'));
  }
  return parsed.value;
}

export function questionOf(
  plain: PlainRegister,
  rulebook: Rulebook,
  on: string,
  changes: Changes = {},
): Question {
  return askAbout(registerOf(plain), rulebook, day(on), changes);
}

/** All answers of a day, by flow. */
export function answersOn(
  plain: PlainRegister,
  rulebook: Rulebook,
  on: string,
  changes: Changes = {},
): ReadonlyMap<string, FlowAnswer> {
  const { flows } = answerTransfers(questionOf(plain, rulebook, on, changes));
  return new Map(flows.map((one) => [one.flow, one]));
}

/** The answer of one law for one flow; it must be there. */
export function answerOf(
  plain: PlainRegister,
  rulebook: Rulebook,
  on: string,
  flow: string,
  regime = 'eu-gdpr',
  changes: Changes = {},
): RegimeAnswer {
  const found = answersOn(plain, rulebook, on, changes)
    .get(flow)
    ?.answers.find((one) => one.regime === regime);
  if (found === undefined) throw new Error(`${regime} gives no answer for ${flow} on ${on}`);
  return found;
}
