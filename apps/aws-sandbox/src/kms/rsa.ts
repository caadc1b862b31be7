import { constants, createPublicKey, privateDecrypt, publicEncrypt } from 'node:crypto';

import type { EncryptionAlgorithmSpec } from '@aws-sdk/client-kms';

import { AwsError } from '../protocol/aws-error.js';
import { invalidCiphertext } from './ciphertext.js';
import { privateKeyOf } from './key-material.js';
import { encryptionAlgorithmsOf } from './key-metadata.js';
import type { KmsKey } from './kms-state.js';

/** Hash and overhead of OAEP: a message may be as long as the modulus without it. */
const HASHES: Readonly<Record<string, { hash: string; overhead: number }>> = {
  RSAES_OAEP_SHA_1: { hash: 'sha1', overhead: 42 },
  RSAES_OAEP_SHA_256: { hash: 'sha256', overhead: 66 },
};

function oaep(algorithm: EncryptionAlgorithmSpec) {
  const { hash = 'sha256' } = HASHES[algorithm] ?? {};
  return { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: hash };
}

/** Refuses an algorithm that the key does not have. */
export function refuseAlgorithm(key: KmsKey, algorithm: EncryptionAlgorithmSpec): void {
  if (encryptionAlgorithmsOf(key.spec).includes(algorithm)) return;
  throw new AwsError('InvalidKeyUsageException', `Algorithm ${algorithm} is incompatible with key spec ${key.spec}.`);
}

export function rsaEncrypt(key: KmsKey, plaintext: Uint8Array, algorithm: EncryptionAlgorithmSpec): Uint8Array {
  const bytes = Number(key.spec.slice('RSA_'.length)) / 8;
  const limit = bytes - (HASHES[algorithm]?.overhead ?? 0);
  if (plaintext.byteLength > limit) {
    throw new AwsError(
      'ValidationException',
      `Algorithm ${algorithm} and key spec ${key.spec} cannot encrypt data larger than ${String(limit)} bytes.`,
    );
  }
  const publicKey = createPublicKey(privateKeyOf(key.materials[0] ?? new Uint8Array()));
  return publicEncrypt({ key: publicKey, ...oaep(algorithm) }, plaintext);
}

export function rsaDecrypt(key: KmsKey, ciphertext: Uint8Array, algorithm: EncryptionAlgorithmSpec): Uint8Array {
  try {
    const privateKey = privateKeyOf(key.materials[0] ?? new Uint8Array());
    return privateDecrypt({ key: privateKey, ...oaep(algorithm) }, ciphertext);
  } catch {
    throw invalidCiphertext();
  }
}
