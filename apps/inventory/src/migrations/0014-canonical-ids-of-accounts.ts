import { sqlMigration } from '@gatehouse/persistence';

/** Access control lists of S3 know accounts by another name. */
export const canonicalIdsOfAccounts = sqlMigration(
  '0014-canonical-ids-of-accounts',
  `
  ALTER TABLE accounts ADD COLUMN canonical_id text;
  CREATE INDEX accounts_by_canonical_id ON accounts (canonical_id) WHERE canonical_id IS NOT NULL;
  COMMENT ON COLUMN accounts.canonical_id IS 'What S3 calls it in access control lists; null before its buckets were listed.';
  `,
  `
  ALTER TABLE accounts DROP COLUMN canonical_id;
  `,
);
