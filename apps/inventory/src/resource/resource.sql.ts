/** One writer of an account's resources at a time, and of what AWS owns; always taken in the order of the ids. */
export const LOCK_OWNERS_SQL = `
  SELECT pg_advisory_xact_lock(hashtext('gatehouse inventory: resources of ' || owner))
  FROM (SELECT owner FROM unnest($1::text[]) AS owner ORDER BY owner) AS owners`;

export const STORED_SQL = `
  SELECT arn, region, is_public AS "isPublic", tags, settings, parts, encode(content_hash, 'hex') AS "contentHash",
         changed_at AS "changedAt", deleted_at AS "deletedAt"
  FROM resources WHERE arn = ANY($1::text[])`;

export const DOCUMENTS_SQL = `
  INSERT INTO documents (hash, text)
  SELECT decode(hash, 'hex'), text FROM jsonb_to_recordset($1::jsonb) AS d (hash text, text text) ORDER BY hash
  ON CONFLICT DO NOTHING`;

/** The resource and its version in one statement: neither is there without the other. */
export const SAVE_SQL = `
  WITH given AS (
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS r (
      arn text, account_id text, resource_type text, name text, path text, region text, owner text, is_public boolean,
      tags jsonb, settings jsonb, parts jsonb, content_hash text, change text, changed jsonb)),
  saved AS (
    INSERT INTO resources (arn, account_id, resource_type, name, path, region, owner, is_public, tags, settings, parts,
      content_hash, revision, first_seen_at, changed_at)
    SELECT arn, account_id, resource_type, name, path, region, owner, is_public, tags, settings, parts,
      decode(content_hash, 'hex'), 1, $2, $2
    FROM given ORDER BY arn
    ON CONFLICT (arn) DO UPDATE SET
      account_id = excluded.account_id, resource_type = excluded.resource_type, name = excluded.name,
      path = excluded.path, region = excluded.region, owner = excluded.owner, is_public = excluded.is_public,
      tags = excluded.tags, settings = excluded.settings, parts = excluded.parts, content_hash = excluded.content_hash,
      revision = resources.revision + 1, changed_at = excluded.changed_at, deleted_at = NULL
    RETURNING arn, revision)
  INSERT INTO resource_versions (arn, revision, change, changed, seen_at, changed_at, changed_by, tags, settings, parts)
  SELECT arn, saved.revision, change, ARRAY(SELECT jsonb_array_elements_text(changed)), $2, $3, $4, tags, settings, parts
  FROM saved JOIN given USING (arn)
  RETURNING arn, revision`;

/** What is noted for the first time, or otherwise than before; a row is a policy and who has it. */
export const SAVE_USES_SQL = `
  WITH gone AS (
    DELETE FROM policy_uses u USING jsonb_to_recordset($1::jsonb) AS g (policy_arn text, account_id text, arn text)
    WHERE u.policy_arn = g.policy_arn AND u.account_id = g.account_id AND u.arn = g.arn)
  INSERT INTO policy_uses (policy_arn, account_id, arn, is_attached, is_boundary)
  SELECT policy_arn, account_id, arn, is_attached, is_boundary
  FROM jsonb_to_recordset($2::jsonb) AS t
    (policy_arn text, account_id text, arn text, is_attached boolean, is_boundary boolean)
  ORDER BY policy_arn, account_id, arn
  ON CONFLICT (policy_arn, account_id, arn) DO UPDATE SET
    is_attached = excluded.is_attached, is_boundary = excluded.is_boundary`;

export const OWNER_SQL = `
  UPDATE resources SET owner = given.owner
  FROM jsonb_to_recordset($1::jsonb) AS given (arn text, owner text) WHERE resources.arn = given.arn`;

/** Several of AWS's reports tell of a last use: the latest counts. */
export const USAGE_SQL = `
  INSERT INTO principal_usage (arn, last_used_at, last_used_region)
  SELECT arn, last_used_at, last_used_region
  FROM jsonb_to_recordset($1::jsonb) AS u (arn text, last_used_at timestamptz, last_used_region text)
  WHERE EXISTS (SELECT 1 FROM resources WHERE resources.arn = u.arn) ORDER BY arn
  ON CONFLICT (arn) DO UPDATE SET last_used_at = excluded.last_used_at, last_used_region = excluded.last_used_region
  WHERE principal_usage.last_used_at < excluded.last_used_at`;

/** One that was made anew under the name of one that is gone has done nothing yet. */
export const FORGET_USE_SQL = `
  WITH reports AS (DELETE FROM service_usage WHERE arn = ANY($1::text[]))
  DELETE FROM principal_usage WHERE arn = ANY($1::text[])`;

/** A deleted resource's version holds what it was last; it has no policy any more. */
export const DELETE_SQL = `
  WITH gone AS (
    UPDATE resources SET deleted_at = $2, changed_at = $2, revision = revision + 1
    WHERE arn = ANY($1::text[]) AND deleted_at IS NULL AND changed_at <= $3
    RETURNING arn, account_id, resource_type, revision, tags, settings, parts),
  unused AS (
    DELETE FROM policy_uses u USING gone, LATERAL (
      SELECT a->>'arn' AS policy_arn FROM jsonb_array_elements(gone.parts->'attached') AS a
      UNION SELECT gone.parts->>'boundary') AS p
    WHERE u.policy_arn = p.policy_arn AND u.account_id = gone.account_id AND u.arn = gone.arn),
  noted AS (
    INSERT INTO resource_versions (arn, revision, change, changed, seen_at, changed_at, changed_by, tags, settings, parts)
    SELECT arn, revision, 'deleted', '{}', $2, $4, $5, tags, settings, parts FROM gone)
  SELECT arn, resource_type AS "resourceType", revision FROM gone ORDER BY arn`;
