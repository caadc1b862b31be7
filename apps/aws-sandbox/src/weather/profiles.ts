import type { WeatherProfile, WeatherRule, WeatherSettings } from './weather-settings.js';

type Rates = ReadonlyArray<readonly [service: string, operation: string | undefined, perSecond: number, burst: number]>;

/**
 * Requests per second of one account in one region. Where AWS publishes them (Organizations, STS, EC2, KMS, CloudTrail,
 * EventBridge, SNS: their pages of quotas) these are its numbers; IAM and others are what its callers meet.
 */
const RATES: Rates = [
  ['access-analyzer', undefined, 20, 40],
  ['cloudtrail', undefined, 10, 10],
  ['cloudtrail', 'LookupEvents', 2, 2],
  ['config', undefined, 20, 20],
  ['config', 'Select*', 7, 10],
  ['ec2', undefined, 20, 100],
  ['events', undefined, 50, 50],
  ['events', 'PutEvents', 10_000, 10_000],
  ['iam', undefined, 20, 40],
  ['iam', 'GetAccountAuthorizationDetails', 5, 10],
  ['iam', 'Simulate*', 5, 10],
  ['kms', undefined, 50, 50],
  ['kms', 'CreateKey', 5, 5],
  ['kms', 'Decrypt', 10_000, 10_000],
  ['kms', 'DescribeKey', 2_000, 2_000],
  ['kms', 'Encrypt', 10_000, 10_000],
  ['kms', 'GenerateDataKey*', 10_000, 10_000],
  ['kms', 'GetKeyPolicy', 1_000, 1_000],
  ['kms', 'ListAliases', 500, 500],
  ['kms', 'ListGrants', 100, 100],
  ['kms', 'ListKeys', 500, 500],
  ['kms', 'ListResourceTags', 2_000, 2_000],
  ['lambda', undefined, 15, 15],
  ['lambda', 'GetFunction', 100, 100],
  ['lambda', 'GetPolicy', 15, 15],
  ['lambda', 'Invoke', 10_000, 10_000],
  ['organizations', undefined, 10, 15],
  ['organizations', 'DescribeAccount', 20, 30],
  ['organizations', 'DescribeOrganization', 5, 10],
  ['organizations', 'ListAccounts', 8, 12],
  ['organizations', 'ListPoliciesForTarget', 8, 12],
  ['s3', undefined, 3_500, 5_500],
  ['s3', 'ListBuckets', 100, 100],
  ['secretsmanager', undefined, 50, 50],
  ['secretsmanager', 'DescribeSecret', 10_000, 10_000],
  ['secretsmanager', 'GetSecretValue', 10_000, 10_000],
  ['secretsmanager', 'ListSecrets', 100, 100],
  ['sns', undefined, 30, 30],
  ['sns', 'ListTagsForResource', 10, 10],
  ['sns', 'Publish*', 30_000, 30_000],
  ['sns', 'Subscribe', 100, 100],
  ['sqs', undefined, 3_000, 3_000],
  ['sts', undefined, 600, 600],
  ['tagging', undefined, 15, 30],
];

const AWS_LIKE: WeatherSettings = {
  consistencySeconds: 4,
  rules: [
    {
      latency: { fromMilliseconds: 8, toMilliseconds: 60 },
      throttle: { perSecond: 20, burst: 40, together: false },
      errors: { share: 0.000_1, status: 500 },
    },
    { service: 'iam', latency: { fromMilliseconds: 40, toMilliseconds: 140 } },
    { service: 'organizations', latency: { fromMilliseconds: 40, toMilliseconds: 160 } },
    ...RATES.map(([service, operation, perSecond, burst]): WeatherRule => ({
      service,
      ...(operation === undefined ? {} : { operation }),
      throttle: { perSecond, burst, together: service === 'ec2' },
    })),
  ],
};

const PROFILES: Readonly<Record<WeatherProfile, WeatherSettings>> = {
  calm: { rules: [], consistencySeconds: 0 },
  'aws-like': AWS_LIKE,
};

/** The settings of a profile. */
export function weatherOf(profile: WeatherProfile): WeatherSettings {
  return PROFILES[profile];
}
