import { Injectable } from '@nestjs/common';
import { explainEligibility, refuse, type Actor, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import { DisclosedRoles } from '../eligibility/disclosed-roles.js';
import { EligibilityKeeper } from '../eligibility/eligibility-keeper.js';
import { EligibilitySources } from '../eligibility/eligibility-sources.js';
import { identitiesOf } from '../eligibility/identities.rules.js';
import { reasonsFrom } from '../eligibility/indexed-role.rules.js';
import { requireReady } from '../eligibility/require-ready.js';
import { explain } from './explanation.rules.js';

/** Why, or why not. */
@Injectable()
export class ExplainEligibilityQuery {
  constructor(
    private readonly keeper: EligibilityKeeper,
    private readonly sources: EligibilitySources,
    private readonly roles: DisclosedRoles,
  ) {}

  async execute(
    { roleArn }: RequestOf<typeof explainEligibility>,
    actor: Actor,
  ): Promise<ReplyOf<typeof explainEligibility>> {
    requireReady(this.keeper, explainEligibility);
    const role = await this.roles.find(roleArn, actor);
    if (role === null) {
      throw refuse(explainEligibility, 'ROLE_UNKNOWN', `${roleArn} is not a role of an account that Gatehouse knows.`);
    }
    return explain({
      roleArn,
      actor,
      identities: identitiesOf(actor, this.sources.spelling),
      reasons: reasonsFrom(this.sources.all, role),
      considered: this.sources.considered,
    });
  }
}
