import { Injectable } from '@nestjs/common';
import { gauge, METRICS } from '@gatehouse/telemetry';
import { AccountRepository } from '../account/account.repository.js';
import { ReadOrganizations } from '../organization/read-organizations.use-case.js';
import { ReadAccounts } from '../read-accounts/read-accounts.use-case.js';
import { RefreshAccount } from '../refresh-account/refresh-account.use-case.js';
import type { RefreshRun } from '../refresh-account/refresh-ledger.js';

/** The accounts of a run, and each of them by itself. */
@Injectable()
export class RefreshAccounts {
  constructor(
    private readonly readAccounts: ReadAccounts,
    private readonly readOrganizations: ReadOrganizations,
    private readonly refreshAccount: RefreshAccount,
    private readonly accounts: AccountRepository,
  ) {}

  /** The named accounts, or all that the sources know, after asking them. */
  async accountsToRead(named: readonly string[], signal: AbortSignal): Promise<readonly string[]> {
    if (named.length > 0) return named;
    const accountIds = await this.readAccounts.execute(signal);
    await this.readOrganizations.execute(signal);
    return accountIds;
  }

  /** Rejects when the account could not be read, so that the run's record counts it; the account's own already does. */
  async read(run: RefreshRun): Promise<void> {
    const result = await this.refreshAccount.execute(run);
    if (result?.failure) throw new Error(`${run.accountId}: ${result.failure.code}: ${result.failure.message}`);
  }

  /** Shows how long the account waits that was least recently read. */
  async measure(): Promise<void> {
    const oldest = await this.accounts.oldestRefresh();
    if (oldest !== null) gauge(METRICS.accountOldestRefresh).set(oldest.getTime() / 1_000);
  }
}
