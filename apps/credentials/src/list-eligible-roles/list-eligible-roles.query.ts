import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import {
  listEligibleRoles,
  readCursor,
  refuse,
  writeCursor,
  type Actor,
  type EligibleRole,
  type ReplyOf,
  type RequestOf,
} from '@gatehouse/contracts';
import { isCliOnly, type EligibilityIndex } from '../eligibility/eligibility-index.js';
import { EligibilityKeeper } from '../eligibility/eligibility-keeper.js';
import { EligibilitySources } from '../eligibility/eligibility-sources.js';
import { identitiesOf } from '../eligibility/identities.rules.js';
import { KnownRoleRepository } from '../eligibility/known-role.repository.js';
import { requireReady } from '../eligibility/require-ready.js';
import { pageOfRoles, roleNameIn, type ListedRole, type RolePosition } from './role-list.rules.js';

const CursorKey = z.tuple([z.string(), z.string()]);

/** One page of the actor's roles: which ones from memory, their tags from Postgres. */
@Injectable()
export class ListEligibleRolesQuery {
  constructor(
    private readonly keeper: EligibilityKeeper,
    private readonly sources: EligibilitySources,
    private readonly roles: KnownRoleRepository,
  ) {}

  async execute(
    request: RequestOf<typeof listEligibleRoles>,
    actor: Actor,
  ): Promise<ReplyOf<typeof listEligibleRoles>> {
    const { limit, cursor, search, accountId, includeCliOnly } = request;
    const filter = { search, accountId, includeCliOnly };
    const after = cursor === undefined ? null : this.positionIn(filter, cursor);
    const index = requireReady(this.keeper, listEligibleRoles);
    const mine = rolesOf(index, identitiesOf(actor, this.sources.spelling));
    const nameOf = (id: string) => this.keeper.accountNameOf(id) ?? id;
    const page = pageOfRoles(mine, filter, nameOf, { after, limit });
    const last = page.roles.at(-1);
    return {
      items: await this.complete(page.roles),
      totalCount: page.totalCount,
      ...(page.hasMore && last && { nextCursor: writeCursor(filter, [last.accountId, last.roleArn]) }),
    };
  }

  private positionIn(filter: object, cursor: string): RolePosition {
    const position = readCursor(filter, CursorKey, cursor);
    if (position !== undefined) return position;
    throw refuse(listEligibleRoles, 'CURSOR_INVALID', 'This cursor is not of this list. Begin again without one.');
  }

  private async complete(roles: readonly ListedRole[]): Promise<EligibleRole[]> {
    if (roles.length === 0) return [];
    const tags = await this.roles.tagsOf(roles.map(({ roleArn }) => roleArn));
    return roles.map(({ roleArn, accountId, cliOnly, maxSessionSeconds }) => ({
      roleArn,
      roleName: roleNameIn(roleArn),
      accountId,
      accountName: this.keeper.accountNameOf(accountId),
      cliOnly,
      maxSessionSeconds,
      tags: tags.get(roleArn) ?? {},
    }));
  }
}

function* rolesOf(index: EligibilityIndex, identities: readonly string[]): Iterable<ListedRole> {
  const roles = index.rolesOf(identities);
  for (const number of roles.all) {
    yield {
      roleArn: index.arnOf(number),
      accountId: index.accountOf(number),
      cliOnly: isCliOnly(roles, number),
      maxSessionSeconds: index.maxSessionSecondsOf(number),
    };
  }
}
