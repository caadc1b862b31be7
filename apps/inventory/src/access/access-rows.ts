import { Injectable } from '@nestjs/common';
import { Database } from '@gatehouse/persistence';
import { RESOURCE_TYPES } from '../resource/observed-resource.js';
import type { ChangesOfSecond } from './followed-changes.js';
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
  readonly revision: number;
  readonly changedAt: Date;
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
  changes: `
    SELECT arn, account_id AS "accountId", resource_type AS "resourceType", revision, changed_at AS "changedAt"
    FROM resources WHERE (changed_at, arn) > ($1, $2) AND resource_type = ANY($3::text[])
      AND ($4::timestamptz IS NULL OR changed_at < $4)
    ORDER BY changed_at, arn LIMIT ${PAGE}`,
  counts: `
    SELECT floor(extract(epoch FROM changed_at))::float8 AS second, count(*)::integer AS count,
      sum(revision)::integer AS revisions
    FROM resources WHERE changed_at >= $1 AND resource_type = ANY($2::text[]) GROUP BY 1`,
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

  /** How much changed in each second since. */
  countsSince(since: Date): Promise<(ChangesOfSecond & Record<string, unknown>)[]> {
    return this.database.query(SQL.counts, [since, FOLLOWED]);
  }

  /** What changed since, or until then, oldest first, deletions as well. */
  async *changesSince(since: Date, until: Date | null = null): AsyncGenerator<readonly AccessChange[]> {
    let after: readonly [Date, string] = [since, ''];
    for (;;) {
      const wanted = [...after, FOLLOWED, until];
      const rows = await this.database.query<AccessChange & Record<string, unknown>>(SQL.changes, wanted);
      if (rows.length > 0) yield rows;
      const last = rows.at(-1);
      if (last === undefined || rows.length < PAGE) return;
      after = [last.changedAt, last.arn];
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
