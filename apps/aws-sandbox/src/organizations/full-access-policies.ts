import type { Organization, OrganizationPolicy, OrganizationPolicyType } from '../state/organization.js';
import { attachPolicy, detachPolicy, policiesOn } from '../state/organization.js';

/** What each type of policy is called in ARNs. */
export const POLICY_TYPE_NAMES: Readonly<Record<OrganizationPolicyType, string>> = {
  SERVICE_CONTROL_POLICY: 'service_control_policy',
  RESOURCE_CONTROL_POLICY: 'resource_control_policy',
};

const FULL_ACCESS: Readonly<Record<OrganizationPolicyType, Omit<OrganizationPolicy, 'arn'>>> = {
  SERVICE_CONTROL_POLICY: {
    id: 'p-FullAWSAccess',
    name: 'FullAWSAccess',
    description: 'Allows access to every operation',
    type: 'SERVICE_CONTROL_POLICY',
    document: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }),
    awsManaged: true,
  },
  RESOURCE_CONTROL_POLICY: {
    id: 'p-RCPFullAWSAccess',
    name: 'RCPFullAWSAccess',
    description: 'Allow access to every operation',
    type: 'RESOURCE_CONTROL_POLICY',
    document: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }],
    }),
    awsManaged: true,
  },
};

/** The id of the policy that AWS attaches by itself. */
export function fullAccessId(type: OrganizationPolicyType): string {
  return FULL_ACCESS[type].id;
}

/** Turns a type on as AWS does: its policy that allows everything is attached to everything. */
export function enablePolicies(organization: Organization, type: OrganizationPolicyType): void {
  const { id } = FULL_ACCESS[type];
  const arn = `arn:${organization.partition}:organizations::aws:policy/${POLICY_TYPE_NAMES[type]}/${id}`;
  organization.enabledTypes.add(type);
  organization.policies.set(id, { ...FULL_ACCESS[type], arn });
  for (const nodeId of organization.nodes.keys()) attachPolicy(organization, id, nodeId);
}

/** What every new unit or account starts with. */
export function attachFullAccess(organization: Organization, nodeId: string): void {
  for (const type of organization.enabledTypes) attachPolicy(organization, FULL_ACCESS[type].id, nodeId);
}

/** Turns a type off: its policies stay, and are attached to nothing any more. */
export function disablePolicies(organization: Organization, type: OrganizationPolicyType): void {
  organization.enabledTypes.delete(type);
  for (const nodeId of organization.nodes.keys()) {
    for (const { id } of policiesOn(organization, nodeId, type)) detachPolicy(organization, id, nodeId);
  }
}
