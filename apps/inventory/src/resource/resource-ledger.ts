import { Injectable } from '@nestjs/common';
import { resourceChanged, resourceDeleted } from '@gatehouse/contracts';
import { Database, Outbox } from '@gatehouse/persistence';
import { Clock } from '@gatehouse/service-host';
import type { EntityManager } from 'typeorm';
import { newsOf, type KnownResource } from './news.rules.js';
import { AWS_OWNER } from './observed-resource.js';
import type { HashedResource } from './resource-parts.js';
import { ResourceRepository, type SavedChange } from './resource.repository.js';

/** Writes resources together with the events about them: both, or neither. */
@Injectable()
export class ResourceLedger {
  constructor(
    private readonly database: Database,
    private readonly resources: ResourceRepository,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Writes what of a page is new or different, and returns how much. A page without news opens no transaction. */
  async savePage(page: readonly HashedResource[], known: ReadonlyMap<string, KnownResource>): Promise<number> {
    const { different, used } = newsOf(page, known);
    if (different.length === 0 && used.length === 0) return 0;
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const changes = await this.resources.save(tx, different, now);
      await this.resources.saveUsage(tx, used);
      for (const { resource, change, changed, revision } of changes.filter(isOfAnAccount)) {
        const { arn, accountId, resourceType, tags, settings } = resource.observed;
        await this.outbox.record(tx, resourceChanged, {
          arn,
          accountId,
          resourceType,
          change,
          changed: [...changed],
          revision,
          tags: { ...tags },
          maxSessionSeconds: settings.maxSessionSeconds,
          observedAt: now.toISOString(),
        });
      }
      return changes.filter(isOfAnAccount).length;
    });
  }

  /** Marks as deleted and tells so; returns how many were there. */
  async delete(accountId: string, arns: readonly string[]): Promise<number> {
    return arns.length === 0 ? 0 : this.database.transaction((tx) => this.deleteIn(tx, accountId, arns));
  }

  /** The same, as part of a larger change. */
  async deleteIn(tx: EntityManager, accountId: string, arns: readonly string[]): Promise<number> {
    const now = this.clock.now();
    const deleted = await this.resources.markDeleted(tx, arns, now);
    for (const { arn, resourceType, revision } of deleted) {
      const observedAt = now.toISOString();
      await this.outbox.record(tx, resourceDeleted, { arn, accountId, resourceType, revision, observedAt });
    }
    return deleted.length;
  }
}

/** What AWS owns is in no account: it is stored, so that policies can be shown, and told nobody. */
function isOfAnAccount({ resource }: SavedChange): boolean {
  return resource.observed.accountId !== AWS_OWNER;
}
