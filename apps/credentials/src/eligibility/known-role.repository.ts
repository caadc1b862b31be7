import { Injectable } from '@nestjs/common';
import { Database } from '@gatehouse/persistence';

/** A role as inventory tells it; a smaller revision than the known one is old news. */
export interface KnownRole {
  readonly roleArn: string;
  readonly accountId: string;
  readonly maxSessionSeconds: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly revision: number;
}

/** A row that was written since the last look. */
export interface ChangedRole extends KnownRole, Record<string, unknown> {
  readonly deleted: boolean;
}

/** On which replicas hear that there is something new. */
export const ELIGIBILITY_CHANNEL = 'gatehouse_credentials_eligibility';

const TELL = `SELECT pg_notify('${ELIGIBILITY_CHANNEL}', '') FROM written LIMIT 1`;
const COLUMNS = `role_arn AS "roleArn", account_id AS "accountId", max_session_seconds AS "maxSessionSeconds", tags, revision, deleted`;

const LEARN_SQL = `
  WITH written AS (
    INSERT INTO known_roles (role_arn, account_id, max_session_seconds, tags, revision, deleted, written_at)
    SELECT role_arn, account_id, max_session_seconds, tags, revision, false, now()
    FROM jsonb_to_recordset($1::jsonb) AS r (
      role_arn text, account_id text, max_session_seconds integer, tags jsonb, revision integer)
    ORDER BY role_arn
    ON CONFLICT (role_arn) DO UPDATE SET
      account_id = excluded.account_id, max_session_seconds = excluded.max_session_seconds, tags = excluded.tags,
      revision = excluded.revision, deleted = false, written_at = excluded.written_at,
      changed_tx = pg_current_xact_id()
    WHERE known_roles.revision < excluded.revision
    RETURNING 1)
  ${TELL}`;

const FORGET_SQL = `
  WITH written AS (
    INSERT INTO known_roles (role_arn, account_id, max_session_seconds, tags, revision, deleted, written_at)
    VALUES ($1, $2, 3600, '{}', $3, true, now())
    ON CONFLICT (role_arn) DO UPDATE SET
      deleted = true, revision = excluded.revision, written_at = excluded.written_at, changed_tx = pg_current_xact_id()
    WHERE known_roles.revision < excluded.revision
    RETURNING 1)
  ${TELL}`;

const FORGET_UNLISTED_SQL = `
  WITH written AS (
    UPDATE known_roles SET deleted = true, written_at = now(), changed_tx = pg_current_xact_id()
    WHERE role_arn > $1 AND role_arn <= $3 AND role_arn <> ALL($4::text[]) AND NOT deleted AND written_at < $2
    RETURNING 1)
  ${TELL}`;

const KNOW_ACCOUNTS_SQL = `
  WITH written AS (
    INSERT INTO known_accounts (account_id, name)
    SELECT account_id, name FROM jsonb_to_recordset($1::jsonb) AS a (account_id text, name text) ORDER BY account_id
    ON CONFLICT (account_id) DO UPDATE SET name = excluded.name, changed_tx = pg_current_xact_id()
    WHERE known_accounts.name <> excluded.name
    RETURNING 1)
  ${TELL}`;

/** Greater than every ARN. */
const LAST_ARN = '\u007f';

/** Credentials' own copy of what inventory knows of roles: shared by all replicas, and there when inventory is not. */
@Injectable()
export class KnownRoleRepository {
  constructor(private readonly database: Database) {}

  /** Writes what is newer than what is known, in one statement; replicas hear of it with its commit. */
  async learn(roles: readonly KnownRole[]): Promise<void> {
    const rows = roles.map(({ roleArn, accountId, maxSessionSeconds, tags, revision }) => ({
      role_arn: roleArn,
      account_id: accountId,
      max_session_seconds: maxSessionSeconds,
      tags,
      revision,
    }));
    await this.database.query(LEARN_SQL, [JSON.stringify(rows)]);
  }

  /** Marks a role as gone; it stays as a row, so that older news of it is known to be old. */
  async forget(role: Pick<KnownRole, 'roleArn' | 'accountId' | 'revision'>): Promise<void> {
    await this.database.query(FORGET_SQL, [role.roleArn, role.accountId, role.revision]);
  }

