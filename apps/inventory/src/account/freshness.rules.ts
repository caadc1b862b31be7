import type { Freshness } from '@gatehouse/contracts';

/** The last refresh of an account, as recorded; null where it never was. */
export interface RefreshRecord {
  readonly attemptedAt: Date;
  readonly endedAt: Date | null;
  readonly refreshedAt: Date | null;
  readonly failureCode: string | null;
  readonly failureMessage: string | null;
}

/** By what freshness is judged. */
export interface FreshnessLimits {
  /** A picture older than this is stale. */
  readonly staleAfterSeconds: number;
  /** A refresh that began longer ago and has not ended was lost with its process. */
  readonly refreshLimitSeconds: number;
}

const NEVER: Freshness = { refreshedAt: null, attemptedAt: null, state: 'never', failure: null };

/** How well an account is known, from its last refresh and the time. */
export function freshnessOf(record: RefreshRecord | null, now: Date, limits: FreshnessLimits): Freshness {
  if (record === null) return NEVER;
  return {
    refreshedAt: record.refreshedAt?.toISOString() ?? null,
    attemptedAt: record.attemptedAt.toISOString(),
    state: stateOf(record, now, limits),
    failure:
      record.failureCode === null
        ? null
        : { code: record.failureCode, message: record.failureMessage ?? 'No reason given.' },
  };
}

function stateOf(record: RefreshRecord, now: Date, limits: FreshnessLimits): Freshness['state'] {
  const secondsSince = (then: Date) => (now.getTime() - then.getTime()) / 1_000;
  if (record.endedAt === null && secondsSince(record.attemptedAt) <= limits.refreshLimitSeconds) return 'refreshing';
  if (record.failureCode !== null) return 'failed';
  if (record.refreshedAt === null) return 'never';
  return secondsSince(record.refreshedAt) > limits.staleAfterSeconds ? 'stale' : 'fresh';
}
