// A paper fault: a paper could not be printed, for a reason that whoever asked can act on; thrown, with what to do about it.

export type PaperFaultCode =
  /** More than is printed at once. */
  | 'paper-too-large'
  | 'paper-took-too-long'
  /** Too many papers wait to be printed. */
  | 'papers-busy'
  /** Whoever asked has gone. */
  | 'paper-left';

export class PaperFault extends Error {
  readonly code: PaperFaultCode;
  /** What to do about it. */
  readonly hint: string;

  constructor(code: PaperFaultCode, message: string, hint: string) {
    super(message);
    this.name = 'PaperFault';
    this.code = code;
    this.hint = hint;
  }
}
