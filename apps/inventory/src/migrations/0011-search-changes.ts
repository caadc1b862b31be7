import { sqlMigration } from '@gatehouse/persistence';

/**
 * Which resources changed in which transaction, so that every process that searches can follow. Triggers note it: whoever
 * writes a resource or its use, in whatever way, tells by the same transaction. What searched before, in databases that have it, goes.
 */
export const searchChanges = sqlMigration(
  '0011-search-changes',
  `
  DROP TABLE IF EXISTS resource_search, resource_places CASCADE;
  DROP VIEW IF EXISTS searchable_resources;
  DROP FUNCTION IF EXISTS index_changed_usage() CASCADE;
  DROP FUNCTION IF EXISTS index_changed_resources() CASCADE;
  DROP FUNCTION IF EXISTS index_resources(text[]);
  DROP FUNCTION IF EXISTS unused_since(text, jsonb, timestamptz, timestamptz);
  DROP FUNCTION IF EXISTS search_body(text, text, jsonb, text);
  DROP FUNCTION IF EXISTS search_facets(jsonb, text, boolean);
  DROP FUNCTION IF EXISTS search_facet(text);
  DROP FUNCTION IF EXISTS arn_head(text);
  DROP FUNCTION IF EXISTS lower_case(text);

  CREATE TABLE search_changes (
    changed_in xid8 NOT NULL DEFAULT pg_current_xact_id(),
    arn text COLLATE "C" NOT NULL,
    noted_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE INDEX search_changes_by_transaction ON search_changes (changed_in);
  COMMENT ON TABLE search_changes IS
    'Resources whose text, use or denials changed, by transaction, for the search indexes in memory; for an hour.';

  CREATE FUNCTION note_for_search() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO search_changes (arn) SELECT arn FROM changed;
    RETURN NULL;
  END $$;
  CREATE TRIGGER search_inserted AFTER INSERT ON resources REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_for_search();
  CREATE TRIGGER search_updated AFTER UPDATE ON resources REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_for_search();
  CREATE TRIGGER search_deleted AFTER DELETE ON resources REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_for_search();
  CREATE TRIGGER search_inserted AFTER INSERT ON principal_usage REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_for_search();
  CREATE TRIGGER search_updated AFTER UPDATE ON principal_usage REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_for_search();
  CREATE TRIGGER search_inserted AFTER INSERT ON denial_counts REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_for_search();
  CREATE TRIGGER search_deleted AFTER DELETE ON denial_counts REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_for_search();
  `,
  `
  DROP TRIGGER search_deleted ON denial_counts;
  DROP TRIGGER search_inserted ON denial_counts;
  DROP TRIGGER search_updated ON principal_usage;
  DROP TRIGGER search_inserted ON principal_usage;
  DROP TRIGGER search_deleted ON resources;
  DROP TRIGGER search_updated ON resources;
  DROP TRIGGER search_inserted ON resources;
  DROP FUNCTION note_for_search();
  DROP TABLE search_changes;
  `,
);
