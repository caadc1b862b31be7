import { AssumeRole$, type AssumeRoleRequest, type AssumeRoleResponse } from '@aws-sdk/client-sts';

import type { AccessQuestion, ContextValue } from '../authorization/access-question.js';
import { AwsError } from '../protocol/aws-error.js';
import { type Call, isRoleSession } from '../service/call.js';
import { operation } from '../service/operation.js';
import { findRole } from '../state/lookup.js';
import {
  type Inheritance,
  NO_INHERITANCE,
  refuseMalformed,
  sessionSeconds,
  sessionShape,
} from './assume-role.rules.js';
import { issueRoleSession } from './issue-role-session.js';
import { multiFactorShown } from './multi-factor.js';
import { roleQuestions } from './role-questions.js';
import { refuseSessions } from './session-limits.js';
import { packedSizeOf, sessionPoliciesOf } from './session-policies.js';

export const assumeRole = operation<AssumeRoleRequest, AssumeRoleResponse>({
  schema: AssumeRole$,
  access: accessNeeded,
  handle: issueSession,
});

function accessNeeded(input: AssumeRoleRequest, call: Call): readonly AccessQuestion[] {
  refuseMalformed(input);
  refuseSessions(call.caller, 'AssumeRole');
  const shown = multiFactorShown(input, call);
  const arn = input.RoleArn ?? '';
  const role = findRole(call.world, arn);
  // A role that is not there is refused in the same words as one that does not trust the caller.
  if (role === undefined || call.world.accounts.get(role.accountId)?.status !== 'ACTIVE') throw denied(call, arn);
  return roleQuestions({
    role,
    action: 'sts:AssumeRole',
    shape: sessionShape(input, inheritanceOf(call)),
    sessionName: input.RoleSessionName ?? '',
    context: contextOf(input, shown),
  });
}

function denied(call: Call, arn: string): AwsError {
  const message = `User: ${call.caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${arn}`;
  return new AwsError('AccessDenied', message, { status: 403 });
}

function contextOf({ ExternalId }: AssumeRoleRequest, shown: boolean): Readonly<Record<string, ContextValue>> {
  return {
    ...(ExternalId === undefined ? {} : { 'sts:ExternalId': ExternalId }),
    ...(shown ? { 'aws:MultiFactorAuthPresent': true, 'aws:MultiFactorAuthAge': 0 } : {}),
  };
}

function inheritanceOf({ caller }: Call): Inheritance {
  if (!isRoleSession(caller)) return NO_INHERITANCE;
  const { tags, transitiveTagKeys, sourceIdentity } = caller.session;
  return { chained: true, tags, transitiveTagKeys, sourceIdentity };
}

function issueSession(input: AssumeRoleRequest, call: Call): AssumeRoleResponse {
  const role = findRole(call.world, input.RoleArn ?? '');
  if (role === undefined) throw denied(call, input.RoleArn ?? '');
  const chained = isRoleSession(call.caller);
  const packed = packedSizeOf(input, input.Tags ?? []);
  const session = issueRoleSession(call, {
    role,
    sessionName: input.RoleSessionName ?? '',
    seconds: sessionSeconds(input.DurationSeconds, role.maxSessionSeconds, chained),
    shape: sessionShape(input, inheritanceOf(call)),
    sessionPolicies: sessionPoliciesOf(input, role.accountId, call.world),
    chained,
  });
  return { ...session, ...(packed === undefined ? {} : { PackedPolicySize: packed }) };
}
