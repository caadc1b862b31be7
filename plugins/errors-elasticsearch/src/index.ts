export { errorsElasticsearch } from './errors-elasticsearch.js';
