import { sqlMigration } from '@gatehouse/persistence';

/** Where the picture is kept: accounts with their freshness, resources with a revision each, documents once. */
export const accountsAndResources = sqlMigration(
  '0001-accounts-and-resources',
  `
  CREATE TABLE account_sources (
    source_id text PRIMARY KEY,
    attempted_at timestamptz NOT NULL,
    refreshed_at timestamptz,
    failure_code text,
    failure_message text
  );

  CREATE TABLE accounts (
    account_id text PRIMARY KEY CHECK (account_id ~ '^[0-9]{12}$'),
    name text NOT NULL COLLATE "C",
    email text,
    status text NOT NULL CHECK (status IN ('active', 'suspended', 'closed')),
    source_id text NOT NULL,
    organization_id text,
    ou_path text NOT NULL,
    partition text NOT NULL,
    first_seen_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL
  );
  CREATE INDEX accounts_by_name ON accounts (name, account_id);
  CREATE INDEX accounts_by_source ON accounts (source_id);

  CREATE TABLE account_refreshes (
    account_id text PRIMARY KEY REFERENCES accounts ON DELETE CASCADE,
    run_id text NOT NULL,
    attempted_at timestamptz NOT NULL,
    ended_at timestamptz,
    refreshed_at timestamptz,
    failure_code text,
    failure_message text,
    principal_count integer NOT NULL DEFAULT 0
  );

  CREATE TABLE documents (
    hash bytea PRIMARY KEY,
    text text NOT NULL
  );

  CREATE TABLE resources (
    arn text COLLATE "C" PRIMARY KEY,
    account_id text NOT NULL,
    resource_type text NOT NULL,
    name text NOT NULL,
    path text NOT NULL,
    tags jsonb NOT NULL,
    settings jsonb NOT NULL,
    parts jsonb NOT NULL,
    content_hash bytea NOT NULL,
    revision integer NOT NULL CHECK (revision > 0),
    first_seen_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    deleted_at timestamptz
  );
  CREATE INDEX resources_of_account ON resources (account_id, arn) WHERE deleted_at IS NULL;
  CREATE INDEX resources_by_type ON resources (resource_type, arn) WHERE deleted_at IS NULL;

  CREATE TABLE principal_usage (
    arn text COLLATE "C" PRIMARY KEY REFERENCES resources ON DELETE CASCADE,
    last_used_at timestamptz NOT NULL,
    last_used_region text
  );
  `,
  `
  DROP TABLE principal_usage;
  DROP TABLE resources;
  DROP TABLE documents;
  DROP TABLE account_refreshes;
  DROP TABLE accounts;
  DROP TABLE account_sources;
  `,
);
