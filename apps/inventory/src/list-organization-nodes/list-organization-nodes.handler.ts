import { Controller } from '@nestjs/common';
import { listOrganizationNodes, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import type { VerifiedActor } from '@gatehouse/messaging';
import { Handles } from '@gatehouse/service-host';
import { ListOrganizationNodesQuery } from './list-organization-nodes.query.js';
import { Visibility } from '../visibility/visibility.js';

@Controller()
export class ListOrganizationNodesHandler {
  constructor(
    private readonly nodes: ListOrganizationNodesQuery,
    private readonly visibility: Visibility,
  ) {}

  @Handles(listOrganizationNodes)
  async handle(
    request: RequestOf<typeof listOrganizationNodes>,
    actor: VerifiedActor,
  ): Promise<ReplyOf<typeof listOrganizationNodes>> {
    return this.nodes.execute(request, await this.visibility.of(actor));
  }
}
