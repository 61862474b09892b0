import { describe, expect, test } from 'vitest';
import { encodeWhole, registerOutOf } from '../../test/support/register-out.ts';
import { writePlace } from '../core/base/issue.ts';
import type { ImportSource } from '../records/register/import-source.ts';
import { jsonLines, writeLines } from './json-lines.ts';

const HEAD = '{"format":"sekisho/lines@1"}';

async function* inOnePiece(content: string | Uint8Array): AsyncIterable<Uint8Array> {
  yield typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

async function open(content: string | Uint8Array): Promise<ImportSource> {
  const opened = await jsonLines.stream?.(() => inOnePiece(content), 'group.jsonl', {});
  if (opened?.ok !== true) throw new Error(JSON.stringify(opened?.fault));
  return opened.value;
}

async function faultsOf(content: string | Uint8Array): Promise<string[]> {
  const opened = await jsonLines.stream?.(() => inOnePiece(content), 'group.jsonl', {});
  if (opened?.ok !== false) throw new Error('it was read');
  return opened.fault.map((issue) => `${issue.code} ${writePlace(issue.at)}`);
}

describe('JSON lines on their way in', () => {
  test('come record by record, as often as asked, each with its line', async () => {
    const source = await open(
      `\uFEFF${HEAD}\r\n\n{"noun":"flows","record":{"id":"f","from":"a","to":"b"}}\r\n{"noun":"systems","record":{"id":"s","name":"S"}}`,
    );
    for (const _round of [1, 2]) {
      const found = [];
      for await (const batch of source.batches()) found.push(...batch);
      expect(found).toEqual([
        { noun: 'flows', record: { id: 'f', from: 'a', to: 'b' }, path: 'lines[3]' },
        { noun: 'systems', record: { id: 's', name: 'S' }, path: 'lines[4]' },
      ]);
    }
    expect(source.covers).toEqual(['systems', 'flows']);
  });

  test('cover what the head says, also where nothing of it is there', async () => {
    const source = await open('{"format":"sekisho/lines@1","covers":["flows","contractors"]}\n');
    expect(source.covers).toEqual(['flows', 'contractors']);
  });

  test('a fault found by others is placed by line, and by column while the line is at hand', async () => {
    const lines = Array.from(
      { length: 2000 },
      (_, i) => `{"noun":"flows","record":{"id":"f${i}","from":"a","to":"x"}}`,
    );
    const source = await open([HEAD, ...lines].join('\n'));
    const issue = { code: 'dangling-id', at: { path: 'lines[3].to' }, message: '', hint: '' };
    const places: string[] = [];
    for await (const [first] of source.batches())
      if (first?.path === 'lines[2]') places.push(...source.place([issue]).map((one) => writePlace(one.at)));
    places.push(...source.place([issue]).map((one) => writePlace(one.at)));
    expect(places).toEqual(['group.jsonl:3:48', 'group.jsonl:3:1']);
  });

  test('all faults are told at once, by line and column', async () => {
    const text = [
      HEAD,
      '{"noun":"flow","record":{"id":"a"}}',
      '{"noun":"flows","record":{"id":1}}',
      '{"noun":"systems","record":{"id":"a","name":"A","stores":[{"country":"UK"},{"counrty":"DE"}]}}',
      '{"noun":"flows","record":{"id":"a","id":"b"}}',
      '{"noun":"flows","record":{"id":"a"}',
      '{"noun":"flows","record":{"id":"a",}}',
      '[]',
      '{"record":{"name":"a"},"extra":1}',
      '{"noun":"flows","record":[]}',
      `{"noun":"flows","record":{"id":"a","x":${'['.repeat(50)}${']'.repeat(50)}}}`,
    ].join('\n');
    expect(await faultsOf(text)).toEqual([
      'bad-word group.jsonl:2:2',
      'wrong-type group.jsonl:3:27',
      'bad-country group.jsonl:4:60',
      'unknown-key group.jsonl:4:77',
      'missing-key group.jsonl:4:76',
      'duplicate-key group.jsonl:5:36',
      'unreadable group.jsonl:6:36',
      'unreadable group.jsonl:7:36',
      'wrong-type group.jsonl:8:1',
      'unknown-key group.jsonl:9:24',
      'missing-key group.jsonl:9:1',
      'missing-key group.jsonl:9:2',
      'wrong-type group.jsonl:10:17',
      'too-deep group.jsonl:11:1',
    ]);
  });

  test.each([
    ['nothing', '', ['unreadable group.jsonl:1:1']],
    ['no head', '{"noun":"flows","record":{"id":"a"}}\n{"x":1}\n', ['unknown-format group.jsonl:1:1']],
    ['a head of another format', '{"format":"sekisho/lines@2"}\n[]\n', ['unknown-format group.jsonl:1:2']],
    ['a head that is no JSON', 'noun: flows\n', ['unreadable group.jsonl:1:1']],
    [
      'nouns that do not exist',
      '{"format":"sekisho/lines@1","covers":["flow"]}',
      ['bad-word group.jsonl:1:39'],
    ],
  ])('a file with %s is refused', async (_what, text, expected) => {
    expect(await faultsOf(text)).toEqual(expected);
  });

  test('bytes that are no UTF-8 are told with their place', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`${HEAD}\n{"noun":"`),
      Buffer.from([0xff]),
      Buffer.from('"}\n'),
    ]);
    expect(await faultsOf(bytes)).toEqual(['unreadable group.jsonl:2:10']);
  });

  test('a line without an end is refused without being kept', async () => {
    const piece = new Uint8Array(1024 * 1024).fill(0x20);
    const opened = await jsonLines.stream?.(
      async function* () {
        yield new TextEncoder().encode(`${HEAD}\n`);
        for (let count = 0; count < 6; count += 1) yield piece;
      },
      'group.jsonl',
      {},
    );
    expect(
      opened?.ok === false && opened.fault.map((issue) => `${issue.code} ${writePlace(issue.at)}`),
    ).toEqual(['too-large group.jsonl:2:1']);
  });

  test('beyond a thousand faults the rest is counted', async () => {
    const faults = await faultsOf([HEAD, ...Array.from({ length: 1200 }, () => '{}')].join('\n'));
    expect(faults).toHaveLength(1001);
    expect(faults.at(-1)).toBe('too-many group.jsonl');
  });
});

describe('JSON lines on their way out', () => {
  test('begin with a head that says what the file covers', async () => {
    const out = registerOutOf({ organisations: [{ name: 'A', id: 'a' }] });
    const bytes = await encodeWhole(jsonLines, out, { nouns: ['organisations', 'flows'] });
    expect(new TextDecoder().decode(bytes)).toBe(
      '{"format":"sekisho/lines@1","group":{"id":"example","name":"Example Telecom Group"},"covers":["organisations","flows"]}\n' +
        '{"noun":"organisations","record":{"id":"a","name":"A"}}\n',
    );
  });

  test('carry any noun', async () => {
    const lines: string[] = [];
    const head = { group: { id: 'g', name: 'G' }, covers: ['comments'] };
    for await (const line of writeLines(head, [{ noun: 'comments', record: { text: 'Ja', id: 'c' } }]))
      lines.push(line);
    expect(lines[1]).toBe('{"noun":"comments","record":{"id":"c","text":"Ja"}}\n');
  });
});