  /**
   * Marks as gone what is between two ARNs of a complete list but not on it, and was not written since the listing
   * began. `from` is exclusive, null from the very first; `to` inclusive, null to the very last.
   */
  async forgetUnlisted(
    range: { readonly from: string | null; readonly to: string | null },
    listed: readonly string[],
    began: Date,
  ): Promise<void> {
    await this.database.query(FORGET_UNLISTED_SQL, [range.from ?? '', began, range.to ?? LAST_ARN, listed]);
  }

  async learnAccounts(accounts: readonly { readonly accountId: string; readonly name: string }[]): Promise<void> {
    const rows = accounts.map(({ accountId, name }) => ({ account_id: accountId, name }));
    await this.database.query(KNOW_ACCOUNTS_SQL, [JSON.stringify(rows)]);
  }

  /** A role that exists, whoever may assume it. */
  async find(roleArn: string): Promise<KnownRole | null> {
    const [row] = await this.database.query<ChangedRole>(
      `SELECT ${COLUMNS} FROM known_roles WHERE role_arn = $1 AND NOT deleted`,
      [roleArn],
    );
    return row ?? null;
  }

  /** Tags by ARN, of those that are known. */
  async tagsOf(roleArns: readonly string[]): Promise<Map<string, Record<string, string>>> {
    const rows = await this.database.query<{ roleArn: string; tags: Record<string, string> }>(
      'SELECT role_arn AS "roleArn", tags FROM known_roles WHERE role_arn = ANY($1::text[])',
      [roleArns],
    );
    return new Map(rows.map(({ roleArn, tags }) => [roleArn, tags]));
  }

  /** The time by the clock that rows are dated with: that of Postgres, because those of replicas differ. */
  async time(): Promise<Date> {
    const [row] = await this.database.query<{ time: Date }>('SELECT clock_timestamp() AS time');
    return row?.time ?? new Date(0);
  }

  /** The oldest transaction that may still be running: everything older can be seen by now. */
  async horizon(): Promise<string> {
    const [row] = await this.database.query<{ horizon: string }>(
      'SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS horizon',
    );
    return row?.horizon ?? '0';
  }

  /** What was written by transactions that could not be seen at `horizon`, and perhaps a little before. */
  rolesChangedSince(horizon: string): Promise<ChangedRole[]> {
    return this.database.query<ChangedRole>(`SELECT ${COLUMNS} FROM known_roles WHERE changed_tx >= $1::xid8`, [
      horizon,
    ]);
  }

  accountsChangedSince(horizon: string): Promise<{ accountId: string; name: string }[]> {
    return this.database.query<{ accountId: string; name: string }>(
      `SELECT account_id AS "accountId", name FROM known_accounts WHERE changed_tx >= $1::xid8`,
      [horizon],
    );
  }

  /** A page of everything that is there, in the order of ARNs. */
  pageAfter(roleArn: string, limit: number): Promise<ChangedRole[]> {
    return this.database.query<ChangedRole>(
      `SELECT ${COLUMNS} FROM known_roles WHERE role_arn > $1 AND NOT deleted ORDER BY role_arn LIMIT $2`,
      [roleArn, limit],
    );
  }

  /**
   * Brings rows of "the future" into the present: a database that was restored into another server begins to count its
   * transactions anew, and such rows would be read again at every look.
   */
  async healAfterRestore(): Promise<void> {
    for (const table of ['known_roles', 'known_accounts']) {
      await this.database.query(
        `UPDATE ${table} SET changed_tx = pg_current_xact_id() WHERE changed_tx > pg_current_xact_id()`,
      );
    }
  }

  async wasRebuilt(): Promise<boolean> {
    return (await this.database.query('SELECT 1 FROM rebuilds')).length > 0;
  }

  async recordRebuild(): Promise<void> {
    await this.database.query(
      `WITH written AS (
         INSERT INTO rebuilds (rebuilt_at) VALUES (now())
         ON CONFLICT (only_row) DO UPDATE SET rebuilt_at = excluded.rebuilt_at RETURNING 1)
       ${TELL}`,
    );
  }
}
