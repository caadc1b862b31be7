import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Account } from '@gatehouse/contracts';
import { Database } from '@gatehouse/persistence';
import type { RefreshRecord } from './freshness.rules.js';
import { settleAccount, type ClaimedAccounts } from './account.rules.js';
import { AccountSources } from './account-sources.js';

/** An account as it is stored. */
export interface StoredAccount {
  readonly accountId: string;
  readonly name: string;
  readonly status: Account['status'];
  readonly partition: string;
  /** Regions that are read of it; null for the usual ones. */
  readonly wantedRegions: readonly string[] | null;
}

/** How a refresh ended. */
export interface RefreshOutcome {
  /** Null when not all of them could be read: the number that is known stays. */
  readonly principalCount: number | null;
  readonly failure: { readonly code: string; readonly message: string } | null;
}

const SAVE_SQL = `
  INSERT INTO accounts (account_id, source_id, name, email, status, organization_id, ou_path, partition, aliases,
    environment, is_sensitive, is_sync_enabled, owner, wanted_regions, first_seen_at, changed_at)
  SELECT account_id, $3, name, email, status, organization_id, ou_path, partition,
    ARRAY(SELECT jsonb_array_elements_text(aliases)), environment, is_sensitive, is_sync_enabled, owner,
    CASE WHEN jsonb_typeof(wanted_regions) = 'array' THEN ARRAY(SELECT jsonb_array_elements_text(wanted_regions)) END,
    $2, $2
  FROM jsonb_to_recordset($1::jsonb) AS a (
    account_id text, name text, email text, status text, organization_id text, ou_path text, partition text,
    aliases jsonb, environment text, is_sensitive boolean, is_sync_enabled boolean, owner text,
    wanted_regions jsonb)
  ORDER BY account_id
  ON CONFLICT (account_id) DO UPDATE SET
    source_id = excluded.source_id, name = excluded.name, email = excluded.email, status = excluded.status,
    organization_id = excluded.organization_id, ou_path = excluded.ou_path, partition = excluded.partition,
    aliases = excluded.aliases, environment = excluded.environment, is_sensitive = excluded.is_sensitive,
    is_sync_enabled = excluded.is_sync_enabled, owner = excluded.owner, wanted_regions = excluded.wanted_regions,
    changed_at = excluded.changed_at
  WHERE (accounts.source_id, accounts.name, accounts.email, accounts.status, accounts.organization_id,
      accounts.ou_path, accounts.partition, accounts.aliases, accounts.environment, accounts.is_sensitive,
      accounts.is_sync_enabled, accounts.owner, accounts.wanted_regions)
    IS DISTINCT FROM
    (excluded.source_id, excluded.name, excluded.email, excluded.status, excluded.organization_id,
      excluded.ou_path, excluded.partition, excluded.aliases, excluded.environment, excluded.is_sensitive,
      excluded.is_sync_enabled, excluded.owner, excluded.wanted_regions)`;

const REGIONS_SQL = `UPDATE accounts SET regions = $2 WHERE account_id = $1 AND regions IS DISTINCT FROM $2::text[]`;

const CANONICAL_ID_SQL = `
  UPDATE accounts SET canonical_id = $2 WHERE account_id = $1 AND canonical_id IS DISTINCT FROM $2`;

const BEGIN_SQL = `
  INSERT INTO account_refreshes (account_id, run_id, attempted_at) VALUES ($1, $2, $3)
  ON CONFLICT (account_id) DO UPDATE SET run_id = $2, attempted_at = $3, ended_at = NULL`;

const END_SQL = `
  UPDATE account_refreshes SET ended_at = $2, failure_code = $3, failure_message = $4,
    refreshed_at = CASE WHEN $3::text IS NULL THEN $2 ELSE refreshed_at END,
    principal_count = coalesce($5, principal_count)
  WHERE account_id = $1`;

const SOURCE_SQL = `
  INSERT INTO account_sources (source_id, attempted_at, refreshed_at, failure_code, failure_message)
  VALUES ($1, $2, CASE WHEN $3::text IS NULL THEN $2::timestamptz END, $3, $4)
  ON CONFLICT (source_id) DO UPDATE SET
    attempted_at = excluded.attempted_at, refreshed_at = coalesce(excluded.refreshed_at, account_sources.refreshed_at),
    failure_code = excluded.failure_code, failure_message = excluded.failure_message`;

/** Accounts, and how their refreshes went. */
@Injectable()
export class AccountRepository {
  constructor(
    private readonly database: Database,
    private readonly sources: AccountSources,
  ) {}

  async find(accountId: string): Promise<StoredAccount | null> {
    const [row] = await this.database.query<StoredAccount & Record<string, unknown>>(
      `SELECT account_id AS "accountId", name, status, partition, wanted_regions AS "wantedRegions" FROM accounts WHERE account_id = $1`,
      [accountId],
    );
    return row ?? null;
  }

