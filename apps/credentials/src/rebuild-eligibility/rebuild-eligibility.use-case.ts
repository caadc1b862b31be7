import { Injectable } from '@nestjs/common';
import { listAccounts, listPrincipals, type PrincipalSummary } from '@gatehouse/contracts';
import { ServiceClient, ServiceIdentity } from '@gatehouse/messaging';
import { KnownRoleRepository, type KnownRole } from '../eligibility/known-role.repository.js';
import { USUAL_MAX_SESSION_SECONDS } from '../follow-inventory/role-news.rules.js';

const ACCOUNTS_PER_PAGE = 500;
const ROLES_PER_PAGE = 1_000;

/**
 * Reads all roles from inventory and puts right whatever the events have not: at the first start, after dead letters,
 * after a restore. Events that arrive meanwhile win, because they carry greater revisions.
 */
@Injectable()
export class RebuildEligibility {
  constructor(
    private readonly services: ServiceClient,
    private readonly identity: ServiceIdentity,
    private readonly roles: KnownRoleRepository,
  ) {}

  /** How many roles inventory lists. Rejects when inventory does not answer; what was learned until then stays. */
  async execute(signal: AbortSignal): Promise<number> {
    const began = await this.roles.time();
    await this.learnAccounts(signal);
    const count = await this.learnRoles(began, signal);
    await this.roles.recordRebuild();
    return count;
  }

  private async learnAccounts(signal: AbortSignal): Promise<void> {
    let cursor: string | undefined;
    do {
      signal.throwIfAborted();
      const request = { limit: ACCOUNTS_PER_PAGE, ...(cursor !== undefined && { cursor }) };
      const page = await this.services.call(listAccounts, await this.identity.actor(), request);
      await this.roles.learnAccounts(page.items);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  }

  private async learnRoles(began: Date, signal: AbortSignal): Promise<number> {
    let cursor: string | undefined;
    let from: string | null = null;
    let count = 0;
    do {
      signal.throwIfAborted();
      const request = { type: 'role' as const, limit: ROLES_PER_PAGE, ...(cursor !== undefined && { cursor }) };
      const page = await this.services.call(listPrincipals, await this.identity.actor(), request);
      const arns = page.items.map(({ arn }) => arn);
      const to: string | null = page.nextCursor === undefined ? null : (arns.at(-1) ?? null);
      await this.roles.learn(page.items.map(knownRoleOf));
      await this.roles.forgetUnlisted({ from, to }, arns, began);
      count += arns.length;
      from = to;
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return count;
  }
}

function knownRoleOf({ arn, accountId, maxSessionSeconds, tags, revision }: PrincipalSummary): KnownRole {
  return { roleArn: arn, accountId, maxSessionSeconds: maxSessionSeconds ?? USUAL_MAX_SESSION_SECONDS, tags, revision };
}
