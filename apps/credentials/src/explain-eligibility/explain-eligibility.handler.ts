import { Controller } from '@nestjs/common';
import { explainEligibility, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import type { VerifiedActor } from '@gatehouse/messaging';
import { Handles } from '@gatehouse/service-host';
import { ExplainEligibilityQuery } from './explain-eligibility.query.js';

@Controller()
export class ExplainEligibilityHandler {
  constructor(private readonly explanations: ExplainEligibilityQuery) {}

  @Handles(explainEligibility)
  handle(
    request: RequestOf<typeof explainEligibility>,
    actor: VerifiedActor,
  ): Promise<ReplyOf<typeof explainEligibility>> {
    return this.explanations.execute(request, actor);
  }
}
