import { Controller } from '@nestjs/common';
import { suggestResources, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import type { VerifiedActor } from '@gatehouse/messaging';
import { Handles } from '@gatehouse/service-host';
import { SuggestResourcesQuery } from './suggest-resources.query.js';
import { Visibility } from '../visibility/visibility.js';

@Controller()
export class SuggestResourcesHandler {
  constructor(
    private readonly suggestions: SuggestResourcesQuery,
    private readonly visibility: Visibility,
  ) {}

  @Handles(suggestResources)
  async handle(
    request: RequestOf<typeof suggestResources>,
    actor: VerifiedActor,
  ): Promise<ReplyOf<typeof suggestResources>> {
    return this.suggestions.execute(request, await this.visibility.of(actor));
  }
}
