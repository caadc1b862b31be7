import { sqlMigration } from '@gatehouse/persistence';

/** For whoever looks at the database, and for docs/schema. */
export const sayWhatTablesHold = sqlMigration(
  '0003-say-what-tables-hold',
  `
  COMMENT ON TABLE account_sources IS 'When each source of accounts was last asked, and why it failed.';
  COMMENT ON TABLE accounts IS 'AWS accounts, as the first source that names them tells.';
  COMMENT ON TABLE account_refreshes IS 'The last refresh of each account: when, how it ended, what was found.';
  COMMENT ON TABLE documents IS 'Policy documents by the SHA-256 of their text, each once.';
  COMMENT ON TABLE resources IS 'Principals and resources; the revision goes up with every change, also with deletion.';
  COMMENT ON TABLE principal_usage IS 'When principals were last used; makes no revision.';
  `,
  `
  COMMENT ON TABLE account_sources IS NULL;
  COMMENT ON TABLE accounts IS NULL;
  COMMENT ON TABLE account_refreshes IS NULL;
  COMMENT ON TABLE documents IS NULL;
  COMMENT ON TABLE resources IS NULL;
  COMMENT ON TABLE principal_usage IS NULL;
  `,
);
