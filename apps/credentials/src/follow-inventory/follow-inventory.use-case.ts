import { Injectable } from '@nestjs/common';
import type { accountRefreshed, DataOf, resourceChanged, resourceDeleted } from '@gatehouse/contracts';
import { KnownRoleRepository } from '../eligibility/known-role.repository.js';
import { isRole, USUAL_MAX_SESSION_SECONDS } from './role-news.rules.js';

/** Keeps what is known of roles and accounts up to date. Any order and any number of deliveries come to the same. */
@Injectable()
export class FollowInventory {
  constructor(private readonly roles: KnownRoleRepository) {}

  async knowRole(news: DataOf<typeof resourceChanged>): Promise<void> {
    if (!isRole(news)) return;
    const { arn, accountId, tags, revision, maxSessionSeconds } = news;
    const role = { roleArn: arn, accountId, tags, revision };
    await this.roles.learn([{ ...role, maxSessionSeconds: maxSessionSeconds ?? USUAL_MAX_SESSION_SECONDS }]);
  }

  async forgetRole(news: DataOf<typeof resourceDeleted>): Promise<void> {
    if (!isRole(news)) return;
    await this.roles.forget({ roleArn: news.arn, accountId: news.accountId, revision: news.revision });
  }

  async knowAccount({ accountId, accountName }: DataOf<typeof accountRefreshed>): Promise<void> {
    await this.roles.learnAccounts([{ accountId, name: accountName }]);
  }
}
