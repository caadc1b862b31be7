import { Injectable } from '@nestjs/common';
import type { ResourceSummary } from '@gatehouse/contracts';
import { Database } from '@gatehouse/persistence';
import { fittingCount, fittingTags } from '../resource/reply-budget.rules.js';

interface SummaryRow extends Omit<ResourceSummary, 'lastUsedAt' | 'changedAt'>, Record<string, unknown> {
  readonly lastUsedAt: Date | null;
  readonly changedAt: Date;
}

const SQL = `
  SELECT r.arn, r.account_id AS "accountId", coalesce(a.name, r.account_id) AS "accountName",
         r.resource_type AS "resourceType", r.name, r.region, r.tags, r.owner,
         coalesce(d.count, 0) AS "denialCount",
         u.last_used_at AS "lastUsedAt", r.is_public AS "isPublic", r.revision, r.changed_at AS "changedAt"
  FROM resources r LEFT JOIN accounts a USING (account_id) LEFT JOIN principal_usage u ON u.arn = r.arn
    LEFT JOIN denial_counts d ON d.arn = r.arn
  WHERE r.arn = ANY($1::text[]) AND r.deleted_at IS NULL`;

/** What lists show of resources. */
@Injectable()
export class ResourceSummaries {
  constructor(private readonly database: Database) {}

  /** As many as fit into a reply, and the ARN that the page ends with where that is not all of them. */
  async fitting(
    arns: readonly string[],
  ): Promise<{ readonly items: ResourceSummary[]; readonly endsWith: string | null }> {
    const all = await this.of(arns);
    const items = all.slice(0, fittingCount(all));
    return { items, endsWith: items.length < all.length ? (items.at(-1)?.arn ?? null) : null };
  }

  /** In the order of the ARNs; what is gone meanwhile is left out. */
  async of(arns: readonly string[]): Promise<ResourceSummary[]> {
    if (arns.length === 0) return [];
    const rows = await this.database.queryPrepared<SummaryRow>(SQL, [arns]);
    const byArn = new Map(rows.map((row) => [row.arn, row]));
    return arns.flatMap((arn) => {
      const row = byArn.get(arn);
      return row === undefined ? [] : [summaryOf(row)];
    });
  }
}

function summaryOf({ lastUsedAt, changedAt, tags, ...row }: SummaryRow): ResourceSummary {
  return {
    ...row,
    tags: fittingTags(tags),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    changedAt: changedAt.toISOString(),
  };
}
