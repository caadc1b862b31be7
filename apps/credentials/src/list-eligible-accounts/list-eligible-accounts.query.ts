import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import {
  AccountId,
  listEligibleAccounts,
  readCursor,
  refuse,
  writeCursor,
  type Actor,
  type ReplyOf,
  type RequestOf,
} from '@gatehouse/contracts';
import { accountsWithRolesOf } from '../eligibility/accounts-with-roles.js';
import { EligibilityKeeper } from '../eligibility/eligibility-keeper.js';
import { EligibilitySources } from '../eligibility/eligibility-sources.js';
import { identitiesOf } from '../eligibility/identities.rules.js';
import { requireReady } from '../eligibility/require-ready.js';

const CursorKey = z.tuple([AccountId]);

/** One page of the accounts in which the actor may assume a role, from memory alone. */
@Injectable()
export class ListEligibleAccountsQuery {
  constructor(
    private readonly keeper: EligibilityKeeper,
    private readonly sources: EligibilitySources,
  ) {}

  execute(
    { limit, cursor }: RequestOf<typeof listEligibleAccounts>,
    actor: Actor,
  ): ReplyOf<typeof listEligibleAccounts> {
    const [after] = cursor === undefined ? [''] : (readCursor({}, CursorKey, cursor) ?? [undefined]);
    if (after === undefined) {
      throw refuse(listEligibleAccounts, 'CURSOR_INVALID', 'This cursor is not of this list. Begin again without one.');
    }
    const index = requireReady(this.keeper, listEligibleAccounts);
    const all = [...accountsWithRolesOf(index, identitiesOf(actor, this.sources.spelling))].sort();
    const left = all.filter((accountId) => accountId > after);
    const items = left.slice(0, limit);
    const last = items.at(-1);
    const hasMore = left.length > limit && last !== undefined;
    return { items, totalCount: all.length, ...(hasMore && { nextCursor: writeCursor({}, [last]) }) };
  }
}
