import type { AccessQuestion } from '../authorization/access-question.js';
import { serviceMay } from '../authorization/service-permission.js';
import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import { findRole } from '../state/lookup.js';
import { invalidValue } from './lambda-access.js';

const LAMBDA = 'lambda.amazonaws.com';

/** Giving a role to a function is a permission of its own (IAM User Guide, "Grant permissions to pass a role"). */
export function passRole(call: Call, roleArn: string | undefined, functionArn: string): readonly AccessQuestion[] {
  if (roleArn === undefined) return [];
  const owner = roleArn.split(':')[4] ?? '';
  if (owner !== call.caller.accountId) {
    throw new AwsError('AccessDeniedException', 'Cross-account pass role is not allowed.', { status: 403 });
  }
  const role = findRole(call.world, roleArn);
  return [
    {
      action: 'iam:PassRole',
      resource: roleArn,
      resourceAccountId: owner,
      ...(role === undefined ? {} : { resourceTags: role.tags }),
      context: { 'iam:PassedToService': LAMBDA, 'iam:AssociatedResourceArn': functionArn },
    },
  ];
}

/** Lambda refuses a role that is not there in the same words as one that does not trust it. */
export function refuseUnusableRole({ world, region, now }: Call, roleArn: string, functionArn: string): void {
  const role = findRole(world, roleArn);
  if (role !== undefined) {
    const { accountId, arn, trustPolicy } = role;
    const by = { servicePrincipal: LAMBDA, sourceArn: functionArn, sourceAccountId: accountId, region, now };
    const resourcePolicy = { kind: 'trust', document: trustPolicy } as const;
    if (
      serviceMay(world, by, { action: 'sts:AssumeRole', resource: arn, resourceAccountId: accountId, resourcePolicy })
    )
      return;
  }
  throw invalidValue('The role defined for the function cannot be assumed by Lambda.');
}
