import { Injectable } from '@nestjs/common';
import { Tasks } from '@gatehouse/tasks';
import { REFRESH_ACCOUNTS } from '../refresh-accounts/refresh-accounts.task.js';
import { RefreshAccounts } from '../refresh-accounts/refresh-accounts.use-case.js';
import { StoredTagShelf } from '../organization/stored-tag-shelf.js';
import { AccountRepository } from '../account/account.repository.js';

/** Asks the organizations again when one of them changed, and has new accounts read at once. */
@Injectable()
export class OrganizationChanges {
  #running: Promise<void> | undefined;
  #isWanted = false;

  constructor(
    private readonly refreshAccounts: RefreshAccounts,
    private readonly accounts: AccountRepository,
    private readonly tasks: Tasks,
    private readonly tags: StoredTagShelf,
  ) {}

  /**
   * Resolves when a reading that began after this call has ended; however many ask meanwhile, there is one more. Tags are
   * asked for of the accounts whose tags changed, whatever is remembered of them.
   */
  async readAgain(retagged: readonly string[], signal: AbortSignal): Promise<void> {
    await this.tags.changed(retagged);
    this.#isWanted = true;
    while (this.#isWanted) {
      this.#running ??= this.once(signal).finally(() => (this.#running = undefined));
      await this.#running;
    }
  }

  private async once(signal: AbortSignal): Promise<void> {
    this.#isWanted = false;
    const before = new Set(await this.accounts.listActive());
    const now = await this.refreshAccounts.accountsToRead([], signal);
    const accountIds = now.filter((accountId) => !before.has(accountId)).slice(0, 1_000);
    if (accountIds.length === 0) return;
    await this.tasks.runNow(REFRESH_ACCOUNTS, { accountIds }, { id: 'service:inventory', sessionId: '' });
  }
}
