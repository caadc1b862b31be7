import { RESOURCE_TYPES } from '../resource/observed-resource.js';

const PRINCIPALS = `('${RESOURCE_TYPES.role}', '${RESOURCE_TYPES.user}')`;

/** Reports that are being made come first, then principals never asked for, then those asked for longest ago. */
export const DUE_SQL = `
  SELECT r.arn, u.job_id AS "jobId", u.attempted_at AS "askedAt"
  FROM resources r LEFT JOIN service_usage u USING (arn)
  WHERE r.account_id = $1 AND r.resource_type IN ${PRINCIPALS} AND r.deleted_at IS NULL
    AND (u.arn IS NULL OR u.job_id IS NOT NULL OR u.attempted_at <= $2)
  ORDER BY u.job_id IS NULL, u.attempted_at NULLS FIRST, r.arn LIMIT $3`;

export const ASKED_SQL = `
  INSERT INTO service_usage (arn, attempted_at, job_id) VALUES ($1, $2, $3)
  ON CONFLICT (arn) DO UPDATE SET attempted_at = excluded.attempted_at, job_id = excluded.job_id`;

export const FAILED_SQL = `
  INSERT INTO service_usage (arn, attempted_at, failure_code, failure_message) VALUES ($1, $2, $3, $4)
  ON CONFLICT (arn) DO UPDATE SET attempted_at = excluded.attempted_at, job_id = NULL,
    failure_code = excluded.failure_code, failure_message = excluded.failure_message`;

export const LISTS_SQL = `
  INSERT INTO service_lists (hash, services)
  SELECT decode(hash, 'hex'), ARRAY(SELECT jsonb_array_elements_text(services))
  FROM jsonb_to_recordset($1::jsonb) AS l (hash text, services jsonb) ORDER BY hash
  ON CONFLICT DO NOTHING`;

export const NAMES_SQL = `
  INSERT INTO service_names (service, name)
  SELECT key, value FROM jsonb_each_text($1::jsonb) ORDER BY key
  ON CONFLICT (service) DO UPDATE SET name = excluded.name WHERE service_names.name <> excluded.name`;

export const REPORTS_SQL = `
  UPDATE service_usage u SET job_id = NULL, reported_at = g.reported_at, granted = decode(g.granted, 'hex'),
    used = g.used, failure_code = NULL, failure_message = NULL
  FROM jsonb_to_recordset($1::jsonb) AS g (arn text, reported_at timestamptz, granted text, used jsonb)
  WHERE u.arn = g.arn`;

/** Accounts that have been read get a turn; those that are not read any more lose theirs. */
export const TURNS_SQL = `
  WITH readable AS (
    SELECT account_id FROM accounts JOIN account_refreshes USING (account_id)
    WHERE status = 'active' AND is_sync_enabled AND refreshed_at IS NOT NULL),
  gone AS (DELETE FROM service_usage_turns t WHERE NOT EXISTS (SELECT 1 FROM readable r WHERE r.account_id = t.account_id))
  INSERT INTO service_usage_turns (account_id, next_at) SELECT account_id, $1 FROM readable
  ON CONFLICT DO NOTHING`;

/** Takes the turn that waits longest; whoever else looks for one meanwhile takes another. */
export const TAKE_TURN_SQL = `
  UPDATE service_usage_turns SET next_at = $2, attempted_at = $1
  WHERE account_id = (
    SELECT account_id FROM service_usage_turns WHERE next_at <= $1
    ORDER BY next_at, account_id LIMIT 1 FOR UPDATE SKIP LOCKED)
  RETURNING account_id AS "accountId"`;

export const END_TURN_SQL = `
  UPDATE service_usage_turns SET next_at = $2, failure_code = $3, failure_message = $4 WHERE account_id = $1`;
