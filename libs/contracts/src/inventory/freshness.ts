import { z } from 'zod';

/** How well the picture of one account is known. */
export const Freshness = z.object({
  refreshedAt: z.iso.datetime().nullable().describe('When the account was last read completely; null if never.'),
  attemptedAt: z.iso.datetime().nullable().describe('When it was last tried.'),
  state: z.enum(['never', 'refreshing', 'fresh', 'stale', 'failed']),
  failure: z
    .object({ code: z.string().max(200).describe("AWS's error code."), message: z.string().max(1_000) })
    .nullable()
    .describe('Why the last try failed; null when it did not.'),
});
export type Freshness = z.infer<typeof Freshness>;
