import { sqlMigration } from '@gatehouse/persistence';

/**
 * What searching needs of each resource that is there, in rows so narrow that thousands are looked at in milliseconds.
 * Triggers keep it: whoever writes a resource or its use, in whatever way, has it indexed by the same transaction.
 */
export const search = sqlMigration(
  '0005-search',
  `
  CREATE TABLE resource_places (
    place_id smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    resource_type text NOT NULL,
    region text NOT NULL,
    arn_head text NOT NULL,
    UNIQUE (resource_type, region, arn_head)
  );
  COMMENT ON TABLE resource_places IS
    'Every type, region and beginning of an ARN that was ever seen together: a few hundred, to begin a search with.';

  CREATE TABLE resource_search (
    arn text COLLATE "C" NOT NULL,
    row_id bigint GENERATED ALWAYS AS IDENTITY,
    place_id smallint NOT NULL,
    account_id text COLLATE "C" NOT NULL,
    name_key text COLLATE "C" NOT NULL,
    changed_at timestamptz NOT NULL,
    unused_since date,
    facets bigint[] NOT NULL,
    body text COLLATE "C" NOT NULL
  );
  COMMENT ON TABLE resource_search IS
    'What resources that are there are searched by: body is the end of the ARN, name, tags and owner in lower case;
     facets are the first 64 bits of the MD5 of each tag, owner and so on that a filter can ask for.';

  DO $$
  DECLARE rules text := (SELECT DISTINCT collname FROM pg_collation WHERE collname = 'und-x-icu');
  BEGIN
    EXECUTE format('CREATE FUNCTION lower_case(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
      AS ''SELECT lower($1 COLLATE %I)''', coalesce(rules, 'default'));
  END $$;

  CREATE FUNCTION arn_head(arn text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT lower(split_part(arn, ':', 1) || ':' || split_part(arn, ':', 2) || ':' || split_part(arn, ':', 3) || ':'
      || split_part(arn, ':', 4))
  $$;

  CREATE FUNCTION search_facet(facet text) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT ('x' || left(md5(facet), 16))::bit(64)::bigint
  $$;

  CREATE FUNCTION search_facets(tags jsonb, owner text, is_public boolean) RETURNS bigint[]
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT ARRAY(
      SELECT search_facet('key=' || key) FROM jsonb_each_text(tags)
      UNION ALL SELECT search_facet('tag=' || key || '=' || value) FROM jsonb_each_text(tags)
      UNION ALL SELECT search_facet('owner=' || owner) WHERE owner IS NOT NULL
      UNION ALL SELECT search_facet('public=' || is_public::text) WHERE is_public IS NOT NULL)
  $$;

  CREATE FUNCTION search_body(arn text, name text, tags jsonb, owner text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT lower_case(concat_ws(E'\\n',
      substr(arn, length(split_part(arn, ':', 1)) + length(split_part(arn, ':', 2)) + length(split_part(arn, ':', 3))
        + length(split_part(arn, ':', 4)) + length(split_part(arn, ':', 5)) + 6),
      CASE WHEN strpos(arn, name) = 0 THEN name END,
      (SELECT string_agg(key || '=' || value, E'\\n' ORDER BY key) FROM jsonb_each_text(tags)),
      CASE WHEN owner IS NOT NULL AND NOT EXISTS (SELECT 1 FROM jsonb_each_text(tags) WHERE value = owner)
        THEN owner END))
  $$;

  CREATE FUNCTION unused_since(resource_type text, settings jsonb, first_seen_at timestamptz, last_used_at timestamptz)
  RETURNS date LANGUAGE sql STABLE AS $$
    SELECT CASE
      WHEN resource_type NOT IN ('AWS::IAM::Role', 'AWS::IAM::User') THEN NULL
      WHEN last_used_at IS NOT NULL THEN (last_used_at AT TIME ZONE 'UTC')::date
      WHEN settings->>'createdAt' ~ '^[0-9]{4}-(0[1-9]|1[0-2])-([01][0-9]|2[0-8])T'
        THEN left(settings->>'createdAt', 10)::date
      ELSE (first_seen_at AT TIME ZONE 'UTC')::date
    END
  $$;

  CREATE VIEW searchable_resources AS
    SELECT r.arn, place_id, account_id, left(lower_case(name), 256) AS name_key, changed_at,
      unused_since(resource_type, settings, first_seen_at, last_used_at) AS unused_since,
      search_facets(tags, owner, is_public) AS facets, search_body(r.arn, name, tags, owner) AS body
    FROM resources r JOIN resource_places p USING (resource_type, region)
      LEFT JOIN principal_usage u ON u.arn = r.arn
    WHERE deleted_at IS NULL AND account_id <> 'aws' AND p.arn_head = arn_head(r.arn);
  COMMENT ON VIEW searchable_resources IS 'What resource_search holds: one row for each resource that is there.';

  CREATE FUNCTION index_resources(arns text[]) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    DELETE FROM resource_search s USING resources r
    WHERE s.arn = ANY(arns) AND r.arn = s.arn AND r.deleted_at IS NOT NULL;
    INSERT INTO resource_places (resource_type, region, arn_head)
    SELECT DISTINCT resource_type, region, arn_head(arn) FROM resources r
    WHERE arn = ANY(arns) AND deleted_at IS NULL AND account_id <> 'aws' AND NOT EXISTS (
      SELECT 1 FROM resource_places p
      WHERE p.resource_type = r.resource_type AND p.region = r.region AND p.arn_head = arn_head(r.arn))
    ORDER BY 1, 2, 3
    ON CONFLICT DO NOTHING;
    INSERT INTO resource_search (arn, place_id, account_id, name_key, changed_at, unused_since, facets, body)
    SELECT * FROM searchable_resources WHERE arn = ANY(arns)
    ON CONFLICT (arn) DO UPDATE SET
      place_id = excluded.place_id, account_id = excluded.account_id, name_key = excluded.name_key,
      changed_at = excluded.changed_at, unused_since = excluded.unused_since, facets = excluded.facets,
      body = excluded.body;
  END $$;

  CREATE FUNCTION index_changed_resources() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM index_resources(ARRAY(SELECT arn FROM changed));
    RETURN NULL;
  END $$;
  CREATE TRIGGER index_inserted AFTER INSERT ON resources REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION index_changed_resources();
  CREATE TRIGGER index_updated AFTER UPDATE ON resources REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION index_changed_resources();

  CREATE FUNCTION index_changed_usage() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    UPDATE resource_search s SET unused_since = (changed.last_used_at AT TIME ZONE 'UTC')::date
    FROM changed
    WHERE s.arn = changed.arn AND s.unused_since IS DISTINCT FROM (changed.last_used_at AT TIME ZONE 'UTC')::date;
    RETURN NULL;
  END $$;
  CREATE TRIGGER index_inserted AFTER INSERT ON principal_usage REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION index_changed_usage();
  CREATE TRIGGER index_updated AFTER UPDATE ON principal_usage REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION index_changed_usage();

  INSERT INTO resource_places (resource_type, region, arn_head)
  SELECT DISTINCT resource_type, region, arn_head(arn) FROM resources
  WHERE deleted_at IS NULL AND account_id <> 'aws' ORDER BY 1, 2, 3;
  INSERT INTO resource_search (arn, place_id, account_id, name_key, changed_at, unused_since, facets, body)
  SELECT * FROM searchable_resources ORDER BY arn;

  ALTER TABLE resource_search
    ADD PRIMARY KEY (arn), ADD FOREIGN KEY (arn) REFERENCES resources ON DELETE CASCADE;
  CREATE INDEX resource_search_by_name ON resource_search (name_key, row_id);
  CREATE INDEX resource_search_by_change ON resource_search (changed_at, row_id);
  CREATE INDEX resource_search_of_account ON resource_search (account_id, arn);
  CREATE INDEX resource_search_of_place ON resource_search (place_id, arn);
  CREATE INDEX resource_search_by_use ON resource_search (unused_since, arn) WHERE unused_since IS NOT NULL;

  DO $$
  DECLARE home text;
  BEGIN
    SELECT nspname INTO home FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace WHERE extname = 'pg_trgm';
    IF home IS NULL THEN
      CREATE INDEX resource_search_by_part ON resource_search USING gin (facets);
    ELSE
      EXECUTE format('CREATE INDEX resource_search_by_part ON resource_search USING gin (body %I.gin_trgm_ops, facets)',
        home);
    END IF;
  END $$;
  `,
  `
  DROP TRIGGER index_updated ON principal_usage;
  DROP TRIGGER index_inserted ON principal_usage;
  DROP FUNCTION index_changed_usage();
  DROP TRIGGER index_updated ON resources;
  DROP TRIGGER index_inserted ON resources;
  DROP FUNCTION index_changed_resources();
  DROP FUNCTION index_resources(text[]);
  DROP VIEW searchable_resources;
  DROP FUNCTION unused_since(text, jsonb, timestamptz, timestamptz);
  DROP FUNCTION search_body(text, text, jsonb, text);
  DROP FUNCTION search_facets(jsonb, text, boolean);
  DROP FUNCTION search_facet(text);
  DROP FUNCTION arn_head(text);
  DROP FUNCTION lower_case(text);
  DROP TABLE resource_search;
  DROP TABLE resource_places;
  `,
);
