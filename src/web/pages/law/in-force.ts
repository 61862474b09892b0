// Whether law is in force on a day: it is, it no longer is, or it is not yet.

export type TimeState = 'now' | 'ended' | 'coming';

interface Span {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

export function stateOn({ from, until }: Span, day: string): TimeState {
  if (from !== undefined && day < from) return 'coming';
  return until !== undefined && day >= until ? 'ended' : 'now';
}
