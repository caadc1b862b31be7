import { Controller } from '@nestjs/common';
import { listAccounts, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import { Handles } from '@gatehouse/service-host';
import { ListAccountsQuery } from './list-accounts.query.js';

@Controller()
export class ListAccountsHandler {
  constructor(private readonly accounts: ListAccountsQuery) {}

  @Handles(listAccounts)
  handle(request: RequestOf<typeof listAccounts>): Promise<ReplyOf<typeof listAccounts>> {
    return this.accounts.execute(request);
  }
}
