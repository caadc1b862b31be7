import { Injectable } from '@nestjs/common';
import { awsProblemOf } from '@gatehouse/aws';
import type { AccountSource } from '@gatehouse/plugin-sdk';
import { Clock } from '@gatehouse/service-host';
import { Logger } from '@gatehouse/telemetry';
import { claimAccounts } from '../account/account.rules.js';
import { AccountSources } from '../account/account-sources.js';
import { AccountStores } from './account-stores.js';

/** Asks every source which accounts there are. A source that fails is recorded and keeps what it had. */
@Injectable()
export class ReadAccounts {
  constructor(
    private readonly sources: AccountSources,
    private readonly stores: AccountStores,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /** Ids of the accounts to read next, those least recently read first. */
  async execute(signal: AbortSignal): Promise<string[]> {
    const told = await Promise.all(this.sources.all.map((source) => this.ask(source, signal)));
    for (const claimed of claimAccounts(told, await this.stores.accounts.idsBySource())) {
      await this.stores.store(claimed, this.clock.now());
      // After its accounts are stored: until then it does not count as asked.
      await this.stores.accounts.recordSource(claimed.sourceId, null, this.clock.now());
    }
    return this.stores.accounts.listActive();
  }

  private async ask(source: AccountSource, signal: AbortSignal) {
    try {
      return { sourceId: source.id, accounts: await source.list(signal) };
    } catch (error) {
      const { code, message } = awsProblemOf(error);
      this.log.warn({ source: source.id, code }, 'A source of accounts could not be read.');
      await this.stores.accounts.recordSource(source.id, { code, message }, this.clock.now());
      return { sourceId: source.id, accounts: null };
    }
  }
}
