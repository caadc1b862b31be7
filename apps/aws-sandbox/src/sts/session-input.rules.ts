import { AwsError } from '../protocol/aws-error.js';
import { type Constraint, refuseViolations, validationMessage } from '../protocol/validation.rules.js';

const MAX_TAGS = 50;
const MAX_POLICY_ARNS = 10;
/** The one figure AWS prints is a percentage; this many packed bytes are taken as the whole. */
const PACKED_BYTES = 2048;

const SESSION_NAME: Constraint = { minLength: 2, maxLength: 64, pattern: '[\\w+=,.@-]*' };

/** Members that several operations of STS share, from the STS API reference. */
export const SESSION_CONSTRAINTS = {
  RoleArn: { minLength: 20, maxLength: 2048 },
  RoleSessionName: SESSION_NAME,
  DurationSeconds: { min: 900, max: 43_200 },
  Policy: { minLength: 1, maxLength: 2048 },
  SourceIdentity: SESSION_NAME,
  SerialNumber: { minLength: 9, maxLength: 256, pattern: '[\\w+=/:,.@-]*' },
  TokenCode: { minLength: 6, maxLength: 6, pattern: '[\\d]*' },
} as const satisfies Readonly<Record<string, Constraint>>;

export interface SessionTag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** An ARN that cannot be a role's is refused before anything is looked up. */
export function refuseRoleArn(arn: string | undefined): void {
  if (/^arn:[a-z-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/u.test(arn ?? '')) return;
  throw new AwsError('ValidationError', `${arn ?? ''} is invalid`);
}

export function refusePolicyArns(arns: readonly unknown[] | undefined): void {
  if ((arns?.length ?? 0) > MAX_POLICY_ARNS) throw tooMany('policyArns', MAX_POLICY_ARNS);
}

/** Session tags: how many, how long, of which letters, and none twice. */
export function refuseTags(tags: readonly SessionTag[]): void {
  if (tags.length > MAX_TAGS) throw tooMany('tags', MAX_TAGS);
  const seen = new Set<string>();
  for (const { Key, Value } of tags) {
    refuseViolations(
      { 'tags.member.key': Key ?? '', 'tags.member.value': Value ?? '' },
      {
        'tags.member.key': { minLength: 1, maxLength: 128, pattern: '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+' },
        'tags.member.value': { maxLength: 256, pattern: '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*' },
      },
    );
    refuseTagKey((Key ?? '').toLowerCase(), seen);
  }
}

function refuseTagKey(key: string, seen: Set<string>): void {
  if (key.startsWith('aws:')) {
    throw new AwsError('InvalidParameterValue', 'Tag keys that begin with aws: are reserved for AWS.');
  }
  if (seen.has(key)) {
    throw new AwsError(
      'InvalidParameterValue',
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    );
  }
  seen.add(key);
}

function tooMany(member: string, limit: number): AwsError {
  const bound = `Member must have length less than or equal to ${String(limit)}`;
  return new AwsError(
    'ValidationError',
    validationMessage([`Value at '${member}' failed to satisfy constraint: ${bound}`]),
  );
}

/** The percentage that AWS reports, from the packed size in bytes; more than 100 is refused. */
export function packedPercentage(packedBytes: number): number {
  const percentage = Math.ceil((packedBytes / PACKED_BYTES) * 100);
  if (percentage <= 100) return percentage;
  throw new AwsError(
    'PackedPolicyTooLarge',
    `Packed size of the session policies and session tags consumes ${String(percentage)}% of allotted space.`,
  );
}
