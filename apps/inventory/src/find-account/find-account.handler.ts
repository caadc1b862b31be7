import { Controller } from '@nestjs/common';
import { findAccount, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import { Handles } from '@gatehouse/service-host';
import { FindAccountQuery } from './find-account.query.js';

@Controller()
export class FindAccountHandler {
  constructor(private readonly accounts: FindAccountQuery) {}

  @Handles(findAccount)
  handle(request: RequestOf<typeof findAccount>): Promise<ReplyOf<typeof findAccount>> {
    return this.accounts.execute(request);
  }
}
