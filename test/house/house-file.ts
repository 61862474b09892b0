// What every checker of the house reads (files of the tree) and answers (findings, each saying what to do).

export interface HouseFile {
  /** Path from the top of the tree, with forward slashes. */
  readonly path: string;
  /** The text; empty for pictures and the like. */
  readonly text: string;
}

export interface Finding {
  readonly path: string;
  /** Counted from 1; absent where the whole file is meant. */
  readonly line?: number;
  readonly message: string;
}

/** A checker looks at the whole tree at once and never at the disk, so a test can plant a violation. */
export type Checker = (files: readonly HouseFile[]) => Finding[];

/** All findings as one text, or an empty text when the house is in order. */
export function writeFindings(findings: readonly Finding[]): string {
  return findings
    .map(({ path, line, message }) => `${path}${line === undefined ? '' : `:${line}`}\n    ${message}`)
    .join('\n');
}

/** The line of a position in a text, counted from 1. */
export function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}

export function isSourceFile(path: string): boolean {
  return /\.tsx?$/.test(path) && !path.endsWith('.d.ts');
}

export function isTestFile(path: string): boolean {
  return /\.test\.tsx?$/.test(path);
}
