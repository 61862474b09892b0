// Decoding: what is read, what is refused, and where in the text a fault is shown.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { writePlace } from '../../core/base/issue.ts';
import { parseRegister } from '../../core/flows/parse-register.ts';
import { type Decoded, decodeFile } from './decode-file.ts';

const FIXTURES = fileURLToPath(new URL('../../../test/support/fixtures/', import.meta.url));

function decode(text: string): Decoded {
  const decoded = decodeFile(text, 'f.yaml');
  if (!decoded.ok)
    throw new Error(decoded.fault.map((one) => `${writePlace(one.at)} ${one.message}`).join('\n'));
  return decoded.value;
}

/** Faults as `code line:column`. */
function faults(text: string): string[] {
  const decoded = decodeFile(text, 'f.yaml');
  return decoded.ok ? [] : decoded.fault.map((one) => `${one.code} ${one.at.line}:${one.at.column}`);
}

/** Where a path is shown. */
function placeOf(text: string, path: string): string {
  const [placed] = decode(text).place([{ code: 'x', at: { path }, message: '', hint: '' }]);
  return placed === undefined ? '' : writePlace(placed.at);
}

/** A JSON text so large that its faults are placed by path. */
function large(records: string): string {
  return `{"format": "sekisho/register@1", ${records}, "filler": "${'x'.repeat(17 * 1024 * 1024)}"}`;
}

describe('what is read', () => {
  it.each<[string, string, unknown]>([
    ['YAML', 'a: 1\nb: [x, y]', { a: 1, b: ['x', 'y'] }],
    ['JSON', '{"a": 1, "b": ["x", null, true]}', { a: 1, b: ['x', null, true] }],
    ['JSON with an empty list', '{"a": []}', { a: [] }],
    ['JSON with a word after a map in a list', '{"a": [{"b": 1}, 0], "b": 2}', { a: [{ b: 1 }, 0], b: 2 }],
    ['a map in one line of YAML', '{a: 1, b: {c: d}}', { a: 1, b: { c: 'd' } }],
    ['a date, which stays a text', 'a: 2026-02-28', { a: '2026-02-28' }],
    ['Norway, which is no flag', 'a: NO\nb: yes\nc: off', { a: 'NO', b: 'yes', c: 'off' }],
    ['flags', 'a: true\nb: false', { a: true, b: false }],
    ['nothing', 'a:\nb: null\nc: ~', { a: null, b: null, c: null }],
    ['quoted words', 'a: "true"\nb: \'5\'', { a: 'true', b: '5' }],
    ['lines of Windows', 'a: 1\r\nb: 2\r\n', { a: 1, b: 2 }],
    ['a mark at the beginning', '\uFEFFa: 1', { a: 1 }],
    ['a text of several lines', 'a: |\n  one\n  two\n', { a: 'one\ntwo\n' }],
    ['comments', '# head\na: 1 # tail\n', { a: 1 }],
    ['other scripts', '名: 値', { 名: '値' }],
    ['a key of every object', 'constructor: 1\ntoString: 2', { constructor: 1, toString: 2 }],
    ['a bracket in a sentence', 'a: "see [1"', { a: 'see [1' }],
  ])('%s', (_what, text, wanted) => {
    expect(decode(text).value).toEqual(wanted);
  });

  it('a key that would change every object stays a key', () => {
    const value = decode('{"__proto__": {"a": 1}}').value as object;
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
  });

  it('forty levels, and no more', () => {
    const nested = (levels: number): string => `${'['.repeat(levels)}1${']'.repeat(levels)}`;
    expect(faults(nested(40))).toEqual([]);
    expect(faults(nested(42))).toEqual([expect.stringMatching(/^too-deep 1:/)]);
  });
});

