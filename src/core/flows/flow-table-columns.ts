// What a table of flows holds; apart from how it is made, so that a page can show one without the engine.

/** One end of a flow, as the register names it. */
export interface FlowEnd {
  /** As written: an id, `staff:` and an id, or `data-subject`. */
  readonly text: string;
  /** Null for the person the data are about. */
  readonly organisation: string | null;
  readonly name: string;
  readonly isStaff: boolean;
}

export interface FlowTable {
  readonly asOf: string;
  /** How many flows run on that day. */
  readonly count: number;
  /** All ids in one text, each on a line of its own: a hundred thousand texts would take a page longer to receive than to show. */
  readonly ids: string;
  /** Where each id begins; one more at the end. */
  readonly idStarts: Uint32Array<ArrayBuffer>;
  /** The first is empty: most flows have no name of their own. */
  readonly names: readonly string[];
  readonly name: Uint32Array<ArrayBuffer>;
  readonly ends: readonly FlowEnd[];
  readonly from: Uint32Array<ArrayBuffer>;
  readonly to: Uint32Array<ArrayBuffer>;
  /** Codes; the first is empty: not known. */
  readonly countries: readonly string[];
  readonly fromCountry: Uint16Array<ArrayBuffer>;
  readonly toCountry: Uint16Array<ArrayBuffer>;
  /** The first is empty: none. */
  readonly activities: readonly { readonly id: string; readonly name: string }[];
  readonly activity: Uint32Array<ArrayBuffer>;
  readonly modes: readonly string[];
  readonly mode: Uint8Array<ArrayBuffer>;
  readonly laws: readonly string[];
  /** Of the whole flow. Numbers are places in `VERDICTS`. */
  readonly verdict: Uint8Array<ArrayBuffer>;
  readonly leading: Uint8Array<ArrayBuffer>;
  /** By flow and law (`flow * laws.length + law`); `NO_ANSWER` where the law does not reach the flow. */
  readonly lawVerdict: Uint8Array<ArrayBuffer>;
  readonly lawTool: Uint16Array<ArrayBuffer>;
  readonly lawInstrument: Uint32Array<ArrayBuffer>;
  readonly tools: readonly string[];
  /** The first is empty: none. */
  readonly instruments: readonly string[];
  /** Missing facts, one a line; the first is empty. */
  readonly missingFacts: readonly string[];
  readonly missing: Uint32Array<ArrayBuffer>;
  readonly isUnverified: Uint8Array<ArrayBuffer>;
  /** Flows of the register that do not run on that day. */
  readonly notRunning: readonly string[];
  /** How many flows the register has. */
  readonly registered: number;
}

/** Stands in a column of verdicts where the law does not reach the flow. */
export const NO_ANSWER = 255;
