import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HealthChecks, PlatformConfig } from '@gatehouse/service-host';
import { Tasks } from '@gatehouse/tasks';
import { AccountRepository } from '../account/account.repository.js';
import { AccountSources } from '../account/account-sources.js';
import { REFRESH_ACCOUNTS } from './refresh-accounts.task.js';

/**
 * Reads all accounts at the first boot, and with the embedded organization at every boot, because it may have been
 * changed meanwhile. Embedded, the service is ready only when every account was tried: people come right after.
 */
@Injectable()
export class RefreshAtBoot implements OnApplicationBootstrap {
  #tried = false;

  constructor(
    private readonly tasks: Tasks,
    private readonly accounts: AccountRepository,
    private readonly sources: AccountSources,
    private readonly config: PlatformConfig,
    health: HealthChecks,
  ) {
    if (config.embedded) health.add('first-refresh', () => this.requireTried());
  }

  async onApplicationBootstrap(): Promise<void> {
    if (this.sources.all.length === 0) return;
    if (!this.config.embedded && (await this.allTried())) return;
    await this.tasks.runNow(REFRESH_ACCOUNTS, {}, { id: 'service:inventory', sessionId: '' });
  }

  private async requireTried(): Promise<void> {
    this.#tried ||= await this.allTried();
    if (!this.#tried) throw new Error('The accounts are being read for the first time.');
  }

  private allTried(): Promise<boolean> {
    return this.accounts.allTried(this.sources.all.map(({ id }) => id));
  }
}
