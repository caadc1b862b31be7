import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

import { AwsError } from '../protocol/aws-error.js';
import type { KmsKey } from './kms-state.js';

type EncryptionContext = Readonly<Record<string, string>>;

const VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 5;

/** What a ciphertext of a symmetric key says of itself: which key made it, and with which of its materials. */
export interface CiphertextHead {
  readonly keyArn: string;
  readonly materialIndex: number;
  readonly sealed: Uint8Array;
}

/** AES-256-GCM over the newest material; the encryption context is authenticated and not stored. */
export function seal(key: KmsKey, plaintext: Uint8Array, context: EncryptionContext | undefined): Uint8Array {
  const materialIndex = key.materials.length - 1;
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', materialOf(key, materialIndex), iv);
  cipher.setAAD(canonical(context));
  const body = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  const arn = Buffer.from(key.arn);
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt8(VERSION, 0);
  head.writeUInt16BE(materialIndex, 1);
  head.writeUInt16BE(arn.byteLength, 3);
  return Buffer.concat([head, arn, iv, cipher.getAuthTag(), body]);
}

/** Reads the head of a ciphertext; KMS's error when it is none. */
export function readCiphertext(blob: Uint8Array): CiphertextHead {
  const bytes = Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength);
  const length = bytes.byteLength < HEAD_BYTES ? 0 : bytes.readUInt16BE(3);
  const body = HEAD_BYTES + length;
  if (length === 0 || bytes[0] !== VERSION || bytes.byteLength < body + IV_BYTES + TAG_BYTES) throw invalidCiphertext();
  return {
    keyArn: bytes.toString('utf8', HEAD_BYTES, body),
    materialIndex: bytes.readUInt16BE(1),
    sealed: bytes.subarray(body),
  };
}

/** Opens what `seal` made; KMS's error when a bit of it or of the context is another. */
export function open(
  key: KmsKey,
  { materialIndex, sealed }: CiphertextHead,
  context: EncryptionContext | undefined,
): Uint8Array {
  try {
    const decipher = createDecipheriv('aes-256-gcm', materialOf(key, materialIndex), sealed.subarray(0, IV_BYTES));
    decipher.setAAD(canonical(context));
    decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
  } catch {
    throw invalidCiphertext();
  }
}

export function invalidCiphertext(): AwsError {
  return new AwsError('InvalidCiphertextException', '');
}

function materialOf(key: KmsKey, index: number): Uint8Array {
  const material = key.materials[index];
  if (material === undefined) throw invalidCiphertext();
  return material;
}

/** The order of the pairs does not matter (KMS Developer Guide, "Encryption context"). */
function canonical(context: EncryptionContext | undefined): Buffer {
  const pairs = Object.entries(context ?? {}).sort(([left], [right]) => (left < right ? -1 : 1));
  return Buffer.from(JSON.stringify(pairs));
}
