import { type Statement, parsePolicy } from '@gatehouse/iam-policy';

import { AwsError } from '../protocol/aws-error.js';
import type { OrganizationPolicyType } from '../state/organization.js';

/** What AWS documents of a type of policy (Organizations User Guide, "Quotas for AWS Organizations", as of May 2026). */
export interface PolicyLimits {
  readonly characters: number;
  readonly attached: number;
  readonly perOrganization: number;
}

export const POLICY_LIMITS: Readonly<Record<OrganizationPolicyType, PolicyLimits>> = {
  SERVICE_CONTROL_POLICY: { characters: 10_240, attached: 10, perOrganization: 10_000 },
  RESOURCE_CONTROL_POLICY: { characters: 5_120, attached: 5, perOrganization: 1_000 },
};

/** Refuses a text that Organizations would not store as a policy of this type. */
export function refuseMalformedPolicy(content: string, type: OrganizationPolicyType): void {
  const { document, findings } = parsePolicy(content, { kind: type === 'SERVICE_CONTROL_POLICY' ? 'scp' : 'rcp' });
  const broken = document === undefined || findings.some(({ breaks }) => breaks === true);
  const forbidden = type === 'RESOURCE_CONTROL_POLICY' && document?.statements.some(isNoRcp) === true;
  if (!broken && !forbidden) return;
  throw new AwsError(
    'MalformedPolicyDocumentException',
    'The provided policy document does not meet the requirements of the specified policy type.',
  );
}

/** RCPs of one's own only deny, to everybody, actions of services they name (Organizations User Guide, "RCP syntax"). */
function isNoRcp({ effect, principal, action }: Statement): boolean {
  if (effect !== 'Deny' || action?.negated !== false || principal?.negated !== false) return true;
  return principal.entries.some(({ value }) => value !== '*') || action.values.some(({ value }) => value === '*');
}
