import { sqlMigration } from '@gatehouse/persistence';
import { INDEX_PARTS_OF_ARNS } from './0002-search-by-part-of-arn.js';

/** Parts of ARNs are found in memory: their trigrams in Postgres only cost every writer. */
export const searchByPartOfArnInMemory = sqlMigration(
  '0012-search-by-part-of-arn-in-memory',
  `DROP INDEX IF EXISTS resources_by_part_of_arn;`,
  INDEX_PARTS_OF_ARNS,
);
