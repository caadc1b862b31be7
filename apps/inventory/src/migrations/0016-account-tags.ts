import { sqlMigration } from '@gatehouse/persistence';

/** Tags of accounts, which AWS Organizations tells one account at a time. */
export const accountTags = sqlMigration(
  '0016-account-tags',
  `
  CREATE TABLE account_tags (
    account_id text PRIMARY KEY,
    tags jsonb NOT NULL,
    read_at timestamptz NOT NULL,
    wanted_at timestamptz
  );
  COMMENT ON TABLE account_tags IS 'Tags of accounts as AWS Organizations last told them, and when somebody said that they changed.';
  `,
  `
  DROP TABLE account_tags;
  `,
);
