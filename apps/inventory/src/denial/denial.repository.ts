import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { storableJson } from '../resource/storable.rules.js';
import type { DenialTally } from './tally.rules.js';

const SIGHTINGS_SQL = `
  INSERT INTO denial_sightings (sighting_id, day)
  SELECT sighting_id, day FROM jsonb_to_recordset($1::jsonb) AS s (sighting_id text, day date) ORDER BY sighting_id
  ON CONFLICT DO NOTHING RETURNING sighting_id AS id`;

const FORGET_LAPSED_SQL = `DELETE FROM denials WHERE denial_id = ANY($1::text[]) AND last_seen_at < $2`;

/** Inserted rows have no older version: that is how new ones are told, also when two replicas meet the same. */
const SAVE_SQL = `
  INSERT INTO denials (denial_id, principal_arn, account_id, action, resource_arn, holder_arn, error_code, error_message,
    source, session_name, region, first_seen_at, last_seen_at)
  SELECT denial_id, principal_arn, account_id, action, resource_arn, holder_arn, error_code, error_message,
    source, session_name, region, first_seen_at, last_seen_at
  FROM jsonb_to_recordset($1::jsonb) AS d (denial_id text, principal_arn text, account_id text, action text,
    resource_arn text, holder_arn text, error_code text, error_message text, source text, session_name text,
    region text, first_seen_at timestamptz, last_seen_at timestamptz) ORDER BY denial_id
  ON CONFLICT (denial_id) DO UPDATE SET
    first_seen_at = least(denials.first_seen_at, excluded.first_seen_at),
    last_seen_at = greatest(denials.last_seen_at, excluded.last_seen_at),
    error_message = CASE WHEN excluded.last_seen_at >= denials.last_seen_at THEN excluded.error_message
      ELSE denials.error_message END,
    session_name = CASE WHEN excluded.last_seen_at >= denials.last_seen_at THEN excluded.session_name
      ELSE denials.session_name END,
    region = CASE WHEN excluded.last_seen_at >= denials.last_seen_at THEN excluded.region ELSE denials.region END
  RETURNING denial_id AS id, xmax = 0 AS "isNew"`;

const DAYS_SQL = `
  INSERT INTO denial_days (denial_id, day, count)
  SELECT denial_id, day, count FROM jsonb_to_recordset($1::jsonb) AS d (denial_id text, day date, count integer)
  ORDER BY denial_id, day
  ON CONFLICT (denial_id, day) DO UPDATE SET count = denial_days.count + excluded.count`;

const COUNTS_SQL = `
  INSERT INTO denial_counts (arn, count)
  SELECT arn, sum(count)::integer FROM jsonb_to_recordset($1::jsonb) AS c (arn text, count integer)
  GROUP BY arn ORDER BY arn
  ON CONFLICT (arn) DO UPDATE SET count = denial_counts.count + excluded.count`;

const FORGET_OLD_SQL = `DELETE FROM denials WHERE last_seen_at < $1`;
const FORGET_MANY_SQL = `
  DELETE FROM denials WHERE denial_id IN (
    SELECT denial_id FROM denials ORDER BY last_seen_at DESC, denial_id DESC OFFSET $1)`;
const FORGET_DAYS_SQL = `DELETE FROM denial_days WHERE day < $1`;
const FORGET_SIGHTINGS_SQL = `DELETE FROM denial_sightings WHERE day < $1::date - 1`;

/** Writers of counts wait while this adds them up; what they add then comes on top. */
const LOCK_COUNTS_SQL = `LOCK TABLE denial_counts IN SHARE ROW EXCLUSIVE MODE`;
const RECOUNT_SQL = `
  WITH counted AS (
    SELECT arn, sum(count)::integer AS count FROM (
      SELECT principal_arn AS arn, count FROM denials JOIN denial_days USING (denial_id)
      UNION ALL
      SELECT holder_arn, count FROM denials JOIN denial_days USING (denial_id)
      WHERE holder_arn IS NOT NULL AND holder_arn <> principal_arn) AS each
    GROUP BY arn),
  gone AS (DELETE FROM denial_counts c WHERE NOT EXISTS (SELECT 1 FROM counted WHERE counted.arn = c.arn))
  INSERT INTO denial_counts AS c (arn, count) SELECT arn, count FROM counted
  ON CONFLICT (arn) DO UPDATE SET count = excluded.count WHERE c.count <> excluded.count`;

/** Denied calls: a row for each kind, buckets by day, and sums by ARN. */
@Injectable()
export class DenialRepository {
  /** Which of the sightings were not counted before; from now on they are. */
  async markCounted(
    tx: EntityManager,
    sightings: readonly { readonly id: string; readonly day: string }[],
  ): Promise<ReadonlySet<string>> {
    const rows = sightings.map(({ id, day }) => ({ sighting_id: id, day }));
    const fresh = (await tx.query(SIGHTINGS_SQL, [storableJson(rows)])) as { id: string }[];
    return new Set(fresh.map(({ id }) => id));
  }

  /** Stores and counts; returns the ids of those that were not seen since `windowStartsAt`. */
  async add(tx: EntityManager, tallies: readonly DenialTally[], windowStartsAt: Date): Promise<ReadonlySet<string>> {
    const ids = tallies.map(({ denialId }) => denialId);
    await tx.query(FORGET_LAPSED_SQL, [ids, windowStartsAt]);
    const saved = (await tx.query(SAVE_SQL, [storableJson(tallies.map(rowOf))])) as { id: string; isNew: boolean }[];
    await tx.query(DAYS_SQL, [JSON.stringify(tallies.flatMap(daysOf))]);
    await tx.query(COUNTS_SQL, [storableJson(tallies.flatMap(countsOf))]);
    return new Set(saved.flatMap(({ id, isNew }) => (isNew ? [id] : [])));
  }

  /** Forgets what is older than the window, and the oldest beyond `kept`. */
  async forget(
    tx: EntityManager,
    { windowStartsAt, kept, today }: { windowStartsAt: Date; kept: number; today: string },
  ): Promise<void> {
    await tx.query(FORGET_OLD_SQL, [windowStartsAt]);
    await tx.query(FORGET_MANY_SQL, [kept]);
    await tx.query(FORGET_DAYS_SQL, [windowStartsAt]);
    await tx.query(FORGET_SIGHTINGS_SQL, [today]);
  }

  /** Adds the sums up anew; in a transaction of its own, or it waits for those who wait for it. */
  async recount(tx: EntityManager): Promise<void> {
    await tx.query(LOCK_COUNTS_SQL);
    await tx.query(RECOUNT_SQL);
  }
}

function rowOf({ denialId, latest, accountId, holderArn, firstAt }: DenialTally) {
  return {
    denial_id: denialId,
    principal_arn: latest.principalArn,
    account_id: accountId,
    action: latest.action,
    resource_arn: latest.resourceArn,
    holder_arn: holderArn,
    error_code: latest.errorCode,
    error_message: latest.errorMessage,
    source: latest.source,
    session_name: latest.sessionName,
    region: latest.region,
    first_seen_at: firstAt,
    last_seen_at: latest.at,
  };
}

function daysOf({ denialId, days }: DenialTally) {
  return [...days].map(([day, count]) => ({ denial_id: denialId, day, count }));
}

function countsOf({ latest, holderArn, days }: DenialTally) {
  const count = [...days.values()].reduce((sum, each) => sum + each, 0);
  const arns = new Set([latest.principalArn, ...(holderArn === null ? [] : [holderArn])]);
  return [...arns].map((arn) => ({ arn, count }));
}
