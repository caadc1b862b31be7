import { Controller } from '@nestjs/common';
import { listPrincipals, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import type { VerifiedActor } from '@gatehouse/messaging';
import { Handles } from '@gatehouse/service-host';
import { ListPrincipalsQuery } from './list-principals.query.js';
import { Visibility } from '../visibility/visibility.js';

@Controller()
export class ListPrincipalsHandler {
  constructor(
    private readonly principals: ListPrincipalsQuery,
    private readonly visibility: Visibility,
  ) {}

  @Handles(listPrincipals)
  async handle(
    request: RequestOf<typeof listPrincipals>,
    actor: VerifiedActor,
  ): Promise<ReplyOf<typeof listPrincipals>> {
    return this.principals.execute(request, await this.visibility.of(actor));
  }
}
