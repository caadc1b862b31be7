import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { ChannelListener, locateDatabase } from '@gatehouse/persistence';
import { PlatformConfig } from '@gatehouse/service-host';
import { Logger } from '@gatehouse/telemetry';
import { EligibilityIndex } from './eligibility-index.js';
import { EligibilitySources } from './eligibility-sources.js';
import { indexedRoleOf, reasonsFrom } from './indexed-role.rules.js';
import { ELIGIBILITY_CHANNEL, KnownRoleRepository, type ChangedRole } from './known-role.repository.js';

const PAGE_SIZE = 10_000;
/** The table is looked at this often even when nothing was heard: notifications are a shortcut, not the truth. */
const LOOK_EVERY_MS = 5_000;

/**
 * Keeps this replica's index in step with the table of known roles: all of it at boot, then what was written since the
 * last look, whenever Postgres notifies.
 */
@Injectable()
export class EligibilityKeeper implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly index = new EligibilityIndex();
  readonly #accountNames = new Map<string, string>();
  readonly #listener: ChannelListener;
  #horizon = '0';
  #ready = false;
  #looking: Promise<void> | undefined;
  #lookAgain = false;
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly roles: KnownRoleRepository,
    private readonly sources: EligibilitySources,
    private readonly log: Logger,
    config: PlatformConfig,
  ) {
    const { connectionString } = locateDatabase(config.service, config.requireDatabaseUrl());
    this.#listener = new ChannelListener(connectionString, ELIGIBILITY_CHANNEL, () => void this.look());
  }

  /** False until inventory's roles were read completely at least once, by any replica. */
  get isReady(): boolean {
    return this.#ready;
  }

  accountNameOf(accountId: string): string | null {
    return this.#accountNames.get(accountId) ?? null;
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.roles.healAfterRestore();
    await this.loadAll();
    await this.#listener.start();
    this.#timer = setInterval(() => void this.look(), LOOK_EVERY_MS);
    await this.look();
  }

  async onApplicationShutdown(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#listener.stop();
    await this.#looking;
  }

  /** Takes over what is new; resolves when everything committed before the call is in the index. Never rejects. */
  async look(): Promise<void> {
    this.#lookAgain = true;
    this.#looking ??= this.lookUntilDone();
    await this.#looking;
  }

  private async lookUntilDone(): Promise<void> {
    try {
      while (this.#lookAgain && !this.#stopped) {
        this.#lookAgain = false;
        await this.takeOverChanges();
      }
    } catch (error) {
      this.log.warn({ error }, 'New roles could not be read; tried again soon.');
    } finally {
      this.#looking = undefined;
    }
  }

  private async takeOverChanges(): Promise<void> {
    const since = this.#horizon;
    const horizon = await this.roles.horizon();
    for (const role of await this.roles.rolesChangedSince(since)) this.takeOver(role);
    await this.takeOverAccounts(since);
    this.#horizon = horizon;
    this.#ready ||= await this.roles.wasRebuilt();
  }

  private async loadAll(): Promise<void> {
    const horizon = await this.roles.horizon();
    let last = '';
    for (;;) {
      const page = await this.roles.pageAfter(last, PAGE_SIZE);
      for (const role of page) this.takeOver(role);
      last = page.at(-1)?.roleArn ?? last;
      if (page.length < PAGE_SIZE) break;
    }
    await this.takeOverAccounts('0');
    this.#horizon = horizon;
  }

  private async takeOverAccounts(since: string): Promise<void> {
    for (const { accountId, name } of await this.roles.accountsChangedSince(since)) {
      this.#accountNames.set(accountId, name);
    }
  }

  private takeOver(role: ChangedRole): void {
    if (role.deleted) this.index.remove(role.roleArn);
    else this.index.put(indexedRoleOf(role, reasonsFrom(this.sources.all, role)));
  }
}
