import { Injectable } from '@nestjs/common';
import type { Freshness } from '@gatehouse/contracts';
import { Clock } from '@gatehouse/service-host';
import { FreshnessJudge } from '../account/freshness-judge.js';
import { Collectors } from '../collectors/collectors.js';
import { CollectorRefreshes, type CollectorRefresh } from '../refresh-account/collector-refreshes.js';
import { AWS_OWNER } from '../resource/observed-resource.js';
import { readsOf } from './resource-freshness.rules.js';

/** Whose freshness is asked for. */
export interface FreshnessSubject {
  readonly accountId: string;
  readonly resourceType: string;
  readonly region: string;
  /** When it was last read by itself; null if never. */
  readonly readAt: Date | null;
}

/** How fresh single resources are. */
@Injectable()
export class ResourceFreshness {
  constructor(
    private readonly collectors: Collectors,
    private readonly refreshes: CollectorRefreshes,
    private readonly judge: FreshnessJudge,
    private readonly clock: Clock,
  ) {}

  async of({ accountId, resourceType, region, readAt }: FreshnessSubject): Promise<Freshness> {
    const collectorId = this.collectors.bringing(resourceType)?.id;
    const collector = collectorId === undefined ? null : await this.refreshOf(accountId, collectorId);
    return this.judge.judge(readsOf({ collector, region, readAt }), this.clock.now());
  }

  /** What AWS owns is read with every account that uses it. */
  private refreshOf(accountId: string, collectorId: string): Promise<CollectorRefresh | null> {
    return accountId === AWS_OWNER
      ? this.refreshes.latestOf(collectorId)
      : this.refreshes.lastOf(accountId, collectorId);
  }
}
