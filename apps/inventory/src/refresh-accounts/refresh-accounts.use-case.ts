import { Injectable } from '@nestjs/common';
import { ItemFailed, type FanOutItem, type ItemReport } from '@gatehouse/tasks';
import { gauge, METRICS } from '@gatehouse/telemetry';
import { ReadOrganizations } from '../organization/read-organizations.use-case.js';
import { ReadAccounts } from '../read-accounts/read-accounts.use-case.js';
import { RefreshAccount } from '../refresh-account/refresh-account.use-case.js';
import type { RefreshRun } from '../refresh-account/refresh-ledger.js';
import { RefreshedParts } from '../refresh-account/refreshed-parts.js';
import { accountReport } from './account-report.rules.js';

/** The accounts of a run, and each of them by itself. */
@Injectable()
export class RefreshAccounts {
  constructor(
    private readonly readAccounts: ReadAccounts,
    private readonly readOrganizations: ReadOrganizations,
    private readonly refreshAccount: RefreshAccount,
    private readonly parts: RefreshedParts,
  ) {}

  /** The named accounts, or all that the sources know, after asking them. */
  async accountsToRead(named: readonly string[], signal: AbortSignal): Promise<readonly string[]> {
    if (named.length > 0) return named;
    const accountIds = await this.readAccounts.execute(signal);
    await this.readOrganizations.execute(signal);
    return accountIds;
  }

  /** The same, each with its name, for those who look at the run. */
  async itemsToRead(named: readonly string[], signal: AbortSignal): Promise<readonly FanOutItem[]> {
    const accountIds = await this.accountsToRead(named, signal);
    const names = await this.parts.accounts.namesOf(accountIds);
    return accountIds.map((accountId) => ({ item: accountId, label: names.get(accountId) ?? accountId }));
  }

  /**
   * What each collector brought. Rejects when the account could not be read,
   * so that the run's record counts it; the account's own already does.
   */
  async read(run: RefreshRun): Promise<ItemReport> {
    const result = await this.refreshAccount.execute(run);
    if (result === null) return { note: 'Not read in this run: another one was reading it, or it is not active.' };
    if (result.failure === null) return accountReport(result.outcomes, []);
    const report = accountReport(result.outcomes, await this.parts.collectors.of(run.accountId));
    throw new ItemFailed(`${result.failure.code}: ${result.failure.message}`, report);
  }

  /** Shows how long the account waits that was least recently read. */
  async measure(): Promise<void> {
    const oldest = await this.parts.accounts.oldestRefresh();
    if (oldest !== null) gauge(METRICS.accountOldestRefresh).set(oldest.getTime() / 1_000);
  }
}
