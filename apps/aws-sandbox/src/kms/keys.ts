import {
  CreateKey$,
  type CreateKeyRequest,
  type CreateKeyResponse,
  DescribeKey$,
  type DescribeKeyRequest,
  type DescribeKeyResponse,
  type KeySpec,
  type KeyUsageType,
  ListKeys$,
  type ListKeysRequest,
  type ListKeysResponse,
  UpdateKeyDescription$,
  type UpdateKeyDescriptionRequest,
} from '@aws-sdk/client-kms';

import { AwsError } from '../protocol/aws-error.js';
import { refuseViolations } from '../protocol/validation.rules.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { callerKeys, keyOf, managing, refusePending, using } from './key-access.js';
import { arnOf } from './key-arn.js';
import { freshKeyId, freshMaterial, isMakeable } from './key-material.js';
import { keyMetadata } from './key-metadata.js';
import { refuseBadKeyPolicy } from './key-policies.js';
import { defaultKeyPolicy } from './key-policy.js';
import { kmsPage } from './kms-paging.rules.js';
import { type KmsKey, changeKeyStore, keyStore, liveKey } from './kms-state.js';
import { readKeyTags, requestTagKeys } from './kms-tags.rules.js';

const invalid = (message: string): AwsError => new AwsError('ValidationException', message);

/** What each kind of key can be for; the first is meant when a request does not say. */
function usagesOf(spec: KeySpec): readonly KeyUsageType[] {
  if (spec === 'SYMMETRIC_DEFAULT') return ['ENCRYPT_DECRYPT'];
  if (spec.startsWith('HMAC_')) return ['GENERATE_VERIFY_MAC'];
  if (spec.startsWith('RSA_')) return ['ENCRYPT_DECRYPT', 'SIGN_VERIFY'];
  return spec === 'ECC_SECG_P256K1' ? ['SIGN_VERIFY'] : ['SIGN_VERIFY', 'KEY_AGREEMENT'];
}

function specAndUsage(input: CreateKeyRequest): { spec: KeySpec; usage: KeyUsageType } {
  const spec = input.KeySpec ?? input.CustomerMasterKeySpec ?? 'SYMMETRIC_DEFAULT';
  if (!isMakeable(spec)) throw new AwsError('UnsupportedOperationException', `KeySpec ${spec} is not supported here.`);
  if (input.KeyUsage === undefined && spec !== 'SYMMETRIC_DEFAULT') {
    throw invalid('You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.');
  }
  const usage = input.KeyUsage ?? 'ENCRYPT_DECRYPT';
  if (usagesOf(spec).includes(usage)) return { spec, usage };
  throw invalid(`KeyUsage ${usage} is not compatible with KeySpec ${spec}`);
}

function refuseUnsupported({
  Origin: origin = 'AWS_KMS',
  CustomKeyStoreId: store,
  Description,
}: CreateKeyRequest): void {
  refuseViolations({ Description }, { Description: { maxLength: 8192 } }, 'ValidationException');
  if (origin !== 'AWS_KMS' || store !== undefined) {
    throw new AwsError('UnsupportedOperationException', `The AWS sandbox has no keys of origin ${origin}.`);
  }
}

export const createKey = operation<CreateKeyRequest, CreateKeyResponse>({
  schema: CreateKey$,
  access: (input, call) => {
    const context = {
      ...callerKeys(call),
      ...requestTagKeys(input.Tags),
      'kms:KeySpec': input.KeySpec ?? input.CustomerMasterKeySpec ?? 'SYMMETRIC_DEFAULT',
      'kms:KeyUsage': input.KeyUsage ?? 'ENCRYPT_DECRYPT',
      'kms:KeyOrigin': input.Origin ?? 'AWS_KMS',
      'kms:MultiRegion': input.MultiRegion === true,
      'kms:BypassPolicyLockoutSafetyCheck': input.BypassPolicyLockoutSafetyCheck === true,
    };
    const actions = ['kms:CreateKey', ...((input.Tags ?? []).length > 0 ? ['kms:TagResource'] : [])];
    const resourceAccountId = call.caller.accountId;
    return actions.map((action) => ({ action, resource: '*', resourceAccountId, context }));
  },
  handle: async (input, call) => {
    refuseUnsupported(input);
    const { spec, usage } = specAndUsage(input);
    const tags = readKeyTags(input.Tags ?? []);
    const material = await freshMaterial(spec);
    const key = { ...draftOf(input, call), spec, usage, tags, materials: [material] };
    if (input.Policy !== undefined) {
      refuseBadKeyPolicy(call, key, { document: input.Policy, bypass: input.BypassPolicyLockoutSafetyCheck });
      key.policy = input.Policy;
    }
    changeKeyStore(call.world, key).keys.set(key.id, key);
    return { KeyMetadata: keyMetadata(call.world, key) };
  },
});

function draftOf(
  input: CreateKeyRequest,
  { world, caller, region, now }: Call,
): Omit<KmsKey, 'spec' | 'usage' | 'tags' | 'materials'> {
  const multi = input.MultiRegion === true;
  const id = freshKeyId(multi);
  const place = { accountId: caller.accountId, region };
  return {
    id,
    arn: arnOf(world, place, `key/${id}`),
    ...place,
    createdAt: now,
    origin: 'AWS_KMS',
    manager: 'CUSTOMER',
    multiRegion: multi ? { primaryRegion: region, regions: [region] } : undefined,
    description: input.Description ?? '',
    state: 'Enabled',
    deletionAt: undefined,
    pendingDays: undefined,
    policy: defaultKeyPolicy(world, caller.accountId),
    rotationDays: undefined,
    rotatedAt: now,
    rotations: [],
    grants: new Map(),
  };
}

export const describeKey = operation<DescribeKeyRequest, DescribeKeyResponse>({
  schema: DescribeKey$,
  access: using('kms:DescribeKey'),
  handle: (input, call) => ({ KeyMetadata: keyMetadata(call.world, keyOf(call, input)) }),
});

export const listKeys = operation<ListKeysRequest, ListKeysResponse>({
  schema: ListKeys$,
  access: (_input, call) => [
    { action: 'kms:ListKeys', resource: '*', resourceAccountId: call.caller.accountId, context: callerKeys(call) },
  ],
  handle: (input, { world, caller, region, now }) => {
    const place = { accountId: caller.accountId, region };
    const live = [...keyStore(world, place).keys.keys()].flatMap((id) => liveKey(world, place, { id, now }) ?? []);
    const { items, more } = kmsPage(live, input, { normal: 100, max: 1000 });
    return { Keys: items.map(({ id, arn }) => ({ KeyId: id, KeyArn: arn })), ...more };
  },
});

export const updateKeyDescription = operation<UpdateKeyDescriptionRequest, object>({
  schema: UpdateKeyDescription$,
  access: managing('kms:UpdateKeyDescription'),
  handle: (input, call) => {
    refuseViolations({ Description: input.Description }, { Description: { maxLength: 8192 } }, 'ValidationException');
    const key = keyOf(call, input);
    refusePending(key);
    key.description = input.Description ?? '';
    return {};
  },
});
