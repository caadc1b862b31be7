import type { EligibilityIndex } from './eligibility-index.js';

/** The accounts in which somebody who is all of these identities may assume a role. */
export function accountsWithRolesOf(index: EligibilityIndex, identities: readonly string[]): Set<string> {
  const accounts = new Set<string>();
  for (const number of index.rolesOf(identities).all) accounts.add(index.accountOf(number));
  return accounts;
}
