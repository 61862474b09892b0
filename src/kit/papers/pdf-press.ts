// Turns papers into tagged PDF files with Typst, compiled to WebAssembly; it is started once and then kept.
import { readFileSync } from 'node:fs';
import startTypst, { type TypstCompiler, TypstCompilerBuilder } from '@myriaddreamin/typst-ts-web-compiler';
import type { Paper } from './paper.ts';
import { breakable, mapTexts, printable } from './paper-text.ts';
import { PAPER_FILE, PDF_TEMPLATE } from './pdf-template.ts';

/** Files that the press needs. */
export interface PressFiles {
  readonly typst: string;
  readonly fonts: readonly string[];
}

const MAIN_FILE = '/main.typ';
/** Typst's word for diagnostics as text, one a line, with their place. */
const DIAGNOSTICS_AS_TEXT = 2;

/** Measured: what Typst holds at most for each byte of a paper. */
const MEMORY_PER_BYTE = 120;
const RESERVED_MOST = 2 ** 31;
const RESERVE_PIECE = 2 ** 25;

interface Compiled {
  readonly result?: Uint8Array;
  readonly diagnostics?: readonly unknown[];
}

export class PdfPress {
  private readonly compiler: TypstCompiler;
  private readonly memory: WebAssembly.Memory;

  private constructor(compiler: TypstCompiler, memory: WebAssembly.Memory) {
    this.compiler = compiler;
    this.memory = memory;
  }

  static async start(files: PressFiles): Promise<PdfPress> {
    const { memory } = await startTypst({ module_or_path: readFileSync(files.typst) });
    const builder = new TypstCompilerBuilder();
    // Nothing but what is handed over below: no file of the machine, no package of the network.
    builder.set_dummy_access_model();
    for (const font of files.fonts) await builder.add_raw_font(readFileSync(font));
    const compiler = await builder.build();
    compiler.add_source(MAIN_FILE, PDF_TEMPLATE);
    return new PdfPress(compiler, memory);
  }

  /** Bytes of memory held; it grows with the largest paper so far and is given back only with the press. */
  get memoryBytes(): number {
    return this.memory.buffer.byteLength;
  }

  print(paper: Paper): Uint8Array {
    const bytes = this.encode(paper);
    this.reserve(bytes.length);
    this.compiler.map_shadow(PAPER_FILE, bytes);
    try {
      const { result, diagnostics } = this.compiler.compile(
        MAIN_FILE,
        undefined,
        'pdf',
        DIAGNOSTICS_AS_TEXT,
      ) as Compiled;
      if (result !== undefined) return result;
      throw new Error(
        `The template of papers does not compile: ${JSON.stringify(diagnostics).slice(0, 2000)}`,
      );
    } finally {
      this.compiler.unmap_shadow(PAPER_FILE);
      this.compiler.reset();
    }
  }

  private encode(paper: Paper): Uint8Array {
    const texts = mapTexts(paper, (text) => breakable(printable(text), paper.language !== 'ja'));
    return new TextEncoder().encode(JSON.stringify(texts));
  }

  /**
   * Makes Typst ask for the memory it will need at once: it would otherwise ask for a little more a hundred times over, and each
   * time the whole heap of JavaScript is searched for garbage, which took as long as the printing itself.
   */
  private reserve(paperBytes: number): void {
    const wanted = Math.min(paperBytes * MEMORY_PER_BYTE, RESERVED_MOST) - this.memoryBytes;
    const pieces = Math.max(0, Math.ceil(wanted / RESERVE_PIECE));
    const piece = new Uint8Array(pieces === 0 ? 0 : RESERVE_PIECE);
    for (let n = 0; n < pieces; n += 1) this.compiler.map_shadow(`/reserve-${n}`, piece);
    for (let n = 0; n < pieces; n += 1) this.compiler.unmap_shadow(`/reserve-${n}`);
  }
}
