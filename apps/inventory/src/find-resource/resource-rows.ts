import { Injectable } from '@nestjs/common';
import { Database } from '@gatehouse/persistence';
import { CanonicalIds } from '../access/canonical-ids.js';
import { AWS_OWNER } from '../resource/observed-resource.js';
import type { ResourceParts } from '../resource/resource-parts.js';
import type { Sight } from '../visibility/sight.js';
import { granteesIn, withGrantees } from './grantees.rules.js';

/** A resource as it is stored, with its account's name. */
export interface ResourceRow {
  readonly arn: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly resourceType: string;
  readonly name: string;
  readonly path: string;
  readonly region: string;
  readonly owner: string | null;
  readonly isPublic: boolean | null;
  readonly denialCount: number;
  readonly tags: Record<string, string>;
  readonly settings: Record<string, unknown>;
  readonly parts: ResourceParts;
  readonly revision: number;
  readonly lastUsedAt: Date | null;
  readonly firstSeenAt: Date;
  readonly changedAt: Date;
  readonly deletedAt: Date | null;
  /** When it was last read by itself; null if never. */
  readonly readAt: Date | null;
}

/** What AWS itself owns is in no account and shows under AWS's name. */
const ROW_SQL = `
  SELECT r.arn, r.account_id AS "accountId", coalesce(a.name, CASE r.account_id WHEN '${AWS_OWNER}' THEN 'AWS' ELSE r.account_id END) AS "accountName",
         r.resource_type AS "resourceType", r.name, r.path, r.region, r.owner, r.is_public AS "isPublic",
         coalesce(d.count, 0) AS "denialCount", r.tags, r.settings, r.parts, r.revision, u.last_used_at AS "lastUsedAt",
         r.first_seen_at AS "firstSeenAt", r.changed_at AS "changedAt", r.deleted_at AS "deletedAt",
         s.read_at AS "readAt"
  FROM resources r LEFT JOIN accounts a USING (account_id) LEFT JOIN principal_usage u USING (arn)
    LEFT JOIN resource_reads s USING (arn) LEFT JOIN denial_counts d USING (arn)
  WHERE r.arn = $1`;

/** Single resources, complete. */
@Injectable()
export class ResourceRows {
  constructor(
    private readonly database: Database,
    private readonly canonicalIds: CanonicalIds,
  ) {}

  /** Null when it was never seen. */
  async find(arn: string): Promise<ResourceRow | null> {
    const [row] = await this.database.query<ResourceRow & Record<string, unknown>>(ROW_SQL, [arn]);
    return row ?? null;
  }

  /** Its settings, with the accounts that its access control list names where they are known and seen. */
  async settingsOf({ settings }: Pick<ResourceRow, 'settings'>, sight: Sight): Promise<ResourceRow['settings']> {
    return withGrantees(settings, await this.canonicalIds.accountsOf(granteesIn(settings), sight));
  }
}
