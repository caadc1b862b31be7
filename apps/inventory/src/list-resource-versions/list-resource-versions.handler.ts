import { Controller } from '@nestjs/common';
import { listResourceVersions, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import type { VerifiedActor } from '@gatehouse/messaging';
import { Handles } from '@gatehouse/service-host';
import { ListResourceVersionsQuery } from './list-resource-versions.query.js';
import { Visibility } from '../visibility/visibility.js';

@Controller()
export class ListResourceVersionsHandler {
  constructor(
    private readonly query: ListResourceVersionsQuery,
    private readonly visibility: Visibility,
  ) {}

  @Handles(listResourceVersions)
  async handle(
    request: RequestOf<typeof listResourceVersions>,
    actor: VerifiedActor,
  ): Promise<ReplyOf<typeof listResourceVersions>> {
    return this.query.execute(request, await this.visibility.of(actor));
  }
}
