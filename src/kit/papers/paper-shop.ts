// The work of the thread that prints: takes one paper after the other, keeps what is slow to start.

import { pressDocx } from './docx-press.ts';
import type { Paper, PaperKind } from './paper.ts';
import { PdfPress, type PressFiles } from './pdf-press.ts';

/** Prints papers of both kinds; Typst is started with the first PDF. */
export class PaperShop {
  private readonly files: PressFiles;
  private press: Promise<PdfPress> | undefined;

  constructor(files: PressFiles) {
    this.files = files;
  }

  async print(paper: Paper, kind: PaperKind): Promise<Uint8Array> {
    if (kind === 'docx') return pressDocx(paper);
    this.press ??= PdfPress.start(this.files);
    return (await this.press).print(paper);
  }

  /** Bytes that Typst holds. */
  async memoryBytes(): Promise<number> {
    return this.press === undefined ? 0 : (await this.press).memoryBytes;
  }
}
