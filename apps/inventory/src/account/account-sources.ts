import type { AccountSource } from '@gatehouse/plugin-sdk';
import type { ConfiguredAccount } from './account.rules.js';

/**
 * Every source of accounts, the most trusted first: organizations in the order of the configuration, then plugins in
 * theirs, then the accounts that only the configuration names. What the configuration says of an account outweighs what
 * its source says.
 */
export class AccountSources {
  constructor(
    readonly all: readonly AccountSource[],
    readonly configured: ReadonlyMap<string, ConfiguredAccount> = new Map(),
  ) {}
}
