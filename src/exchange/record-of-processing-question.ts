// The question that a record of processing answers: whose record, and in which capacity.

/** Which record is wanted. */
export interface RecordQuestion {
  /** Only what this organisation does; absent: the whole group. */
  readonly organisation?: string;
  readonly as: 'controller' | 'processor';
}
