import type { OrganizationAccounts } from './organization-accounts.js';

/** Every organization that is read, in the order of the configuration. */
export class Organizations {
  constructor(readonly all: readonly OrganizationAccounts[]) {}
}
