import {
  DeletePublicAccessBlock$,
  type DeletePublicAccessBlockRequest,
  GetBucketPolicyStatus$,
  type GetBucketPolicyStatusOutput,
  type GetBucketPolicyStatusRequest,
  GetPublicAccessBlock$,
  type GetPublicAccessBlockOutput,
  type GetPublicAccessBlockRequest,
  PutPublicAccessBlock$,
  type PutPublicAccessBlockRequest,
} from '@aws-sdk/client-s3';

import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import { openOperation, operation } from '../service/operation.js';
import { readBlock } from './public-access-block.rules.js';
import { isPublicPolicy } from './public-policy.rules.js';
import { asking, bucketNamed, noSuchBucketPolicy } from './s3-access.js';
import { accountBlocksOf, changeSettings, settingsOf } from './s3-state.js';
import {
  type AccountBlockInput,
  type AccountBlockOutput,
  DeleteAccountPublicAccessBlock$,
  GetAccountPublicAccessBlock$,
  PutAccountPublicAccessBlock$,
} from './s3-control-schemas.js';

function noBlock(): AwsError {
  return new AwsError('NoSuchPublicAccessBlockConfiguration', 'The public access block configuration was not found', {
    status: 404,
  });
}

export const getPublicAccessBlock = operation<GetPublicAccessBlockRequest, GetPublicAccessBlockOutput>({
  schema: GetPublicAccessBlock$,
  access: asking('s3:GetBucketPublicAccessBlock'),
  handle: (input, call) => {
    const { publicAccessBlock } = settingsOf(call.world, bucketNamed(call, input.Bucket));
    if (publicAccessBlock === undefined) throw noBlock();
    return { PublicAccessBlockConfiguration: { ...publicAccessBlock } };
  },
});

export const putPublicAccessBlock = operation<PutPublicAccessBlockRequest, object>({
  schema: PutPublicAccessBlock$,
  access: asking('s3:PutBucketPublicAccessBlock'),
  handle: (input, call) => {
    const settings = changeSettings(call.world, bucketNamed(call, input.Bucket));
    settings.publicAccessBlock = readBlock(input.PublicAccessBlockConfiguration);
    return {};
  },
});

export const deletePublicAccessBlock = operation<DeletePublicAccessBlockRequest, object>({
  schema: DeletePublicAccessBlock$,
  access: asking('s3:PutBucketPublicAccessBlock'),
  handle: (input, call) => {
    changeSettings(call.world, bucketNamed(call, input.Bucket)).publicAccessBlock = undefined;
    return {};
  },
});

export const getBucketPolicyStatus = openOperation<GetBucketPolicyStatusRequest, GetBucketPolicyStatusOutput>({
  schema: GetBucketPolicyStatus$,
  access: asking('s3:GetBucketPolicyStatus'),
  handle: (input, call) => {
    const { policy, name } = bucketNamed(call, input.Bucket);
    if (policy === undefined) throw noSuchBucketPolicy(name);
    return { PolicyStatus: { IsPublic: isPublicPolicy(policy) } };
  },
});

function askingAccount(action: string) {
  return (input: AccountBlockInput, { caller, world }: Call) => {
    if (input.AccountId !== caller.accountId && !world.accounts.has(input.AccountId ?? '')) {
      throw new AwsError('InvalidRequest', `The account ${input.AccountId ?? ''} is not valid.`);
    }
    return [{ action, resource: '*', resourceAccountId: input.AccountId ?? '' }];
  };
}

export const getAccountPublicAccessBlock = operation<AccountBlockInput, AccountBlockOutput>({
  schema: GetAccountPublicAccessBlock$,
  access: askingAccount('s3:GetAccountPublicAccessBlock'),
  handle: ({ AccountId = '' }, { world }) => {
    const block = accountBlocksOf(world).get(AccountId);
    if (block === undefined) throw noBlock();
    return { PublicAccessBlockConfiguration: { ...block } };
  },
});

export const putAccountPublicAccessBlock = operation<AccountBlockInput, object>({
  schema: PutAccountPublicAccessBlock$,
  access: askingAccount('s3:PutAccountPublicAccessBlock'),
  handle: ({ AccountId = '', PublicAccessBlockConfiguration }, { world }) => {
    accountBlocksOf(world).set(AccountId, readBlock(PublicAccessBlockConfiguration));
    return {};
  },
});

export const deleteAccountPublicAccessBlock = operation<AccountBlockInput, object>({
  schema: DeleteAccountPublicAccessBlock$,
  access: askingAccount('s3:PutAccountPublicAccessBlock'),
  handle: ({ AccountId = '' }, { world }) => {
    accountBlocksOf(world).delete(AccountId);
    return {};
  },
});
