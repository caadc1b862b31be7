import { isPublicPolicy } from '@gatehouse/iam-policy';

/** A bucket as far as it matters here; its settings are what the inventory keeps. */
export interface BucketPolicy {
  readonly arn: string;
  readonly accountId: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

/**
 * Whether S3 keeps every other account out of a bucket, whatever its policy and its list say: the policy lets everybody
 * in, and RestrictPublicBuckets of the bucket or of its account is on. Source: S3 User Guide, "Blocking public access to
 * your Amazon S3 storage".
 */
export function isShutToOthers({ settings }: Pick<BucketPolicy, 'settings'>, policyText: string | null): boolean {
  const isOn = [settings['publicAccessBlock'], settings['accountPublicAccessBlock']].some(restricts);
  return isOn && policyText !== null && isPublicPolicy(policyText);
}

/** The same written as a policy of the bucket: all but its own account and AWS's services are denied everything. */
export function shuttingPolicy({ arn, accountId }: Pick<BucketPolicy, 'arn' | 'accountId'>): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: [arn, `${arn}/*`],
      Condition: {
        StringNotEquals: { 'aws:PrincipalAccount': accountId },
        Bool: { 'aws:PrincipalIsAWSService': 'false' },
      },
    },
  });
}

function restricts(block: unknown): boolean {
  return typeof block === 'object' && block !== null && (block as Settings)['restrictPublicBuckets'] === true;
}

type Settings = Readonly<Record<string, unknown>>;
