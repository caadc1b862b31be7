import type { Freshness } from '@gatehouse/contracts';
import { freshnessOf, type FreshnessLimits, type RefreshRecord } from './freshness.rules.js';

/** Judges freshness by the limits of this installation. */
export class FreshnessJudge {
  constructor(private readonly limits: FreshnessLimits) {}

  judge(record: RefreshRecord | null, now: Date): Freshness {
    return freshnessOf(record, now, this.limits);
  }
}
