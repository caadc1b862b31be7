import { sqlMigration } from '@gatehouse/persistence';

/**
 * What credentials knows of roles (a copy of inventory's news, guarded by revision) and the ledger of role sessions.
 * `changed_tx` is the transaction that wrote the row last: replicas read what is new since their last look by it.
 */
export const rolesAndSessions = sqlMigration(
  '0001-roles-and-sessions',
  `
  CREATE TABLE known_roles (
    role_arn text COLLATE "C" PRIMARY KEY,
    account_id text NOT NULL,
    max_session_seconds integer NOT NULL CHECK (max_session_seconds > 0),
    tags jsonb NOT NULL,
    revision integer NOT NULL,
    deleted boolean NOT NULL DEFAULT false,
    written_at timestamptz NOT NULL,
    changed_tx xid8 NOT NULL DEFAULT pg_current_xact_id()
  );
  CREATE INDEX known_roles_by_change ON known_roles (changed_tx);

  CREATE TABLE known_accounts (
    account_id text PRIMARY KEY,
    name text NOT NULL,
    changed_tx xid8 NOT NULL DEFAULT pg_current_xact_id()
  );
  CREATE INDEX known_accounts_by_change ON known_accounts (changed_tx);

  CREATE TABLE rebuilds (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    rebuilt_at timestamptz NOT NULL
  );

  CREATE TABLE role_sessions (
    role_session_id uuid PRIMARY KEY,
    person_id text NOT NULL,
    actor_session_id text NOT NULL,
    role_arn text NOT NULL,
    role_session_name text NOT NULL,
    access_key_id text NOT NULL,
    purpose text NOT NULL CHECK (purpose IN ('credentials', 'console')),
    attribution text NOT NULL CHECK (attribution IN ('full', 'name-only')),
    duration_seconds integer NOT NULL,
    issued_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    ip_address text,
    user_agent text
  );
  CREATE INDEX role_sessions_of_person ON role_sessions (person_id, issued_at DESC);
  CREATE INDEX role_sessions_of_role ON role_sessions (role_arn, issued_at DESC);
  `,
  `
  DROP TABLE role_sessions;
  DROP TABLE rebuilds;
  DROP TABLE known_accounts;
  DROP TABLE known_roles;
  `,
);
