import { Injectable } from '@nestjs/common';
import { awsProblemOf } from '@gatehouse/aws';
import { Clock } from '@gatehouse/service-host';
import { Logger } from '@gatehouse/telemetry';
import type { OrganizationAccounts } from './organization-accounts.js';
import type { OrganizationTree } from './organization-tree.js';
import { OrganizationRepository, type OrganizationFailure } from './organization.repository.js';
import { Organizations } from './organizations.js';

const NOT_WALKED: OrganizationFailure = {
  code: 'OrganizationUnreadable',
  message: 'The accounts of the organization could not be listed.',
};

/**
 * Stores the tree of every organization, as the listing of accounts has just walked it, and its policies. One that fails
 * keeps what was known of it, and keeps neither its accounts nor another organization from being read.
 */
@Injectable()
export class ReadOrganizations {
  constructor(
    private readonly organizations: Organizations,
    private readonly repository: OrganizationRepository,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  async execute(signal: AbortSignal): Promise<void> {
    const { all } = this.organizations;
    await this.repository.forgetAllBut(
      all.map(({ id }) => id),
      this.clock.now(),
    );
    await Promise.all(all.map((organization) => this.read(organization, signal)));
  }

  private async read(organization: OrganizationAccounts, signal: AbortSignal): Promise<void> {
    const { id, place, tree } = organization;
    await this.repository.begin(id, place.managementAccountId, this.clock.now());
    const failure = tree === null ? NOT_WALKED : await this.store(organization, tree, signal);
    await this.repository.end(id, tree?.organizationId ?? null, failure, this.clock.now());
  }

  private async store(
    organization: OrganizationAccounts,
    tree: OrganizationTree,
    signal: AbortSignal,
  ): Promise<OrganizationFailure | null> {
    await this.repository.saveTree(tree, this.clock.now());
    try {
      const guardrails = await organization.guardrails(tree, signal);
      await this.repository.saveGuardrails(tree.organizationId, guardrails, this.clock.now());
      return null;
    } catch (error) {
      const { code, message } = awsProblemOf(error);
      this.log.warn({ organization: organization.id, code, error }, 'The guardrails of an organization are unread.');
      return { code, message };
    }
  }
}
