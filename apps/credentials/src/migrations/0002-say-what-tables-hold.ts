import { sqlMigration } from '@gatehouse/persistence';

/** For whoever looks at the database, and for docs/schema. */
export const sayWhatTablesHold = sqlMigration(
  '0002-say-what-tables-hold',
  `
  COMMENT ON TABLE known_roles IS 'What inventory knows of roles, copied from its news; guarded by revision.';
  COMMENT ON TABLE known_accounts IS 'Names of accounts, copied from inventory.';
  COMMENT ON TABLE rebuilds IS 'When the copies were last compared with all of inventory.';
  COMMENT ON TABLE role_sessions IS 'Every hand-out of credentials or a console link; no secrets.';
  `,
  `
  COMMENT ON TABLE known_roles IS NULL;
  COMMENT ON TABLE known_accounts IS NULL;
  COMMENT ON TABLE rebuilds IS NULL;
  COMMENT ON TABLE role_sessions IS NULL;
  `,
);
