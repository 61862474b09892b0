// Paths as people read them.
import { expect, it } from 'vitest';
import { writePlace } from './issue.ts';
import { readKeys, writeKeys } from './spot.ts';

it.each([
  [[], ''],
  [['flows', 3, 'from'], 'flows[3].from'],
  [['organisations', 0, 'standing', 'us-dpf'], 'organisations[0].standing.us-dpf'],
  [[0, 'a'], '[0].a'],
  [['a.b', 'c'], '["a.b"].c'],
  [['', 'x'], '[""].x'],
  [['組織', 1], '組織[1]'],
  [['say "yes"'], '["say \\"yes\\""]'],
])('writes %j as %s', (keys, text) => {
  expect(writeKeys(keys)).toBe(text);
  expect(readKeys(text)).toEqual(keys);
});

it.each([
  [{ path: '' }, '$'],
  [{ path: 'flows[0].to' }, 'flows[0].to'],
  [{ path: '', file: 'a.json' }, 'a.json'],
  [{ path: 'flows[0].to', file: 'a.json' }, 'a.json: flows[0].to'],
  [{ path: 'flows[0].to', file: 'a.yaml', line: 7, column: 3 }, 'a.yaml:7:3'],
  [{ path: '', file: 'a.yaml', line: 7 }, 'a.yaml:7:1'],
])('writes the place %j as %s', (place, text) => {
  expect(writePlace(place)).toBe(text);
});
