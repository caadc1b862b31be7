import { type KeyObject, createPrivateKey, generateKeyPair, randomBytes, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';

import type { KeySpec } from '@aws-sdk/client-kms';

const generate = promisify(generateKeyPair);

const CURVES: Readonly<Partial<Record<KeySpec, string>>> = {
  ECC_NIST_P256: 'P-256',
  ECC_NIST_P384: 'P-384',
  ECC_NIST_P521: 'P-521',
  ECC_SECG_P256K1: 'secp256k1',
};
const MODULUS_BITS: Readonly<Partial<Record<KeySpec, number>>> = { RSA_2048: 2048, RSA_3072: 3072, RSA_4096: 4096 };
const HMAC_BYTES: Readonly<Partial<Record<KeySpec, number>>> = {
  HMAC_224: 28,
  HMAC_256: 32,
  HMAC_384: 48,
  HMAC_512: 64,
};

/** Fresh key material: bytes for symmetric and HMAC keys, else a private key as PKCS #8. */
export function freshMaterial(spec: KeySpec): Uint8Array | Promise<Uint8Array> {
  if (spec === 'SYMMETRIC_DEFAULT') return randomBytes(32);
  const hmac = HMAC_BYTES[spec];
  return hmac === undefined ? freshPrivateKey(spec) : randomBytes(hmac);
}

/** A new private key as PKCS #8. */
export async function freshPrivateKey(spec: string): Promise<Uint8Array> {
  const bits = MODULUS_BITS[spec as KeySpec];
  const pair =
    bits === undefined
      ? await generate('ec', { namedCurve: CURVES[spec as KeySpec] ?? spec })
      : await generate('rsa', { modulusLength: bits });
  return pair.privateKey.export({ type: 'pkcs8', format: 'der' });
}

/** Whether keys of a kind can be made here. */
export function isMakeable(spec: string): spec is KeySpec {
  return [CURVES, MODULUS_BITS, HMAC_BYTES, { SYMMETRIC_DEFAULT: 1 }].some((table) => Object.hasOwn(table, spec));
}

export function privateKeyOf(material: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.from(material), type: 'pkcs8', format: 'der' });
}

/** The id of a new key: a UUID, or `mrk-…` for one of several regions. */
export function freshKeyId(multiRegion: boolean): string {
  return multiRegion ? `mrk-${randomBytes(16).toString('hex')}` : randomUUID();
}
