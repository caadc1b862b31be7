import type { ItemPart, ItemReport } from '@gatehouse/tasks';
import type { CollectorOutcome } from '../refresh-account/refresh-outcome.rules.js';

/** When a collector's part of the account was last read. */
export interface LastReading {
  readonly collectorId: string;
  readonly refreshedAt: Date | null;
}

/** What the collectors brought of an account; of those that failed, how old what is known is. */
export function accountReport(outcomes: readonly CollectorOutcome[], last: readonly LastReading[]): ItemReport {
  const rows = outcomes.reduce((sum, { resourceCount }) => sum + resourceCount, 0);
  return { rows, parts: outcomes.map((outcome) => partOf(outcome, last)) };
}

function partOf(
  { collectorId, failure, resourceCount, durationSeconds, skippedRegions }: CollectorOutcome,
  last: readonly LastReading[],
): ItemPart {
  if (failure === null) return { name: nameOf(collectorId, skippedRegions), rows: resourceCount, durationSeconds };
  const before = last.find((one) => one.collectorId === collectorId)?.refreshedAt;
  return {
    name: collectorId,
    error: `${failure.code}: ${failure.message}`,
    rows: resourceCount,
    durationSeconds,
    ...(before && { lastSuccessAt: before }),
  };
}

function nameOf(collectorId: string, skippedRegions: readonly string[]): string {
  return skippedRegions.length === 0 ? collectorId : `${collectorId}, without ${skippedRegions.join(', ')}`;
}