describe('what is refused', () => {
  it.each<[string, string, string[]]>([
    ['nothing at all', '', ['unreadable 1:1']],
    ['blanks', '  \n\t\n', ['unreadable 1:1']],
    ['comments alone', '# nothing\n# here\n', ['unreadable 1:1']],
    ['an anchor', 'a: &x 1\nb: 2', ['alias-refused 1:7']],
    ['an alias', 'a: &x [1]\nb: *x', ['alias-refused 1:7', 'alias-refused 2:4']],
    ['a tag of its own', 'a: !secret 1', ['unreadable 1:12']],
    ['a tag of a language', 'a: !!js/function "x"', ['unreadable 1:18']],
    ['binary data', 'a: !!binary aGVsbG8=', ['unreadable 1:13']],
    ['a key twice', 'a: 1\nb: 2\na: 3', ['duplicate-key 3:1']],
    ['a key twice deep inside', 'x:\n  - {a: 1,\n     a: 2}', ['duplicate-key 3:6']],
    ['a key twice in JSON', '{"a": 1,\n "a": 1}', ['duplicate-key 2:2']],
    ['a list twice in JSON', '{"from": ["a"],\n "from": "2016-08-01"}', ['duplicate-key 2:2']],
    ['two keys twice', 'a: 1\na: 2\nb: 1\nb: 2', ['duplicate-key 2:1', 'duplicate-key 4:1']],
    ['a key that is a list', '? [a, b]\n: 1', ['unreadable 1:3']],
    ['two documents', 'a: 1\n---\nb: 2', ['unreadable 2:1']],
    ['an open quote', 'a: "x\nb: 1', ['unreadable 2:5']],
    ['NUL', 'a: "x\u0000"', ['unreadable 1:1']],
    ['what was not UTF-8', 'a: M\uFFFDnchen', ['unreadable 1:1']],
    ['two colons', 'a: b: c', ['unreadable 1:4']],
    [
      'a bomb of aliases',
      'a: &a [1]\nb: &b [*a, *a]\nc: [*b, *b]',
      expect.arrayContaining(['alias-refused 2:7']) as never,
    ],
  ])('%s', (_what, text, wanted) => {
    expect(faults(text)).toEqual(wanted);
  });

  it('tabs, with a word on what to do', () => {
    const decoded = decodeFile('a:\n\tb: 1', 'f.yaml');
    expect(decoded).toMatchObject({ ok: false });
    expect(!decoded.ok && decoded.fault[0]?.code).toBe('unreadable');
    expect(!decoded.ok && decoded.fault[0]?.at.line).toBe(2);
    expect(!decoded.ok && decoded.fault.some((one) => one.hint.includes('spaces'))).toBe(true);
  });

  it.each<[string, string]>([
    ['brackets without end', '['.repeat(5000)],
    ['maps without end', '{"a":'.repeat(5000)],
    ['closing brackets first', `#${']'.repeat(9000)}\n${'['.repeat(9000)}`],
    ['lists in one line', `${'- '.repeat(9000)}a`],
    [
      'lines further and further in',
      Array.from({ length: 900 }, (_, index) => `${' '.repeat(index)}a:`).join('\n'),
    ],
    ['many keys of keys', `${'? '.repeat(2000)}a`],
    ['a long line of colons', ': '.repeat(3000)],
    ['many anchors', '&a '.repeat(3000)],
    ['many quotes', '"'.repeat(20_001)],
    ['many lists in one line', '[a] '.repeat(5000)],
    ['many wrong lines', 'a: b: c\n'.repeat(10_000)],
    ['many comments', '#\n'.repeat(50_000)],
  ])('%s, without going on and on', (_what, text) => {
    // Of this process alone, for other work on the machine says nothing: what grows with the square goes far beyond.
    const started = process.cpuUsage();
    expect(faults(text)).not.toEqual([]);
    expect(process.cpuUsage(started).user / 1e6).toBeLessThan(5);
  });

  it('a YAML text of more than 24 MiB, at once', () => {
    const started = process.cpuUsage();
    expect(faults(`a: ${'x'.repeat(24 * 1024 * 1024)}`)).toEqual(['too-large 1:1']);
    expect(process.cpuUsage(started).user / 1e6).toBeLessThan(2);
  });

  // Brackets in quotes open nothing: a note with many of them is a note.
  it('nothing for brackets that stand in quotes', () => {
    expect(faults(`a: "${'['.repeat(200)}"`)).toEqual([]);
  });

  it('deep nesting under its own name, not as a call stack', () => {
    const decoded = decodeFile(`${'- '.repeat(9000)}a`, 'f.yaml');
    expect(!decoded.ok && decoded.fault.map((one) => one.code)).toEqual(['too-deep']);
  });
});

