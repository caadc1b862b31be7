import { Controller } from '@nestjs/common';
import { listPrincipals, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import { Handles } from '@gatehouse/service-host';
import { ListPrincipalsQuery } from './list-principals.query.js';

@Controller()
export class ListPrincipalsHandler {
  constructor(private readonly principals: ListPrincipalsQuery) {}

  @Handles(listPrincipals)
  handle(request: RequestOf<typeof listPrincipals>): Promise<ReplyOf<typeof listPrincipals>> {
    return this.principals.execute(request);
  }
}
