import * as client from '@aws-sdk/client-cloudtrail';

import { JsonProtocol } from '../protocol/json-protocol.js';
import { operationSchemasOf } from '../protocol/schema.js';
import { type AwsService, byName } from '../service/operation.js';
import { lookupEvents } from './lookup-events.js';
import { describeTrails, getTrail, getTrailStatus, listTrails } from './trails.js';

export const cloudtrailService: AwsService = {
  signingName: 'cloudtrail',
  protocol: new JsonProtocol(
    {
      namespace: 'com.amazonaws.cloudtrail',
      xmlNamespace: 'http://cloudtrail.amazonaws.com/doc/2013-11-01/',
      version: '2013-11-01',
      operations: operationSchemasOf(client),
    },
    { target: 'CloudTrail_20131101', version: '1.1' },
  ),
  operations: byName([describeTrails, getTrail, getTrailStatus, listTrails, lookupEvents]),
};
