import { Controller } from '@nestjs/common';
import { refreshResource, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import { Handles } from '@gatehouse/service-host';
import { RefreshResource } from './refresh-resource.use-case.js';

@Controller()
export class RefreshResourceHandler {
  constructor(private readonly refreshResource: RefreshResource) {}

  @Handles(refreshResource)
  handle(request: RequestOf<typeof refreshResource>): Promise<ReplyOf<typeof refreshResource>> {
    return this.refreshResource.execute(request);
  }
}
