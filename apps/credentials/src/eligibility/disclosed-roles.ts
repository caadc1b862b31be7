import { Injectable } from '@nestjs/common';
import type { Actor, VisibilityRule } from '@gatehouse/contracts';
import { accountsWithRolesOf } from './accounts-with-roles.js';
import { isDisclosed } from './disclosure.rules.js';
import { EligibilityKeeper } from './eligibility-keeper.js';
import { EligibilitySources } from './eligibility-sources.js';
import { identitiesOf } from './identities.rules.js';
import { KnownRoleRepository, type KnownRole } from './known-role.repository.js';

/** Who sees what, as far as credentials has to keep to it. */
export class Visibility {
  constructor(readonly rule: VisibilityRule) {}
}

/** Roles that exist, for people who may learn that they do. */
@Injectable()
export class DisclosedRoles {
  constructor(
    private readonly keeper: EligibilityKeeper,
    private readonly sources: EligibilitySources,
    private readonly roles: KnownRoleRepository,
    private readonly visibility: Visibility,
  ) {}

  /** Null when there is no such role, or the actor is not to learn of it. */
  async find(roleArn: string, actor: Actor): Promise<KnownRole | null> {
    const role = await this.roles.find(roleArn);
    if (role === null) return null;
    const accounts = accountsWithRolesOf(this.keeper.index, identitiesOf(actor, this.sources.spelling));
    return isDisclosed(this.visibility.rule, actor, accounts.has(role.accountId)) ? role : null;
  }
}
