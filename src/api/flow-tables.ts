// The table of flows on the wire: verdicts of a day in columns, packed so that a hundred thousand flows are a few megabytes.
import { z } from 'zod';
import { COLUMNS, type ColumnName } from './packed-table.ts';
import { clockQuery } from './record-envelopes.ts';
import { dateShape } from './words.ts';

const wordsShape = z.string().max(20_000).optional();

export const flowTableQuery = z.strictObject({
  asOf: dateShape.optional().describe('The day asked about; today in UTC where left out.'),
  knownAt: clockQuery.knownAt,
  without: wordsShape.describe(
    'Law files, rules or instruments that are struck from that day on, joined by commas.',
  ),
  leaving: wordsShape.describe(
    'Countries that leave every union of states from that day on, joined by commas.',
  ),
});

const columnShape = z
  .object({
    bytes: z.union([z.literal(1), z.literal(2), z.literal(4)]).describe('How many bytes each number takes.'),
    base64: z.string(),
  })
  .meta({ id: 'NumberColumn', description: 'Whole numbers from 0 on, little-endian.' });

const listShape = z.array(z.string());

export const flowTableShape = z
  .object({
    asOf: z.string(),
    laws: z.string().describe('Fingerprint of the law files.'),
    sameFrom: z.string().nullable().describe('From this day on the register says what it says on that day.'),
    sameUntil: z.string().nullable().describe('The first day on which it says something else.'),
    count: z.int().describe('How many flows run on that day.'),
    registered: z.int(),
    ids: z.string().describe('Ids of the flows that run, each on a line of its own.'),
    notRunning: listShape,
    names: listShape.describe('Numbers in columns are places in lists such as this one.'),
    ends: z.array(
      z.object({
        text: z.string(),
        organisation: z.string().nullable(),
        name: z.string(),
        isStaff: z.boolean(),
      }),
    ),
    countries: listShape,
    activities: z.array(z.object({ id: z.string(), name: z.string() })),
    modes: listShape,
    answering: listShape.describe('The laws that answer; a cell of a law is at flow times laws plus law.'),
    tools: listShape,
    instruments: listShape,
    missingFacts: listShape,
    columns: z.object(
      Object.fromEntries(Object.keys(COLUMNS).map((name) => [name, columnShape])) as Record<
        ColumnName,
        typeof columnShape
      >,
    ),
  })
  .meta({ id: 'FlowTable', description: 'The verdicts of a day without reasons, for a screen.' });
