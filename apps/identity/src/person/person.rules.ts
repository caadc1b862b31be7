import type { Person, Privilege } from '@gatehouse/contracts';

/** Which groups give which privilege, as identity's configuration says. */
export interface PrivilegedGroups {
  readonly administrator: readonly string[];
  readonly auditor: readonly string[];
}

/** A privilege is held through any one group that is configured for it; names are compared exactly. */
export function decidePrivileges(groups: readonly string[], privilegedGroups: PrivilegedGroups): Privilege[] {
  const held: Privilege[] = [];
  if (sharesOne(groups, privilegedGroups.administrator)) held.push('administrator');
  if (sharesOne(groups, privilegedGroups.auditor)) held.push('auditor');
  return held;
}

/** What is known of somebody before configuration says what their groups are worth. */
export interface KnownPerson {
  readonly personId: string;
  readonly displayName: string;
  readonly groups: readonly string[];
}

/** The person as everybody else sees them. */
export function describePerson(known: KnownPerson, privilegedGroups: PrivilegedGroups): Person {
  return {
    personId: known.personId,
    displayName: known.displayName,
    groups: [...known.groups],
    privileges: decidePrivileges(known.groups, privilegedGroups),
  };
}

function sharesOne(groups: readonly string[], privileged: readonly string[]): boolean {
  return groups.some((group) => privileged.includes(group));
}
