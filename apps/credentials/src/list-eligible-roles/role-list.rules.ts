/** A role of the actor, as far as listing needs. */
export interface ListedRole {
  readonly roleArn: string;
  readonly accountId: string;
  readonly cliOnly: boolean;
  readonly maxSessionSeconds: number;
}

/** What of an actor's roles is asked for. */
export interface RoleFilter {
  readonly search?: string | undefined;
  readonly accountId?: string | undefined;
  readonly includeCliOnly: boolean;
}

/** Where a page begins: after this role. */
export type RolePosition = readonly [accountId: string, roleArn: string];

/** One page, and how many there are on all pages. */
export interface RolePage {
  readonly roles: readonly ListedRole[];
  readonly totalCount: number;
  readonly hasMore: boolean;
}

/** Names of accounts; the id stands in where a name is not known. */
export type NameOf = (accountId: string) => string;

/** The last part of a role's ARN. */
export function roleNameIn(roleArn: string): string {
  return roleArn.slice(roleArn.lastIndexOf('/') + 1);
}

/**
 * A page of an actor's roles, sorted by account name and role name. Only the accounts that the page shows are sorted
 * role by role, so that the first page of a hundred thousand roles costs no more than looking at each once.
 */
export function pageOfRoles(
  roles: Iterable<ListedRole>,
  filter: RoleFilter,
  nameOf: NameOf,
  page: { readonly after: RolePosition | null; readonly limit: number },
): RolePage {
  const byAccount = groupByAccount(roles, filter, nameOf);
  const totalCount = [...byAccount.values()].reduce((sum, { length }) => sum + length, 0);
  const accounts = [...byAccount.keys()].sort(inOrderOf((accountId) => [nameOf(accountId).toLowerCase(), accountId]));
  const found: ListedRole[] = [];
  for (const accountId of accounts) {
    if (found.length > page.limit) break;
    found.push(...rolesAfter(page.after, accountId, byAccount.get(accountId) ?? [], nameOf));
  }
  return { roles: found.slice(0, page.limit), totalCount, hasMore: found.length > page.limit };
}

function groupByAccount(roles: Iterable<ListedRole>, filter: RoleFilter, nameOf: NameOf): Map<string, ListedRole[]> {
  const groups = new Map<string, ListedRole[]>();
  for (const role of roles) {
    if (!isWanted(role, filter, nameOf)) continue;
    const group = groups.get(role.accountId);
    if (group) group.push(role);
    else groups.set(role.accountId, [role]);
  }
  return groups;
}

function isWanted(role: ListedRole, { search, accountId, includeCliOnly }: RoleFilter, nameOf: NameOf): boolean {
  if (accountId !== undefined && role.accountId !== accountId) return false;
  if (role.cliOnly && !includeCliOnly) return false;
  if (search === undefined) return true;
  const part = search.toLowerCase();
  return role.roleArn.toLowerCase().includes(part) || nameOf(role.accountId).toLowerCase().includes(part);
}

function rolesAfter(
  after: RolePosition | null,
  accountId: string,
  roles: readonly ListedRole[],
  nameOf: NameOf,
): ListedRole[] {
  const keyOf = (roleArn: string) => [roleNameIn(roleArn).toLowerCase(), roleArn];
  const sorted = () => [...roles].sort(inOrderOf(({ roleArn }) => keyOf(roleArn)));
  if (after === null) return sorted();
  const [lastAccount, lastArn] = after;
  const accountKey = (id: string) => [nameOf(id).toLowerCase(), id];
  const order = compare(accountKey(accountId), accountKey(lastAccount));
  if (order < 0) return [];
  if (order > 0) return sorted();
  return sorted().filter(({ roleArn }) => compare(keyOf(roleArn), keyOf(lastArn)) > 0);
}

function inOrderOf<T>(keyOf: (item: T) => readonly string[]): (one: T, other: T) => number {
  return (one, other) => compare(keyOf(one), keyOf(other));
}

function compare(one: readonly string[], other: readonly string[]): number {
  for (const [position, text] of one.entries()) {
    const against = other[position] ?? '';
    if (text !== against) return text < against ? -1 : 1;
  }
  return 0;
}
