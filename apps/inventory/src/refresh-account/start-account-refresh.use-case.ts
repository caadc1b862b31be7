import { Injectable } from '@nestjs/common';
import { refreshAccount, refuse, type Actor, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import { Clock } from '@gatehouse/service-host';
import { Tasks } from '@gatehouse/tasks';
import { isReadable } from '../account/account.rules.js';
import { AccountRepository } from '../account/account.repository.js';
import { FreshnessJudge } from '../account/freshness-judge.js';
import { REFRESH_ACCOUNTS } from '../refresh-accounts/refresh-accounts.task.js';

/** Starts a refresh of one account for a person, as a run of the task, and answers without waiting for it. */
@Injectable()
export class StartAccountRefresh {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly tasks: Tasks,
    private readonly judge: FreshnessJudge,
    private readonly clock: Clock,
  ) {}

  async execute(
    { accountId }: RequestOf<typeof refreshAccount>,
    actor: Actor,
  ): Promise<ReplyOf<typeof refreshAccount>> {
    const account = await this.accounts.find(accountId);
    if (account === null) {
      throw refuse(refreshAccount, 'ACCOUNT_UNKNOWN', `${accountId} is not an account of a known organization.`);
    }
    if (!isReadable(account)) {
      throw refuse(
        refreshAccount,
        'ACCOUNT_NOT_ACTIVE',
        `${account.name} is ${account.status}: AWS lets nobody read it.`,
      );
    }
    const requester = { id: actor.id, sessionId: actor.sessionId };
    const runId = await this.tasks.runNow(REFRESH_ACCOUNTS, { accountIds: [accountId] }, requester);
    const now = this.clock.now();
    await this.accounts.beginRefresh(accountId, runId, now);
    return { runId, freshness: this.judge.judge(await this.accounts.lastRefresh(accountId), now) };
  }
}
