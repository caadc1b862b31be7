import { AwsError } from '../protocol/aws-error.js';

/** AWS's default quotas (IAM User Guide, "IAM and AWS STS quotas"). Sizes are in characters, white space not counted. */
export const QUOTAS = {
  RolesPerAccount: 1000,
  UsersPerAccount: 5000,
  GroupsPerAccount: 300,
  PoliciesPerAccount: 1500,
  InstanceProfilesPerAccount: 1000,
  OpenIdConnectProvidersPerAccount: 100,
  SAMLProvidersPerAccount: 100,
  PoliciesPerRole: 10,
  PoliciesPerUser: 10,
  PoliciesPerGroup: 10,
  GroupsPerUser: 10,
  AccessKeysPerUser: 2,
  MFADevicesPerUser: 8,
  /** The name that AWS's message has for the roles of an instance profile. */
  InstanceSessionsPerInstanceProfile: 1,
  VersionsPerPolicy: 5,
  TagsPerRole: 50,
  PolicySize: 6_144,
  ACLSizePerRole: 2_048,
  ClientIdsPerOpenIdConnectProvider: 100,
} as const;

/** Of all inline policies of one entity together. */
export const INLINE_SIZE = { role: 10_240, user: 2_048, group: 5_120 } as const;

type NamedQuota = Exclude<keyof typeof QUOTAS, 'VersionsPerPolicy' | 'TagsPerRole'>;

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

/** All inline policies of an entity together have one quota. */
export function refuseInlineSize(kind: keyof typeof INLINE_SIZE, name: string, documents: Iterable<string>): void {
  let total = 0;
  for (const document of documents) total += countedSize(document);
  const limit = INLINE_SIZE[kind];
  if (total <= limit) return;
  throw limitExceeded(`Maximum policy size of ${String(limit)} bytes exceeded for ${kind} ${name}`);
}
