import { sqlMigration } from '@gatehouse/persistence';

/** Accounts of which other regions are read than of most. */
export const regionsOfAccounts = sqlMigration(
  '0010-regions-of-accounts',
  `
  ALTER TABLE accounts ADD COLUMN wanted_regions text[];
  COMMENT ON COLUMN accounts.wanted_regions IS 'Regions that are read of it; null for those of the configuration.';
  COMMENT ON COLUMN accounts.regions IS 'Those that are read of it and that it had enabled when it was last read.';
  `,
  `
  ALTER TABLE accounts DROP COLUMN wanted_regions;
  `,
);
