import { AwsError } from '../protocol/aws-error.js';
import { type Constraint, refuseViolations } from '../protocol/validation.rules.js';
import {
  SESSION_CONSTRAINTS,
  type SessionTag,
  refusePolicyArns,
  refuseRoleArn,
  refuseTags,
} from './session-input.rules.js';

const CHAINED_SECONDS = 3600;

/** From the STS API reference. */
const ASSUME_ROLE_CONSTRAINTS: Readonly<Record<string, Constraint>> = {
  ...SESSION_CONSTRAINTS,
  ExternalId: { minLength: 2, maxLength: 1224, pattern: '[\\w+=,.@:\\/-]*' },
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
  refuseRoleArn(input.RoleArn);
  refusePolicyArns(input.PolicyArns);
  refuseTags(input.Tags ?? []);
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
