import { expect, test } from 'vitest';
import { checkMachineWords } from './machine-words.ts';

const countIn = (text: string) => checkMachineWords([{ path: 'docs/a.md', text }]).length;

test('paths and registries of one machine are found', () => {
  expect(countIn('see /home/anna/notes')).toBe(1);
  expect(countIn(`"${'/'}tmp/x.json"`)).toBe(1);
  expect(countIn('C:\\Users\\anna')).toBe(1);
  expect(countIn('"resolved": "https://registry.example.org/a.tgz"')).toBe(1);
});

test('addresses on the web, routes and system folders pass', () => {
  expect(countIn('https://example.org/home/index.html and /incidents and /usr/bin/chromium')).toBe(0);
});
