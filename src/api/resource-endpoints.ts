// The endpoints of a resource, made from its description: list, new, one, state, remove, history, undo, completeness.
import { z } from 'zod';
import type { RecordNoun } from '../core/flows/record-kinds.ts';
import { recordCompletenessShape } from './completeness.ts';
import { type Endpoint, JSON_MEDIA } from './endpoint.ts';
import type { ProblemKind } from './problem.ts';
import {
  clockQuery,
  envelopeOf,
  historyShape,
  limitShape,
  pageOf,
  undoingShape,
  whyShape,
  writeBodyOf,
} from './record-envelopes.ts';
import { RESOURCES, type Resource } from './resources.ts';
import { askedDayShape } from './words.ts';

/** What can be done with each resource. */
const RESOURCE_ACTS = ['list', 'new', 'one', 'state', 'remove', 'history', 'undo', 'completeness'] as const;

export type ResourceAct = (typeof RESOURCE_ACTS)[number];

export interface ResourceEndpoint extends Endpoint {
  readonly noun: RecordNoun;
  readonly act: ResourceAct;
}

/** Also of records of which no law asks anything. */
const completenessOfOneShape = recordCompletenessShape
  .extend({ noun: z.string() })
  .meta({ id: 'CompletenessOfOne', description: 'What is asked of one record, and what it leaves out.' });

const fieldsShapeOf = ({ shape }: Resource) =>
  wordsShape(1000, Object.keys((shape as z.ZodObject).shape))
    .optional()
    .describe('Only these keys of `record`, joined by commas, as in `id,name`.');

/** Some of these words, joined by commas; one that is misspelt must not be taken for one that nothing has. */
function wordsShape(max: number, known: readonly string[], mark = ''): z.ZodString {
  const strangersIn = (text: string): string[] =>
    text
      .split(',')
      .map((word) => word.trim())
      .filter((word) => !known.includes(word.startsWith(mark) ? word.slice(mark.length) : word));
  return z
    .string()
    .max(max)
    .refine((text) => strangersIn(text).length === 0, {
      error: ({ input }) => {
        const [stranger = ''] = strangersIn(String(input));
        return `'${stranger.slice(0, 60)}' is none of ${known.join(', ')}.`;
      },
    });
}

/** Every endpoint of every resource by its name, as in `listActivities`. */
export const RESOURCE_ENDPOINTS: Readonly<Record<string, ResourceEndpoint>> = Object.fromEntries(
  RESOURCES.flatMap((resource) => describeResource(resource)),
);

