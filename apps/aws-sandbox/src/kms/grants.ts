import { randomBytes } from 'node:crypto';

import {
  CreateGrant$,
  type CreateGrantRequest,
  type CreateGrantResponse,
  type GrantListEntry,
  ListGrants$,
  type ListGrantsRequest,
  type ListGrantsResponse,
  ListRetirableGrants$,
  type ListRetirableGrantsRequest,
  RetireGrant$,
  type RetireGrantRequest,
  RevokeGrant$,
  type RevokeGrantRequest,
} from '@aws-sdk/client-kms';

import type { ContextValue } from '../authorization/access-question.js';
import { principalExists } from '../authorization/principals-exist.js';
import { AwsError } from '../protocol/aws-error.js';
import { refuseViolations } from '../protocol/validation.rules.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { callerKeys, keyOf, notFound, onKey, refusePending, using } from './key-access.js';
import { keyByArn } from './key-use.js';
import { kmsPage } from './kms-paging.rules.js';
import { type KeyGrant, type KmsKey, keysOfAccount } from './kms-state.js';

const OPERATIONS: Readonly<Record<string, readonly string[]>> = {
  ENCRYPT_DECRYPT: [
    'Decrypt',
    'Encrypt',
    'GenerateDataKey',
    'GenerateDataKeyWithoutPlaintext',
    'ReEncryptFrom',
    'ReEncryptTo',
    'GenerateDataKeyPair',
    'GenerateDataKeyPairWithoutPlaintext',
  ],
  SIGN_VERIFY: ['Sign', 'Verify', 'GetPublicKey'],
  GENERATE_VERIFY_MAC: ['GenerateMac', 'VerifyMac'],
  KEY_AGREEMENT: ['DeriveSharedSecret', 'GetPublicKey'],
};
const ALWAYS = ['CreateGrant', 'RetireGrant', 'DescribeKey'];
const MAX_GRANTS = 50_000;

function refuseWrongOperations(operations: readonly string[], { usage, spec }: KmsKey): void {
  const more = usage === 'ENCRYPT_DECRYPT' && spec !== 'SYMMETRIC_DEFAULT' ? ['GetPublicKey'] : [];
  const allowed = [...(OPERATIONS[usage] ?? []), ...ALWAYS, ...more];
  if (operations.length > 0 && operations.every((each) => allowed.includes(each))) return;
  throw new AwsError(
    'ValidationException',
    `1 validation error detected: Value '[${operations.join(', ')}]' at 'operations' failed to satisfy constraint: Member must satisfy enum value set: [${allowed.join(', ')}]`,
  );
}

function refuseUnknown(call: Call, principal: string | undefined): void {
  if (principal === undefined || /^[a-z0-9.-]+\.amazonaws\.com$/u.test(principal)) return;
  if (principal !== '*' && principalExists(call.world, principal)) return;
  throw new AwsError('InvalidArnException', `ARN does not refer to a valid principal: ${principal}`);
}

function grantContext(input: CreateGrantRequest): Readonly<Record<string, ContextValue>> {
  const { Constraints: constraints, RetiringPrincipal: retiring } = input;
  const type = constraints?.EncryptionContextEquals ? 'EncryptionContextEquals' : 'EncryptionContextSubset';
  return {
    'kms:GrantIsForAWSResource': false,
    'kms:GrantOperations': input.Operations ?? [],
    'kms:GranteePrincipal': input.GranteePrincipal ?? '',
    ...(retiring === undefined ? {} : { 'kms:RetiringPrincipal': retiring }),
    ...(constraints === undefined ? {} : { 'kms:GrantConstraintType': type }),
  };
}

export const createGrant = operation<CreateGrantRequest, CreateGrantResponse>({
  schema: CreateGrant$,
  access: using('kms:CreateGrant', grantContext),
  handle: (input, call) => {
    refuseViolations(
      { Name: input.Name },
      { Name: { minLength: 1, maxLength: 256, pattern: '[a-zA-Z0-9:/_-]+' } },
      'ValidationException',
    );
    const key = keyOf(call, input);
    refusePending(key);
    if (key.state === 'Disabled') throw new AwsError('DisabledException', `${key.arn} is disabled.`);
    refuseWrongOperations(input.Operations ?? [], key);
    refuseUnknown(call, input.GranteePrincipal);
    refuseUnknown(call, input.RetiringPrincipal);
    const grant = sameGrant(key, input) ?? addGrant(key, input, call);
    return { GrantId: grant.id, GrantToken: tokenOf(key, grant) };
  },
});

/** Asking twice for a grant of one name gives the one that is there (KMS API Reference, CreateGrant). */
function sameGrant({ grants }: KmsKey, input: CreateGrantRequest): KeyGrant | undefined {
  if (input.Name === undefined) return undefined;
  const wanted = JSON.stringify(contentOf(input));
  return [...grants.values()].find(
    ({ name, granteePrincipal, retiringPrincipal, operations, constraints }) =>
      JSON.stringify({ name, granteePrincipal, retiringPrincipal, operations, constraints }) === wanted,
  );
}

function contentOf({ Name, GranteePrincipal, RetiringPrincipal, Operations, Constraints }: CreateGrantRequest) {
  const { EncryptionContextEquals: equals, EncryptionContextSubset: subset } = Constraints ?? {};
  return {
    name: Name,
    granteePrincipal: GranteePrincipal ?? '',
    retiringPrincipal: RetiringPrincipal,
    operations: [...(Operations ?? [])],
    constraints:
      equals === undefined && subset === undefined
        ? undefined
        : equals === undefined
          ? { subset: subset ?? {} }
          : { equals },
  };
}

