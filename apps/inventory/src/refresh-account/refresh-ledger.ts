import { Injectable } from '@nestjs/common';
import { accountRefreshed } from '@gatehouse/contracts';
import { Database, Outbox } from '@gatehouse/persistence';
import { Clock } from '@gatehouse/service-host';
import type { RefreshOutcome, StoredAccount } from '../account/account.repository.js';
import { failureOf, type CollectorOutcome } from './refresh-outcome.rules.js';
import { RefreshedParts } from './refreshed-parts.js';
import type { RefreshTally } from './refresh-tally.js';

/** One refresh: which account, under which id, until when. */
export interface RefreshRun {
  readonly accountId: string;
  readonly runId: string;
  readonly signal: AbortSignal;
  /** True for a person: a refresh that is under way may have passed what they changed, so theirs follows it. */
  readonly waits: boolean;
  /** An account whose reading began since then, and ended, is not read again; null for a person's. */
  readonly unlessReadSince: Date | null;
}

/** How a refresh went. */
export interface AccountRefreshResult extends RefreshOutcome {
  readonly accountId: string;
  readonly changedCount: number;
  readonly outcomes: readonly CollectorOutcome[];
}

interface EndedRefresh {
  readonly account: StoredAccount;
  readonly began: Date;
  readonly tally: RefreshTally;
  readonly outcomes: readonly CollectorOutcome[];
}

/** How the refreshes of accounts go, for everybody to see. */
@Injectable()
export class RefreshLedger {
  constructor(
    private readonly database: Database,
    private readonly parts: RefreshedParts,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async begin({ accountId, runId }: RefreshRun, collectorIds: readonly string[]): Promise<Date> {
    const now = this.clock.now();
    await this.parts.accounts.beginRefresh(accountId, runId, now);
    await this.parts.collectors.begin(accountId, collectorIds, now);
    return now;
  }

  /** Records how a part of it ended, while others are being read. */
  async noteEnded(accountId: string, outcome: CollectorOutcome): Promise<void> {
    await this.parts.collectors.endOne(accountId, outcome, this.clock.now());
  }

  /** Records how it ended, with the account and as an event. */
  async end({ account, began, tally, outcomes }: EndedRefresh): Promise<AccountRefreshResult> {
    const now = this.clock.now();
    const { accountId } = account;
    const failure = failureOf(outcomes);
    const outcome: RefreshOutcome = { principalCount: tally.principalsIn(outcomes), failure };
    await this.database.transaction(async (tx) => {
      await this.parts.accounts.endRefresh(tx, accountId, outcome, now);
      await this.parts.collectors.end(tx, accountId, outcomes, now);
      await this.outbox.record(tx, accountRefreshed, {
        accountId,
        accountName: account.name,
        outcome: failure === null ? 'succeeded' : 'failed',
        principalCount: tally.principals,
        changedCount: tally.changed,
        durationSeconds: (now.getTime() - began.getTime()) / 1_000,
        failureCode: failure?.code ?? null,
        refreshedAt: now.toISOString(),
      });
    });
    return { ...outcome, accountId, changedCount: tally.changed, outcomes };
  }
}
