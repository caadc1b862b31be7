import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Seals values into text that only this sandbox can open, with AES-256-GCM. */
export class Seal {
  constructor(readonly key: Uint8Array = randomBytes(32)) {}

  close(value: unknown): string {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.key, iv);
    const sealed = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
  }

  /** The value, or undefined when the text was not sealed here or has been touched. */
  open(text: string): unknown {
    const bytes = Buffer.from(text, 'base64');
    if (bytes.length < 29) return undefined;
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.key, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8'));
    } catch {
      return undefined;
    }
  }
}
