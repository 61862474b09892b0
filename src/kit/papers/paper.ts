// A paper: what is printed, as plain values; knows no noun, no page and no file format.
import type { Language } from '../../core/law/law.ts';

/** How a line looks. `missing` says that something is not there, `strong` that it weighs more than its neighbours. */
export type Tone = 'plain' | 'faint' | 'strong' | 'missing';

export interface Line {
  readonly text: string;
  readonly tone?: Tone;
}

/** What stands under one label. */
export interface Fact {
  readonly label: string;
  /** Who asks for it, as lawyers cite it; shown small below the label. */
  readonly cites?: readonly string[];
  readonly lines: readonly Line[];
}

export interface Column {
  readonly heading: string;
  /** Its share of the width, compared with those of the other columns. */
  readonly share: number;
}

/** Lines of one cell. */
export type Lines = readonly Line[];

export type Block =
  | {
      readonly is: 'heading';
      readonly level: 2 | 3;
      readonly text: string;
      /** Shown small below it. */
      readonly below?: string;
      readonly onNewPage?: boolean;
    }
  | { readonly is: 'text'; readonly text: string; readonly tone?: Tone }
  | { readonly is: 'facts'; readonly facts: readonly Fact[] }
  | {
      readonly is: 'table';
      readonly columns: readonly Column[];
      readonly rows: readonly (readonly Lines[])[];
    };

/** A chapter; it begins on a page of its own. */
export interface Part {
  readonly title: string;
  readonly intro?: string;
  readonly blocks: readonly Block[];
}

export interface Paper {
  readonly language: Language;
  readonly title: string;
  readonly subtitle: string;
  /** Above the title: whose paper it is. */
  readonly over: string;
  /** For the properties of the file. */
  readonly subject: string;
  readonly keywords: readonly string[];
  readonly cover: readonly Fact[];
  readonly contentsTitle: string;
  /** At the head and at the foot of every page but the first. */
  readonly head: readonly [left: string, right: string];
  readonly foot: string;
  /** Words around the number of the page and the number of pages, as in `Page `, ` of `, ``. */
  readonly pageWords: readonly [before: string, between: string, after: string];
  readonly parts: readonly Part[];
}

/** Kinds of files that a paper becomes. */
export type PaperKind = 'pdf' | 'docx';
