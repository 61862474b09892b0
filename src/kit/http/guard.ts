// Guards the door: which names this server answers to, whose pages may ask, and what every answer tells the browser.
import { isIP } from 'node:net';
import { hostname } from 'node:os';

/** Headers of every answer. No inline script or style, nothing from elsewhere, in no other site's frame. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
};

const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1']);
const EVERY_ADDRESS = new Set(['0.0.0.0', '::']);

/**
 * May a request with this Host header be answered? A page elsewhere can point a name of its own at this machine (DNS rebinding); it
 * cannot make the browser send a name that we know. A server that listens on every address also answers to bare addresses, for which no
 * name was looked up, and to the machine's own name.
 */
export function isOwnHost(header: string | undefined, listensOn: string): boolean {
  const name = nameOf(header);
  if (name === undefined) return false;
  if (LOOPBACK.has(name) || name === listensOn.toLowerCase()) return true;
  return EVERY_ADDRESS.has(listensOn) && (isIP(name) !== 0 || name === hostname().toLowerCase());
}

/** Did a page of this server ask, or a program that is no browser? Browsers send Origin with every POST. */
export function isOwnOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true;
  try {
    return new URL(origin).host === host?.toLowerCase();
  } catch {
    return false;
  }
}

export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host);
}

function nameOf(header: string | undefined): string | undefined {
  const found = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9_.-]+))(?::\d{1,5})?$/i.exec(header ?? '');
  return (found?.[1] ?? found?.[2])?.toLowerCase().replace(/\.$/, '');
}