function describeResource(resource: Resource): [string, ResourceEndpoint][] {
  const { noun, one, says, shape, example } = resource;
  const many = noun.charAt(0).toUpperCase() + noun.slice(1);
  const path = `/api/groups/{group}/${noun}`;
  const envelope = envelopeOf(noun, shape, one);
  const body = writeBodyOf(shape, one);
  const params = { group: 'example', id: String(example['id']) };
  const common = { noun, media: JSON_MEDIA, shape: envelope } as const;
  const writes: readonly ProblemKind[] = [
    'not-json',
    'too-large',
    'unsound-request',
    'unsound-record',
    'approval-wanted',
    'id-used-otherwise',
    'person-erased',
  ];
  return [
    [
      `list${many}`,
      {
        ...common,
        act: 'list',
        method: 'get',
        path,
        summary: `Lists ${says}.`,
        query: listQueryOf(resource),
        headers: ['if-none-match'],
        shape: pageOf(envelope, many),
        answers: 'A page of them.',
        problems: ['not-found', 'unsound-request'],
        needs: 'reader',
        example: { params: { group: 'example' }, query: { limit: '2', sort: '-recordedAt' } },
      },
    ],
    [
      `new${one}`,
      {
        ...common,
        act: 'new',
        method: 'post',
        path,
        summary: 'States one that is not there yet.',
        headers: ['idempotency-key'],
        body,
        status: 201,
        answers: 'It is kept.',
        problems: ['not-found', ...writes, 'taken'],
        needs: 'editor',
        example: { params: { group: 'example' }, body: { record: example, why: 'A new subsidiary.' } },
      },
    ],
    [
      `read${one}`,
      {
        ...common,
        act: 'one',
        method: 'get',
        path: `${path}/{id}`,
        summary: 'One of them.',
        query: z.strictObject({ ...clockQuery, fields: fieldsShapeOf(resource) }),
        headers: ['if-none-match'],
        answers: 'The record.',
        problems: ['not-found', 'unsound-request'],
        needs: 'reader',
        example: { params },
      },
    ],
    [
      `state${one}`,
      {
        ...common,
        act: 'state',
        method: 'put',
        path: `${path}/{id}`,
        summary:
          'States it, whole. What is there already is stated with `If-Match`, what is new with `If-None-Match: *`.',
        headers: ['if-match', 'if-none-match', 'idempotency-key'],
        body,
        answers: 'It is kept.',
        problems: ['not-found', ...writes, 'version-needed', 'version-differs', 'taken'],
        needs: 'editor',
        example: {
          params,
          headers: { 'if-match': '"1"' },
          body: { record: { ...example, note: 'Looked at.' }, why: 'Yearly review.' },
        },
      },
    ],
    [
      `read${one}History`,
      {
        ...common,
        act: 'history',
        method: 'get',
        path: `${path}/{id}/history`,
        summary: 'Every entry about it: who, when, why, from where, and what it changed.',
        shape: historyShape,
        answers: 'The entries, the first first.',
        problems: ['not-found'],
        needs: 'reader',
        example: { params },
      },
    ],
    [
      `read${one}Completeness`,
      {
        ...common,
        act: 'completeness',
        method: 'get',
        path: `${path}/{id}/completeness`,
        summary: 'Which fields the law asks for, and which of them are missing.',
        query: z.strictObject(clockQuery),
        shape: completenessOfOneShape,
        answers: 'The score, and each missing field with the article that asks for it.',
        problems: ['not-found', 'unsound-request', 'busy', 'took-too-long'],
        needs: 'reader',
        example: { params, query: { asOf: '2026-11-22' } },
      },
    ],
    [
      `remove${one}`,
      {
        ...common,
        act: 'remove',
        method: 'delete',
        path: `${path}/{id}`,
        summary: 'Removes it; its history stays, and the removal can be undone.',
        query: z.strictObject({
          why: whyShape.optional(),
          validFrom: askedDayShape
            .optional()
            .describe('The first day on which it is no more; absent: at all.'),
        }),
        headers: ['if-match', 'idempotency-key'],
        answers: 'It is removed.',
        problems: [
          'not-found',
          'unsound-request',
          'version-needed',
          'version-differs',
          'still-named',
          'approval-wanted',
          'id-used-otherwise',
        ],
        needs: 'editor',
        example: {
          params,
          query: { why: 'Entered by mistake.' },
          headers: { 'if-match': '"2"', 'idempotency-key': entryIdOf(resource) },
        },
      },
    ],
    [
      `undo${one}Entry`,
      {
        ...common,
        act: 'undo',
        method: 'post',
        path: `${path}/{id}/undoings`,
        summary: 'An entry shall count as never made: what it overwrote or removed is back.',
        headers: ['idempotency-key'],
        body: undoingShape,
        status: 201,
        answers: 'The record as it stands now.',
        problems: [
          'not-found',
          'not-json',
          'unsound-request',
          'not-undoable',
          'approval-wanted',
          'id-used-otherwise',
        ],
        needs: 'editor',
        example: { params, body: { entry: entryIdOf(resource), why: 'It was right after all.' } },
      },
    ],
  ];
}

function listQueryOf(resource: Resource): z.ZodObject {
  const { filters, sorts, shape } = resource;
  const keys = [...new Set([...Object.keys((shape as z.ZodObject).shape), ...Object.keys(filters)])];
  const fields: Record<string, z.ZodType> = {};
  for (const [name, kind] of Object.entries(filters)) {
    if (kind === 'date') {
      fields[`${name}From`] = askedDayShape.optional().describe(`\`${name}\` is this day or later.`);
      fields[`${name}Until`] = askedDayShape.optional().describe(`\`${name}\` is before this day.`);
    } else if (kind === 'flag') fields[name] = z.enum(['true', 'false']).optional();
    else
      fields[name] = z
        .string()
        .min(1)
        .max(4000)
        .optional()
        .describe(
          kind === 'list'
            ? 'One of these stands in the list; joined by commas.'
            : 'One of these, joined by commas.',
        );
  }
  const names = Object.keys(filters).join(', ');
  return z.strictObject({
    ...fields,
    absent: wordsShape(1000, keys)
      .optional()
      .describe(`Fields that must not be known: ${names}; joined by commas.`),
    present: wordsShape(1000, keys).optional().describe('Fields that must be known; joined by commas.'),
    q: z.string().max(200).optional().describe('Texts that contain these words; the 100 best are looked at.'),
    sort: wordsShape(200, ['id', 'version', 'recordedAt', ...sorts, ...keys], '-')
      .optional()
      .describe(
        `${['id', 'version', 'recordedAt', ...sorts].join(', ')}; joined by commas, with "-" downwards. Ends with the id.`,
      ),
    limit: limitShape,
    after: z.string().max(4000).optional().describe('`next` of the page before, with the same question.'),
    fields: fieldsShapeOf(resource),
    ...clockQuery,
    removed: z.enum(['true', 'false']).optional().describe('Also those that were removed.'),
  });
}

/** The id of the entry that the example of a removal makes, so that the example of an undo can name it. */
function entryIdOf({ noun }: Resource): string {
  const digits = [...noun].map((letter) => letter.charCodeAt(0).toString(16)).join('');
  return `0192a000-0000-7000-8000-${digits.padEnd(12, '0').slice(0, 12)}`;
}
