import type { PrincipalAccess } from '../../gateway-api/gateway-api';

export type AccessGrant = PrincipalAccess['grants'][number];

/** Grants in which every word occurs: in the service, an action, a resource or an access level. */
export function matchingGrants(grants: readonly AccessGrant[], search: string): readonly AccessGrant[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return grants;
  return grants.filter((grant) => {
    const text = [grant.service, ...grant.actions, ...grant.resources, ...grant.accessLevels].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The id of an organization's policy that is named by its ARN; null for anything else, such as a boundary. */
export function guardrailIdOf(arn: string): string | null {
  return /^arn:[^:]+:organizations:.*\/(?:service|resource)_control_policy\/(p-[A-Za-z0-9_]+)$/.exec(arn)?.[1] ?? null;
}
