import { sqlMigration } from '@gatehouse/persistence';

/**
 * Who follows resources, and not what is known of their use, tells one from the other by the type that is noted. Nothing
 * reads resources in the order of their changes any more.
 */
export const changesOfResources = sqlMigration(
  '0017-changes-of-resources',
  `
  CREATE FUNCTION note_changed_resources() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO search_changes (arn, resource_type) SELECT arn, resource_type FROM changed;
    RETURN NULL;
  END $$;
  DROP TRIGGER search_inserted ON resources;
  DROP TRIGGER search_updated ON resources;
  DROP TRIGGER search_deleted ON resources;
  CREATE TRIGGER search_inserted AFTER INSERT ON resources REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_changed_resources();
  CREATE TRIGGER search_updated AFTER UPDATE ON resources REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_changed_resources();
  CREATE TRIGGER search_deleted AFTER DELETE ON resources REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_changed_resources();
  DROP INDEX resources_by_change;

  ALTER TABLE search_changes ADD COLUMN resource_type text COLLATE "C";
  COMMENT ON TABLE search_changes IS
    'Resources that changed, with their type, or whose use or denials did, without it; by transaction, for what follows in memory (search, who can do what); for an hour.';
  `,
  `
  CREATE INDEX resources_by_change ON resources (changed_at, arn);
  DROP TRIGGER search_deleted ON resources;
  DROP TRIGGER search_updated ON resources;
  DROP TRIGGER search_inserted ON resources;
  CREATE TRIGGER search_inserted AFTER INSERT ON resources REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_for_search();
  CREATE TRIGGER search_updated AFTER UPDATE ON resources REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_for_search();
  CREATE TRIGGER search_deleted AFTER DELETE ON resources REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_for_search();
  DROP FUNCTION note_changed_resources();

  ALTER TABLE search_changes DROP COLUMN resource_type;
  COMMENT ON TABLE search_changes IS
    'Resources whose text, use or denials changed, by transaction, for the search indexes in memory; for an hour.';
  `,
);
