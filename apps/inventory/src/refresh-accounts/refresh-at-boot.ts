import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { PlatformConfig } from '@gatehouse/service-host';
import { Tasks } from '@gatehouse/tasks';
import { FirstRefresh } from './first-refresh.js';
import { REFRESH_ACCOUNTS } from './refresh-accounts.task.js';

/**
 * Reads all accounts at once until that was done once, instead of at the schedule's next tick; with the embedded
 * organization at every boot, because it may have been changed meanwhile.
 */
@Injectable()
export class RefreshAtBoot implements OnApplicationBootstrap {
  constructor(
    private readonly tasks: Tasks,
    private readonly firstRefresh: FirstRefresh,
    private readonly config: PlatformConfig,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (!this.config.embedded && (await this.firstRefresh.isDone())) return;
    await this.tasks.runAhead(REFRESH_ACCOUNTS);
  }
}
