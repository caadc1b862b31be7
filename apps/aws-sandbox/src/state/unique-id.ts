import { createHash, randomBytes } from 'node:crypto';

import { base32 } from '../signing/access-key-id.rules.js';

/** The prefixes of IAM's unique ids (IAM User Guide, "IAM identifiers"). */
export type IdPrefix = 'AROA' | 'AIDA' | 'AGPA' | 'ANPA' | 'AIPA';

/** An id that is the same at every start for the same thing: `AROA` and 17 characters. */
export function uniqueId(prefix: IdPrefix, of: string): string {
  return prefix + base32(createHash('sha256').update(`${prefix}:${of}`).digest()).slice(0, 17);
}

/** Lower-case letters and digits, as in `ou-gate-7x2kq9ab`. */
export function shortId(length: number, of: string): string {
  return base32(createHash('sha256').update(of).digest()).toLowerCase().slice(0, length);
}

/** An id that nothing had before: what is made anew under an old name is another thing. */
export function freshId(prefix: IdPrefix): string {
  return prefix + base32(randomBytes(11)).slice(0, 17);
}

/** Lower-case letters and digits that nothing had before. */
export function freshShortId(length: number): string {
  return base32(randomBytes(length)).toLowerCase().slice(0, length);
}
