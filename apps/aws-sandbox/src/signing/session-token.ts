import { createHmac, randomBytes } from 'node:crypto';

import { type TokenFacts, accountOfToken } from '../authorization/caller.js';
import { accessKeyIdOf } from './access-key-id.rules.js';
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
  private readonly remembered = new Map<string, TokenFacts>();

  constructor(readonly seal: Seal) {}

  issue(facts: NewToken): IssuedCredentials {
    const accessKeyId = accessKeyIdOf('ASIA', accountOfToken({ ...facts, accessKeyId: '' }), randomBytes(10));
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
  open(token: string): TokenFacts | undefined {
    const known = this.remembered.get(token);
    if (known !== undefined) return known;
    const facts = this.unseal(token);
    if (facts === undefined) return undefined;
    if (this.remembered.size >= MAX_REMEMBERED) this.remembered.clear();
    this.remembered.set(token, facts);
    return facts;
  }

  private unseal(token: string): TokenFacts | undefined {
    if (!token.startsWith(PREFIX)) return undefined;
    const sealed = this.seal.open(token.slice(PREFIX.length)) as Sealed | undefined;
    return sealed === undefined ? undefined : revive(sealed);
  }
}

type WithoutKey<T> = T extends TokenFacts ? Omit<T, 'accessKeyId'> : never;

/** What a token is made of: everything but the key id, which comes with it. */
export type NewToken = WithoutKey<TokenFacts>;

const DATES = ['issuedAt', 'expiresAt', 'multiFactorAt'] as const;

type Sealed = Record<string, unknown>;

/** JSON knows no dates. */
function revive(sealed: Sealed): TokenFacts {
  const dates = DATES.flatMap((name) => (sealed[name] === undefined ? [] : [[name, new Date(String(sealed[name]))]]));
  return { ...sealed, ...(Object.fromEntries(dates) as object) } as unknown as TokenFacts;
}
