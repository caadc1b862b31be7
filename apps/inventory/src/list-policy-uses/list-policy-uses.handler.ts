import { Controller } from '@nestjs/common';
import { listPolicyUses, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import type { VerifiedActor } from '@gatehouse/messaging';
import { Handles } from '@gatehouse/service-host';
import { ListPolicyUsesQuery } from './list-policy-uses.query.js';
import { Visibility } from '../visibility/visibility.js';

@Controller()
export class ListPolicyUsesHandler {
  constructor(
    private readonly query: ListPolicyUsesQuery,
    private readonly visibility: Visibility,
  ) {}

  @Handles(listPolicyUses)
  async handle(
    request: RequestOf<typeof listPolicyUses>,
    actor: VerifiedActor,
  ): Promise<ReplyOf<typeof listPolicyUses>> {
    return this.query.execute(request, await this.visibility.of(actor));
  }
}
