// The page of answers, and their JSON Schemas: read from the shapes of the wire contract, which the command line shares.
import { z } from 'zod';
import { completenessShape } from '../../src/api/completeness.ts';
import { contractsShape } from '../../src/api/contracts.ts';
import { dueAnswerShape } from '../../src/api/due.ts';
import { timelineShape } from '../../src/api/timelines.ts';
import { transferAnswersShape } from '../../src/api/transfers.ts';
import { whatIfShape } from '../../src/api/what-ifs.ts';
import { code, codes, page, table } from './markdown.ts';

export const TRANSFERS_SCHEMA = schemaOf(transferAnswersShape, 'transfers-answer');

interface Shown {
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly $ref?: string;
  readonly anyOf?: readonly Shown[];
  readonly items?: Shown;
  readonly properties?: Readonly<Record<string, Shown>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Shown | boolean;
  readonly $defs?: Readonly<Record<string, Shown>>;
}

function schemaOf(shape: z.ZodType, name: string): Record<string, unknown> {
  const { $schema, id: _id, ...rest } = z.toJSONSchema(shape) as Record<string, unknown>;
  return { $schema, $id: `urn:sekisho:${name}:1`, ...rest };
}

const VERDICTS: readonly (readonly [string, string])[] = [
  [
    'not-a-transfer',
    'The law asks nothing here: inside its territory, own staff, or directly from the person.',
  ],
  ['lawful', 'A tool carries the flow, and every duty on which it depends is shown to be met.'],
  ['conditional', 'A tool carries the flow, but a duty on which it depends is not shown to be met.'],
  ['undetermined', 'A fact is missing on which the answer turns; `missing` names it.'],
  ['unlawful', 'No tool carries the flow.'],
];

/** The page. */
export function writeAnswersPage(): string {
  const answers: readonly (readonly [string, string, z.ZodType])[] = [
    [
      'transfers',
      '`sekisho transfers REGISTER --json`, `POST /api/transfers`. Schema: [transfers-answer.schema.json](transfers-answer.schema.json).',
      transferAnswersShape,
    ],
    ['timeline', '`sekisho transfers REGISTER --timeline --json`, `POST /api/timelines`.', timelineShape],
    ['what-if', '`sekisho transfers REGISTER --what-if --json`, `POST /api/what-ifs`.', whatIfShape],
    ['contracts', '`sekisho contracts REGISTER --json`, `POST /api/contracts`.', contractsShape],
    ['completeness', '`sekisho completeness REGISTER --json`.', completenessShape],
    ['due', '`sekisho due RULE --json`, `GET /api/due`.', dueAnswerShape],
  ];
  return page('Answers', 'the shapes in `src/api/`', [
    'What `--json` prints, and what the server answers. Keys may be added; none is taken away or given another meaning.',
    `## Verdicts\n\nFrom harmless to harmful. The verdict of a flow is the worst of the answers of its laws. More: [verdicts](../understand/verdicts.md).\n\n${table(
      ['verdict', 'means'],
      VERDICTS.map(([verdict, means]) => [code(verdict), means]),
    )}`,
    ...answers.map(([name, from, shape]) => {
      const whole = z.toJSONSchema(shape) as unknown as Shown;
      const top = whole.$ref === undefined ? whole : (whole.$defs?.[lastOf(whole.$ref)] ?? whole);
      const rows = rowsOf(top, '', new Map(), whole.$defs ?? {});
      return `## ${name}\n\n${from}\n\n${table(['key', 'is', 'meaning'], rows)}`;
    }),
    `## Faults\n\nWith \`--json\`, bad input is answered by \`{"issues": […]}\` and exit status 2.\n\n${table(
      ['key', 'is', 'meaning'],
      [
        [code('code'), 'text', 'A word of the [closed list](issue-codes.md).'],
        [code('at'), 'text', '`file:line:column`, or the path where no text is known.'],
        [code('path'), 'text', 'Path from the top of the file, as in `flows[3].from`.'],
        [code('message'), 'text', 'What was found.'],
        [code('hint'), 'text', 'What to do about it.'],
      ],
    )}`,
  ]);
}

/** One row per key, the keys of maps and lists below them with their path. A shape that was shown before is named, not repeated. */
function rowsOf(
  schema: Shown,
  above: string,
  shown: Map<string, string>,
  defs: Readonly<Record<string, Shown>>,
): string[][] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, value]) => {
    const optional = schema.required?.includes(key) === false || schema.required === undefined;
    const inner = value.items ?? value;
    const name = inner.$ref === undefined ? undefined : lastOf(inner.$ref);
    const target = name === undefined ? inner : (defs[name] ?? {});
    const path = `${above}${key}${value.items === undefined ? '' : '[]'}`;
    const earlier = name === undefined ? undefined : shown.get(name);
    if (name !== undefined && earlier === undefined) shown.set(name, path);
    const about = value.description ?? target.description ?? '';
    const kind = `${kindOf(value, defs)}${optional ? ', may be absent' : ''}`;
    if (earlier !== undefined)
      return [[code(path), kind, `${about}${about === '' ? '' : ' '}As in ${code(earlier)}.`]];
    return [[code(path), kind, `${about}${wordsOf(target)}`], ...rowsOf(target, `${path}.`, shown, defs)];
  });
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'number',
  number: 'number',
  boolean: 'true, false',
  object: 'map',
  null: 'null',
};

function kindOf(schema: Shown, defs: Readonly<Record<string, Shown>>): string {
  if (schema.anyOf !== undefined) return schema.anyOf.map((one) => kindOf(one, defs)).join(' or ');
  if (schema.$ref !== undefined) return kindOf(defs[lastOf(schema.$ref)] ?? {}, defs);
  if (schema.items !== undefined) return `list: ${kindOf(schema.items, defs)}`;
  if (schema.enum !== undefined) return 'word';
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);
  return types.map((type) => KINDS[type] ?? type).join(' or ') || 'anything';
}

/** The name at the end of a reference. */
function lastOf(reference: string): string {
  return reference.split('/').at(-1) ?? '';
}

function wordsOf(schema: Shown): string {
  return schema.enum === undefined ? '' : ` One of ${codes(schema.enum)}.`;
}
