// How far a reader has come on the guided path of first steps; kept on this device, so that it can be left and taken up again.
import { useSyncExternalStore } from 'react';

export const STEPS = ['way', 'group', 'recipient', 'verdict', 'missing', 'colleagues'] as const;
export type Step = (typeof STEPS)[number];

const WAYS = ['empty', 'file', 'example'] as const;
export type Way = (typeof WAYS)[number];

/** What was answered to the questions of an empty start; nothing of it is sent before the last. */
export interface FirstAnswers {
  readonly group: string;
  readonly company: string;
  readonly country: string;
  readonly recipient: string;
  readonly recipientCountry: string;
  readonly isOwn: boolean;
  readonly data: readonly string[];
  readonly subjects: readonly string[];
  readonly purposes: readonly string[];
}

export const NO_ANSWERS: FirstAnswers = {
  group: '',
  company: '',
  country: '',
  recipient: '',
  recipientCountry: '',
  isOwn: false,
  data: [],
  subjects: [],
  purposes: [],
};

export interface FirstSteps {
  readonly way: Way | null;
  /** The group that the path is about; null while there is none. */
  readonly group: string | null;
  /** The flow whose verdict came first. */
  readonly flow: string | null;
  readonly done: readonly Step[];
  readonly isPutAway: boolean;
  readonly answers: FirstAnswers;
}

const KEY = 'sekisho.first-steps';
const START: FirstSteps = {
  way: null,
  group: null,
  flow: null,
  done: [],
  isPutAway: false,
  answers: NO_ANSWERS,
};

let current = readKept();
const listeners = new Set<() => void>();

function readKept(): FirstSteps {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<FirstSteps>;
    return {
      way: WAYS.find((one) => one === kept.way) ?? null,
      group: typeof kept.group === 'string' ? kept.group : null,
      flow: typeof kept.flow === 'string' ? kept.flow : null,
      done: STEPS.filter((one) => kept.done?.includes(one) === true),
      isPutAway: kept.isPutAway === true,
      answers: { ...NO_ANSWERS, ...kept.answers },
    };
  } catch {
    return START;
  }
}

function keep(next: FirstSteps): void {
  current = next;
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // Then the path holds until the page is closed.
  }
  for (const tell of listeners) tell();
}

function firstSteps(): FirstSteps {
  return current;
}

export function changeFirstSteps(change: Partial<FirstSteps>): void {
  keep({ ...current, ...change });
}

/** A step is done; done twice is done once. */
export function finishStep(...steps: readonly Step[]): void {
  if (steps.every((step) => current.done.includes(step))) return;
  keep({ ...current, done: STEPS.filter((one) => current.done.includes(one) || steps.includes(one)) });
}

export function restartFirstSteps(): void {
  keep(START);
}

export function useFirstSteps(): FirstSteps {
  return useSyncExternalStore((tell) => {
    listeners.add(tell);
    return () => listeners.delete(tell);
  }, firstSteps);
}

/** The first step that is not done; null at the end of the path. */
export function nextStep(steps: FirstSteps): Step | null {
  return STEPS.find((one) => !steps.done.includes(one)) ?? null;
}
