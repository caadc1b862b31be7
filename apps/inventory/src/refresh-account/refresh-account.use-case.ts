import { Injectable } from '@nestjs/common';
import { isReadable } from '../account/account.rules.js';
import { AccountRepository, type StoredAccount } from '../account/account.repository.js';
import { Collectors } from '../collectors/collectors.js';
import type { Collector } from '../collectors/collector.js';
import { hashResource } from '../resource/resource-parts.js';
import { ResourceRepository } from '../resource/resource.repository.js';
import { AccountLock } from './account-lock.js';
import { RefreshLedger, type AccountRefreshResult, type RefreshRun } from './refresh-ledger.js';
import { RefreshTally } from './refresh-tally.js';

/**
 * Reads an account completely and stores what differs, with an event for each difference in the same transaction.
 * A failure is recorded with the account, told as an event and returned: it stops no other account.
 */
@Injectable()
export class RefreshAccount {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly resources: ResourceRepository,
    private readonly collectors: Collectors,
    private readonly lock: AccountLock,
    private readonly ledger: RefreshLedger,
  ) {}

  /** Null when the account is unknown, not active, or being refreshed by somebody else and `run` does not wait. */
  async execute(run: RefreshRun): Promise<AccountRefreshResult | null> {
    const account = await this.accounts.find(run.accountId);
    if (account === null || !isReadable(account)) return null;
    return this.lock.runAlone(run, () => this.refresh(run, account));
  }

  private async refresh(run: RefreshRun, account: StoredAccount): Promise<AccountRefreshResult> {
    const tally = new RefreshTally();
    const began = await this.ledger.begin(run);
    try {
      for (const collector of this.collectors.all) await this.collect(collector, run, tally);
      return await this.ledger.succeed({ account, began, tally });
    } catch (error) {
      return this.ledger.fail({ account, began, tally }, error);
    }
  }

  private async collect(collector: Collector, run: RefreshRun, tally: RefreshTally): Promise<void> {
    const { accountId } = run;
    const own = await this.resources.knownOf(accountId, collector.resourceTypes);
    const seen = new Set<string>();
    for await (const page of collector.collect(run)) {
      for (const { arn } of page) seen.add(arn);
      tally.count(page);
      const foreign = page.filter((resource) => resource.accountId !== accountId).map(({ arn }) => arn);
      const known = new Map([...own, ...(await this.resources.knownAmong(foreign))]);
      await this.ledger.savePage(page.map(hashResource), known, tally);
    }
    const gone = [...own.keys()].filter((arn) => !seen.has(arn));
    await this.ledger.deleteGone(accountId, gone, tally);
  }
}
