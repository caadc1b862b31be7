import { Injectable } from '@nestjs/common';
import { AccountRepository, type StoredAccount } from '../account/account.repository.js';
import { isReadable } from '../account/account.rules.js';
import { inParallel } from '../collectors/in-parallel.js';

/** Tells which of the accounts that calls touch are read here. */
@Injectable()
export class ReadableAccounts {
  constructor(private readonly accounts: AccountRepository) {}

  /** By id; without those that are unknown or not read. */
  async among(accountIds: readonly string[]): Promise<ReadonlyMap<string, StoredAccount>> {
    const accounts = await inParallel([...new Set(accountIds)], (accountId) => this.accounts.find(accountId));
    return new Map(
      accounts.flatMap((account): [string, StoredAccount][] =>
        account !== null && isReadable(account) ? [[account.accountId, account]] : [],
      ),
    );
  }
}
