import {
  GetBucketAcl$,
  type GetBucketAclOutput,
  type GetBucketAclRequest,
  type Grant,
  PutBucketAcl$,
  type PutBucketAclRequest,
} from '@aws-sdk/client-s3';

import { openOperation } from '../service/operation.js';
import { canonicalIdOf } from './canonical-id.js';
import { asking, bucketNamed } from './s3-access.js';
import { changeSettings, settingsOf } from './s3-state.js';
import { requestedAcl } from './write-object.js';

/** An access control list: the owner's full control, and what was granted beside it. */
export function aclShape(accountId: string, grants: readonly Grant[]): GetBucketAclOutput {
  const ID = canonicalIdOf(accountId);
  const own: Grant = { Grantee: { Type: 'CanonicalUser', ID }, Permission: 'FULL_CONTROL' };
  return { Owner: { ID }, Grants: [own, ...grants] };
}

export const getBucketAcl = openOperation<GetBucketAclRequest, GetBucketAclOutput>({
  schema: GetBucketAcl$,
  access: asking('s3:GetBucketAcl'),
  handle: (input, call) => {
    const bucket = bucketNamed(call, input.Bucket);
    return aclShape(bucket.accountId, settingsOf(call.world, bucket).acl);
  },
});

export const putBucketAcl = openOperation<PutBucketAclRequest, object>({
  schema: PutBucketAcl$,
  access: asking('s3:PutBucketAcl'),
  handle: (input, call) => {
    const bucket = bucketNamed(call, input.Bucket);
    const grants = requestedAcl(input, call, bucket) ?? [];
    changeSettings(call.world, bucket).acl = grants;
    return {};
  },
});
