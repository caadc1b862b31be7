import { z } from 'zod';

/** How every list is asked for: a page size and the cursor that the page before ended with. */
export const pageRequest = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(500)
    .default(50)
    .describe('Rows on a page at most, 1 to 500; fewer when they are long.'),
  cursor: z.string().max(1_000).optional().describe('`nextCursor` of the page before; leave out for the first page.'),
};

/** How every list is answered. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().optional().describe('Ask again with it for the next page; absent on the last.'),
    totalCount: z.int().nonnegative().optional().describe('Rows on all pages, where counting them is cheap.'),
  });
}
