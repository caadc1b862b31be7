import { Injectable } from '@nestjs/common';
import { HealthChecks, PlatformConfig } from '@gatehouse/service-host';
import { AccountRepository } from '../account/account.repository.js';
import { AccountSources } from '../account/account-sources.js';

/** A large organization takes longer than anybody waits for a start. */
const LONGEST_WAIT_MS = 30_000;

/**
 * Whether there is a picture to show. With the embedded organization the service is ready only then, or after half a
 * minute, because people come right after `npm start`; elsewhere an installation serves what it has while it reads the rest.
 */
@Injectable()
export class FirstRefresh {
  readonly #began = performance.now();
  #done = false;

  constructor(
    private readonly accounts: AccountRepository,
    private readonly sources: AccountSources,
    config: PlatformConfig,
    health: HealthChecks,
  ) {
    if (config.embedded) health.add('first-refresh', () => this.require());
  }

  /** True when every source was asked and every account tried, with whatever outcome. */
  async isDone(): Promise<boolean> {
    this.#done ||= await this.accounts.allTried(this.sources.all.map(({ id }) => id));
    return this.#done;
  }

  private async require(): Promise<void> {
    if (performance.now() - this.#began > LONGEST_WAIT_MS) return;
    if (!(await this.isDone())) throw new Error('The accounts are being read for the first time.');
  }
}
