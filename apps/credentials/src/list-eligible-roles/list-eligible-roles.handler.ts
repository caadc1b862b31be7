import { Controller } from '@nestjs/common';
import { listEligibleRoles, type ReplyOf, type RequestOf } from '@gatehouse/contracts';
import type { VerifiedActor } from '@gatehouse/messaging';
import { Handles } from '@gatehouse/service-host';
import { ListEligibleRolesQuery } from './list-eligible-roles.query.js';

@Controller()
export class ListEligibleRolesHandler {
  constructor(private readonly roles: ListEligibleRolesQuery) {}

  @Handles(listEligibleRoles)
  handle(
    request: RequestOf<typeof listEligibleRoles>,
    actor: VerifiedActor,
  ): Promise<ReplyOf<typeof listEligibleRoles>> {
    return this.roles.execute(request, actor);
  }
}
