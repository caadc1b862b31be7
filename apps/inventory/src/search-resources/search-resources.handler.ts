import { Controller } from '@nestjs/common';
import { searchResources, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import type { VerifiedActor } from '@gatehouse/messaging';
import { Handles } from '@gatehouse/service-host';
import { SearchResourcesQuery } from './search-resources.query.js';
import { Visibility } from '../visibility/visibility.js';

@Controller()
export class SearchResourcesHandler {
  constructor(
    private readonly resources: SearchResourcesQuery,
    private readonly visibility: Visibility,
  ) {}

  @Handles(searchResources)
  async handle(
    request: RequestOf<typeof searchResources>,
    actor: VerifiedActor,
  ): Promise<ReplyOf<typeof searchResources>> {
    return this.resources.execute(request, await this.visibility.of(actor));
  }
}
