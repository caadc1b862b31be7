import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import {
  listAccounts,
  readCursor,
  refuse,
  writeCursor,
  type Account,
  type ReplyOf,
  type RequestOf,
} from '@gatehouse/contracts';
import { Database } from '@gatehouse/persistence';
import { Clock } from '@gatehouse/service-host';
import { FreshnessJudge } from '../account/freshness-judge.js';
import type { RefreshRecord } from '../account/freshness.rules.js';
import { containing } from '../search/containing.rules.js';
import type { Sight } from '../visibility/sight.js';

interface AccountRow extends Omit<Account, 'freshness'>, Omit<RefreshRecord, 'attemptedAt'>, Record<string, unknown> {
  readonly attemptedAt: Date | null;
}

const CursorKey = z.tuple([z.string(), z.string()]);

const SQL = `
  SELECT account_id AS "accountId", name, email, status, organization_id AS "organizationId", ou_path AS "ouPath",
         partition, coalesce(principal_count, 0) AS "principalCount", attempted_at AS "attemptedAt",
         ended_at AS "endedAt", refreshed_at AS "refreshedAt", failure_code AS "failureCode",
         failure_message AS "failureMessage"
  FROM accounts LEFT JOIN account_refreshes USING (account_id)
  WHERE ($1::text IS NULL OR (name, account_id) > ($1, $2))
    AND ($3::text IS NULL OR name ILIKE $3 OR account_id LIKE $3 OR ou_path ILIKE $3)
    AND ($5::text[] IS NULL OR account_id = ANY($5))
  ORDER BY name, account_id LIMIT $4`;

/** One page of the list of accounts. */
@Injectable()
export class ListAccountsQuery {
  constructor(
    private readonly database: Database,
    private readonly judge: FreshnessJudge,
    private readonly clock: Clock,
  ) {}

  async execute(
    { limit, cursor, search }: RequestOf<typeof listAccounts>,
    sight: Sight,
  ): Promise<ReplyOf<typeof listAccounts>> {
    const scope = { search };
    const after = cursor === undefined ? [null, null] : readCursor(scope, CursorKey, cursor);
    if (after === undefined) {
      throw refuse(listAccounts, 'CURSOR_INVALID', 'This cursor is not of this list. Begin again without one.');
    }
    const parameters = [...after, search === undefined ? null : containing(search), limit + 1, sight.accountIds];
    const rows = await this.database.query<AccountRow>(SQL, parameters);
    const items = rows.slice(0, limit).map((row) => this.accountOf(row));
    const last = items.at(-1);
    const hasMore = rows.length > limit && last !== undefined;
    return { items, ...(hasMore && { nextCursor: writeCursor(scope, [last.name, last.accountId]) }) };
  }

  private accountOf({
    attemptedAt,
    endedAt,
    refreshedAt,
    failureCode,
    failureMessage,
    ...account
  }: AccountRow): Account {
    const record = attemptedAt === null ? null : { attemptedAt, endedAt, refreshedAt, failureCode, failureMessage };
    return { ...account, freshness: this.judge.judge(record, this.clock.now()) };
  }
}
