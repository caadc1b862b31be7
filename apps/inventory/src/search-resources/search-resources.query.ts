import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import {
  platformFailure,
  readCursor,
  refuse,
  searchResources,
  writeCursor,
  type ReplyOf,
  type RequestOf,
} from '@gatehouse/contracts';
import { Clock } from '@gatehouse/service-host';
import { ListedAccounts } from '../search/listed-accounts.js';
import { SearchIndex } from '../search/search-index.js';
import type { Count, Position } from '../search/wanted.js';
import { wantedOf, withinSight } from '../search/wanted.rules.js';
import { ResourceSummaries } from './resource-summaries.js';
import type { Sight } from '../visibility/sight.js';

/** Where the page before ended, and how many there were when the list was begun. */
const CursorKey = z.tuple([z.string(), z.string(), z.int().nonnegative(), z.literal([0, 1])]);

/** One page of a search for resources. */
@Injectable()
export class SearchResourcesQuery {
  constructor(
    private readonly accounts: ListedAccounts,
    private readonly index: SearchIndex,
    private readonly summaries: ResourceSummaries,
    private readonly clock: Clock,
  ) {}

  async execute(request: RequestOf<typeof searchResources>, sight: Sight): Promise<ReplyOf<typeof searchResources>> {
    const { limit, cursor, sort, ...filter } = request;
    requireTagKey(filter);
    const scope = { ...filter, sort };
    const start = cursor === undefined ? null : startOf(scope, cursor);
    const [accounts, index] = await Promise.all([this.accounts.read(), this.index.upToDate()]);
    const asked = withinSight(wantedOf(filter, accounts, this.clock.now()), sight);
    const { found, wanted, count, shown } = await index.among(asked, async (matches) => {
      const found = await matches.page({ sort, after: start?.after ?? null, count: limit + 1 });
      const wanted = found.slice(0, limit);
      // What is shown is read while the rest is counted.
      const reading = this.summaries.fitting(wanted.map(({ arn }) => arn));
      const isAll = start === null && found.length <= limit;
      const counted = isAll ? { total: found.length, isExact: true } : (start?.count ?? matches.count());
      const [shown, count] = await Promise.all([reading, counted]);
      return { found, wanted, count, shown };
    });
    const { items, endsWith } = shown;
    const last = lastOf(wanted, endsWith);
    const nextCursor = last === found.at(-1) ? undefined : cursorAfter(scope, last, count);
    return { items, totalCount: count.total, isTotalExact: count.isExact, ...(nextCursor && { nextCursor }) };
  }
}

/** Where the page ends: where its rows stop fitting into a reply, or with the last that is wanted. */
function lastOf<Row extends { readonly arn: string }>(
  wanted: readonly Row[],
  endsWith: string | null,
): Row | undefined {
  return wanted.find(({ arn }) => arn === endsWith) ?? wanted.at(-1);
}

function cursorAfter(scope: unknown, last: Position | undefined, { total, isExact }: Count): string | undefined {
  return last && writeCursor(scope, [last.key, last.arn, total, Number(isExact)]);
}

function requireTagKey({ tagKey, tagValue }: Pick<RequestOf<typeof searchResources>, 'tagKey' | 'tagValue'>): void {
  if (tagValue !== undefined && tagKey === undefined) {
    throw platformFailure('REQUEST_INVALID', 'tagValue: name the tag by tagKey as well.');
  }
}

function startOf(scope: unknown, cursor: string): { after: Position; count: Count } {
  const read = readCursor(scope, CursorKey, cursor);
  if (read === undefined) {
    throw refuse(searchResources, 'CURSOR_INVALID', 'This cursor is not of this list. Begin again without one.');
  }
  const [key, arn, total, isExact] = read;
  return { after: { key, arn }, count: { total, isExact: isExact === 1 } };
}