function addGrant(key: KmsKey, input: CreateGrantRequest, { caller, now }: Call): KeyGrant {
  if (key.grants.size >= MAX_GRANTS) throw new AwsError('LimitExceededException', `${key.arn} has too many grants.`);
  const id = randomBytes(32).toString('hex');
  const grant = { id, ...contentOf(input), createdAt: now, issuingAccount: caller.accountId };
  key.grants.set(id, grant);
  return grant;
}

function tokenOf({ arn }: KmsKey, { id }: KeyGrant): string {
  return Buffer.from(JSON.stringify([arn, id])).toString('base64');
}

function readToken(call: Call, token: string): { key: KmsKey; grantId: string } {
  try {
    const [arn, grantId] = JSON.parse(Buffer.from(token, 'base64').toString('utf8')) as [string, string];
    const key = keyByArn(call.world, arn);
    if (key !== undefined && typeof grantId === 'string') return { key, grantId };
  } catch {
    // What cannot be read is told below.
  }
  throw new AwsError('InvalidGrantTokenException', 'The grant token is not valid.');
}

function entryOf({ arn }: KmsKey, grant: KeyGrant): GrantListEntry {
  const { constraints, retiringPrincipal, name } = grant;
  return {
    KeyId: arn,
    GrantId: grant.id,
    ...(name === undefined ? {} : { Name: name }),
    CreationDate: grant.createdAt,
    GranteePrincipal: grant.granteePrincipal,
    ...(retiringPrincipal === undefined ? {} : { RetiringPrincipal: retiringPrincipal }),
    IssuingAccount: `arn:${arn.split(':')[1] ?? 'aws'}:iam::${grant.issuingAccount}:root`,
    Operations: [...grant.operations] as NonNullable<GrantListEntry['Operations']>,
    ...(constraints === undefined
      ? {}
      : { Constraints: { EncryptionContextEquals: constraints.equals, EncryptionContextSubset: constraints.subset } }),
  };
}

export const listGrants = operation<ListGrantsRequest, ListGrantsResponse>({
  schema: ListGrants$,
  access: using('kms:ListGrants'),
  handle: (input, call) => {
    const key = keyOf(call, input);
    const found = [...key.grants.values()]
      .filter(({ id }) => input.GrantId === undefined || input.GrantId === id)
      .filter(({ granteePrincipal }) => (input.GranteePrincipal ?? granteePrincipal) === granteePrincipal);
    const { items, more } = kmsPage(found, input, { normal: 50, max: 100 });
    return { Grants: items.map((grant) => entryOf(key, grant)), ...more };
  },
});

export const listRetirableGrants = operation<ListRetirableGrantsRequest, ListGrantsResponse>({
  schema: ListRetirableGrants$,
  access: (_input, call) => [
    {
      action: 'kms:ListRetirableGrants',
      resource: '*',
      resourceAccountId: call.caller.accountId,
      context: callerKeys(call),
    },
  ],
  handle: (input, call) => {
    const entries = keysOfAccount(call.world, call.caller.accountId)
      .filter(({ region }) => region === call.region)
      .flatMap((key) => [...key.grants.values()].map((grant) => ({ key, grant })))
      .filter(({ grant }) => grant.retiringPrincipal === input.RetiringPrincipal);
    const { items, more } = kmsPage(entries, input, { normal: 50, max: 100 });
    return { Grants: items.map(({ key, grant }) => entryOf(key, grant)), ...more };
  },
});

function removeGrant(key: KmsKey, id: string): void {
  if (!key.grants.delete(id)) throw notFound(`Grant ID ${id} not found`);
}

export const revokeGrant = operation<RevokeGrantRequest, object>({
  schema: RevokeGrant$,
  access: using('kms:RevokeGrant', () => ({ 'kms:GrantIsForAWSResource': false })),
  handle: (input, call) => {
    removeGrant(keyOf(call, input), input.GrantId ?? '');
    return {};
  },
});

function retiring(input: RetireGrantRequest, call: Call): { key: KmsKey; grantId: string } {
  if (input.GrantToken !== undefined) return readToken(call, input.GrantToken);
  if (input.KeyId === undefined || input.GrantId === undefined) {
    throw new AwsError('ValidationException', 'Either GrantToken, or KeyId and GrantId must be given.');
  }
  return { key: keyOf(call, { KeyId: input.KeyId }), grantId: input.GrantId };
}

/** Its retiring principal may end a grant without any policy. */
export const retireGrant = operation<RetireGrantRequest, object>({
  schema: RetireGrant$,
  access: (input, call) => {
    const { key, grantId } = retiring(input, call);
    const retirer = key.grants.get(grantId)?.retiringPrincipal;
    const names = [call.caller.arn, ...(call.caller.kind === 'role-session' ? [call.caller.role.arn] : [])];
    if (retirer !== undefined && names.includes(retirer)) return 'everyone';
    return [onKey(call.world, key, { action: 'kms:RetireGrant', context: callerKeys(call) })];
  },
  handle: (input, call) => {
    const { key, grantId } = retiring(input, call);
    removeGrant(key, grantId);
    return {};
  },
});
