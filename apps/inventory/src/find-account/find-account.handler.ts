import { Controller } from '@nestjs/common';
import { findAccount, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import type { VerifiedActor } from '@gatehouse/messaging';
import { Handles } from '@gatehouse/service-host';
import { FindAccountQuery } from './find-account.query.js';
import { Visibility } from '../visibility/visibility.js';

@Controller()
export class FindAccountHandler {
  constructor(
    private readonly accounts: FindAccountQuery,
    private readonly visibility: Visibility,
  ) {}

  @Handles(findAccount)
  async handle(request: RequestOf<typeof findAccount>, actor: VerifiedActor): Promise<ReplyOf<typeof findAccount>> {
    return this.accounts.execute(request, await this.visibility.of(actor));
  }
}
