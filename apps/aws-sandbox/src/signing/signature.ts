import { createHmac, hash, timingSafeEqual } from 'node:crypto';

import type { SignatureClaim } from './credential-scope.rules.js';

const MAX_KEYS = 10_000;

/** Derived signing keys, kept per secret, date, region and service: deriving one costs four HMACs. */
export class SigningKeys {
  private readonly known = new Map<string, Buffer>();

  keyFor(secret: string, { date, region, service }: Pick<SignatureClaim, 'date' | 'region' | 'service'>): Buffer {
    const name = `${secret}/${date}/${region}/${service}`;
    const known = this.known.get(name);
    if (known !== undefined) return known;
    const key = hmac(hmac(hmac(hmac(`AWS4${secret}`, date), region), service), 'aws4_request');
    if (this.known.size >= MAX_KEYS) this.known.clear();
    this.known.set(name, key);
    return key;
  }
}

/** Lower-case hex SHA-256. */
export function sha256Hex(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex');
}

/** `AWS4-HMAC-SHA256`'s string to sign over a canonical request. */
export function stringToSign(claim: SignatureClaim, canonical: string): string {
  return `AWS4-HMAC-SHA256\n${claim.signedAt}\n${claim.scope}\n${sha256Hex(canonical)}`;
}

/** Lower-case hex HMAC-SHA256. */
export function hmacHex(key: Uint8Array, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}

/** Compares two hex digests in constant time. */
export function sameDigest(left: string, right: string): boolean {
  return left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));
}

function hmac(key: string | Uint8Array, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
