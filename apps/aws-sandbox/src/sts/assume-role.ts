import { deflateRawSync } from 'node:zlib';

import { AssumeRole$, type AssumeRoleRequest, type AssumeRoleResponse } from '@aws-sdk/client-sts';

import type { AccessQuestion, ContextValue } from '../authorization/access-question.js';
import { isRoleSession, type Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { AwsError } from '../protocol/aws-error.js';
import { documentProblem } from '../authorization/policy-documents.js';
import { defaultDocument, findManagedPolicy, findRole } from '../state/lookup.js';
import type { Role, World } from '../state/model.js';
import {
  type Inheritance,
  NO_INHERITANCE,
  type SessionShape,
  packedPercentage,
  refuseMalformed,
  sessionSeconds,
  sessionShape,
} from './assume-role.rules.js';

export const assumeRole = operation<AssumeRoleRequest, AssumeRoleResponse>({
  schema: AssumeRole$,
  access: accessNeeded,
  handle: issueSession,
});

function accessNeeded(input: AssumeRoleRequest, call: Call): readonly AccessQuestion[] {
  refuseMalformed(input);
  refuseMfa(input);
  const arn = input.RoleArn ?? '';
  const role = findRole(call.world, arn);
  // A role that is not there is refused in the same words as one that does not trust the caller.
  if (role === undefined || call.world.accounts.get(role.accountId)?.status !== 'ACTIVE') throw denied(call, arn);
  const shape = sessionShape(input, inheritanceOf(call));
  return actionsOf(shape).map((action) => ({
    action,
    resource: role.arn,
    resourceAccountId: role.accountId,
    resourceTags: role.tags,
    resourcePolicy: { kind: 'trust', document: role.trustPolicy },
    context: contextOf(input, shape),
  }));
}

/** No device of the sandbox's users can be right: codes are refused as wrong ones are. */
function refuseMfa({ SerialNumber, TokenCode }: AssumeRoleRequest): void {
  if (SerialNumber === undefined && TokenCode === undefined) return;
  const message = 'MultiFactorAuthentication failed with invalid MFA one time pass code.';
  throw new AwsError('AccessDenied', message, { status: 403 });
}

function denied(call: Call, arn: string): AwsError {
  const message = `User: ${call.caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${arn}`;
  return new AwsError('AccessDenied', message, { status: 403 });
}

/** Passing tags or a source identity, also inherited ones, are permissions of their own. */
function actionsOf(shape: SessionShape): readonly string[] {
  const actions = ['sts:AssumeRole'];
  if (Object.keys(shape.tags).length > 0) actions.push('sts:TagSession');
  if (shape.sourceIdentity !== undefined) actions.push('sts:SetSourceIdentity');
  return actions;
}

function contextOf(input: AssumeRoleRequest, shape: SessionShape): Readonly<Record<string, ContextValue>> {
  const context: Record<string, ContextValue> = { 'sts:RoleSessionName': input.RoleSessionName ?? '' };
  if (input.ExternalId !== undefined) context['sts:ExternalId'] = input.ExternalId;
  if (shape.sourceIdentity !== undefined) context['sts:SourceIdentity'] = shape.sourceIdentity;
  if (shape.transitiveTagKeys.length > 0) context['sts:TransitiveTagKeys'] = shape.transitiveTagKeys;
  const tags = Object.entries(shape.tags);
  for (const [key, value] of tags) context[`aws:RequestTag/${key}`] = value;
  if (tags.length > 0) context['aws:TagKeys'] = tags.map(([key]) => key);
  return context;
}

function inheritanceOf({ caller }: Call): Inheritance {
  if (!isRoleSession(caller)) return NO_INHERITANCE;
  const { tags, transitiveTagKeys, sourceIdentity } = caller.session;
  return { chained: true, tags, transitiveTagKeys, sourceIdentity };
}

function issueSession(input: AssumeRoleRequest, call: Call): AssumeRoleResponse {
  const role = findRole(call.world, input.RoleArn ?? '');
  if (role === undefined) throw denied(call, input.RoleArn ?? '');
  const shape = sessionShape(input, inheritanceOf(call));
  const seconds = sessionSeconds(input.DurationSeconds, role.maxSessionSeconds, isRoleSession(call.caller));
  const sessionPolicies = sessionPoliciesOf(input, role, call.world);
  const sessionName = input.RoleSessionName ?? '';
  const { accessKeyId, secretAccessKey, sessionToken, expiresAt } = call.tokens.issue({
    kind: 'role',
    roleArn: role.arn,
    roleId: role.id,
    sessionName,
    issuedAt: call.now,
    expiresAt: new Date(wholeSeconds(call.now) + seconds * 1000),
    chained: isRoleSession(call.caller),
    tags: shape.tags,
    transitiveTagKeys: shape.transitiveTagKeys,
    sessionPolicies,
    ...(shape.sourceIdentity === undefined ? {} : { sourceIdentity: shape.sourceIdentity }),
  });
  const packed = packedSizeOf(input);
  return {
    Credentials: {
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      SessionToken: sessionToken,
      Expiration: expiresAt,
    },
    AssumedRoleUser: {
      AssumedRoleId: `${role.id}:${sessionName}`,
      Arn: `arn:${call.world.partition}:sts::${role.accountId}:assumed-role/${role.name}/${sessionName}`,
    },
    ...(packed === undefined ? {} : { PackedPolicySize: packed }),
    ...(shape.sourceIdentity === undefined ? {} : { SourceIdentity: shape.sourceIdentity }),
  };
}

function wholeSeconds(time: Date): number {
  return Math.floor(time.getTime() / 1000) * 1000;
}

function sessionPoliciesOf(input: AssumeRoleRequest, role: Role, world: World): readonly string[] {
  const inline = input.Policy === undefined ? [] : [input.Policy];
  for (const document of inline) {
    const problem = documentProblem(document, 'session');
    if (problem !== undefined) throw new AwsError('MalformedPolicyDocument', problem);
  }
  const managed = (input.PolicyArns ?? []).map(({ arn }) => {
    const policy = findManagedPolicy(world, arn ?? '');
    const owner = (arn ?? '').split(':')[4];
    if (policy !== undefined && (owner === 'aws' || owner === role.accountId)) return defaultDocument(policy);
    throw new AwsError('InvalidParameterValue', `ARN ${arn ?? ''} is not valid.`);
  });
  return [...inline, ...managed];
}

/** AWS packs policies and tags into a binary form of its own; deflate stands in for it. */
function packedSizeOf({ Policy, PolicyArns = [], Tags = [] }: AssumeRoleRequest): number | undefined {
  if (Policy === undefined && PolicyArns.length === 0 && Tags.length === 0) return undefined;
  const tags = Tags.flatMap(({ Key, Value }) => [Key, Value]);
  const text = [Policy, ...PolicyArns.map(({ arn }) => arn), ...tags].join('\0');
  return packedPercentage(deflateRawSync(text).byteLength);
}
