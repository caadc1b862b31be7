import { type KeyObject, createPublicKey, verify } from 'node:crypto';

import type { IssuerKey } from './issuer-keys.js';

/** A token taken apart, not yet believed. */
export interface JsonWebToken {
  readonly algorithm: string;
  readonly keyId: string | undefined;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly signed: string;
  readonly signature: Uint8Array;
}

/** The algorithms that AWS takes (IAM User Guide, "Create an OpenID Connect identity provider in IAM"). */
const ALGORITHMS: Readonly<Record<string, { readonly hash: string; readonly type: string; readonly curve?: string }>> =
  {
    RS256: { hash: 'sha256', type: 'rsa' },
    RS384: { hash: 'sha384', type: 'rsa' },
    RS512: { hash: 'sha512', type: 'rsa' },
    ES256: { hash: 'sha256', type: 'ec', curve: 'prime256v1' },
    ES384: { hash: 'sha384', type: 'ec', curve: 'secp384r1' },
    ES512: { hash: 'sha512', type: 'ec', curve: 'secp521r1' },
  };

/** Takes a compact token apart; undefined when it is none. */
export function readToken(text: string): JsonWebToken | undefined {
  const [, head = '', body = '', signature = ''] = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/u.exec(text) ?? [];
  const header = jsonObject(head);
  const claims = jsonObject(body);
  if (header === undefined || claims === undefined) return undefined;
  return {
    algorithm: String(header['alg']),
    keyId: header['kid'] === undefined ? undefined : String(header['kid']),
    claims,
    signed: `${head}.${body}`,
    signature: Buffer.from(signature, 'base64url'),
  };
}

function jsonObject(part: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return value as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}

/** Whether one of the keys signed the token; a token that names its key is checked with no other. */
export function isSignedBy(token: JsonWebToken, keys: readonly IssuerKey[]): boolean {
  return candidates(token, keys).some((key) => fits(token, key));
}

function candidates({ keyId }: JsonWebToken, keys: readonly IssuerKey[]): readonly IssuerKey[] {
  return keyId === undefined ? keys : keys.filter(({ kid }) => kid === keyId);
}

/** The key must be of the algorithm's kind: else an attacker could choose how it is used. */
function fits(token: JsonWebToken, jwk: IssuerKey): boolean {
  const algorithm = ALGORITHMS[token.algorithm];
  const key = publicKey(jwk);
  if (algorithm === undefined || key?.asymmetricKeyType !== algorithm.type) return false;
  if (algorithm.curve !== undefined && key.asymmetricKeyDetails?.namedCurve !== algorithm.curve) return false;
  return verify(algorithm.hash, Buffer.from(token.signed), { key, dsaEncoding: 'ieee-p1363' }, token.signature);
}

function publicKey(jwk: IssuerKey): KeyObject | undefined {
  if (jwk.kty !== 'RSA' && jwk.kty !== 'EC') return undefined;
  try {
    return createPublicKey({ key: jwk, format: 'jwk' });
  } catch {
    return undefined;
  }
}