describe('the two `from` of a flow', () => {
  it.each<[string, string, unknown]>([
    [
      'sender first',
      'id: f1\nfrom: et-de\nto: cloudco\nfrom: 2016-08-01',
      { id: 'f1', from: 'et-de', to: 'cloudco', since: '2016-08-01' },
    ],
    [
      'day first',
      'id: f1\nfrom: 2016-08-01\nto: cloudco\nfrom: et-de',
      { id: 'f1', from: 'et-de', to: 'cloudco', since: '2016-08-01' },
    ],
    [
      'in JSON',
      '{"id": "f1", "from": "et-de", "to": "x", "from": "2016-08-01"}',
      { id: 'f1', from: 'et-de', to: 'x', since: '2016-08-01' },
    ],
    [
      'from the person',
      '{id: f1, from: data-subject, to: x, from: 2016-08-01}',
      { id: 'f1', from: 'data-subject', to: 'x', since: '2016-08-01' },
    ],
  ])('are told apart, %s', (_what, text, wanted) => {
    expect(decode(text).value).toEqual(wanted);
  });

  it.each<[string, string, string]>([
    ['two senders', '{id: f, to: x, from: a, from: b}', 'duplicate-key 1:25'],
    ['two days', '{id: f, to: x, from: 2016-08-01, from: 2017-08-01}', 'duplicate-key 1:34'],
    ['a third', '{id: f, to: x, from: a, from: 2016-08-01, from: 2017-08-01}', 'duplicate-key 1:43'],
    [
      'a day beside `since`',
      '{id: f, to: x, from: a, since: 2016-08-01, from: 2016-08-01}',
      'duplicate-key 1:44',
    ],
    ['a number', '{id: f, to: x, from: a, from: 2016}', 'duplicate-key 1:25'],
    ['`to` twice', '{id: f, to: x, to: y}', 'duplicate-key 1:16'],
  ])('are not told apart: %s', (_what, text, wanted) => {
    expect(faults(text)).toEqual([wanted]);
  });

  it('are told apart in a large JSON file too', () => {
    const flows =
      '{"id":"f1","from":"et-de","to":"x","from":"2016-08-01"},{"id":"f2","from":"2017-01-01","to":"x","from":"et-de"}';
    const { flows: read } = decode(large(`"flows":[${flows}]`)).value as { flows: unknown };
    expect(read).toEqual([
      { id: 'f1', from: 'et-de', to: 'x', since: '2016-08-01' },
      { id: 'f2', from: 'et-de', to: 'x', since: '2017-01-01' },
    ]);
  });

  it('mean the day where a fault of `since` is shown', () => {
    expect(
      placeOf('flows:\n  - id: f1\n    from: a\n    to: b\n    from: 2016-08-01', 'flows[0].since'),
    ).toBe('f.yaml:5:5');
  });

  // The order of keys is free: a flow may begin with both.
  it('are told apart before `id` and `to` have been read', () => {
    expect(decode('{from: et-de, from: 2016-08-01, id: f1, to: x}').value).toMatchObject({
      since: '2016-08-01',
    });
  });

  it('are shown each at its own line, the day first too', () => {
    const text = 'flows:\n  - id: f1\n    from: 2016-08-01\n    to: b\n    from: nobody';
    expect(placeOf(text, 'flows[0].from')).toBe('f.yaml:5:5');
    expect(placeOf(text, 'flows[0].since')).toBe('f.yaml:3:5');
  });
});

describe('where a fault is shown', () => {
  const text = [
    'format: x',
    'organisations:',
    '  - id: et-de',
    '    country: UK',
    '  - {id: et-jp, standing: {us-dpf: maybe}}',
    '"a.b": {"c d": 1}',
  ].join('\n');
  it.each([
    ['', 'f.yaml:1:1'],
    ['format', 'f.yaml:1:1'],
    ['organisations', 'f.yaml:2:1'],
    ['organisations[0]', 'f.yaml:3:5'],
    ['organisations[0].country', 'f.yaml:4:5'],
    ['organisations[1].standing.us-dpf', 'f.yaml:5:28'],
    ['["a.b"]["c d"]', 'f.yaml:6:9'],
  ])('%s at %s', (path, wanted) => {
    expect(placeOf(text, path)).toBe(wanted);
  });

  it.each([
    ['organisations[1].name', 'f.yaml:5:5'],
    ['organisations[9].name', 'f.yaml:2:1'],
    ['flows[0].from', 'f.yaml:1:1'],
    ['format.of.something', 'f.yaml:1:1'],
    ['organisations[0].country.code', 'f.yaml:4:5'],
  ])('a key that is missing, %s, at the nearest place above it', (path, wanted) => {
    expect(placeOf(text, path)).toBe(wanted);
  });

  it('in JSON by line and column too', () => {
    expect(
      placeOf(
        '{\n  "organisations": [\n    {"id": "a", "country": "UK"}\n  ]\n}',
        'organisations[0].country',
      ),
    ).toBe('f.yaml:3:17');
  });

  it('in a large JSON file by its path', () => {
    expect(
      placeOf(large('"organisations": [{"id": "a", "country": "UK"}]'), 'organisations[0].country'),
    ).toBe('f.yaml: organisations[0].country');
  });

  it('keeps all else of a fault', () => {
    const [placed] = decode('a: 1').place([{ code: 'bad-word', at: { path: 'a' }, message: 'M', hint: 'H' }]);
    expect(placed).toEqual({
      code: 'bad-word',
      at: { path: 'a', file: 'f.yaml', line: 1, column: 1 },
      message: 'M',
      hint: 'H',
    });
  });
});

