import { Controller } from '@nestjs/common';
import { listOrganizationNodes, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import { Handles } from '@gatehouse/service-host';
import { ListOrganizationNodesQuery } from './list-organization-nodes.query.js';

@Controller()
export class ListOrganizationNodesHandler {
  constructor(private readonly nodes: ListOrganizationNodesQuery) {}

  @Handles(listOrganizationNodes)
  handle(request: RequestOf<typeof listOrganizationNodes>): Promise<ReplyOf<typeof listOrganizationNodes>> {
    return this.nodes.execute(request);
  }
}
