import * as client from '@aws-sdk/client-resource-groups-tagging-api';

import { JsonProtocol } from '../protocol/json-protocol.js';
import { operationSchemasOf } from '../protocol/schema.js';
import { type AwsService, byName } from '../service/operation.js';
import { tagResources, untagResources } from './change-tags.js';
import { getResources, getTagKeys, getTagValues } from './search-tags.js';

export const taggingService: AwsService = {
  signingName: 'tagging',
  protocol: new JsonProtocol(
    {
      namespace: 'com.amazonaws.resourcegroupstaggingapi',
      xmlNamespace: 'http://tagging.amazonaws.com/doc/2017-01-26/',
      version: '2017-01-26',
      operations: operationSchemasOf(client),
    },
    { target: 'ResourceGroupsTaggingAPI_20170126', version: '1.1', invalidCode: 'InvalidParameterException' },
  ),
  operations: byName([getResources, getTagKeys, getTagValues, tagResources, untagResources]),
};
