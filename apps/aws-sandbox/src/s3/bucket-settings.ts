import {
  DeleteBucketEncryption$,
  type DeleteBucketEncryptionRequest,
  DeleteBucketOwnershipControls$,
  type DeleteBucketOwnershipControlsRequest,
  GetBucketEncryption$,
  type GetBucketEncryptionOutput,
  type GetBucketEncryptionRequest,
  GetBucketOwnershipControls$,
  type GetBucketOwnershipControlsOutput,
  type GetBucketOwnershipControlsRequest,
  GetBucketVersioning$,
  type GetBucketVersioningOutput,
  type GetBucketVersioningRequest,
  PutBucketEncryption$,
  type PutBucketEncryptionRequest,
  PutBucketOwnershipControls$,
  type PutBucketOwnershipControlsRequest,
  PutBucketVersioning$,
  type PutBucketVersioningRequest,
  type ServerSideEncryptionRule,
} from '@aws-sdk/client-s3';

import { AwsError } from '../protocol/aws-error.js';
import { operation } from '../service/operation.js';
import { aclWithoutAcls } from './bucket-acls.js';
import { asking, bucketNamed } from './s3-access.js';
import { type OwnershipRule, changeSettings, settingsOf } from './s3-state.js';

const MALFORMED_XML = 'The XML you provided was not well-formed or did not validate against our published schema';

export function malformedXml(): AwsError {
  return new AwsError('MalformedXML', MALFORMED_XML);
}

export const getBucketVersioning = operation<GetBucketVersioningRequest, GetBucketVersioningOutput>({
  schema: GetBucketVersioning$,
  access: asking('s3:GetBucketVersioning'),
  handle: (input, call) => {
    const { versioning } = settingsOf(call.world, bucketNamed(call, input.Bucket));
    return versioning === undefined ? {} : { Status: versioning };
  },
});

export const putBucketVersioning = operation<PutBucketVersioningRequest, object>({
  schema: PutBucketVersioning$,
  access: asking('s3:PutBucketVersioning'),
  handle: (input, call) => {
    const settings = changeSettings(call.world, bucketNamed(call, input.Bucket));
    const status = input.VersioningConfiguration?.Status;
    if (status !== 'Enabled' && status !== 'Suspended') {
      throw new AwsError(
        'IllegalVersioningConfigurationException',
        'The Versioning element must be specified with a Status of Enabled or Suspended.',
      );
    }
    settings.versioning = status;
    return {};
  },
});

export const getBucketEncryption = operation<GetBucketEncryptionRequest, GetBucketEncryptionOutput>({
  schema: GetBucketEncryption$,
  access: asking('s3:GetEncryptionConfiguration'),
  handle: (input, call) => {
    const { encryption } = settingsOf(call.world, bucketNamed(call, input.Bucket));
    return { ServerSideEncryptionConfiguration: { Rules: [encryption] } };
  },
});

export const putBucketEncryption = operation<PutBucketEncryptionRequest, object>({
  schema: PutBucketEncryption$,
  access: asking('s3:PutEncryptionConfiguration'),
  handle: (input, call) => {
    const settings = changeSettings(call.world, bucketNamed(call, input.Bucket));
    const [rule, ...more] = input.ServerSideEncryptionConfiguration?.Rules ?? [];
    if (rule === undefined || more.length > 0) throw malformedXml();
    refuseBadRule(rule);
    settings.encryption = { ...rule, BucketKeyEnabled: rule.BucketKeyEnabled ?? false };
    return {};
  },
});

function refuseBadRule({ ApplyServerSideEncryptionByDefault: byDefault }: ServerSideEncryptionRule): void {
  const { SSEAlgorithm: algorithm, KMSMasterKeyID: keyId } = byDefault ?? {};
  if (algorithm === undefined || !['AES256', 'aws:kms', 'aws:kms:dsse'].includes(algorithm)) throw malformedXml();
  if (algorithm !== 'AES256' || keyId === undefined) return;
  throw new AwsError(
    'InvalidArgument',
    'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse',
    {
      details: { ArgumentName: 'ApplyServerSideEncryptionByDefault' },
    },
  );
}

/** There is no bucket without encryption: taking it away brings S3's own keys back. */
export const deleteBucketEncryption = operation<DeleteBucketEncryptionRequest, object>({
  schema: DeleteBucketEncryption$,
  access: asking('s3:PutEncryptionConfiguration'),
  handle: (input, call) => {
    changeSettings(call.world, bucketNamed(call, input.Bucket)).encryption = {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' },
      BucketKeyEnabled: false,
    };
    return {};
  },
});

export const getBucketOwnershipControls = operation<
  GetBucketOwnershipControlsRequest,
  GetBucketOwnershipControlsOutput
>({
  schema: GetBucketOwnershipControls$,
  access: asking('s3:GetBucketOwnershipControls'),
  handle: (input, call) => {
    const bucket = bucketNamed(call, input.Bucket);
    const { ownership } = settingsOf(call.world, bucket);
    if (ownership !== undefined) return { OwnershipControls: { Rules: [{ ObjectOwnership: ownership }] } };
    throw new AwsError('OwnershipControlsNotFoundError', 'The bucket ownership controls were not found', {
      status: 404,
      details: { BucketName: bucket.name },
    });
  },
});

const OWNERSHIP: readonly string[] = ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'];

export function isOwnership(text: string | undefined): text is OwnershipRule {
  return OWNERSHIP.includes(text ?? '');
}

export const putBucketOwnershipControls = operation<PutBucketOwnershipControlsRequest, object>({
  schema: PutBucketOwnershipControls$,
  access: asking('s3:PutBucketOwnershipControls'),
  handle: (input, call) => {
    const settings = changeSettings(call.world, bucketNamed(call, input.Bucket));
    const ownership = input.OwnershipControls?.Rules?.[0]?.ObjectOwnership;
    if (!isOwnership(ownership)) throw malformedXml();
    if (ownership === 'BucketOwnerEnforced' && settings.acl.length > 0) throw aclWithoutAcls();
    settings.ownership = ownership;
    return {};
  },
});

export const deleteBucketOwnershipControls = operation<DeleteBucketOwnershipControlsRequest, object>({
  schema: DeleteBucketOwnershipControls$,
  access: asking('s3:PutBucketOwnershipControls'),
  handle: (input, call) => {
    changeSettings(call.world, bucketNamed(call, input.Bucket)).ownership = undefined;
    return {};
  },
});
