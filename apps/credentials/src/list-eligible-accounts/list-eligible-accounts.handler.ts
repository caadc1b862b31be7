import { Controller } from '@nestjs/common';
import { listEligibleAccounts, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import type { VerifiedActor } from '@gatehouse/messaging';
import { Handles } from '@gatehouse/service-host';
import { ListEligibleAccountsQuery } from './list-eligible-accounts.query.js';

@Controller()
export class ListEligibleAccountsHandler {
  constructor(private readonly accounts: ListEligibleAccountsQuery) {}

  @Handles(listEligibleAccounts)
  async handle(
    request: RequestOf<typeof listEligibleAccounts>,
    actor: VerifiedActor,
  ): Promise<ReplyOf<typeof listEligibleAccounts>> {
    return this.accounts.execute(request, actor);
  }
}
