import type { LintOptions } from './lint-subject.js';
import { editDistance } from './similar-name.js';

/** The known account that an unknown one is one slip of the finger away from: a digit, or two swapped. */
export function accountSlip(
  account: string,
  { accountId, organizationAccountIds = [] }: LintOptions,
): string | undefined {
  if (account === accountId || organizationAccountIds.includes(account)) return undefined;
  const known = accountId === undefined ? organizationAccountIds : [accountId, ...organizationAccountIds];
  return known.find((each) => each.length === 12 && editDistance(account, each, 2) < 2);
}
