import { Injectable } from '@nestjs/common';
import type { ReplyOf, RequestOf, suggestResources } from '@gatehouse/contracts';
import { ResourceSummaries } from '../search-resources/resource-summaries.js';
import { SearchIndex } from '../search/search-index.js';
import { offeredOf, withinSight } from '../search/wanted.rules.js';
import type { Sight } from '../visibility/sight.js';

/** The best few matches for what somebody is typing. */
@Injectable()
export class SuggestResourcesQuery {
  constructor(
    private readonly index: SearchIndex,
    private readonly summaries: ResourceSummaries,
  ) {}

  async execute(request: RequestOf<typeof suggestResources>, sight: Sight): Promise<ReplyOf<typeof suggestResources>> {
    const { limit, text, ...filter } = request;
    const typed = text.trim().toLowerCase();
    const offered = (how: 'beginning' | 'containing') => withinSight(offeredOf(typed, how, filter), sight);
    const index = await this.index.upToDate();
    const begins =
      typed === '' ? [] : await index.among(offered('beginning'), (matches) => matches.beginning(typed, limit));
    const contains =
      begins.length === limit
        ? []
        : await index.among(offered('containing'), (matches) =>
            matches.page({ sort: 'arn', after: null, count: limit }),
          );
    const arns = [...new Set([...begins, ...contains].map(({ arn }) => arn))].slice(0, limit);
    const items = await this.summaries.of(arns);
    return {
      items: items.map(({ arn, accountId, accountName, resourceType, name, region }) => {
        return { arn, accountId, accountName, resourceType, name, region };
      }),
    };
  }
}
