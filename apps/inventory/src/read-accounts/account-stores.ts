import { Injectable } from '@nestjs/common';
import { Database } from '@gatehouse/persistence';
import type { ClaimedAccounts } from '../account/account.rules.js';
import { AccountRepository } from '../account/account.repository.js';
import { ResourceLedger } from '../resource/resource-ledger.js';
import { ResourceRepository } from '../resource/resource.repository.js';

/** Stores what a source says, and takes away what it no longer names, with everything in it. */
@Injectable()
export class AccountStores {
  constructor(
    private readonly database: Database,
    readonly accounts: AccountRepository,
    private readonly resources: ResourceRepository,
    private readonly ledger: ResourceLedger,
  ) {}

  async store(claimed: ClaimedAccounts, now: Date): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.accounts.save(tx, claimed, now);
      for (const accountId of await this.accounts.missingFrom(tx, claimed)) {
        await this.ledger.deleteIn(tx, accountId, await this.resources.arnsOf(tx, accountId), { readAt: now });
        await this.accounts.remove(tx, accountId);
      }
    });
  }
}
