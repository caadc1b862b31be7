import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '@gatehouse/persistence';
import type { RefreshRecord } from '../account/freshness.rules.js';
import type { CollectorOutcome } from './refresh-outcome.rules.js';

/** The last refresh of the part of an account that a collector brings. */
export interface CollectorRefresh extends RefreshRecord {
  readonly collectorId: string;
  readonly resourceCount: number;
  /** Regions that could not be asked; what is known of them is as old as it is. */
  readonly skippedRegions: readonly string[];
}

const BEGIN_SQL = `
  INSERT INTO collector_refreshes (account_id, collector_id, attempted_at)
  SELECT $1, collector_id, $3 FROM unnest($2::text[]) AS collector_id
  ON CONFLICT (account_id, collector_id) DO UPDATE SET attempted_at = excluded.attempted_at, ended_at = NULL`;

const END_SQL = `
  UPDATE collector_refreshes AS r SET
    ended_at = $3, failure_code = o.failure_code, failure_message = o.failure_message,
    refreshed_at = CASE WHEN o.failure_code IS NULL THEN $3 ELSE r.refreshed_at END,
    resource_count = CASE WHEN o.failure_code IS NULL THEN o.resource_count ELSE r.resource_count END,
    skipped_regions = ARRAY(SELECT jsonb_array_elements_text(o.skipped_regions))
  FROM jsonb_to_recordset($2::jsonb) AS o (
    collector_id text, failure_code text, failure_message text, resource_count integer, skipped_regions jsonb)
  WHERE r.account_id = $1 AND r.collector_id = o.collector_id AND r.ended_at IS NULL`;

const FORGET_SQL = `DELETE FROM collector_refreshes WHERE account_id = $1 AND collector_id <> ALL($2::text[])`;

const COLUMNS = `
  SELECT collector_id AS "collectorId", attempted_at AS "attemptedAt", ended_at AS "endedAt",
         refreshed_at AS "refreshedAt", failure_code AS "failureCode", failure_message AS "failureMessage",
         resource_count AS "resourceCount", skipped_regions AS "skippedRegions"
  FROM collector_refreshes`;

const RECORDS_SQL = `${COLUMNS} WHERE account_id = $1 ORDER BY collector_id`;

const LATEST_SQL = `${COLUMNS} WHERE collector_id = $1 AND refreshed_at IS NOT NULL ORDER BY refreshed_at DESC LIMIT 1`;

/** How fresh each collector's part of each account is. */
@Injectable()
export class CollectorRefreshes {
  constructor(private readonly database: Database) {}

  /** What collectors that are no more once brought is forgotten. */
  async begin(accountId: string, collectorIds: readonly string[], now: Date): Promise<void> {
    await this.database.query(FORGET_SQL, [accountId, collectorIds]);
    await this.database.query(BEGIN_SQL, [accountId, collectorIds, now]);
  }

  /** How one fared, while others are still at work. */
  async endOne(accountId: string, outcome: CollectorOutcome, now: Date): Promise<void> {
    await this.database.queryPrepared(END_SQL, [accountId, toldOf([outcome]), now]);
  }

  /** How those fared that have not ended yet. */
  async end(tx: EntityManager, accountId: string, outcomes: readonly CollectorOutcome[], now: Date): Promise<void> {
    await tx.query(END_SQL, [accountId, toldOf(outcomes), now]);
  }

  /** Every collector's, by its id. */
  async of(accountId: string): Promise<readonly CollectorRefresh[]> {
    return this.database.query<CollectorRefresh & Record<string, unknown>>(RECORDS_SQL, [accountId]);
  }

  /** A collector's in the account that it read last; null when it never did. */
  async latestOf(collectorId: string): Promise<CollectorRefresh | null> {
    const [latest] = await this.database.query<CollectorRefresh & Record<string, unknown>>(LATEST_SQL, [collectorId]);
    return latest ?? null;
  }

  /** One collector's; null when it never tried. */
  async lastOf(accountId: string, collectorId: string): Promise<CollectorRefresh | null> {
    const all = await this.of(accountId);
    return all.find((record) => record.collectorId === collectorId) ?? null;
  }
}

function toldOf(outcomes: readonly CollectorOutcome[]): string {
  const rows = outcomes.map(({ collectorId, failure, resourceCount, skippedRegions }) => ({
    collector_id: collectorId,
    failure_code: failure?.code ?? null,
    failure_message: failure?.message ?? null,
    resource_count: resourceCount,
    skipped_regions: skippedRegions,
  }));
  return JSON.stringify(rows);
}
