import { sqlMigration } from '@gatehouse/persistence';

/** The tree and the guardrails of every organization with a version per change, and what is said of accounts beside AWS. */
export const organizations = sqlMigration(
  '0007-organizations',
  `
  CREATE TABLE organizations (
    source_id text PRIMARY KEY,
    management_account_id text NOT NULL,
    organization_id text,
    attempted_at timestamptz NOT NULL,
    ended_at timestamptz,
    refreshed_at timestamptz,
    failure_code text,
    failure_message text
  );
  COMMENT ON TABLE organizations IS 'How fresh the tree and the guardrails of each organization are.';

  CREATE TABLE organization_nodes (
    organization_id text NOT NULL,
    node_id text NOT NULL,
    parent_id text,
    kind text NOT NULL CHECK (kind IN ('root', 'unit', 'account')),
    name text COLLATE "C" NOT NULL,
    arn text NOT NULL,
    path text[] NOT NULL,
    revision integer NOT NULL CHECK (revision > 0),
    first_seen_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    deleted_at timestamptz,
    PRIMARY KEY (organization_id, node_id)
  );
  CREATE INDEX organization_nodes_by_parent ON organization_nodes (parent_id, name, node_id) WHERE deleted_at IS NULL;
  CREATE INDEX organization_nodes_by_id ON organization_nodes (node_id) WHERE deleted_at IS NULL;
  CREATE INDEX organization_nodes_below ON organization_nodes USING gin (path) WHERE deleted_at IS NULL;
  COMMENT ON TABLE organization_nodes IS 'Roots, units and accounts; the path has the ids from the root down to it.';

  CREATE TABLE guardrails (
    organization_id text NOT NULL,
    policy_id text NOT NULL,
    arn text NOT NULL,
    name text COLLATE "C" NOT NULL,
    description text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('service-control-policy', 'resource-control-policy')),
    is_aws_managed boolean NOT NULL,
    document text NOT NULL,
    attached_to text[] NOT NULL,
    revision integer NOT NULL CHECK (revision > 0),
    first_seen_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    deleted_at timestamptz,
    PRIMARY KEY (organization_id, policy_id)
  );
  CREATE INDEX guardrails_by_name ON guardrails (name, organization_id, policy_id) WHERE deleted_at IS NULL;
  CREATE INDEX guardrails_by_target ON guardrails USING gin (attached_to) WHERE deleted_at IS NULL;
  COMMENT ON TABLE guardrails IS 'Service and resource control policies, with the ids of where they are attached.';

  CREATE TABLE organization_versions (
    organization_id text NOT NULL,
    item_id text NOT NULL,
    revision integer NOT NULL CHECK (revision > 0),
    change text NOT NULL CHECK (change IN ('created', 'updated', 'deleted')),
    seen_at timestamptz NOT NULL,
    content jsonb NOT NULL,
    PRIMARY KEY (organization_id, item_id, revision)
  );
  COMMENT ON TABLE organization_versions IS 'Every state that a node or a guardrail of an organization was in.';

  ALTER TABLE accounts
    ADD COLUMN aliases text[] NOT NULL DEFAULT '{}',
    ADD COLUMN environment text,
    ADD COLUMN is_sensitive boolean NOT NULL DEFAULT false,
    ADD COLUMN is_sync_enabled boolean NOT NULL DEFAULT true,
    ADD COLUMN owner text,
    ADD COLUMN regions text[] NOT NULL DEFAULT '{}';
  COMMENT ON COLUMN accounts.regions IS 'Those of the configuration that the account had enabled when it was last read.';

  CREATE INDEX resources_by_change ON resources (changed_at, arn);
  `,
  `
  DROP INDEX resources_by_change;
  ALTER TABLE accounts DROP COLUMN aliases, DROP COLUMN environment, DROP COLUMN is_sensitive,
    DROP COLUMN is_sync_enabled, DROP COLUMN owner, DROP COLUMN regions;
  DROP TABLE organization_versions;
  DROP TABLE guardrails;
  DROP TABLE organization_nodes;
  DROP TABLE organizations;
  `,
);
