import { AwsError } from '../protocol/aws-error.js';
import { type Constraint, validationMessage, violations } from '../protocol/validation.rules.js';
import type { PermissionStatement } from './lambda-state.js';

/** From the Lambda API reference, AddPermission. */
const CONSTRAINTS: Readonly<Record<string, Constraint>> = {
  StatementId: { minLength: 1, maxLength: 100, pattern: '([a-zA-Z0-9-_]+)' },
  Action: { pattern: '(lambda:[*]|lambda:[a-zA-Z]+|[*])' },
  Principal: { pattern: '[^\\s]+' },
  SourceArn: {
    pattern: 'arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:([a-z]{2}(-gov)?(-iso([a-z])?)?-[a-z]+-\\d{1})?:(\\d{12})?:(.*)',
  },
  SourceAccount: { pattern: '\\d{12}' },
  EventSourceToken: { maxLength: 256, pattern: '[a-zA-Z0-9._\\-]+' },
  PrincipalOrgID: { minLength: 12, maxLength: 34, pattern: 'o-[a-z0-9]{10,32}' },
  FunctionUrlAuthType: { oneOf: ['NONE', 'AWS_IAM'] },
};

/** What AddPermission is given. */
export interface PermissionInput {
  readonly StatementId?: string | undefined;
  readonly Action?: string | undefined;
  readonly Principal?: string | undefined;
  readonly SourceArn?: string | undefined;
  readonly SourceAccount?: string | undefined;
  readonly EventSourceToken?: string | undefined;
  readonly PrincipalOrgID?: string | undefined;
  readonly FunctionUrlAuthType?: string | undefined;
  readonly InvokedViaFunctionUrl?: boolean | undefined;
}

export function refusePermission(input: PermissionInput): void {
  const broken = violations({ ...input }, CONSTRAINTS);
  if (broken.length > 0) throw new AwsError('ValidationException', validationMessage(broken));
}

/** The statement that AddPermission writes, with its conditions in the spelling that Lambda gives them. */
export function permissionStatement(input: PermissionInput, resource: string, partition: string): PermissionStatement {
  const conditions = conditionsOf(input);
  return {
    Sid: input.StatementId ?? '',
    Effect: 'Allow',
    Principal: principalOf(input.Principal ?? '', partition),
    Action: input.Action ?? '',
    Resource: resource,
    ...(Object.keys(conditions).length === 0 ? {} : { Condition: conditions }),
  };
}

function principalOf(principal: string, partition: string): PermissionStatement['Principal'] {
  if (principal === '*') return '*';
  if (/^\d{12}$/u.test(principal)) return { AWS: `arn:${partition}:iam::${principal}:root` };
  return principal.startsWith('arn:') ? { AWS: principal } : { Service: principal };
}

function conditionsOf(input: PermissionInput): NonNullable<PermissionStatement['Condition']> {
  const equals = withoutAbsent({
    'AWS:SourceAccount': input.SourceAccount,
    'aws:PrincipalOrgID': input.PrincipalOrgID,
    'lambda:EventSourceToken': input.EventSourceToken,
    'lambda:FunctionUrlAuthType': input.FunctionUrlAuthType,
  });
  const like = withoutAbsent({ 'AWS:SourceArn': input.SourceArn });
  const bool = withoutAbsent({
    'lambda:InvokedViaFunctionUrl':
      input.InvokedViaFunctionUrl === undefined ? undefined : String(input.InvokedViaFunctionUrl),
  });
  return Object.fromEntries(
    [['StringEquals', equals] as const, ['ArnLike', like] as const, ['Bool', bool] as const].filter(
      ([, keys]) => Object.keys(keys).length > 0,
    ),
  );
}

function withoutAbsent(values: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
