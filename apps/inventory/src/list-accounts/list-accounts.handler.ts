import { Controller } from '@nestjs/common';
import { listAccounts, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import type { VerifiedActor } from '@gatehouse/messaging';
import { Handles } from '@gatehouse/service-host';
import { ListAccountsQuery } from './list-accounts.query.js';
import { Visibility } from '../visibility/visibility.js';

@Controller()
export class ListAccountsHandler {
  constructor(
    private readonly accounts: ListAccountsQuery,
    private readonly visibility: Visibility,
  ) {}

  @Handles(listAccounts)
  async handle(request: RequestOf<typeof listAccounts>, actor: VerifiedActor): Promise<ReplyOf<typeof listAccounts>> {
    return this.accounts.execute(request, await this.visibility.of(actor));
  }
}
