import { Controller } from '@nestjs/common';
import { listDenials, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import type { VerifiedActor } from '@gatehouse/messaging';
import { Handles } from '@gatehouse/service-host';
import { ListDenialsQuery } from './list-denials.query.js';
import { Visibility } from '../visibility/visibility.js';

@Controller()
export class ListDenialsHandler {
  constructor(
    private readonly query: ListDenialsQuery,
    private readonly visibility: Visibility,
  ) {}

  @Handles(listDenials)
  async handle(request: RequestOf<typeof listDenials>, actor: VerifiedActor): Promise<ReplyOf<typeof listDenials>> {
    return this.query.execute(request, await this.visibility.of(actor));
  }
}
