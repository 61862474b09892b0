// An issue: one fault found in what somebody gave us, said so that they can mend it.

/** Where a fault is: a path inside the value, and the place in the file when the text is known. */
export interface Place {
  /** Path from the top, as in `flows[3].from` or `organisations[0].standing.us-dpf`. */
  readonly path: string;
  /** The name of the file, as the reader gave it. */
  readonly file?: string;
  /** Line in the file, counted from 1. */
  readonly line?: number;
  /** Column in the line, counted from 1. */
  readonly column?: number;
}

export interface Issue {
  /** A word from a closed list; never used again for something else. */
  readonly code: string;
  readonly at: Place;
  /** What was found, in the reader's own words where they are known. */
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
}

/** The place as text: `file:line:column` where a file is known, else the path; what outside checks read. */
export function writePlace(place: Place): string {
  if (place.file !== undefined && place.line !== undefined) {
    return `${place.file}:${place.line}:${place.column ?? 1}`;
  }
  if (place.file !== undefined) return place.path === '' ? place.file : `${place.file}: ${place.path}`;
  return place.path === '' ? '$' : place.path;
}
