import {
  GetBucketAcl$,
  type GetBucketAclOutput,
  type GetBucketAclRequest,
  type Grant,
  PutBucketAcl$,
  type PutBucketAclRequest,
} from '@aws-sdk/client-s3';

import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import { openOperation } from '../service/operation.js';
import type { Bucket } from '../state/model.js';
import { type AclInput, isPublicAcl, requestedGrants } from './acls.js';
import { canonicalIdOf } from './canonical-id.js';
import { asking, blockOf, bucketNamed } from './s3-access.js';
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
    changeSettings(call.world, bucket).acl = requestedAcl(input, call, bucket) ?? missingAcl();
    return {};
  },
});

/** What S3 says to a request that is about an ACL and states none. */
export function missingAcl(): never {
  throw new AwsError('MissingSecurityHeader', 'Your request was missing a required header', {
    details: { MissingHeaderName: 'x-amz-acl' },
  });
}

/**
 * The grants that a new bucket is made with. Nobody can make one that is public at once: public access is blocked in
 * it until its owner says otherwise (API reference, "CreateBucket").
 */
export function aclOfNewBucket(input: AclInput, call: Call, bucket: Bucket): readonly Grant[] {
  const grants = requestedGrants(input, canonicalIdOf(bucket.accountId)) ?? [];
  if (grants.length > 0 && settingsOf(call.world, bucket).ownership === 'BucketOwnerEnforced') {
    throw aclWithoutAcls();
  }
  if (isPublicAcl(grants) && blockOf(call.world, bucket).BlockPublicAcls) {
    throw new AwsError(
      'InvalidBucketAclWithBlockPublicAccessError',
      'Bucket cannot have public ACLs set with BlockPublicAccess enabled',
    );
  }
  return grants;
}

/** What S3 says to grants in a bucket whose ACLs are off. */
export function aclWithoutAcls(): AwsError {
  return new AwsError(
    'InvalidBucketAclWithObjectOwnership',
    "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
  );
}
