import { sqlMigration } from '@gatehouse/persistence';

/** Where denied calls went: what they were for does not always tell, and may not be there. */
export const regionsOfDenials = sqlMigration(
  '0015-regions-of-denials',
  `
  ALTER TABLE denials ADD COLUMN region text;
  COMMENT ON COLUMN denials.region IS 'Where the latest of the calls went; null when its source does not tell.';
  `,
  `
  ALTER TABLE denials DROP COLUMN region;
  `,
);
