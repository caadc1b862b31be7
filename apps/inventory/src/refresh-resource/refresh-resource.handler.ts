import { Controller } from '@nestjs/common';
import { refreshResource, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import type { VerifiedActor } from '@gatehouse/messaging';
import { Handles } from '@gatehouse/service-host';
import { RefreshResource } from './refresh-resource.use-case.js';
import { Visibility } from '../visibility/visibility.js';

@Controller()
export class RefreshResourceHandler {
  constructor(
    private readonly refreshResource: RefreshResource,
    private readonly visibility: Visibility,
  ) {}

  @Handles(refreshResource)
  async handle(
    request: RequestOf<typeof refreshResource>,
    actor: VerifiedActor,
  ): Promise<ReplyOf<typeof refreshResource>> {
    return this.refreshResource.execute(request, await this.visibility.of(actor));
  }
}
