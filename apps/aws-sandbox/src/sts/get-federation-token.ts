import {
  GetFederationToken$,
  type GetFederationTokenRequest,
  type GetFederationTokenResponse,
} from '@aws-sdk/client-sts';

import type { AccessQuestion } from '../authorization/access-question.js';
import { AwsError } from '../protocol/aws-error.js';
import { refuseViolations } from '../protocol/validation.rules.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { partitionOf } from '../state/lookup.js';
import { credentialsShape, expiryAfter } from './issue-role-session.js';
import { tagContext } from './role-questions.js';
import { SESSION_CONSTRAINTS, refusePolicyArns, refuseTags } from './session-input.rules.js';
import { refuseSessions } from './session-limits.js';
import { packedSizeOf, sessionPoliciesOf } from './session-policies.js';

const DEFAULT_SECONDS = 43_200;
const CONSTRAINTS = {
  Name: { minLength: 2, maxLength: 32, pattern: '[\\w+=,.@-]*' },
  Policy: SESSION_CONSTRAINTS.Policy,
  DurationSeconds: { min: 900, max: 129_600 },
};

export const getFederationToken = operation<GetFederationTokenRequest, GetFederationTokenResponse>({
  schema: GetFederationToken$,
  access: accessNeeded,
  handle: (input, call) => {
    const { caller, world, now, tokens } = call;
    if (caller.kind !== 'user')
      throw new AwsError('AccessDenied', 'Only users can call GetFederationToken', { status: 403 });
    const name = input.Name ?? '';
    const packed = packedSizeOf(input, input.Tags ?? []);
    const issued = tokens.issue({
      kind: 'federation',
      userArn: caller.user.arn,
      userId: caller.user.id,
      name,
      issuedAt: now,
      expiresAt: expiryAfter(now, input.DurationSeconds ?? DEFAULT_SECONDS),
      tags: tagsOf(input),
      sessionPolicies: sessionPoliciesOf(input, caller.accountId, world),
    });
    return {
      Credentials: credentialsShape(issued),
      FederatedUser: { FederatedUserId: `${caller.accountId}:${name}`, Arn: federatedUserArn(call, name) },
      ...(packed === undefined ? {} : { PackedPolicySize: packed }),
    };
  },
});

function accessNeeded(input: GetFederationTokenRequest, call: Call): readonly AccessQuestion[] {
  refuseSessions(call.caller, 'GetFederationToken');
  refuseViolations({ ...input }, CONSTRAINTS);
  refusePolicyArns(input.PolicyArns);
  refuseTags(input.Tags ?? []);
  const tags = tagsOf(input);
  const actions =
    Object.keys(tags).length > 0 ? ['sts:GetFederationToken', 'sts:TagSession'] : ['sts:GetFederationToken'];
  return actions.map((action) => ({
    action,
    resource: federatedUserArn(call, input.Name ?? ''),
    resourceAccountId: call.caller.accountId,
    context: tagContext(tags),
  }));
}

function tagsOf({ Tags = [] }: GetFederationTokenRequest): Readonly<Record<string, string>> {
  return Object.fromEntries(Tags.map(({ Key, Value }) => [Key ?? '', Value ?? '']));
}

function federatedUserArn({ world, caller }: Call, name: string): string {
  return `arn:${partitionOf(world, caller.accountId)}:sts::${caller.accountId}:federated-user/${name}`;
}
