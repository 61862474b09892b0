import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findLive, layAnew, layOver, type Span, type TimelineEntry } from './timeline.ts';

const YEARS = ['2020', '2021', '2022', '2023', '2024', '2025'].map((year) => `${year}-01-01`);

/** Entries of one record, in which undos name any earlier entry that is not undone. */
const entriesOf = fc
  .array(
    fc.record({
      kind: fc.constantFrom('statement', 'statement', 'removal', 'undo'),
      from: fc.option(fc.integer({ min: 0, max: 4 })),
      days: fc.option(fc.integer({ min: 1, max: 5 })),
      which: fc.nat(),
    }),
    { maxLength: 14 },
  )
  .map((wishes) => {
    const entries: TimelineEntry[] = [];
    for (const { kind, from, days, which } of wishes) {
      const earlier = entries[which % Math.max(1, entries.length)];
      const undoes = kind === 'undo' ? (earlier?.id ?? null) : null;
      const isUndo = kind === 'undo' && undoes !== null;
      entries.push({
        position: entries.length + 1,
        id: `e${entries.length + 1}`,
        kind: isUndo ? 'undo' : kind === 'undo' ? 'statement' : kind,
        validFrom: isUndo || from === null ? null : (YEARS[from] ?? null),
        validUntil: isUndo || days === null ? null : (YEARS[(from ?? 0) + days] ?? null),
        undoes,
      } as TimelineEntry);
    }
    return entries;
  });

/** The plain way: the last live entry whose days hold the day speaks. */
function speakerOn(entries: readonly TimelineEntry[], day: string): number | null {
  const speaker = findLive(entries).findLast(
    ({ validFrom, validUntil }) => (validFrom ?? '') <= day && day < (validUntil ?? '9999'),
  );
  return speaker === undefined || speaker.kind === 'removal' ? null : speaker.position;
}

function layAll(entries: readonly TimelineEntry[]): Span[][] {
  let open: readonly Span[] = [];
  return entries.map((entry, index) => {
    open = (entry.kind === 'undo' ? layAnew(open, entries.slice(0, index + 1)) : layOver(open, entry)).open;
    return [...open];
  });
}

test('laid step by step, the spans say what the last live entry says, on every day and after every entry', () => {
  fc.assert(
    fc.property(entriesOf, (entries) => {
      layAll(entries).forEach((open, index) => {
        for (const day of ['2019-06-01', ...YEARS, '2022-06-01', '2030-01-01']) {
          const speaking = open.filter((span) => span.validFrom <= day && day < span.validUntil);
          expect(speaking.length).toBeLessThanOrEqual(1);
          expect(speaking[0]?.position ?? null).toBe(speakerOn(entries.slice(0, index + 1), day));
        }
      });
    }),
  );
});

test('what a step opens and closes is exactly what it changes', () => {
  fc.assert(
    fc.property(entriesOf, (entries) => {
      let open: readonly Span[] = [];
      entries.forEach((entry, index) => {
        const change =
          entry.kind === 'undo' ? layAnew(open, entries.slice(0, index + 1)) : layOver(open, entry);
        for (const span of change.closed) expect(open).toContain(span);
        for (const span of change.opened) expect(span.knownFrom).toBe(entry.position);
        for (const span of change.open) expect(span.validFrom < span.validUntil).toBe(true);
        const starts = change.opened.map(({ validFrom }) => validFrom);
        expect(new Set(starts).size).toBe(starts.length);
        open = change.open;
      });
    }),
  );
});
