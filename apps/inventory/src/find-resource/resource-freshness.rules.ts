import type { RefreshRecord } from '../account/freshness.rules.js';

/** What is known of when a resource was read. */
export interface ResourceReads {
  /** The last refresh of the part of its account that it belongs to. */
  readonly collector: (RefreshRecord & { readonly skippedRegions: readonly string[] }) | null;
  readonly region: string;
  /** When it was last read by itself; null if never. */
  readonly readAt: Date | null;
}

/** A resource is as fresh as its part of the account, or as the last time it was read by itself, whichever is later. */
export function readsOf({ collector, region, readAt }: ResourceReads): RefreshRecord | null {
  const ofPart = collector === null ? null : unlessSkipped(collector, region);
  const partReadAt = ofPart?.refreshedAt ?? null;
  if (readAt === null || (partReadAt !== null && partReadAt >= readAt)) return ofPart;
  return { attemptedAt: readAt, endedAt: readAt, refreshedAt: readAt, failureCode: null, failureMessage: null };
}

function unlessSkipped(
  { skippedRegions, ...record }: NonNullable<ResourceReads['collector']>,
  region: string,
): RefreshRecord {
  if (!skippedRegions.includes(region)) return record;
  const failureMessage = `Nothing can be read in ${region}: the account has not enabled it, or AWS records nothing there.`;
  return { ...record, refreshedAt: null, failureCode: 'REGION_NOT_READ', failureMessage };
}
