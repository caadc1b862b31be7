import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { Secret } from '@gatehouse/contracts';

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts private keys for storage (AES-256-GCM, a fresh nonce each, bound to the key's id), so that a copy of the
 * database alone signs nothing.
 */
export class KeyWrapping {
  readonly #key: Secret<Buffer>;
  /** Tells which wrapping key a row was written with; says nothing about the key itself. */
  readonly id: string;

  /** @param encodedKey 32 random bytes, base64. Throws when it is anything else. */
  constructor(encodedKey: Secret) {
    const key = Buffer.from(encodedKey.reveal().trim(), 'base64');
    if (key.length !== KEY_BYTES) {
      throw new Error(
        `The key encryption key has ${key.length} bytes; it must be ${KEY_BYTES} random bytes in base64 (openssl rand -base64 32).`,
      );
    }
    this.#key = new Secret(key);
    this.id = createHash('sha256').update('gatehouse key-wrapping id').update(key).digest('hex').slice(0, 16);
  }

  wrap(plain: Secret<Buffer>, boundTo: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.#key.reveal(), nonce).setAAD(Buffer.from(boundTo));
    const encrypted = Buffer.concat([cipher.update(plain.reveal()), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), encrypted]);
  }

  /** Throws when the bytes were changed, moved to another key's row, or wrapped with another key. */
  unwrap(wrapped: Buffer, boundTo: string): Secret<Buffer> {
    const decipher = createDecipheriv(ALGORITHM, this.#key.reveal(), wrapped.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    })
      .setAAD(Buffer.from(boundTo))
      .setAuthTag(wrapped.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    return new Secret(Buffer.concat([decipher.update(wrapped.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]));
  }
}
