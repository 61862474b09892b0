// How the command line ends: its exit statuses, and how faults are shown to a person or a program.
import { type Issue, writePlace } from '../../core/base/issue.ts';
import type { PaperFault } from '../../kit/papers/paper-fault.ts';
import type { StoreFault } from '../../kit/store/store-fault.ts';
import { bold, dim, red } from './colour.ts';

/** 0 answered; 1 not as it should be (with --check); 2 bad input; 3 the machine failed. */
export const EXIT = { answered: 0, notAsItShouldBe: 1, badInput: 2, machineFailed: 3 } as const;

/** Bad input: ends the command with status 2 and all faults. */
export class BadInput extends Error {
  readonly issues: readonly Issue[];
  constructor(issues: readonly Issue[]) {
    super(issues[0]?.message ?? 'bad input');
    this.issues = issues;
  }
}

/** What the command needs beside your input is not as it must be: ends it with status 3, in words. A fault of the store is one, too. */
export class MachineFault extends Error {
  readonly code: string;
  readonly hint: string;
  constructor(code: string, message: string, hint: string) {
    super(message);
    this.code = code;
    this.hint = hint;
  }
}

/** One fault of the command line itself. */
export function badOption(option: string, message: string, hint: string): BadInput {
  return new BadInput([{ code: 'bad-option', at: { path: option }, message, hint }]);
}

/** Gathers the faults of several readings, so that all are told at once. */
export class FaultList {
  private readonly issues: Issue[] = [];

  /** What `read` gives, or `undefined` where it found faults. */
  attempt<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof BadInput)) throw error;
      this.issues.push(...error.issues);
      return undefined;
    }
  }

  /** The same for what is read in a while. */
  async attemptLater<T>(read: () => Promise<T>): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof BadInput)) throw error;
      this.issues.push(...error.issues);
      return undefined;
    }
  }

  /** Ends the command if there was any fault. */
  demandNone(): void {
    if (this.issues.length > 0) throw new BadInput(this.issues);
  }
}

/** Writes all faults: as one JSON document on standard output, or for a person on standard error. */
export function showFaults(issues: readonly Issue[], json: boolean): void {
  if (json) {
    const shown = issues.map((issue) => ({
      code: issue.code,
      at: writePlace(issue.at),
      path: issue.at.path,
      message: issue.message,
      hint: issue.hint,
    }));
    process.stdout.write(`${JSON.stringify({ issues: shown }, null, 2)}\n`);
    return;
  }
  for (const issue of issues) process.stderr.write(describeFault(issue));
  process.stderr.write(`${issues.length === 1 ? '1 fault' : `${issues.length} faults`}; nothing was done.\n`);
}

/** The place, the code, what was found and what to do. */
function describeFault(issue: Issue): string {
  return `${bold(writePlace(issue.at))} ${dim(`[${issue.code}]`)} ${red(issue.message)}\n    ${issue.hint}\n`;
}

/** Writes what is wrong with the machine, where it has words of its own. */
export function showMachineFault(
  { code, message, hint }: MachineFault | StoreFault | PaperFault,
  json: boolean,
): void {
  const path = code.startsWith('server-') ? 'server' : code.startsWith('paper') ? 'paper' : 'store';
  if (json)
    process.stdout.write(
      `${JSON.stringify({ issues: [{ code, at: path, path, message, hint }] }, null, 2)}\n`,
    );
  else process.stderr.write(describeFault({ code, at: { path }, message, hint }));
}
