import * as client from '@aws-sdk/client-s3';

import { operationSchemasOf } from '../protocol/schema.js';
import { type AwsService, byName } from '../service/operation.js';
import { getBucketAcl, putBucketAcl } from './bucket-acls.js';
import {
  deleteBucketPolicy,
  deleteBucketTagging,
  getBucketTagging,
  putBucketPolicy,
  putBucketTagging,
} from './bucket-configuration.js';
import { createBucket, deleteBucket } from './bucket-lifecycle.js';
import {
  deleteBucketEncryption,
  deleteBucketOwnershipControls,
  getBucketEncryption,
  getBucketOwnershipControls,
  getBucketVersioning,
  putBucketEncryption,
  putBucketOwnershipControls,
  putBucketVersioning,
} from './bucket-settings.js';
import { getBucketLocation, getBucketPolicy, headBucket, listBuckets } from './buckets.js';
import { deleteObject, deleteObjects } from './delete-objects.js';
import { listObjects, listObjectsV2 } from './list-objects.js';
import { locate } from './locate.rules.js';
import { abortMultipartUpload, completeMultipartUpload, createMultipartUpload } from './multipart-uploads.js';
import {
  deleteObjectTagging,
  getObjectAcl,
  getObjectTagging,
  putObjectAcl,
  putObjectTagging,
} from './object-settings.js';
import { listObjectVersions } from './object-version-list.js';
import {
  deleteAccountPublicAccessBlock,
  deletePublicAccessBlock,
  getAccountPublicAccessBlock,
  getBucketPolicyStatus,
  getPublicAccessBlock,
  putAccountPublicAccessBlock,
  putPublicAccessBlock,
} from './public-access-block.js';
import { copyObject, putObject } from './put-object.js';
import { getObject, getObjectAttributes, headObject } from './read-objects.js';
import { S3Protocol } from './s3-protocol.js';
import { s3Resources } from './s3-resources.js';
import { storedSettings } from './stored-settings.js';
import { listMultipartUploads, listParts, uploadPart, uploadPartCopy } from './upload-parts.js';

export const s3Service: AwsService = {
  signingName: 's3',
  protocol: new S3Protocol(
    {
      namespace: 'com.amazonaws.s3',
      xmlNamespace: 'http://s3.amazonaws.com/doc/2006-03-01/',
      version: '2006-03-01',
      operations: operationSchemasOf(client),
    },
    locate,
  ),
  operations: byName([
    abortMultipartUpload,
    completeMultipartUpload,
    copyObject,
    createBucket,
    createMultipartUpload,
    deleteAccountPublicAccessBlock,
    deleteBucket,
    deleteBucketEncryption,
    deleteBucketOwnershipControls,
    deleteBucketPolicy,
    deleteBucketTagging,
    deleteObject,
    deleteObjectTagging,
    deleteObjects,
    deletePublicAccessBlock,
    getAccountPublicAccessBlock,
    getBucketAcl,
    getBucketEncryption,
    getBucketLocation,
    getBucketOwnershipControls,
    getBucketPolicy,
    getBucketPolicyStatus,
    getBucketTagging,
    getBucketVersioning,
    getObject,
    getObjectAcl,
    getObjectAttributes,
    getObjectTagging,
    getPublicAccessBlock,
    headBucket,
    headObject,
    listBuckets,
    listMultipartUploads,
    listObjectVersions,
    listObjects,
    listObjectsV2,
    listParts,
    putAccountPublicAccessBlock,
    putBucketAcl,
    putBucketEncryption,
    putBucketOwnershipControls,
    putBucketPolicy,
    putBucketTagging,
    putBucketVersioning,
    putObject,
    putObjectAcl,
    putObjectTagging,
    putPublicAccessBlock,
    uploadPart,
    uploadPartCopy,
    ...storedSettings,
  ]),
  resources: s3Resources,
};
