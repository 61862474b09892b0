// The shared words and the authorities: their shape, their labels, and that every link to the Data Privacy Vocabulary exists.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { APPOINTMENT_ROLES, STORE_USES, SUBCONTRACTING_CONSENTS } from '../../src/core/flows/words.ts';
import { dpvIrisWritten } from '../../src/exchange/dpv-words.ts';

interface Term {
  readonly id: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly [key: string]: unknown;
}

interface TermFile {
  readonly file: string;
  readonly head: Readonly<Record<string, unknown>>;
  readonly terms: readonly Term[];
}

const LAWS = fileURLToPath(new URL('../../laws/', import.meta.url));
const TERM_KEYS = new Set([
  ...['id', 'labels', 'dpv', 'classes', 'note', 'since', 'retired', 'replaced-by'],
  ...['afresh', 'follows', 'needs-approval'],
]);
const AUTHORITY_KEYS = new Set([
  ...['id', 'labels', 'country', 'region', 'languages', 'url', 'competence', 'unverified', 'note'],
]);

function read(folder: string): TermFile[] {
  return readdirSync(`${LAWS}${folder}`)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => {
      const document = parseDocument(readFileSync(`${LAWS}${folder}/${name}`, 'utf8'), { uniqueKeys: true });
      expect(document.errors, `${folder}/${name}`).toEqual([]);
      const head = document.toJS() as Record<string, unknown>;
      return { file: name.replace(/\.yaml$/, ''), head, terms: head.terms as Term[] };
    });
}

function findDoubles(words: readonly string[]): string[] {
  return words.filter((word, index) => words.indexOf(word) !== index);
}

function findTerm(files: readonly TermFile[], file: string): ReadonlyMap<string, Term> {
  const found = files.find((each) => each.file === file);
  return new Map((found?.terms ?? []).map((term) => [term.id, term]));
}

const words = read('terms');
const authorities = read('authorities');

describe.each([
  ['terms', words, TERM_KEYS],
  ['authorities', authorities, AUTHORITY_KEYS],
] as const)('the files of laws/%s', (folder, files, keys) => {
  test.each(files.map((each) => [each.file, each] as const))(
    '%s has the shape of a word list',
    (name, each) => {
      expect(each.head.format).toBe('sekisho/terms@1');
      expect(each.head.id).toBe(`${folder}.${name}`);
      expect(each.head.kind).toBe(folder === 'terms' ? name : 'authorities');
      expect(each.terms.length).toBeGreaterThan(0);
      expect(findDoubles(each.terms.map((term) => term.id))).toEqual([]);
      for (const term of each.terms) {
        expect(
          Object.keys(term).filter((key) => !keys.has(key)),
          term.id,
        ).toEqual([]);
        expect(term.id, term.id).toMatch(/^[a-z0-9]+([.-][a-z0-9]+)*$/);
        expect(Object.keys(term.labels).sort(), term.id).toEqual(['de', 'en', 'ja']);
        for (const label of Object.values(term.labels)) expect(label.trim(), term.id).toBe(label);
        for (const label of Object.values(term.labels)) expect(label, term.id).not.toBe('');
      }
    },
  );
});

describe('links to the Data Privacy Vocabulary', () => {
  const lines = readFileSync(`${LAWS}terms/dpv-iris.txt`, 'utf8').split('\n');
  const listed = new Map(
    lines
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => line.split('\t') as [string, string]),
  );
  const linked = new Set([
    ...words.flatMap((each) => each.terms.flatMap((term) => (term.dpv ? [String(term.dpv)] : []))),
    ...dpvIrisWritten(),
  ]);

  test('every link is an IRI of the vocabulary', () => {
    expect([...linked].filter((iri) => !listed.has(iri))).toEqual([]);
  });

  test('the list holds nothing that is not linked', () => {
    expect([...listed.keys()].filter((iri) => !linked.has(iri))).toEqual([]);
  });

  test('the list names its source and its licence', () => {
    const head = lines.filter((line) => line.startsWith('#')).join('\n');
    expect(head).toContain('https://w3id.org/dpv');
    expect(head).toContain('W3C Software and Document License');
  });
});

describe('the words of a register', () => {
  test.each([
    ['appointment-roles', APPOINTMENT_ROLES],
    ['store-uses', STORE_USES],
    ['subcontracting-consents', SUBCONTRACTING_CONSENTS],
  ] as const)('%s all have labels, and no others have', (file, names) => {
    expect([...findTerm(words, file).keys()].sort()).toEqual([...names].sort());
  });
});

describe('the words agree with each other', () => {
  test('every class of a data word is a class', () => {
    const classes = findTerm(words, 'classes');
    const unknown = [...findTerm(words, 'data').values()].flatMap((term) =>
      ((term.classes as string[] | undefined) ?? []).filter((name) => !classes.has(name)),
    );
    expect(unknown).toEqual([]);
  });

  test('a special category of the GDPR is a sensitive datum in Switzerland too', () => {
    const missing = [...findTerm(words, 'data').values()].filter((term) => {
      const classes = (term.classes as string[] | undefined) ?? [];
      return classes.includes('special-category') && !classes.includes('sensitive-ch');
    });
    expect(missing.map((term) => term.id)).toEqual([]);
  });

  test('exactly the tools that an authority must approve say so', () => {
    const approved = [...findTerm(words, 'instrument-kinds').values()].filter(
      (term) => term['needs-approval'] === true,
    );
    expect(approved.map((term) => term.id).sort()).toEqual([
      'ad-hoc-clauses',
      'administrative-arrangement',
      'bcr-c',
      'bcr-p',
      'certification',
      'code-of-conduct',
      'sa-clauses',
    ]);
  });

  test('a word of an answer is not also a kind of instrument', () => {
    const kinds = findTerm(words, 'instrument-kinds');
    expect([...findTerm(words, 'tools').keys()].filter((word) => kinds.has(word))).toEqual([]);
  });

  test('no word is retired without saying what replaced it', () => {
    const all = words.flatMap((each) => each.terms);
    expect(all.filter((term) => term.retired !== undefined && term['replaced-by'] === undefined)).toEqual([]);
  });
});

describe('authorities', () => {
  const all = authorities.flatMap((each) => each.terms);

  test('an id is used once and begins with the country', () => {
    expect(findDoubles(all.map((term) => term.id))).toEqual([]);
    for (const term of all) {
      expect(term.country, term.id).toMatch(/^[A-Z]{2}$/);
      expect(term.id.startsWith(`${String(term.country).toLowerCase()}-`), term.id).toBe(true);
      if (term.region !== undefined)
        expect(String(term.region).startsWith(`${term.country}-`), term.id).toBe(true);
      expect(term.languages, term.id).not.toEqual([]);
    }
  });

  test('every Land of Germany has one, Bavaria two', () => {
    const regions = all.flatMap((term) => (term.region === undefined ? [] : [String(term.region)]));
    expect(new Set(regions).size).toBe(16);
    expect(findDoubles(regions)).toEqual(['DE-BY']);
  });

  test('every State of the European Economic Area has one', () => {
    const states =
      'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK IS LI NO'.split(' ');
    const countries = new Set(all.map((term) => term.country));
    expect(states.filter((state) => !countries.has(state))).toEqual([]);
  });
});
