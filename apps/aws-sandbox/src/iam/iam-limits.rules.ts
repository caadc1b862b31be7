import { AwsError } from '../protocol/aws-error.js';

/** AWS's default quotas (IAM User Guide, "IAM and AWS STS quotas"). Sizes are in characters, white space not counted. */
export const QUOTAS = {
  RolesPerAccount: 1000,
  PoliciesPerAccount: 1500,
  PoliciesPerRole: 10,
  VersionsPerPolicy: 5,
  TagsPerRole: 50,
  inlineSizePerRole: 10_240,
  PolicySize: 6_144,
  ACLSizePerRole: 2_048,
} as const;

type NamedQuota = 'RolesPerAccount' | 'PoliciesPerAccount' | 'PoliciesPerRole' | 'PolicySize' | 'ACLSizePerRole';

/** Refuses what would go over a quota. */
export function refuseOver(quota: NamedQuota, amount: number): void {
  const limit = QUOTAS[quota];
  if (amount > limit) throw limitExceeded(`Cannot exceed quota for ${quota}: ${String(limit)}`);
}

export function limitExceeded(message: string): AwsError {
  return new AwsError('LimitExceeded', message, { status: 409 });
}

/** The size of a document as quotas count it. */
export function countedSize(document: string): number {
  return document.replaceAll(/\s/gu, '').length;
}

/** All inline policies of a role together have one quota. */
export function refuseInlineSize(roleName: string, documents: Iterable<string>): void {
  let total = 0;
  for (const document of documents) total += countedSize(document);
  if (total <= QUOTAS.inlineSizePerRole) return;
  throw limitExceeded(`Maximum policy size of ${String(QUOTAS.inlineSizePerRole)} bytes exceeded for role ${roleName}`);
}
