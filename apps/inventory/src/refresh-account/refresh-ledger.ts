import { Injectable } from '@nestjs/common';
import { awsProblemOf } from '@gatehouse/aws';
import { accountRefreshed, resourceChanged, resourceDeleted } from '@gatehouse/contracts';
import { Database, Outbox } from '@gatehouse/persistence';
import { Clock } from '@gatehouse/service-host';
import { Logger } from '@gatehouse/telemetry';
import type { EntityManager } from 'typeorm';
import { AccountRepository, type RefreshOutcome, type StoredAccount } from '../account/account.repository.js';
import type { HashedResource } from '../resource/resource-parts.js';
import { newsOf, type KnownResource } from '../resource/news.rules.js';
import { AWS_OWNER } from '../resource/observed-resource.js';
import { ResourceRepository, type SavedChange } from '../resource/resource.repository.js';
import type { RefreshTally } from './refresh-tally.js';

/** One refresh: which account, under which id, until when. */
export interface RefreshRun {
  readonly accountId: string;
  readonly runId: string;
  readonly signal: AbortSignal;
  /** True for a person: a refresh that is under way may have passed what they changed, so theirs follows it. */
  readonly waits: boolean;
}

/** How a refresh went. */
export interface AccountRefreshResult extends RefreshOutcome {
  readonly accountId: string;
  readonly changedCount: number;
}

interface EndedRefresh {
  readonly account: StoredAccount;
  readonly began: Date;
  readonly tally: RefreshTally;
}

/** The writing side of a refresh: rows and events in the same transactions. */
@Injectable()
export class RefreshLedger {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountRepository,
    private readonly resources: ResourceRepository,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  async begin({ accountId, runId }: RefreshRun): Promise<Date> {
    const now = this.clock.now();
    await this.accounts.beginRefresh(accountId, runId, now);
    return now;
  }

  /** Writes what of a page is new or different. A page without news opens no transaction. */
  async savePage(
    page: readonly HashedResource[],
    known: ReadonlyMap<string, KnownResource>,
    tally: RefreshTally,
  ): Promise<void> {
    const { different, used } = newsOf(page, known);
    if (different.length === 0 && used.length === 0) return;
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
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
      tally.changed += changes.filter(isOfAnAccount).length;
    });
  }

  async deleteGone(accountId: string, arns: readonly string[], tally: RefreshTally): Promise<void> {
    if (arns.length === 0) return;
    await this.database.transaction(async (tx) => {
      tally.changed += await this.deleteIn(tx, accountId, arns);
    });
  }

  /** Marks as deleted and tells so; returns how many were there. */
  async deleteIn(tx: EntityManager, accountId: string, arns: readonly string[]): Promise<number> {
    const now = this.clock.now();
    const deleted = await this.resources.markDeleted(tx, arns, now);
    for (const { arn, resourceType, revision } of deleted) {
      const observedAt = now.toISOString();
      await this.outbox.record(tx, resourceDeleted, { arn, accountId, resourceType, revision, observedAt });
    }
    return deleted.length;
  }

  async succeed(ended: EndedRefresh): Promise<AccountRefreshResult> {
    return this.end(ended, null);
  }

  async fail(ended: EndedRefresh, error: unknown): Promise<AccountRefreshResult> {
    const { code, message } = awsProblemOf(error);
    this.log.warn({ accountId: ended.account.accountId, code, error }, 'An account could not be read.');
    return this.end(ended, { code, message });
  }

  private async end({ account, began, tally }: EndedRefresh, failure: RefreshOutcome['failure']) {
    const now = this.clock.now();
    const outcome: RefreshOutcome = { principalCount: tally.principals, failure };
    await this.database.transaction(async (tx) => {
      await this.accounts.endRefresh(tx, account.accountId, outcome, now);
      await this.outbox.record(tx, accountRefreshed, {
        accountId: account.accountId,
        accountName: account.name,
        outcome: failure === null ? 'succeeded' : 'failed',
        principalCount: tally.principals,
        changedCount: tally.changed,
        durationSeconds: (now.getTime() - began.getTime()) / 1_000,
        failureCode: failure?.code ?? null,
        refreshedAt: now.toISOString(),
      });
    });
    return { ...outcome, accountId: account.accountId, changedCount: tally.changed };
  }
}

/** What AWS owns is in no account: it is stored, so that policies can be shown, and told nobody. */
function isOfAnAccount({ resource }: SavedChange): boolean {
  return resource.observed.accountId !== AWS_OWNER;
}
