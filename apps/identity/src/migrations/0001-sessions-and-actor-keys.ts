import { sqlMigration } from '@gatehouse/persistence';

export const sessionsAndActorKeys = sqlMigration(
  '0001-sessions-and-actor-keys',
  `
  CREATE TABLE session (
    session_id uuid PRIMARY KEY,
    token_digest bytea NOT NULL CHECK (length(token_digest) = 32),
    person_id text NOT NULL,
    signed_in_by text NOT NULL,
    started_at timestamptz(3) NOT NULL,
    last_used_at timestamptz(3) NOT NULL,
    ended_at timestamptz(3)
  );
  CREATE UNIQUE INDEX session_token_digest ON session (token_digest);
  CREATE INDEX session_started_at ON session (started_at);

  CREATE TABLE actor_key (
    kid text PRIMARY KEY,
    public_key text NOT NULL,
    wrapped_private_key bytea NOT NULL,
    wrapping_key_id text NOT NULL,
    created_at timestamptz(3) NOT NULL
  );

  COMMENT ON TABLE session IS 'Sign-ins. Of the token only its SHA-256 is here; rows go when they are over.';
  COMMENT ON TABLE actor_key IS 'Key pairs that actor tokens are signed with; private halves are encrypted.';
  `,
  `
  DROP TABLE actor_key;
  DROP TABLE session;
  `,
);
