import { Injectable } from '@nestjs/common';
import { resourceChanged, resourceDeleted, type DataInputOf } from '@gatehouse/contracts';
import { Database, Outbox } from '@gatehouse/persistence';
import { Clock } from '@gatehouse/service-host';
import type { EntityManager } from 'typeorm';
import { eventTags } from './event-tags.rules.js';
import type { ReadMoment } from './moment.js';
import { isOld, type PageNews } from './news.rules.js';
import { AWS_OWNER } from './observed-resource.js';
import { ResourceRepository, type SavedChange } from './resource.repository.js';

/** Writes resources together with their versions and the events about them: all, or none. */
@Injectable()
export class ResourceLedger {
  constructor(
    private readonly database: Database,
    private readonly resources: ResourceRepository,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * Writes what of a page is new or different, and returns what changed in accounts. A page without news opens no
   * transaction.
   */
  async save(news: PageNews, moment: ReadMoment): Promise<readonly SavedChange[]> {
    if (isOld(news)) return [];
    const now = this.clock.now();
    const owners = [...news.different, ...news.reowned, ...news.used].map(({ observed }) => observed.accountId);
    return this.database.transaction(async (tx) => {
      await this.resources.lockOwners(tx, owners);
      const changes = (await this.resources.save(tx, news.different, moment, now)).filter(isOfAnAccount);
      await this.resources.saveOwners(tx, news.reowned);
      await this.resources.saveUsage(tx, news.used);
      for (const change of changes) await this.outbox.record(tx, resourceChanged, newsOfChange(change, now));
      return changes;
    });
  }

  /** Marks as deleted and tells so; returns how many were there. */
  async delete(accountId: string, arns: readonly string[], moment: ReadMoment): Promise<number> {
    return arns.length === 0 ? 0 : this.database.transaction((tx) => this.deleteIn(tx, accountId, arns, moment));
  }

  /** The same, as part of a larger change. */
  async deleteIn(tx: EntityManager, accountId: string, arns: readonly string[], moment: ReadMoment): Promise<number> {
    const now = this.clock.now();
    await this.resources.lockOwners(tx, [accountId]);
    const deleted = await this.resources.markDeleted(tx, arns, moment, now);
    for (const { arn, resourceType, revision } of deleted) {
      const observedAt = now.toISOString();
      if (accountId === AWS_OWNER) continue;
      await this.outbox.record(tx, resourceDeleted, { arn, accountId, resourceType, revision, observedAt });
    }
    return deleted.length;
  }
}

function newsOfChange(
  { resource, change, changed, revision }: SavedChange,
  now: Date,
): DataInputOf<typeof resourceChanged> {
  const { arn, accountId, resourceType } = resource.observed;
  const { maxSessionSeconds } = resource.content.settings;
  return {
    arn,
    accountId,
    resourceType,
    change,
    changed: [...changed],
    revision,
    tags: eventTags(resource.content.tags),
    maxSessionSeconds: typeof maxSessionSeconds === 'number' ? maxSessionSeconds : null,
    observedAt: now.toISOString(),
  };
}

/** What AWS owns is in no account: it is stored, so that policies can be shown, and told nobody. */
function isOfAnAccount({ resource }: SavedChange): boolean {
  return resource.observed.accountId !== AWS_OWNER;
}
