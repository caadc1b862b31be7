import { Controller } from '@nestjs/common';
import { listResourceVersions, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import { Handles } from '@gatehouse/service-host';
import { ListResourceVersionsQuery } from './list-resource-versions.query.js';

@Controller()
export class ListResourceVersionsHandler {
  constructor(private readonly query: ListResourceVersionsQuery) {}

  @Handles(listResourceVersions)
  handle(request: RequestOf<typeof listResourceVersions>): Promise<ReplyOf<typeof listResourceVersions>> {
    return this.query.execute(request);
  }
}
