import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import {
  listPolicyUses,
  readCursor,
  refuse,
  writeCursor,
  type PolicyUse,
  type ReplyOf,
  type RequestOf,
} from '@gatehouse/contracts';
import { Database } from '@gatehouse/persistence';
import { RESOURCE_TYPES } from '../resource/observed-resource.js';
import type { Sight } from '../visibility/sight.js';

/** The account and the ARN with which the page before ended. */
const CursorKey = z.tuple([z.string(), z.string()]);

/** Counting ends here. */
const COUNTED = 10_000;

const POLICY_SQL = 'SELECT account_id AS "accountId", resource_type AS "resourceType" FROM resources WHERE arn = $1';

/** `$2` holds the accounts that are seen, null for all. */
const USES = `FROM policy_uses u WHERE u.policy_arn = $1 AND ($2::text[] IS NULL OR u.account_id = ANY($2))`;

/** Within a partition ARNs of principals are in the order of their accounts. */
const PAGE_SQL = `
  WITH page AS (
    SELECT u.arn, u.account_id, u.is_attached, u.is_boundary ${USES} AND (u.account_id, u.arn) > ($3, $4)
    ORDER BY u.account_id, u.arn LIMIT $5)
  SELECT page.arn, page.account_id AS "accountId", coalesce(a.name, page.account_id) AS "accountName",
    r.resource_type AS "resourceType", r.name, page.is_attached AS "isAttached", page.is_boundary AS "isBoundary"
  FROM page JOIN resources r USING (arn) LEFT JOIN accounts a ON a.account_id = page.account_id
  ORDER BY page.account_id, page.arn`;

const COUNT_SQL = `SELECT count(*)::integer AS count FROM (SELECT 1 ${USES} LIMIT ${COUNTED + 1}) AS counted`;

interface UseRow extends Omit<PolicyUse, 'as'>, Record<string, unknown> {
  readonly isAttached: boolean;
  readonly isBoundary: boolean;
}

/** One page of those who have a managed policy. */
@Injectable()
export class ListPolicyUsesQuery {
  constructor(private readonly database: Database) {}

  async execute(request: RequestOf<typeof listPolicyUses>, sight: Sight): Promise<ReplyOf<typeof listPolicyUses>> {
    const { arn, limit, cursor } = request;
    const after = cursor === undefined ? ['', ''] : readCursor({ arn }, CursorKey, cursor);
    if (after === undefined) {
      throw refuse(listPolicyUses, 'CURSOR_INVALID', 'This cursor is not of this list. Begin again without one.');
    }
    await this.requirePolicy(arn, sight);
    const [rows, [counted]] = await Promise.all([
      this.database.query<UseRow>(PAGE_SQL, [arn, sight.accountIds, ...after, limit + 1]),
      this.database.query<{ count: number }>(COUNT_SQL, [arn, sight.accountIds]),
    ]);
    const count = counted?.count ?? 0;
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    return {
      items: page.map(useOf),
      totalCount: Math.min(count, COUNTED),
      isTotalExact: count <= COUNTED,
      isLimited: sight.accounts !== null,
      ...(last && { nextCursor: writeCursor({ arn }, [last.accountId, last.arn]) }),
    };
  }

  private async requirePolicy(arn: string, sight: Sight): Promise<void> {
    const [stored] = await this.database.query<{ accountId: string; resourceType: string }>(POLICY_SQL, [arn]);
    const policy = await sight.seen(arn, stored);
    if (policy === null) throw refuse(listPolicyUses, 'RESOURCE_UNKNOWN', `${arn} was never seen in an account.`);
    if (policy.resourceType !== RESOURCE_TYPES.managedPolicy) {
      throw refuse(listPolicyUses, 'NOT_A_POLICY', `arn: ${arn} is no managed policy; only these are attached.`);
    }
  }
}

function useOf({ isAttached, isBoundary, ...use }: UseRow): PolicyUse {
  return {
    ...use,
    as: [...(isAttached ? (['attached'] as const) : []), ...(isBoundary ? (['boundary'] as const) : [])],
  };
}
