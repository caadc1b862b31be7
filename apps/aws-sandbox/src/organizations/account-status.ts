import type { AccountState, AccountStatus } from '@aws-sdk/client-organizations';

import type { Account, World } from '../state/model.js';

/** How long a closing account is on its way. */
const CLOSING_MILLISECONDS = 60_000;

/** What Organizations says of an account: the newer `State`, and the older `Status`, which knows no closed accounts. */
export function accountStateOf(
  account: Account,
  now: Date,
): { readonly State: AccountState; readonly Status: AccountStatus } {
  const { status, closedAt } = account;
  if (status === 'PENDING_CLOSURE' && isClosed(closedAt, now)) return { State: 'CLOSED', Status: 'SUSPENDED' };
  return { State: status, Status: status };
}

/** Accounts of a seed that are closing have no time at which they end to. */
function isClosed(closedAt: Date | undefined, now: Date): boolean {
  return closedAt !== undefined && now.getTime() - closedAt.getTime() >= CLOSING_MILLISECONDS;
}

/** What AWS does to accounts that do not pay or are abused: from now on nobody of it can call anything. */
export function suspendAccount(world: World, accountId: string): void {
  accountNamed(world, accountId).status = 'SUSPENDED';
}

/** Ends a suspension, or a closing that somebody asked support to undo. */
export function reinstateAccount(world: World, accountId: string): void {
  const account = accountNamed(world, accountId);
  account.status = 'ACTIVE';
  delete account.closedAt;
}

function accountNamed(world: World, accountId: string): Account {
  const account = world.accounts.get(accountId);
  if (account === undefined)
    throw new Error(`there is no account ${accountId}: take the id of one of the organization's`);
  return account;
}
