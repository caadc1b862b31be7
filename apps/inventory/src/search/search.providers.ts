import type { Provider } from '@nestjs/common';
import { ResourceSummaries } from '../search-resources/resource-summaries.js';
import { SearchResourcesQuery } from '../search-resources/search-resources.query.js';
import { SuggestResourcesQuery } from '../suggest-resources/suggest-resources.query.js';
import { ListedAccounts } from './listed-accounts.js';
import { ResourceFeed } from './resource-feed.js';
import { SearchIndex } from './search-index.js';

/** Searching for resources. */
export const searchProviders: Provider[] = [
  ResourceFeed,
  SearchIndex,
  ListedAccounts,
  ResourceSummaries,
  SearchResourcesQuery,
  SuggestResourcesQuery,
];
