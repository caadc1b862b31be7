import type { Account } from '@gatehouse/contracts';
import type { SourcedAccount } from '@gatehouse/plugin-sdk';

/**
 * AWS's word for an account's state as one of ours. `State` replaced `Status` in September 2025; both are spoken.
 * A word nobody knows yet counts as suspended: such an account is shown, and not read.
 */
export function accountStatusOf(word: string | undefined): Account['status'] {
  switch (word) {
    case 'ACTIVE':
      return 'active';
    case 'CLOSED':
    case 'PENDING_CLOSURE':
      return 'closed';
    default:
      return 'suspended';
  }
}

/** Whether an account's principals can be read. */
export function isReadable(account: { readonly status: Account['status'] }): boolean {
  return account.status === 'active';
}

/** What one source names, and what of that is its own to say. */
export interface ClaimedAccounts {
  readonly sourceId: string;
  readonly accounts: readonly SourcedAccount[];
}

/**
 * Gives every account to one source: the first that names it. `claimed` holds what a source that could not be asked this
 * time was believed before, so that its failure hands none of its accounts to others.
 */
export function claimAccounts(
  sources: readonly { readonly sourceId: string; readonly accounts: readonly SourcedAccount[] | null }[],
  claimedBefore: ReadonlyMap<string, readonly string[]>,
): ClaimedAccounts[] {
  const taken = new Set<string>();
  return sources.flatMap(({ sourceId, accounts }) => {
    const named = accounts ?? [];
    const own = named.filter(({ accountId }) => !taken.has(accountId));
    const ids = accounts === null ? (claimedBefore.get(sourceId) ?? []) : own.map(({ accountId }) => accountId);
    for (const accountId of ids) taken.add(accountId);
    return accounts === null ? [] : [{ sourceId, accounts: own }];
  });
}

/** What the configuration says of an account: outweighs what sources say. */
export interface ConfiguredAccount extends NonNullable<SourcedAccount['settings']> {
  readonly accountId: string;
  readonly name?: string;
  readonly email?: string;
}

/** The account with what the configuration says of it, field by field; what neither says is as usual. */
export function settleAccount(account: SourcedAccount, configured: ConfiguredAccount | undefined): SettledAccount {
  const { settings, ...facts } = account;
  return { ...facts, ...UNSAID, ...settings, ...configured };
}

const UNSAID = {
  aliases: [],
  environment: null,
  isSensitive: false,
  isSyncEnabled: true,
  owner: null,
  regions: null,
};

/** An account as it is stored. */
export interface SettledAccount extends Omit<SourcedAccount, 'settings'> {
  readonly aliases: readonly string[];
  readonly environment: string | null;
  readonly isSensitive: boolean;
  readonly isSyncEnabled: boolean;
  readonly owner: string | null;
  /** Those that are read of it; null for the usual ones. */
  readonly regions: readonly string[] | null;
}
