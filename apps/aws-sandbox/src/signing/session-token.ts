import { createHmac, randomBytes } from 'node:crypto';

import type { SessionFacts } from '../authorization/caller.js';
import type { Seal } from './seal.js';

const PREFIX = 'IQoJ';
const MAX_REMEMBERED = 20_000;

/** Temporary credentials as AWS hands them out. */
export interface IssuedCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiresAt: Date;
}

/**
 * Issues and opens session tokens. A token carries its session, sealed, so that any number of live
 * sessions costs no memory; the secret is derived from the key id, so that it need not be stored either.
 */
export class SessionTokens {
  private readonly remembered = new Map<string, SessionFacts>();

  constructor(private readonly seal: Seal) {}

  issue(facts: Omit<SessionFacts, 'accessKeyId'>): IssuedCredentials {
    const accessKeyId = `ASIA${base32(randomBytes(10))}`;
    return {
      accessKeyId,
      secretAccessKey: this.secretOf(accessKeyId),
      sessionToken: PREFIX + this.seal.close({ ...facts, accessKeyId }),
      expiresAt: facts.expiresAt,
    };
  }

  secretOf(accessKeyId: string): string {
    return createHmac('sha256', this.seal.key).update(`secret:${accessKeyId}`).digest('base64').slice(0, 40);
  }

  /** The session inside, or undefined when this sandbox did not issue the token as it stands. */
  open(token: string): SessionFacts | undefined {
    const known = this.remembered.get(token);
    if (known !== undefined) return known;
    const facts = this.unseal(token);
    if (facts === undefined) return undefined;
    if (this.remembered.size >= MAX_REMEMBERED) this.remembered.clear();
    this.remembered.set(token, facts);
    return facts;
  }

  private unseal(token: string): SessionFacts | undefined {
    if (!token.startsWith(PREFIX)) return undefined;
    const sealed = this.seal.open(token.slice(PREFIX.length)) as Sealed | undefined;
    return sealed === undefined ? undefined : revive(sealed);
  }
}

type Sealed = Omit<SessionFacts, 'issuedAt' | 'expiresAt'> & { readonly issuedAt: string; readonly expiresAt: string };

function revive(sealed: Sealed): SessionFacts {
  return { ...sealed, issuedAt: new Date(sealed.issuedAt), expiresAt: new Date(sealed.expiresAt) };
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648 base 32 without padding, the alphabet of AWS's ids. */
export function base32(bytes: Uint8Array): string {
  let bits = 0;
  let pending = 0;
  let text = '';
  for (const byte of bytes) {
    pending = ((pending << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      text += ALPHABET.charAt((pending >> (bits - 5)) & 31);
      bits -= 5;
    }
  }
  return bits > 0 ? text + ALPHABET.charAt((pending << (5 - bits)) & 31) : text;
}
