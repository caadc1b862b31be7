import type { VisibilitySettings } from '@gatehouse/aws';
import type { PersonFacts } from '@gatehouse/plugin-sdk';

/** What of the estate is shown to somebody, before it is known which accounts there are. */
export interface ShownPlaces {
  readonly accountIds: readonly string[];
  readonly ouPaths: readonly string[];
  /** Whether accounts are shown to their owners as well. */
  readonly isShownToOwners: boolean;
}

/** An account, as far as it decides who sees it. */
export interface ShownAccount {
  readonly accountId: string;
  readonly ouPath: string;
  readonly owner: string | null;
}

/** What the configuration opens to somebody, beside the accounts in which they may use a role. */
export function openedTo(
  person: PersonFacts,
  opened: VisibilitySettings['opened'],
  withRoles: readonly string[],
): ShownPlaces {
  const mine = opened.filter(({ to }) => to.some((name) => isNamed(person, name)));
  return {
    accountIds: [...withRoles, ...mine.flatMap(({ accountIds }) => accountIds)],
    ouPaths: mine.flatMap(({ ouPaths }) => ouPaths),
    isShownToOwners: true,
  };
}

/** Those of all accounts that somebody sees: those named, those below the units, and where that counts those they own. */
export function accountsSeen(
  person: PersonFacts,
  { accountIds, ouPaths, isShownToOwners }: ShownPlaces,
  accounts: readonly ShownAccount[],
): Set<string> {
  const isBelow = (path: string) => ouPaths.some((unit) => path === unit || path.startsWith(`${unit}/`));
  const isOwned = (owner: string | null) => isShownToOwners && owner !== null && isNamed(person, owner);
  const named = new Set(accountIds);
  const seen = accounts.filter(
    (account) => named.has(account.accountId) || isBelow(account.ouPath) || isOwned(account.owner),
  );
  return new Set(seen.map(({ accountId }) => accountId));
}

/** Groups are spelled as the identity provider does; addresses of people in whatever case. */
function isNamed({ id, groups }: PersonFacts, name: string): boolean {
  return groups.includes(name) || id === name.toLowerCase();
}
