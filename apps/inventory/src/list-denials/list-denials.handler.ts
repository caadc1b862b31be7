import { Controller } from '@nestjs/common';
import { listDenials, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import { Handles } from '@gatehouse/service-host';
import { ListDenialsQuery } from './list-denials.query.js';

@Controller()
export class ListDenialsHandler {
  constructor(private readonly query: ListDenialsQuery) {}

  @Handles(listDenials)
  handle(request: RequestOf<typeof listDenials>): Promise<ReplyOf<typeof listDenials>> {
    return this.query.execute(request);
  }
}
