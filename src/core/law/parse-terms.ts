// Reads a list of shared words (laws/terms, laws/authorities); the only way from a file to Terms.
import { Reading } from '../base/reading.ts';
import { fail, type Result, succeed } from '../base/result.ts';
import { below } from '../base/spot.ts';
import type { Term } from './law.ts';
import { readWording } from './parse-source.ts';

const TERM_KEYS = [
  'id',
  'labels',
  'dpv',
  'classes',
  'afresh',
  'follows',
  'needs-approval',
  'country',
  'region',
  'languages',
  'url',
  'competence',
  'since',
  'retired',
  'replaced-by',
  'unverified',
  'source',
  'note',
];

/** Reads `format: sekisho/terms@1`; `path` is the file's path with dots. Faults: those of Reading, and `duplicate-id`. */
export function parseTerms(value: unknown, path: string): Result<Term[]> {
  const reading = new Reading();
  const fields = reading.fields(value, null, [
    'format',
    'id',
    'kind',
    'title',
    'source',
    'note',
    'unverified',
    'terms',
  ]);
  if (fields === undefined) return fail(reading.faults());
  if (fields['id'] !== path) {
    reading.report(
      below(null, 'id'),
      'bad-id',
      `The id '${String(fields['id'])}' is not the path of the file.`,
      `Write 'id: ${path}'.`,
    );
  }
  const list = reading.id(fields['kind'], below(null, 'kind'));
  if (fields['kind'] === undefined) reading.missing(null, 'kind', 'It names the list, as in duties.');
  const seen = new Set<string>();
  const terms = reading.list(fields['terms'], below(null, 'terms'), (item, spot): Term | undefined => {
    const term = reading.fields(item, spot, TERM_KEYS);
    if (term === undefined) return undefined;
    const id = reading.id(term['id'], below(spot, 'id'));
    if (term['id'] === undefined) reading.missing(spot, 'id', 'It is the word itself.');
    const labels = readWording(reading, term['labels'], below(spot, 'labels'));
    if (id === undefined || labels === undefined || list === undefined) return undefined;
    if (seen.has(id))
      reading.report(
        below(spot, 'id'),
        'duplicate-id',
        `The term '${id}' stands twice.`,
        'Keep one of them.',
      );
    seen.add(id);
    const dpv = reading.text(term['dpv'], below(spot, 'dpv'));
    const classes = reading.list(term['classes'], below(spot, 'classes'), (one, at) => reading.id(one, at));
    const afresh = reading.flag(term['afresh'], below(spot, 'afresh'));
    const follows = reading.id(term['follows'], below(spot, 'follows'));
    const needsApproval = reading.flag(term['needs-approval'], below(spot, 'needs-approval'));
    const country = reading.text(term['country'], below(spot, 'country'));
    const region = reading.text(term['region'], below(spot, 'region'));
    const note = reading.text(term['note'], below(spot, 'note'));
    return {
      id,
      list,
      labels,
      ...(dpv !== undefined && { dpv }),
      ...(classes !== undefined && { classes }),
      ...(afresh !== undefined && { afresh }),
      ...(follows !== undefined && { follows }),
      ...(needsApproval !== undefined && { needsApproval }),
      ...(country !== undefined && { country }),
      ...(region !== undefined && { region }),
      ...(note !== undefined && { note }),
    };
  });
  if (terms === undefined && fields['terms'] === undefined)
    reading.missing(null, 'terms', 'It lists the words.');
  return reading.issues.length > 0 || terms === undefined ? fail(reading.faults()) : succeed(terms);
}
