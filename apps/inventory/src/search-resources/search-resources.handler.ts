import { Controller } from '@nestjs/common';
import { searchResources, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import { Handles } from '@gatehouse/service-host';
import { SearchResourcesQuery } from './search-resources.query.js';

@Controller()
export class SearchResourcesHandler {
  constructor(private readonly resources: SearchResourcesQuery) {}

  @Handles(searchResources)
  handle(request: RequestOf<typeof searchResources>): Promise<ReplyOf<typeof searchResources>> {
    return this.resources.execute(request);
  }
}
