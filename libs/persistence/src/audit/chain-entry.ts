import { z } from 'zod';

const Hash = z.string().regex(/^[0-9a-f]{64}$/, 'A hash is 64 hexadecimal digits.');
const Sequence = z.int().nonnegative();

/** One line of an export, and one step of a check: records in order, each checkpoint after the record that it covers. */
export const ChainEntry = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('chain'), service: z.string().min(1), exportedAt: z.iso.datetime() }),
  z.object({
    kind: z.literal('record'),
    sequence: Sequence,
    recordedAt: z.string(),
    action: z.string(),
    actorId: z.string(),
    actorSessionId: z.string(),
    subject: z.string(),
    outcome: z.string(),
    details: z.record(z.string(), z.unknown()),
    traceId: z.string(),
    previousHash: Hash,
    hash: Hash,
  }),
  z.object({
    kind: z.literal('checkpoint'),
    sequence: Sequence,
    hash: Hash,
    signedAt: z.string(),
    keyId: z.string(),
    signature: z.string(),
  }),
  /** Where the database says that the chain ends. */
  z.object({ kind: z.literal('end'), sequence: Sequence, hash: Hash }),
]);
export type ChainEntry = z.output<typeof ChainEntry>;
