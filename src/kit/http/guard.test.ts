import { expect, test } from 'vitest';
import { isOwnHost, isOwnOrigin } from './guard.ts';

test.each([
  ['localhost:4680', '127.0.0.1'],
  ['LOCALHOST', '127.0.0.1'],
  ['127.0.0.1:4680', '127.0.0.1'],
  ['[::1]:4680', '127.0.0.1'],
  ['privacy.example.org', 'privacy.example.org'],
  ['192.0.2.7:4680', '0.0.0.0'],
  ['[2001:db8::7]', '::'],
])('answers to %s while listening on %s', (host, listensOn) => {
  expect(isOwnHost(host, listensOn)).toBe(true);
});

test.each([
  ['evil.example', '127.0.0.1'],
  ['localhost.evil.example', '127.0.0.1'],
  ['192.0.2.7', '127.0.0.1'],
  ['evil.example', '0.0.0.0'],
  ['localhost@evil.example', '127.0.0.1'],
  ['', '127.0.0.1'],
  [undefined, '127.0.0.1'],
])('does not answer to %s while listening on %s', (host, listensOn) => {
  expect(isOwnHost(host, listensOn)).toBe(false);
});

test.each([
  [undefined, 'localhost:4680', true],
  ['http://localhost:4680', 'localhost:4680', true],
  ['http://localhost:8080', 'localhost:4680', false],
  ['http://evil.example', 'localhost:4680', false],
  ['null', 'localhost:4680', false],
])('a page of %s asking %s: %s', (origin, host, own) => {
  expect(isOwnOrigin(origin, host)).toBe(own);
});
