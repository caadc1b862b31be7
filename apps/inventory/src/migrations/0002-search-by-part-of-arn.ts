import { sqlMigration } from '@gatehouse/persistence';

/** Indexes parts of ARNs, where the extension is there or may be made. */
export const INDEX_PARTS_OF_ARNS = `
  DO $$
  DECLARE home text;
  BEGIN
    BEGIN
      CREATE EXTENSION IF NOT EXISTS pg_trgm;
    EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN
      RAISE NOTICE 'pg_trgm is not available: searching scans';
    END;
    SELECT nspname INTO home FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace WHERE extname = 'pg_trgm';
    IF home IS NOT NULL THEN
      EXECUTE format(
        'CREATE INDEX resources_by_part_of_arn ON resources USING gin (lower(arn) %I.gin_trgm_ops) WHERE deleted_at IS NULL',
        home);
    END IF;
  END $$;
`;

/**
 * Finds a part of an ARN by its trigrams. The extension comes with Postgres and needs no superuser; where the service's
 * role may not create it and nobody has, the search is right all the same, only slower.
 */
export const searchByPartOfArn = sqlMigration(
  '0002-search-by-part-of-arn',
  INDEX_PARTS_OF_ARNS,
  `DROP INDEX IF EXISTS resources_by_part_of_arn;`,
);
