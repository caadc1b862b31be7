import { randomBytes } from 'node:crypto';

import {
  CreateAccessKey$,
  type CreateAccessKeyRequest,
  type CreateAccessKeyResponse,
  DeleteAccessKey$,
  type DeleteAccessKeyRequest,
  GetAccessKeyLastUsed$,
  type GetAccessKeyLastUsedRequest,
  type GetAccessKeyLastUsedResponse,
  ListAccessKeys$,
  type ListAccessKeysRequest,
  type ListAccessKeysResponse,
  UpdateAccessKey$,
  type UpdateAccessKeyRequest,
} from '@aws-sdk/client-iam';

import { refuseViolations } from '../protocol/validation.rules.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { accessKeyIdOf } from '../signing/access-key-id.rules.js';
import type { AccessKey, User } from '../state/model.js';
import { noSuchEntity, ownAccount } from './iam-account.js';
import { refuseOver } from './iam-limits.rules.js';
import { pageOf } from './iam-paging.rules.js';
import { namedUser, onUser } from './named-user.js';
import { keyUseOf } from './service-use.js';
import { keysOf } from './user-keys.js';

const KEY_ID = { minLength: 16, maxLength: 128, pattern: '[\\w]+' } as const;
const STATUS = { oneOf: ['Active', 'Inactive'] } as const;

export const createAccessKey = operation<CreateAccessKeyRequest, CreateAccessKeyResponse>({
  schema: CreateAccessKey$,
  access: onUser('iam:CreateAccessKey'),
  handle: (input, call) => {
    const user = namedUser(input, call);
    refuseOver('AccessKeysPerUser', keysOf(call.world, user).length + 1);
    const key: AccessKey = {
      id: accessKeyIdOf('AKIA', user.accountId, randomBytes(10)),
      secret: randomBytes(30).toString('base64'),
      accountId: user.accountId,
      userName: user.name,
      createdAt: call.now,
      status: 'Active',
    };
    call.world.accessKeys.set(key.id, key);
    const { id: AccessKeyId, secret: SecretAccessKey, status: Status } = key;
    return { AccessKey: { UserName: user.name, AccessKeyId, Status, SecretAccessKey, CreateDate: key.createdAt } };
  },
});

export const listAccessKeys = operation<ListAccessKeysRequest, ListAccessKeysResponse>({
  schema: ListAccessKeys$,
  access: onUser('iam:ListAccessKeys'),
  handle: (input, call) => {
    const user = namedUser(input, call);
    const keyOf = ({ createdAt, id }: AccessKey): string => `${createdAt.toISOString()}/${id}`;
    const { items, ...rest } = pageOf(keysOf(call.world, user), keyOf, input);
    const AccessKeyMetadata = items.map(({ id, status, createdAt }) => ({
      UserName: user.name,
      AccessKeyId: id,
      Status: status,
      CreateDate: createdAt,
    }));
    return { AccessKeyMetadata, ...rest };
  },
});

export const updateAccessKey = operation<UpdateAccessKeyRequest, object>({
  schema: UpdateAccessKey$,
  access: (input, call) => {
    refuseViolations({ AccessKeyId: input.AccessKeyId, Status: input.Status }, { AccessKeyId: KEY_ID, Status: STATUS });
    return onUser('iam:UpdateAccessKey')(input, call);
  },
  handle: (input, call) => {
    keyNamed(call, namedUser(input, call), input.AccessKeyId).status =
      input.Status === 'Inactive' ? 'Inactive' : 'Active';
    return {};
  },
});

export const deleteAccessKey = operation<DeleteAccessKeyRequest, object>({
  schema: DeleteAccessKey$,
  access: (input, call) => {
    refuseViolations({ AccessKeyId: input.AccessKeyId }, { AccessKeyId: KEY_ID });
    return onUser('iam:DeleteAccessKey')(input, call);
  },
  handle: (input, call) => {
    call.world.accessKeys.delete(keyNamed(call, namedUser(input, call), input.AccessKeyId).id);
    return {};
  },
});

function keyNamed({ world }: Call, user: User, id = ''): AccessKey {
  const key = keysOf(world, user).find((each) => each.id === id);
  if (key !== undefined) return key;
  throw noSuchEntity(`The Access Key with id ${id} cannot be found.`);
}

export const getAccessKeyLastUsed = operation<GetAccessKeyLastUsedRequest, GetAccessKeyLastUsedResponse>({
  schema: GetAccessKeyLastUsed$,
  access: (input, call) => {
    refuseViolations({ AccessKeyId: input.AccessKeyId }, { AccessKeyId: KEY_ID });
    const key = ownKey(call, input.AccessKeyId);
    const account = ownAccount(call);
    const resource = account.users.get((key?.userName ?? '').toLowerCase())?.arn ?? '*';
    return [{ action: 'iam:GetAccessKeyLastUsed', resource, resourceAccountId: account.id }];
  },
  handle: (input, call) => {
    const key = ownKey(call, input.AccessKeyId);
    if (key === undefined) throw noSuchEntity(`The Access Key with id ${input.AccessKeyId ?? ''} cannot be found.`);
    const use = keyUseOf(call.world, key.id);
    const AccessKeyLastUsed =
      use === undefined
        ? { ServiceName: 'N/A', Region: 'N/A', LastUsedDate: undefined }
        : { LastUsedDate: use.at, ServiceName: use.service, Region: use.region };
    return { UserName: key.userName, AccessKeyLastUsed };
  },
});

function ownKey({ world, caller }: Call, id = ''): AccessKey | undefined {
  const key = world.accessKeys.get(id);
  return key?.accountId === caller.accountId ? key : undefined;
}
