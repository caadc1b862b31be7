import { sqlMigration } from '@gatehouse/persistence';

/** Which services principals used and when, as IAM reports it once a day. */
export const serviceUsage = sqlMigration(
  '0009-service-usage',
  `
  CREATE TABLE service_lists (
    hash bytea PRIMARY KEY,
    services text[] NOT NULL
  );
  COMMENT ON TABLE service_lists IS
    'Services that policies grant, by the SHA-256 of the list: principals with the same policies share one.';

  CREATE TABLE service_names (
    service text PRIMARY KEY,
    name text NOT NULL
  );
  COMMENT ON TABLE service_names IS 'What AWS calls the services that policies name.';

  CREATE TABLE service_usage (
    arn text COLLATE "C" PRIMARY KEY REFERENCES resources ON DELETE CASCADE,
    attempted_at timestamptz NOT NULL,
    job_id text,
    reported_at timestamptz,
    granted bytea REFERENCES service_lists,
    used jsonb,
    failure_code text,
    failure_message text
  );
  COMMENT ON TABLE service_usage IS
    'IAM''s last report of each principal: the services it may call, and when and where it last called those it used;
     job_id is of a report that IAM is making.';

  CREATE TABLE service_usage_turns (
    account_id text PRIMARY KEY REFERENCES accounts ON DELETE CASCADE,
    next_at timestamptz NOT NULL,
    attempted_at timestamptz,
    failure_code text,
    failure_message text
  );
  CREATE INDEX service_usage_turns_by_time ON service_usage_turns (next_at, account_id);
  COMMENT ON TABLE service_usage_turns IS 'When it is an account''s turn to be asked for reports again.';
  `,
  `
  DROP TABLE service_usage_turns;
  DROP TABLE service_usage;
  DROP TABLE service_names;
  DROP TABLE service_lists;
  `,
);
