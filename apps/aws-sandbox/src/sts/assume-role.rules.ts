import { AwsError } from '../protocol/aws-error.js';
import { type Constraint, refuseViolations } from '../protocol/validation.rules.js';

const CHAINED_SECONDS = 3600;
const MAX_TAGS = 50;
const MAX_POLICY_ARNS = 10;
/** The one figure AWS prints is a percentage; this many packed bytes are taken as the whole. */
const PACKED_BYTES = 2048;

/** From the STS API reference. */
export const ASSUME_ROLE_CONSTRAINTS: Readonly<Record<string, Constraint>> = {
  RoleArn: { minLength: 20, maxLength: 2048 },
  RoleSessionName: { minLength: 2, maxLength: 64, pattern: '[\\w+=,.@-]*' },
  DurationSeconds: { min: 900, max: 43_200 },
  ExternalId: { minLength: 2, maxLength: 1224, pattern: '[\\w+=,.@:\\/-]*' },
  Policy: { minLength: 1, maxLength: 2048 },
  SourceIdentity: { minLength: 2, maxLength: 64, pattern: '[\\w+=,.@-]*' },
};

/** The parts of AssumeRole's input that rules look at. */
export interface AssumeRoleInput {
  readonly RoleArn?: string | undefined;
  readonly RoleSessionName?: string | undefined;
  readonly DurationSeconds?: number | undefined;
  readonly SourceIdentity?: string | undefined;
  readonly Policy?: string | undefined;
  readonly PolicyArns?: readonly { readonly arn?: string | undefined }[] | undefined;
  readonly Tags?: readonly SessionTag[] | undefined;
  readonly TransitiveTagKeys?: readonly string[] | undefined;
}

interface SessionTag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** What a calling role session hands on to the session it makes. */
export interface Inheritance {
  readonly chained: boolean;
  readonly tags: Readonly<Record<string, string>>;
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity: string | undefined;
}

export const NO_INHERITANCE: Inheritance = {
  chained: false,
  tags: {},
  transitiveTagKeys: [],
  sourceIdentity: undefined,
};

/** The tags, transitive keys and source identity of the new session. */
export interface SessionShape {
  readonly tags: Readonly<Record<string, string>>;
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity: string | undefined;
}

/** How long the session lives; AWS's sentences for a duration that is too long. */
export function sessionSeconds(requested: number | undefined, roleMaximum: number, chained: boolean): number {
  if (requested === undefined) return 3600;
  if (requested > roleMaximum) {
    throw new AwsError(
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  }
  if (chained && requested > CHAINED_SECONDS) {
    throw new AwsError(
      'ValidationError',
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
  return requested;
}

/** Checks what can be checked without knowing the role. */
export function refuseMalformed(input: AssumeRoleInput): void {
  refuseViolations({ ...input }, ASSUME_ROLE_CONSTRAINTS);
  if (!/^arn:[a-z-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/u.test(input.RoleArn ?? '')) {
    throw new AwsError('ValidationError', `${input.RoleArn ?? ''} is invalid`);
  }
  if ((input.PolicyArns?.length ?? 0) > MAX_POLICY_ARNS) {
    throw new AwsError(
      'ValidationError',
      `1 validation error detected: Value at 'policyArns' failed to satisfy constraint: Member must have length less than or equal to ${String(MAX_POLICY_ARNS)}`,
    );
  }
  refuseTags(input.Tags ?? []);
}

function refuseTags(tags: NonNullable<AssumeRoleInput['Tags']>): void {
  if (tags.length > MAX_TAGS) {
    throw new AwsError(
      'ValidationError',
      `1 validation error detected: Value at 'tags' failed to satisfy constraint: Member must have length less than or equal to ${String(MAX_TAGS)}`,
    );
  }
  const seen = new Set<string>();
  for (const { Key, Value } of tags) {
    refuseViolations(
      { 'tags.member.key': Key ?? '', 'tags.member.value': Value ?? '' },
      {
        'tags.member.key': { minLength: 1, maxLength: 128, pattern: '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+' },
        'tags.member.value': { maxLength: 256, pattern: '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*' },
      },
    );
    const key = (Key ?? '').toLowerCase();
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
}

/** Merges what the call asks with what the calling session hands on. */
export function sessionShape(input: AssumeRoleInput, inherited: Inheritance): SessionShape {
  const requested = new Map((input.Tags ?? []).map(({ Key, Value }) => [Key ?? '', Value ?? '']));
  const handedOn = new Set(inherited.transitiveTagKeys.map((key) => key.toLowerCase()));
  for (const key of requested.keys()) {
    if (handedOn.has(key.toLowerCase())) {
      throw new AwsError(
        'InvalidParameterValue',
        "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
      );
    }
  }
  const transitive = input.TransitiveTagKeys ?? [];
  if (transitive.some((key) => !requested.has(key))) {
    throw new AwsError(
      'InvalidParameterValue',
      'The specified transitive tag key must be included in the requested tags.',
    );
  }
  const kept = Object.entries(inherited.tags).filter(([key]) => handedOn.has(key.toLowerCase()));
  return {
    tags: Object.fromEntries([...kept, ...requested]),
    transitiveTagKeys: [...inherited.transitiveTagKeys, ...transitive],
    sourceIdentity: sourceIdentityOf(input, inherited),
  };
}

/** A source identity, once set, goes through the whole chain unchanged. */
function sourceIdentityOf(input: AssumeRoleInput, inherited: Inheritance): string | undefined {
  const { sourceIdentity } = inherited;
  if (sourceIdentity === undefined) return input.SourceIdentity;
  if (input.SourceIdentity !== undefined && input.SourceIdentity !== sourceIdentity) {
    throw new AwsError('AccessDenied', "The source identity of the calling session can't be changed.", { status: 403 });
  }
  return sourceIdentity;
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
