import { createHash, randomBytes } from 'node:crypto';
import { Secret } from '@gatehouse/contracts';

const TOKEN_BYTES = 32;

/** A new session token: 256 random bits, base64url. Only the person's cookie holds it. */
export function newSessionToken(): Secret {
  return new Secret(randomBytes(TOKEN_BYTES).toString('base64url'));
}

/**
 * What is stored of a session token. A plain SHA-256 is enough: the token is random over its whole length, so there is
 * nothing to guess, and whoever reads the table cannot sign in with what they find.
 */
export function digestOf(sessionToken: string): Buffer {
  return createHash('sha256').update(sessionToken, 'utf8').digest();
}
