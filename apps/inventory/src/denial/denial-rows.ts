import type { Denial } from '@gatehouse/contracts';

/** Columns of a denial, `d`, with its count since the day `$1`. */
export const DENIAL_COLUMNS = `
  d.denial_id AS "denialId", d.principal_arn AS "principalArn", d.account_id AS "accountId", d.action,
  d.resource_arn AS "resourceArn", d.error_code AS "errorCode", d.error_message AS "errorMessage", d.source,
  d.session_name AS "sessionName", d.region, d.first_seen_at AS "firstSeenAt", d.last_seen_at AS "lastSeenAt",
  coalesce((SELECT sum(count) FROM denial_days WHERE denial_id = d.denial_id AND day >= $1::date), 1)::integer AS count`;

/** A row of those columns. */
export interface DenialRow extends Omit<Denial, 'firstSeenAt' | 'lastSeenAt'>, Record<string, unknown> {
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
}

/** As the contract tells it. */
export function viewOfDenial({ firstSeenAt, lastSeenAt, ...row }: DenialRow): Denial {
  const {
    denialId,
    principalArn,
    accountId,
    action,
    resourceArn,
    errorCode,
    errorMessage,
    source,
    sessionName,
    region,
    count,
  } = row;
  return {
    denialId,
    principalArn,
    accountId,
    action,
    resourceArn,
    errorCode,
    errorMessage,
    source,
    sessionName,
    region,
    count,
    firstSeenAt: firstSeenAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
  };
}
