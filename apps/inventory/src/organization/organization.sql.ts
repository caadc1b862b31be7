/** One writer of an organization at a time. */
export const LOCK_SQL = `SELECT pg_advisory_xact_lock(hashtext('gatehouse inventory: organization ' || $1))`;

const NODE_COLUMNS = `parent_id, kind, name, arn, path`;
const GUARDRAIL_COLUMNS = `arn, name, description, kind, is_aws_managed, document, attached_to`;

const NODE_RECORD = `
  SELECT node_id, parent_id, kind, name, arn, ARRAY(SELECT jsonb_array_elements_text(path)) AS path
  FROM jsonb_to_recordset($1::jsonb) AS g (node_id text, parent_id text, kind text, name text, arn text, path jsonb)`;

const GUARDRAIL_RECORD = `
  SELECT policy_id, arn, name, description, kind, is_aws_managed, document,
    ARRAY(SELECT jsonb_array_elements_text(attached_to)) AS attached_to
  FROM jsonb_to_recordset($1::jsonb) AS g (policy_id text, arn text, name text, description text, kind text,
    is_aws_managed boolean, document text, attached_to jsonb)`;

/** What differs from what is stored is written with its version; what is the same is not touched at all. */
function saveSql({ table, id, columns, record }: { table: string; id: string; columns: string; record: string }) {
  const excluded = columns
    .split(', ')
    .map((column) => `${column} = excluded.${column}`)
    .join(', ');
  const ofGiven = columns.replaceAll(/\w+/g, 'g.$&');
  const ofStored = columns.replaceAll(/\w+/g, 's.$&');
  return `
  WITH given AS (${record}),
  different AS (
    SELECT g.* FROM given g LEFT JOIN ${table} s ON s.organization_id = $2 AND s.${id} = g.${id}
    WHERE s.${id} IS NULL OR s.deleted_at IS NOT NULL OR (${ofGiven}) IS DISTINCT FROM (${ofStored})),
  saved AS (
    INSERT INTO ${table} (organization_id, ${id}, ${columns}, revision, first_seen_at, changed_at)
    SELECT $2, ${id}, ${columns}, 1, $3, $3 FROM different
    ON CONFLICT (organization_id, ${id}) DO UPDATE SET ${excluded},
      revision = ${table}.revision + 1, changed_at = excluded.changed_at, deleted_at = NULL
    RETURNING ${table}.*),
  gone AS (
    UPDATE ${table} SET deleted_at = $3, changed_at = $3, revision = revision + 1
    WHERE organization_id = $2 AND deleted_at IS NULL AND ${id} NOT IN (SELECT ${id} FROM given)
    RETURNING *)
  INSERT INTO organization_versions (organization_id, item_id, revision, change, seen_at, content)
  SELECT organization_id, ${id}, revision, CASE revision WHEN 1 THEN 'created' ELSE 'updated' END, $3, to_jsonb(saved)
  FROM saved
  UNION ALL
  SELECT organization_id, ${id}, revision, 'deleted', $3, to_jsonb(gone) FROM gone
  RETURNING item_id AS "itemId"`;
}

export const SAVE_NODES_SQL = saveSql({
  table: 'organization_nodes',
  id: 'node_id',
  columns: NODE_COLUMNS,
  record: NODE_RECORD,
});

export const SAVE_GUARDRAILS_SQL = saveSql({
  table: 'guardrails',
  id: 'policy_id',
  columns: GUARDRAIL_COLUMNS,
  record: GUARDRAIL_RECORD,
});

export const BEGIN_SQL = `
  INSERT INTO organizations (source_id, management_account_id, attempted_at) VALUES ($1, $2, $3)
  ON CONFLICT (source_id) DO UPDATE SET attempted_at = excluded.attempted_at, ended_at = NULL`;

export const END_SQL = `
  UPDATE organizations SET ended_at = $2, failure_code = $3, failure_message = $4,
    refreshed_at = CASE WHEN $3::text IS NULL THEN $2 ELSE refreshed_at END,
    organization_id = coalesce($5, organization_id)
  WHERE source_id = $1`;

export const FORGET_SQL = `
  WITH gone AS (DELETE FROM organizations WHERE source_id <> ALL($1::text[]) RETURNING organization_id),
  nodes AS (
    UPDATE organization_nodes SET deleted_at = $2, changed_at = $2, revision = revision + 1
    WHERE deleted_at IS NULL AND organization_id IN (SELECT organization_id FROM gone))
  UPDATE guardrails SET deleted_at = $2, changed_at = $2, revision = revision + 1
  WHERE deleted_at IS NULL AND organization_id IN (SELECT organization_id FROM gone)`;
