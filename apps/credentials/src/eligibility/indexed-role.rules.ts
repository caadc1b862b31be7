import type { EligibilityReason } from '@gatehouse/contracts';
import type { EligibilitySource, RoleFacts } from '@gatehouse/plugin-sdk';
import type { IndexedRole } from './eligibility-index.js';

/** All reasons of all sources for a role. */
export function reasonsFrom(sources: readonly EligibilitySource[], role: RoleFacts): EligibilityReason[] {
  return sources.flatMap((source) => [...source.reasonsFor(role)]);
}

/** A role for the index; an identity that may use the console needs no second entry for the command line. */
export function indexedRoleOf(
  role: RoleFacts & { readonly maxSessionSeconds: number },
  reasons: readonly EligibilityReason[],
): IndexedRole {
  const full = new Set(reasons.filter(({ cliOnly }) => !cliOnly).map(({ identity }) => identity));
  const cliOnly = new Set(reasons.filter((reason) => reason.cliOnly).map(({ identity }) => identity));
  return {
    roleArn: role.roleArn,
    accountId: role.accountId,
    maxSessionSeconds: role.maxSessionSeconds,
    full: [...full],
    cliOnly: [...cliOnly].filter((identity) => !full.has(identity)),
  };
}
