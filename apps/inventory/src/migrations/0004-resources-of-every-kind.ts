import { sqlMigration } from '@gatehouse/persistence';

/**
 * Resources of every type, in regions, with their owner and whether their policy lets everybody in; each state they were
 * in as a version; and how fresh each collector's part of an account is.
 */
export const resourcesOfEveryKind = sqlMigration(
  '0004-resources-of-every-kind',
  `
  ALTER TABLE resources
    ADD COLUMN region text NOT NULL DEFAULT 'global',
    ADD COLUMN owner text,
    ADD COLUMN is_public boolean;

  CREATE TABLE resource_versions (
    arn text COLLATE "C" NOT NULL REFERENCES resources ON DELETE CASCADE,
    revision integer NOT NULL CHECK (revision > 0),
    change text NOT NULL CHECK (change IN ('created', 'updated', 'deleted')),
    changed text[] NOT NULL,
    seen_at timestamptz NOT NULL,
    changed_at timestamptz,
    changed_by text,
    tags jsonb NOT NULL,
    settings jsonb NOT NULL,
    parts jsonb NOT NULL,
    PRIMARY KEY (arn, revision)
  );
  COMMENT ON TABLE resource_versions IS
    'Every state that a resource was in, whole; who made it so and when, where CloudTrail tells.';

  INSERT INTO resource_versions (arn, revision, change, changed, seen_at, tags, settings, parts)
  SELECT arn, revision, CASE WHEN deleted_at IS NOT NULL THEN 'deleted' WHEN revision = 1 THEN 'created' ELSE 'updated' END,
    '{}', changed_at, tags, settings, parts
  FROM resources;

  CREATE TABLE collector_refreshes (
    account_id text NOT NULL REFERENCES accounts ON DELETE CASCADE,
    collector_id text NOT NULL,
    attempted_at timestamptz NOT NULL,
    ended_at timestamptz,
    refreshed_at timestamptz,
    failure_code text,
    failure_message text,
    resource_count integer NOT NULL DEFAULT 0,
    skipped_regions text[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (account_id, collector_id)
  );
  COMMENT ON TABLE collector_refreshes IS
    'How fresh the part of an account is that each collector brings, so that one that fails leaves the others fresh.';

  CREATE TABLE resource_reads (
    arn text COLLATE "C" PRIMARY KEY REFERENCES resources ON DELETE CASCADE,
    read_at timestamptz NOT NULL
  );
  COMMENT ON TABLE resource_reads IS 'When somebody last had a single resource read again, apart from its account.';
  `,
  `
  DROP TABLE resource_reads;
  DROP TABLE collector_refreshes;
  DROP TABLE resource_versions;
  ALTER TABLE resources DROP COLUMN region, DROP COLUMN owner, DROP COLUMN is_public;
  `,
);
