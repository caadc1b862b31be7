import { Injectable } from '@nestjs/common';
import type { ReplyOf, RequestOf, suggestResources } from '@gatehouse/contracts';
import { Clock } from '@gatehouse/service-host';
import { ResourceSummaries } from '../search-resources/resource-summaries.js';
import type { Branch } from '../search/condition.js';
import { ResourceFinder } from '../search/resource-finder.js';
import { combined, filterConditions } from '../search/search-branches.rules.js';
import { SearchDirectory } from '../search/search-directory.js';
import { waysToBeArnWith } from '../search/word-conditions.rules.js';

/** The best few matches for what somebody is typing. */
@Injectable()
export class SuggestResourcesQuery {
  constructor(
    private readonly directory: SearchDirectory,
    private readonly finder: ResourceFinder,
    private readonly summaries: ResourceSummaries,
    private readonly clock: Clock,
  ) {}

  async execute(request: RequestOf<typeof suggestResources>): Promise<ReplyOf<typeof suggestResources>> {
    const { limit, text, ...filter } = request;
    const typed = text.trim().toLowerCase();
    const directory = await this.directory.read();
    const filters = filterConditions(filter, directory, this.clock.now());
    const find = (branches: readonly Branch[], sort: 'name' | 'arn') =>
      this.finder.page({ branches, sort, after: null, count: limit, isBestEffort: true });
    const begins =
      typed === '' ? [] : await find(combined([...filters, { kind: 'name', beginning: typed }], []), 'name');
    const contains =
      begins.length < limit ? await find(combined(filters, [waysToBeArnWith(typed, directory)]), 'arn') : [];
    const arns = [...new Set([...begins, ...contains].map(({ arn }) => arn))].slice(0, limit);
    const items = await this.summaries.of(arns);
    return {
      items: items.map(({ arn, accountId, accountName, resourceType, name, region }) => {
        return { arn, accountId, accountName, resourceType, name, region };
      }),
    };
  }
}
