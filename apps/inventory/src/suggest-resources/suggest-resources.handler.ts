import { Controller } from '@nestjs/common';
import { suggestResources, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import { Handles } from '@gatehouse/service-host';
import { SuggestResourcesQuery } from './suggest-resources.query.js';

@Controller()
export class SuggestResourcesHandler {
  constructor(private readonly suggestions: SuggestResourcesQuery) {}

  @Handles(suggestResources)
  handle(request: RequestOf<typeof suggestResources>): Promise<ReplyOf<typeof suggestResources>> {
    return this.suggestions.execute(request);
  }
}
