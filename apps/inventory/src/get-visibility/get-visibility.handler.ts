import { Controller } from '@nestjs/common';
import { getVisibility, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import type { VerifiedActor } from '@gatehouse/messaging';
import { Handles } from '@gatehouse/service-host';
import { ChosenRule } from '../visibility/chosen-rule.js';
import { Visibility } from '../visibility/visibility.js';

@Controller()
export class GetVisibilityHandler {
  constructor(
    private readonly visibility: Visibility,
    private readonly chosen: ChosenRule,
  ) {}

  @Handles(getVisibility)
  async handle(
    _request: RequestOf<typeof getVisibility>,
    actor: VerifiedActor,
  ): Promise<ReplyOf<typeof getVisibility>> {
    const { accounts } = await this.visibility.of(actor);
    const { rule, help } = this.chosen;
    return { rule, seesEverything: accounts === null, accountCount: accounts?.size ?? null, help };
  }
}
