import { Injectable } from '@nestjs/common';
import { Database } from '@gatehouse/persistence';
import { RESOURCE_TYPES } from '../resource/observed-resource.js';
import { currentSnapshot } from '../search/kept-changes.js';
import type { GroupParts, PrincipalParts } from './policy-shelf.js';

/** Rows read at once: a statement of a few tens of milliseconds. */
const PAGE = 2_000;

const PRINCIPALS = [RESOURCE_TYPES.user, RESOURCE_TYPES.role];

/** Whose changes change who can do what. */
const FOLLOWED = [...PRINCIPALS, RESOURCE_TYPES.managedPolicy, RESOURCE_TYPES.group];

/** A resource that the picture of access depends on changed. */
export interface AccessChange {
  readonly arn: string;
  readonly accountId: string;
  readonly resourceType: string;
}

interface ChangeRow extends AccessChange, Record<string, unknown> {
  readonly changedIn: string;
}

interface PolicyRow extends Record<string, unknown> {
  readonly arn: string;
  readonly accountId: string;
  readonly hash: string | null;
}

interface GroupRow extends Record<string, unknown> {
  readonly arn: string;
  readonly accountId: string;
  readonly name: string;
  readonly parts: GroupParts;
}

const rowsSql = (columns: string, condition: string) => `
  SELECT arn, account_id AS "accountId", ${columns} FROM resources
  WHERE deleted_at IS NULL AND resource_type = $1 AND arn > $2 AND ${condition} ORDER BY arn LIMIT ${PAGE}`;

const SQL = {
  principals: rowsSql('parts', '$3::text IS NULL'),
  principalsOf: rowsSql('parts', 'account_id = $3'),
  policies: rowsSql(`parts->>'document' AS hash`, '$3::text[] IS NULL'),
  policiesAmong: rowsSql(`parts->>'document' AS hash`, 'arn = ANY($3::text[])'),
  groups: rowsSql('name, parts', '$3::text[] IS NULL'),
  groupsAmong: rowsSql('name, parts', 'arn = ANY($3::text[])'),
  among: `
    SELECT arn, account_id AS "accountId", parts FROM resources
    WHERE arn = ANY($1::text[]) AND deleted_at IS NULL AND resource_type = ANY($2::text[])`,
  /** Of use and denials, no type is noted. The account of what is really gone stands in its ARN. */
  changes: `
    SELECT changed_in::text AS "changedIn", changes.arn, changes.resource_type AS "resourceType",
      coalesce(account_id, split_part(changes.arn, ':', 5)) AS "accountId"
    FROM (
      SELECT changed_in, arn, resource_type FROM search_changes
      WHERE changed_in >= pg_snapshot_xmin($1::pg_snapshot) AND changed_in < pg_snapshot_xmax($2::pg_snapshot)
        AND NOT pg_visible_in_snapshot(changed_in, $1::pg_snapshot) AND pg_visible_in_snapshot(changed_in, $2::pg_snapshot)
        AND (changed_in, arn) > ($3::xid8, $4) AND resource_type = ANY($5::text[])
      ORDER BY changed_in, arn LIMIT ${PAGE}) AS changes
    LEFT JOIN resources ON resources.arn = changes.arn ORDER BY changed_in, changes.arn`,
};

/** What the picture of access is made of, read from the store page by page. */
@Injectable()
export class AccessRows {
  constructor(private readonly database: Database) {}

  /** Every role and user, of one account or of all. */
  async *principals(accountId: string | null): AsyncGenerator<readonly PrincipalParts[]> {
    for (const type of PRINCIPALS) {
      const sql = accountId === null ? SQL.principals : SQL.principalsOf;
      yield* this.pages<PrincipalParts & Record<string, unknown>>(sql, type, accountId);
    }
  }

  /** Managed policies with the hash of their document; all of them, or some. */
  policies(arns: readonly string[] | null): AsyncGenerator<readonly PolicyRow[]> {
    return this.pages(arns === null ? SQL.policies : SQL.policiesAmong, RESOURCE_TYPES.managedPolicy, arns);
  }

  /** Groups with their policies; all of them, or some. */
  groups(arns: readonly string[] | null): AsyncGenerator<readonly GroupRow[]> {
    return this.pages(arns === null ? SQL.groups : SQL.groupsAmong, RESOURCE_TYPES.group, arns);
  }

  /** Those of the ARNs that are roles or users that are there. */
  among(arns: readonly string[]): Promise<(PrincipalParts & Record<string, unknown>)[]> {
    return this.database.query(SQL.among, [arns, PRINCIPALS]);
  }

  /** Which transactions are seen by now. */
  snapshot(): Promise<string> {
    return currentSnapshot(this.database);
  }

  /** What was committed after one snapshot was taken and before another, deletions as well; some of it more than once. */
  async *changesBetween(since: string, until: string): AsyncGenerator<readonly AccessChange[]> {
    let after: readonly [transaction: string, arn: string] = ['0', ''];
    for (;;) {
      const rows = await this.database.queryPrepared<ChangeRow>(SQL.changes, [since, until, ...after, FOLLOWED]);
      if (rows.length > 0) yield rows;
      const last = rows.at(-1);
      if (last === undefined || rows.length < PAGE) return;
      after = [last.changedIn, last.arn];
    }
  }

  private async *pages<R extends { readonly arn: string } & Record<string, unknown>>(
    sql: string,
    type: string,
    narrowing: unknown,
  ): AsyncGenerator<readonly R[]> {
    let after = '';
    for (;;) {
      const rows = await this.database.query<R>(sql, [type, after, narrowing]);
      if (rows.length > 0) yield rows;
      const last = rows.at(-1);
      if (last === undefined || rows.length < PAGE) return;
      after = last.arn;
    }
  }
}
