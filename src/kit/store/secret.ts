// A secret that is shown once and kept as its hash only: long enough that nobody guesses it, so that a plain hash is enough.
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { hashText } from './canonical.ts';

/** 32 random bytes, as 64 hexadecimal digits. */
export function makeSecret(): string {
  return randomBytes(32).toString('hex');
}

/** Is it the secret of which this is the hash? */
export function isSecretOf(secret: string, hash: string): boolean {
  const own = Buffer.from(hashText(secret));
  const kept = Buffer.from(hash);
  return own.length === kept.length && timingSafeEqual(own, kept);
}
