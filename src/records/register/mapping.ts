// A mapping: what the columns of a foreign sheet mean, remembered under the fingerprint of its headings for the next such sheet.

/** Plain values, as the formats give them. */
export type MappingWords = Readonly<Record<string, unknown>>;

/** Without what was only shown beside it: samples of cells may be about persons, and what is kept is kept for good. */
export function withoutSamples<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => withoutSamples(item)) as T;
  const kept = Object.entries(value).filter(([key]) => key !== 'samples');
  return Object.fromEntries(kept.map(([key, item]) => [key, withoutSamples(item)])) as T;
}