  /** Names by account id, of those that are known. */
  async namesOf(accountIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.database.query<{ id: string; name: string }>(
      'SELECT account_id AS id, name FROM accounts WHERE account_id = ANY($1)',
      [accountIds],
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  /** Ids of the accounts that can be read, those least recently read first. */
  async listActive(): Promise<string[]> {
    const rows = await this.database.query<{ accountId: string }>(
      `SELECT account_id AS "accountId" FROM accounts LEFT JOIN account_refreshes USING (account_id)
       WHERE status = 'active' AND is_sync_enabled ORDER BY refreshed_at NULLS FIRST, account_id`,
    );
    return rows.map(({ accountId }) => accountId);
  }

  /** When the active account was read that waits longest; of one that was never read, when it was first seen. */
  async oldestRefresh(): Promise<Date | null> {
    const [row] = await this.database.query<{ oldest: Date | null }>(
      `SELECT min(coalesce(refreshed_at, first_seen_at)) AS oldest
       FROM accounts LEFT JOIN account_refreshes USING (account_id) WHERE status = 'active' AND is_sync_enabled`,
    );
    return row?.oldest ?? null;
  }

  /** Whether every source was asked, and every account that can be read was tried, at least once. */
  async allTried(sourceIds: readonly string[]): Promise<boolean> {
    const [row] = await this.database.query<{ tried: boolean }>(
      `SELECT (SELECT count(*) FROM account_sources WHERE source_id = ANY($1::text[])) = cardinality($1::text[])
         AND NOT EXISTS (
           SELECT 1 FROM accounts LEFT JOIN account_refreshes USING (account_id)
           WHERE status = 'active' AND is_sync_enabled AND ended_at IS NULL AND refreshed_at IS NULL) AS tried`,
      [sourceIds],
    );
    return row?.tried === true;
  }

  /** Ids of the stored accounts, by the source that named them. */
  async idsBySource(): Promise<Map<string, string[]>> {
    const rows = await this.database.query<{ sourceId: string; accountIds: string[] }>(
      `SELECT source_id AS "sourceId", array_agg(account_id ORDER BY account_id) AS "accountIds" FROM accounts GROUP BY source_id`,
    );
    return new Map(rows.map(({ sourceId, accountIds }) => [sourceId, accountIds]));
  }

  /** Stores a source's accounts with what the configuration says of them; unchanged ones are not written. */
  async save(tx: EntityManager, { sourceId, accounts }: ClaimedAccounts, now: Date): Promise<void> {
    const settled = accounts.map((account) => settleAccount(account, this.sources.configured.get(account.accountId)));
    const rows = settled.map((account) => ({
      account_id: account.accountId,
      name: account.name,
      email: account.email,
      status: account.status,
      organization_id: account.organizationId,
      ou_path: account.ouPath,
      partition: account.partition,
      aliases: account.aliases,
      environment: account.environment,
      is_sensitive: account.isSensitive,
      is_sync_enabled: account.isSyncEnabled,
      owner: account.owner,
      wanted_regions: account.regions,
    }));
    await tx.query(SAVE_SQL, [JSON.stringify(rows), now, sourceId]);
  }

  /** Ids of the accounts that a source named and names no longer. */
  async missingFrom(tx: EntityManager, { sourceId, accounts }: ClaimedAccounts): Promise<string[]> {
    const rows = (await tx.query(
      'SELECT account_id FROM accounts WHERE source_id = $1 AND account_id <> ALL($2::text[]) ORDER BY account_id',
      [sourceId, accounts.map(({ accountId }) => accountId)],
    )) as { account_id: string }[];
    return rows.map(({ account_id }) => account_id);
  }

  /** Notes which regions it has enabled; the same ones are not written. */
  async saveRegions(accountId: string, regions: readonly string[]): Promise<void> {
    await this.database.query(REGIONS_SQL, [accountId, regions]);
  }

  /** Notes what S3 calls it in access control lists; the same name is not written. */
  async saveCanonicalId(accountId: string, canonicalId: string): Promise<void> {
    await this.database.query(CANONICAL_ID_SQL, [accountId, canonicalId]);
  }

  async remove(tx: EntityManager, accountId: string): Promise<void> {
    await tx.query('DELETE FROM account_tags WHERE account_id = $1', [accountId]);
    await tx.query('DELETE FROM accounts WHERE account_id = $1', [accountId]);
  }

  async recordSource(sourceId: string, failure: RefreshOutcome['failure'], now: Date): Promise<void> {
    await this.database.query(SOURCE_SQL, [sourceId, now, failure?.code ?? null, failure?.message ?? null]);
  }

  async beginRefresh(accountId: string, runId: string, now: Date): Promise<void> {
    await this.database.query(BEGIN_SQL, [accountId, runId, now]);
  }

  async endRefresh(tx: EntityManager, accountId: string, outcome: RefreshOutcome, now: Date): Promise<void> {
    const { failure, principalCount } = outcome;
    await tx.query(END_SQL, [accountId, now, failure?.code ?? null, failure?.message ?? null, principalCount]);
  }

  async lastRefresh(accountId: string): Promise<RefreshRecord | null> {
    const [row] = await this.database.query<RefreshRecord & Record<string, unknown>>(
      `SELECT attempted_at AS "attemptedAt", ended_at AS "endedAt", refreshed_at AS "refreshedAt",
              failure_code AS "failureCode", failure_message AS "failureMessage"
       FROM account_refreshes WHERE account_id = $1`,
      [accountId],
    );
    return row ?? null;
  }
}
