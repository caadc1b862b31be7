import * as client from '@aws-sdk/client-s3';

import { RestXmlProtocol } from '../protocol/rest-xml-protocol.js';
import { operationSchemasOf } from '../protocol/schema.js';
import { type AwsService, byName } from '../service/operation.js';
import {
  deleteBucketPolicy,
  deleteBucketTagging,
  getBucketTagging,
  putBucketPolicy,
  putBucketTagging,
} from './bucket-configuration.js';
import { bucketResources } from './bucket-resources.js';
import { createBucket, deleteBucket, deleteObject } from './bucket-lifecycle.js';
import { getBucketLocation, getBucketPolicy, headBucket, listBuckets } from './buckets.js';
import { locate } from './locate.rules.js';
import { getObject, headObject, listObjectsV2, putObject } from './objects.js';

export const s3Service: AwsService = {
  signingName: 's3',
  protocol: new RestXmlProtocol(
    {
      namespace: 'com.amazonaws.s3',
      xmlNamespace: 'http://s3.amazonaws.com/doc/2006-03-01/',
      version: '2006-03-01',
      operations: operationSchemasOf(client),
    },
    locate,
  ),
  operations: byName([
    createBucket,
    deleteBucket,
    deleteBucketPolicy,
    deleteBucketTagging,
    deleteObject,
    getBucketTagging,
    putBucketPolicy,
    putBucketTagging,
    getBucketLocation,
    getBucketPolicy,
    getObject,
    headBucket,
    headObject,
    listBuckets,
    listObjectsV2,
    putObject,
  ]),
  resources: bucketResources,
};
