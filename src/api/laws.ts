// Laws on the wire: the law files, their rules with sources, the shared words, and the days on which law changed.
import { z } from 'zod';
import { ASKED_NOUNS } from '../core/law/asked-fields.ts';
import { CAPACITIES, RULE_KINDS, STRENGTHS, TIERS } from '../core/law/law.ts';
import { inForceShape, sourceShape, wordingShape } from './words.ts';

const endingShape = z.object({ by: z.string(), why: wordingShape });

const lawSummaryShape = z
  .object({
    id: z.string(),
    laws: z.array(z.string()).describe('Whose answers its rules shape.'),
    title: wordingShape,
    ...inForceShape,
    ended: endingShape.optional(),
    kinds: z.array(z.enum(RULE_KINDS)).describe('The kinds of its rules.'),
    tiers: z.array(z.enum(TIERS)).describe('Which sorts of transfer tool it offers.'),
    cite: z.string().describe('Where it is written, as lawyers cite it.'),
    rules: z.int(),
    unverified: z.int().describe('How many of its rules nobody has seen at a source yet.'),
  })
  .meta({ id: 'LawSummary' });

const lawInstrumentShape = z
  .object({
    id: z.string(),
    answers: z.string().describe('The name of this law in answers.'),
    name: wordingShape,
    short: wordingShape,
    ...inForceShape,
  })
  .meta({ id: 'LawInstrument', description: 'A law as a whole.' });

export const lawListShape = z
  .object({
    version: z.string(),
    fingerprint: z.string(),
    instruments: z.array(lawInstrumentShape),
    laws: z.array(lawSummaryShape),
  })
  .meta({ id: 'LawList', description: 'All law files.' });

const ruleShape = z
  .object({
    id: z.string(),
    kind: z.enum(RULE_KINDS),
    laws: z.array(z.string()),
    ...inForceShape,
    says: wordingShape,
    cites: z.array(z.string()),
    quote: z.string().optional(),
    source: z.array(sourceShape),
    unverified: z.string().optional(),
    except: z.array(z.string()).describe('Rules that take this one away where they apply.'),
    depends: z.array(z.string()).optional().describe('Duties without which the tool does not hold.'),
    when: z.unknown().optional().describe('The condition, as a tree.'),
  })
  .meta({ id: 'Rule', description: 'One rule: what it says, since when, where it is written.' });

export const lawShape = z
  .object({
    id: z.string(),
    laws: z.array(z.string()),
    title: wordingShape,
    ...inForceShape,
    ended: endingShape.optional(),
    source: z.array(sourceShape),
    unverified: z.string().optional(),
    note: z.string().optional(),
    rules: z.array(ruleShape),
  })
  .meta({ id: 'Law', description: 'One law file with its rules.' });

export const lawEventListShape = z
  .object({
    events: z.array(
      z.object({
        on: z.string(),
        what: z.enum(['begins', 'ends']),
        law: z.string().describe('The id of the law file or of the law.'),
        laws: z.array(z.string()),
        title: wordingShape,
        by: z.string().optional().describe('The event that ended it.'),
        why: wordingShape.optional(),
      }),
    ),
  })
  .meta({ id: 'LawEventList', description: 'The days on which law began or ended, in their order.' });

/** Parts of the news of a release, in the order in which a reader wants them. */
export const NEWS_PARTS = [
  'to-come',
  'began',
  'set-right',
  'brief',
  'wording',
  'coverage',
  'gaps',
  'other',
] as const;

export const lawNewsShape = z
  .object({
    releases: z.array(
      z.object({
        name: z.string().describe('`2026a`; `unreleased` for what comes with the next one.'),
        on: z.string().nullable().describe('The day of the release.'),
        parts: z.array(
          z.object({
            part: z.enum(NEWS_PARTS),
            title: z.string(),
            entries: z
              .array(z.object({ isItem: z.boolean(), text: z.string() }))
              .describe('Paragraphs and items of lists; `code` and **strong** are marked as in Markdown.'),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'LawNews', description: 'What releases of the law files changed for their users.' });

export const termListShape = z
  .object({
    terms: z
      .record(z.string(), z.record(z.string(), wordingShape))
      .describe('Lists of shared words, by list and word, with their labels.'),
  })
  .meta({ id: 'TermList', description: 'The shared words of law files and answers.' });

export const askedFieldListShape = z
  .object({
    rules: z.array(
      z
        .object({
          rule: z.string(),
          laws: z.array(z.string()),
          of: z.enum(ASKED_NOUNS).describe('The kind of record.'),
          fields: z.array(z.string()).describe('The field asked for, then those that answer as well.'),
          as: z.array(z.enum(CAPACITIES)).describe('In which capacity it is asked; empty: in any.'),
          strength: z.enum(STRENGTHS),
          ...inForceShape,
          says: wordingShape,
          cites: z.array(z.string()),
        })
        .meta({ id: 'AskingRule', description: 'A rule that asks for a field of a record.' }),
    ),
  })
  .meta({ id: 'AskedFieldList', description: 'Which article asks for which field of a register.' });

export type LawList = z.infer<typeof lawListShape>;
export type LawText = z.infer<typeof lawShape>;
export type LawEventList = z.infer<typeof lawEventListShape>;
export type LawNews = z.infer<typeof lawNewsShape>;
export type TermList = z.infer<typeof termListShape>;
export type AskedFieldList = z.infer<typeof askedFieldListShape>;

export const rulebookQueryShape = z.strictObject({
  laws: z.string().max(200).optional().describe('The fingerprint of the law files that are meant.'),
});

export const rulebookShape = z
  .looseObject({ version: z.string(), fingerprint: z.string() })
  .meta({ id: 'Rulebook', description: 'What laws/FORMAT.md describes, parsed and checked.' });
