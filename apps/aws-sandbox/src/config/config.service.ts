import * as client from '@aws-sdk/client-config-service';

import { JsonProtocol } from '../protocol/json-protocol.js';
import { operationSchemasOf } from '../protocol/schema.js';
import { type AwsService, byName } from '../service/operation.js';
import {
  deleteConfigurationAggregator,
  describeConfigurationAggregators,
  putConfigurationAggregator,
} from './aggregators.js';
import {
  batchGetResourceConfig,
  getDiscoveredResourceCounts,
  listDiscoveredResources,
} from './discovered-resources.js';
import { describeConfigurationRecorderStatus, describeConfigurationRecorders } from './recorders.js';
import { getResourceConfigHistory } from './resource-history.js';
import { selectAggregateResourceConfig, selectResourceConfig } from './select-resources.js';

export const configService: AwsService = {
  signingName: 'config',
  protocol: new JsonProtocol(
    {
      namespace: 'com.amazonaws.configservice',
      xmlNamespace: 'http://config.amazonaws.com/doc/2014-11-12/',
      version: '2014-11-12',
      operations: operationSchemasOf(client),
    },
    { target: 'StarlingDoveService', version: '1.1', invalidCode: 'ValidationException' },
  ),
  operations: byName([
    batchGetResourceConfig,
    deleteConfigurationAggregator,
    describeConfigurationAggregators,
    describeConfigurationRecorderStatus,
    describeConfigurationRecorders,
    getDiscoveredResourceCounts,
    getResourceConfigHistory,
    listDiscoveredResources,
    putConfigurationAggregator,
    selectAggregateResourceConfig,
    selectResourceConfig,
  ]),
};
