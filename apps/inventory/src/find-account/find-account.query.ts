import { Injectable } from '@nestjs/common';
import { findAccount, refuse, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import { Database } from '@gatehouse/persistence';
import { Clock } from '@gatehouse/service-host';
import { FreshnessJudge } from '../account/freshness-judge.js';
import type { RefreshRecord } from '../account/freshness.rules.js';
import { AccountParts } from './account-parts.js';
import type { Sight } from '../visibility/sight.js';

type Reply = ReplyOf<typeof findAccount>;

interface AccountRow extends Omit<Reply['account'], 'freshness'>, Omit<RefreshRecord, 'attemptedAt'> {
  readonly attemptedAt: Date | null;
  readonly [column: string]: unknown;
}

const ACCOUNT_SQL = `
  SELECT account_id AS "accountId", name, email, status, organization_id AS "organizationId", ou_path AS "ouPath",
    partition, coalesce(principal_count, 0) AS "principalCount", aliases, environment, is_sensitive AS "isSensitive",
    is_sync_enabled AS "isSyncEnabled", owner, regions, attempted_at AS "attemptedAt", ended_at AS "endedAt",
    refreshed_at AS "refreshedAt", failure_code AS "failureCode", failure_message AS "failureMessage"
  FROM accounts LEFT JOIN account_refreshes USING (account_id) WHERE account_id = $1`;

const COUNTS_SQL = `
  SELECT resource_type AS "resourceType", count(*)::integer AS count FROM resources
  WHERE account_id = $1 AND deleted_at IS NULL GROUP BY resource_type ORDER BY resource_type LIMIT 200`;

/** Everything known of one account. */
@Injectable()
export class FindAccountQuery {
  constructor(
    private readonly database: Database,
    private readonly parts: AccountParts,
    private readonly judge: FreshnessJudge,
    private readonly clock: Clock,
  ) {}

  async execute({ accountId }: RequestOf<typeof findAccount>, sight: Sight): Promise<Reply> {
    const [row] = await this.database.query<AccountRow>(ACCOUNT_SQL, [accountId]);
    if (row === undefined || !sight.shows(accountId)) {
      throw refuse(findAccount, 'ACCOUNT_UNKNOWN', `${accountId} is not an account that is read here.`);
    }
    const [resourceCounts, collectors, guardrails] = await Promise.all([
      this.database.query<Reply['resourceCounts'][number] & Record<string, unknown>>(COUNTS_SQL, [accountId]),
      this.parts.collectorsOf(accountId, this.clock.now()),
      this.parts.guardrails.above(accountId),
    ]);
    return { account: this.accountOf(row), resourceCounts, collectors, guardrails };
  }

  private accountOf(row: AccountRow): Reply['account'] {
    const { attemptedAt, endedAt, refreshedAt, failureCode, failureMessage, ...account } = row;
    const record = attemptedAt === null ? null : { attemptedAt, endedAt, refreshedAt, failureCode, failureMessage };
    return { ...account, freshness: this.judge.judge(record, this.clock.now()) };
  }
}
