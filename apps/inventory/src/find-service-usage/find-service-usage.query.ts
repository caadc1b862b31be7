import { Injectable } from '@nestjs/common';
import { findServiceUsage, refuse, type ReplyOf, type RequestOf, type ServiceUse } from '@gatehouse/contracts';
import { Database } from '@gatehouse/persistence';
import { RESOURCE_TYPES } from '../resource/observed-resource.js';
import { trackedSince } from '../service-usage/access-report.rules.js';
import { serviceUsesOf, type StoredCall } from './service-uses.rules.js';
import type { Sight } from '../visibility/sight.js';

interface UsageRow {
  readonly accountId: string;
  readonly resourceType: string;
  readonly createdAt: string | null;
  readonly reportedAt: Date | null;
  readonly jobId: string | null;
  readonly granted: readonly string[] | null;
  readonly used: Readonly<Record<string, StoredCall>> | null;
  readonly failureCode: string | null;
  readonly failureMessage: string | null;
}

/** A problem of the whole account counts where the principal itself has none. */
const USAGE_SQL = `
  SELECT r.account_id AS "accountId", r.resource_type AS "resourceType", r.settings->>'createdAt' AS "createdAt", u.reported_at AS "reportedAt",
         u.job_id AS "jobId", l.services AS granted, u.used,
         coalesce(u.failure_code, t.failure_code) AS "failureCode",
         CASE WHEN u.failure_code IS NULL THEN t.failure_message ELSE u.failure_message END AS "failureMessage"
  FROM resources r LEFT JOIN service_usage u USING (arn) LEFT JOIN service_lists l ON l.hash = u.granted
    LEFT JOIN service_usage_turns t USING (account_id)
  WHERE r.arn = $1`;

const NAMES_SQL = 'SELECT service, name FROM service_names WHERE service = ANY($1::text[])';

const CALLERS: readonly string[] = [RESOURCE_TYPES.role, RESOURCE_TYPES.user];

/** Which services a principal may call, and when it did. */
@Injectable()
export class FindServiceUsageQuery {
  constructor(private readonly database: Database) {}

  async execute({ arn }: RequestOf<typeof findServiceUsage>, sight: Sight): Promise<ReplyOf<typeof findServiceUsage>> {
    const [stored] = await this.database.query<UsageRow & Record<string, unknown>>(USAGE_SQL, [arn]);
    const row = await sight.seen(arn, stored);
    if (row === null) throw refuse(findServiceUsage, 'RESOURCE_UNKNOWN', `${arn} was never seen in an account.`);
    const isPrincipal = CALLERS.includes(row.resourceType);
    return {
      isPrincipal,
      services: await this.servicesOf(row),
      reportedAt: row.reportedAt?.toISOString() ?? null,
      trackedSince: row.reportedAt && trackedSince(row.reportedAt, row.createdAt).toISOString(),
      isBeingMade: row.jobId !== null,
      failure: isPrincipal ? failureOf(row) : null,
    };
  }

  private async servicesOf({ granted, used }: UsageRow): Promise<ServiceUse[]> {
    return granted === null ? [] : serviceUsesOf(granted, used ?? {}, await this.namesOf(granted));
  }

  private async namesOf(services: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.database.query<{ service: string; name: string }>(NAMES_SQL, [services]);
    return new Map(rows.map(({ service, name }) => [service, name]));
  }
}

function failureOf({ failureCode, failureMessage }: UsageRow) {
  return failureCode === null ? null : { code: failureCode, message: failureMessage ?? '' };
}
