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
import type { Position } from '../search/condition.js';
import { ResourceFinder, type Count } from '../search/resource-finder.js';
import { branchesOf } from '../search/search-branches.rules.js';
import { SearchDirectory } from '../search/search-directory.js';
import { ResourceSummaries } from './resource-summaries.js';

/** Where the page before ended, and how many there were when the list was begun. */
const CursorKey = z.tuple([z.string(), z.string().regex(/^\d+$/), z.int().nonnegative(), z.literal([0, 1])]);

/** One page of a search for resources. */
@Injectable()
export class SearchResourcesQuery {
  constructor(
    private readonly directory: SearchDirectory,
    private readonly finder: ResourceFinder,
    private readonly summaries: ResourceSummaries,
    private readonly clock: Clock,
  ) {}

  async execute(request: RequestOf<typeof searchResources>): Promise<ReplyOf<typeof searchResources>> {
    const { limit, cursor, sort, ...filter } = request;
    requireTagKey(filter);
    const scope = { ...filter, sort };
    const start = cursor === undefined ? null : startOf(scope, cursor);
    const branches = branchesOf(filter, await this.directory.read(), this.clock.now());
    const [found, count] = await Promise.all([
      this.finder.page({ branches, sort, after: start?.after ?? null, count: limit + 1 }),
      start?.count ?? this.finder.count(branches),
    ]);
    const wanted = found.slice(0, limit);
    const { items, endsWith } = await this.summaries.fitting(wanted.map(({ arn }) => arn));
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
  return last && writeCursor(scope, [last.key, last.rowId, total, Number(isExact)]);
}

function requireTagKey({ tagKey, tagValue }: Pick<RequestOf<typeof searchResources>, 'tagKey' | 'tagValue'>): void {
  if (tagValue !== undefined && tagKey === undefined) {
    throw platformFailure('REQUEST_INVALID', 'tagValue: name the tag by tagKey as well.');
  }
}

function startOf(scope: unknown, cursor: string): { after: { key: string; rowId: string }; count: Count } {
  const read = readCursor(scope, CursorKey, cursor);
  if (read === undefined) {
    throw refuse(searchResources, 'CURSOR_INVALID', 'This cursor is not of this list. Begin again without one.');
  }
  const [key, rowId, total, isExact] = read;
  return { after: { key, rowId }, count: { total, isExact: isExact === 1 } };
}