describe('a large JSON file', () => {
  it('is read as a small one is', () => {
    const record =
      '"organisations": [{"id": "a", "standing": {"us-dpf": true}, "sectors": [], "note": "\\u00e9"}]';
    const { filler: _filler, ...rest } = decode(large(record)).value as Record<string, unknown>;
    expect(rest).toEqual(decode(`{"format": "sekisho/register@1", ${record}}`).value);
  });

  it.each<[string, string, string]>([
    [
      'a key twice',
      '"organisations": [{"id": "a",\n "country": "DE", "country": "US"}]',
      'duplicate-key 2:19',
    ],
    ['a list twice', '"organisations": [],\n"organisations": []', 'duplicate-key 2:1'],
    ['an open end', '"organisations": [', 'unreadable 1:1'],
    ['a comma too many', '"organisations": [1,]', 'unreadable 1:1'],
    ['a comment', '"organisations": [] /* none */', 'unreadable 1:1'],
    ['forty-two levels', `"organisations": ${'['.repeat(42)}${']'.repeat(42)}`, 'too-deep 1:1'],
  ])('with %s is refused', (_what, record, wanted) => {
    expect(faults(large(record))).toEqual([wanted]);
  });

  it('with a key twice at its very end is refused', () => {
    const text = large('"organisations": [{"id": "a"}]').replace(/\}$/, ', "x": {}, "x": {}}');
    expect(faults(text)).toEqual([expect.stringMatching(/^duplicate-key/)]);
  });

  // Programs on Windows begin a text with a mark of byte order; a small file may.
  it('with a mark at the beginning is read', () => {
    expect(faults(`\uFEFF${large('"organisations": []')}`)).toEqual([]);
  });
});

describe('the lists of good and bad registers', () => {
  const read = (folder: string, name: string): { code: string; path: string; place: string }[] => {
    const decoded = decodeFile(readFileSync(`${FIXTURES}${folder}/${name}`, 'utf8'), name);
    const found = decoded.ok ? parseRegister(decoded.value.value) : decoded;
    if (found.ok) return [];
    const issues = decoded.ok ? decoded.value.place(found.fault) : found.fault;
    return issues.map(({ code, at }) => ({ code, path: at.path, place: writePlace(at) }));
  };
  const inOneLine = ({ code, path }: { code: string; path: string }): string => `${code} ${path}`;
  const good = readdirSync(`${FIXTURES}good`);
  const expected = JSON.parse(readFileSync(`${FIXTURES}bad/expected.json`, 'utf8')) as Record<
    string,
    unknown
  >;
  const bad = readdirSync(`${FIXTURES}bad`).filter((name) => name !== 'expected.json');

  it.each(good)('%s is sound', (name) => {
    expect(read('good', name)).toEqual([]);
  });

  it.each(bad)('%s is refused, each fault at its place', (name) => {
    const found = read('bad', name);
    const wanted = expected[name];
    const plain = found.map(({ code, path }) => ({ code, path }));
    if (Array.isArray(wanted)) expect(plain.map(inOneLine).sort()).toEqual(wanted.map(inOneLine).sort());
    else expect(plain).toEqual(expect.arrayContaining((wanted as { contains: unknown[] }).contains));
    for (const { place, path } of found)
      expect(place, path).toMatch(new RegExp(`^${name.replace('.', '\\.')}(:\\d+:\\d+$|$)`));
  });

  it('name every bad file and no other', () => {
    expect(Object.keys(expected).sort()).toEqual([...bad].sort());
  });
});
