import { createHash } from 'node:crypto';

/** S3's own name for an account: 64 hexadecimal digits that say nothing. */
export function canonicalIdOf(accountId: string): string {
  return createHash('sha256').update(`canonical:${accountId}`).digest('hex');
}
