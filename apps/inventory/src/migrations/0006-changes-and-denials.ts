import { sqlMigration } from '@gatehouse/persistence';

/** What is told by the queues of CloudTrail's events, and by sources of errors: changes of resources, and denied calls. */
export const changesAndDenials = sqlMigration(
  '0006-changes-and-denials',
  `
  CREATE INDEX resources_by_own_name ON resources (account_id, resource_type, name) WHERE deleted_at IS NULL;

  CREATE TABLE unreadable_messages (
    message_id text PRIMARY KEY,
    queue text NOT NULL,
    received_at timestamptz NOT NULL,
    reason text NOT NULL,
    body text NOT NULL
  );
  CREATE INDEX unreadable_messages_by_time ON unreadable_messages (received_at DESC, message_id);
  COMMENT ON TABLE unreadable_messages IS
    'The newest messages of the queues that nobody could read, cut to their beginning, and why.';

  CREATE TABLE denials (
    denial_id text COLLATE "C" PRIMARY KEY,
    principal_arn text NOT NULL,
    account_id text NOT NULL,
    action text NOT NULL,
    resource_arn text NOT NULL,
    holder_arn text,
    error_code text NOT NULL,
    error_message text NOT NULL,
    source text NOT NULL,
    session_name text,
    first_seen_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL
  );
  CREATE INDEX denials_by_time ON denials (last_seen_at DESC, denial_id DESC);
  CREATE INDEX denials_of_principal ON denials (principal_arn, last_seen_at DESC, denial_id DESC);
  CREATE INDEX denials_of_holder ON denials (holder_arn, last_seen_at DESC, denial_id DESC);
  CREATE INDEX denials_of_resource ON denials (resource_arn, last_seen_at DESC, denial_id DESC);
  CREATE INDEX denials_of_account ON denials (account_id, last_seen_at DESC, denial_id DESC);
  COMMENT ON TABLE denials IS
    'Calls that AWS refused within the last week, one row for the same principal, action, resource, error and source.';
  COMMENT ON COLUMN denials.holder_arn IS 'The resource of the inventory that the call was for: the bucket of an object.';

  CREATE TABLE denial_days (
    denial_id text COLLATE "C" NOT NULL REFERENCES denials ON DELETE CASCADE,
    day date NOT NULL,
    count integer NOT NULL CHECK (count > 0),
    PRIMARY KEY (denial_id, day)
  );
  CREATE INDEX denial_days_by_day ON denial_days (day);
  COMMENT ON TABLE denial_days IS 'How often on each day of the week before, in UTC.';

  CREATE TABLE denial_sightings (
    sighting_id text PRIMARY KEY,
    day date NOT NULL
  );
  CREATE INDEX denial_sightings_by_day ON denial_sightings (day);
  COMMENT ON TABLE denial_sightings IS 'Which denied calls are counted, so that none is counted twice; for two days.';

  CREATE TABLE denial_counts (
    arn text COLLATE "C" PRIMARY KEY,
    count integer NOT NULL CHECK (count > 0)
  );
  COMMENT ON TABLE denial_counts IS 'Denied calls by or on a principal or resource within the last week.';

  CREATE TABLE error_sources (
    source_id text PRIMARY KEY,
    position text,
    attempted_at timestamptz NOT NULL,
    succeeded_at timestamptz,
    failure text
  );
  COMMENT ON TABLE error_sources IS 'How far each source of errors was read.';
  `,
  `
  DROP TABLE error_sources;
  DROP TABLE denial_counts;
  DROP TABLE denial_sightings;
  DROP TABLE denial_days;
  DROP TABLE denials;
  DROP TABLE unreadable_messages;
  DROP INDEX resources_by_own_name;
  `,
);
