// Timelines on the wire: the verdict of each flow over time, and what happened on the days on which it changed.
import { z } from 'zod';
import { VERDICTS } from '../core/flows/answer.ts';
import { questionFields } from './transfers.ts';
import { dateShape } from './words.ts';

export const timelineRequestShape = z
  .strictObject({
    ...questionFields,
    asOf: dateShape
      .optional()
      .describe('The day from which on what is struck is struck; absent: from the first day.'),
    from: dateShape.optional().describe('The first day; absent: the first of which law is known.'),
    until: dateShape.optional().describe('The first day no longer; absent: the last span stays open.'),
  })
  .meta({
    id: 'TimelineRequest',
    description: 'What was the verdict when? Nothing of the register is kept.',
  });

const verdictSpanShape = z
  .object({
    from: z.string(),
    until: z.string().nullable().describe('The first day no longer; null where no end is known.'),
    verdict: z.enum(VERDICTS),
    tool: z.string(),
    instrument: z.string().nullable(),
    because: z.array(z.string()),
    endedBy: z.array(z.string()).describe('What happened on the day on which the span ended.'),
  })
  .meta({ id: 'VerdictSpan', description: 'A time in which one tool carried a flow, or none did.' });

export const timelineShape = z
  .object({
    laws: z.string(),
    from: z.string(),
    until: z.string().nullable(),
    flows: z.array(z.object({ flow: z.string(), spans: z.array(verdictSpanShape) })),
  })
  .meta({ id: 'Timeline', description: 'The spans of each flow, in their order.' });
