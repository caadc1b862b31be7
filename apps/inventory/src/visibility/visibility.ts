import { Injectable } from '@nestjs/common';
import { mayActor } from '@gatehouse/contracts';
import type { VerifiedActor } from '@gatehouse/messaging';
import { ChosenRule } from './chosen-rule.js';
import { OwnRoles } from './own-roles.js';
import { SeenAccounts } from './seen-accounts.js';
import { Sight } from './sight.js';

/** The one place that knows who sees what of the estate: whatever answers people asks here first. */
@Injectable()
export class Visibility {
  constructor(
    private readonly chosen: ChosenRule,
    private readonly seenAccounts: SeenAccounts,
    private readonly ownRoles: OwnRoles,
  ) {}

  /** What the actor sees. Throws `DEPENDENCY_UNAVAILABLE` when that cannot be told: never everything instead. */
  async of(actor: VerifiedActor): Promise<Sight> {
    if (this.chosen.rule === 'everybody' || mayActor(actor, 'inventory.see-everything')) return Sight.everything;
    const accounts = await this.seenAccounts.of(actor);
    return accounts === null ? Sight.everything : new Sight(accounts, (arn) => this.ownRoles.has(actor, arn));
  }
}
