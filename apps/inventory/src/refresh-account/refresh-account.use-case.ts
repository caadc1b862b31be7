import { Injectable } from '@nestjs/common';
import { isReadable } from '../account/account.rules.js';
import { AccountRepository } from '../account/account.repository.js';
import { AccountLock } from './account-lock.js';
import { AccountReading } from './account-reading.js';
import { RefreshLedger, type AccountRefreshResult, type RefreshRun } from './refresh-ledger.js';
import { wasReadSince } from './refresh-outcome.rules.js';
import { RefreshTally } from './refresh-tally.js';

/**
 * Reads an account completely and stores what differs, with an event for each difference in the same transaction.
 * A failure is recorded with the account, told as an event and returned: it stops no other account.
 */
@Injectable()
export class RefreshAccount {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly lock: AccountLock,
    private readonly reading: AccountReading,
    private readonly ledger: RefreshLedger,
  ) {}

  /** Null when the account is unknown, not active, was read already, or is being read and `run` does not wait. */
  async execute(run: RefreshRun): Promise<AccountRefreshResult | null> {
    const account = await this.accounts.find(run.accountId);
    if (account === null || !isReadable(account)) return null;
    return this.lock.runAlone(run, async () => {
      if (wasReadSince(await this.accounts.lastRefresh(run.accountId), run.unlessReadSince)) return null;
      const began = await this.ledger.begin(run, this.reading.collectorIds);
      const tally = new RefreshTally(this.reading.identitiesId);
      const outcomes = await this.reading.readAll(run, account, {
        tally,
        noteEnded: (outcome) => this.ledger.noteEnded(run.accountId, outcome),
      });
      return this.ledger.end({ account, began, tally, outcomes });
    });
  }
}
