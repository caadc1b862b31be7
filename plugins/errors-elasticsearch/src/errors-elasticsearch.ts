import { definePlugin, errorSources } from '@gatehouse/plugin-sdk';
import { ElasticsearchErrors } from './elasticsearch-errors.js';
import { SearchApi } from './search-api.js';
import { SearchSettings } from './search-settings.js';

/** Refused calls from an index of Elasticsearch or OpenSearch, such as one of CloudTrail's data events or access logs. */
export const errorsElasticsearch = definePlugin({
  id: 'errors-elasticsearch',
  apiVersion: '^1',
  extends: errorSources,
  config: SearchSettings,
  create: (settings, host) => new ElasticsearchErrors(settings, new SearchApi(settings), () => host.now()),
});
