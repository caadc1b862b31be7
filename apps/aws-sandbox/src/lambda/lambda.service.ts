import * as client from '@aws-sdk/client-lambda';

import { RestJsonProtocol } from '../protocol/rest-json-protocol.js';
import { operationSchemasOf } from '../protocol/schema.js';
import { type AwsService, byName } from '../service/operation.js';
import { createAlias, deleteAlias, getAlias, listAliases, updateAlias } from './aliases.js';
import {
  deleteFunctionConcurrency,
  getAccountSettings,
  getFunctionConcurrency,
  putFunctionConcurrency,
} from './function-limits.js';
import { listTags, tagResource, untagResource } from './function-tags.js';
import { updateFunctionCode, updateFunctionConfiguration } from './function-updates.js';
import {
  createFunctionUrlConfig,
  deleteFunctionUrlConfig,
  getFunctionUrlConfig,
  listFunctionUrlConfigs,
  updateFunctionUrlConfig,
} from './function-urls.js';
import { createFunction, deleteFunction, getFunction, getFunctionConfiguration, listFunctions } from './functions.js';
import { invoke } from './invoke.js';
import { lambdaResources } from './lambda-resources.js';
import { addPermission, getPolicy, removePermission } from './permissions.js';
import { listVersionsByFunction, publishVersion } from './versions.js';

export const lambdaService: AwsService = {
  signingName: 'lambda',
  protocol: new RestJsonProtocol({ namespace: 'com.amazonaws.lambda', operations: operationSchemasOf(client) }),
  resources: lambdaResources,
  operations: byName([
    addPermission,
    createAlias,
    createFunction,
    createFunctionUrlConfig,
    deleteAlias,
    deleteFunction,
    deleteFunctionConcurrency,
    deleteFunctionUrlConfig,
    getAccountSettings,
    getAlias,
    getFunction,
    getFunctionConcurrency,
    getFunctionConfiguration,
    getFunctionUrlConfig,
    getPolicy,
    invoke,
    listAliases,
    listFunctionUrlConfigs,
    listFunctions,
    listTags,
    listVersionsByFunction,
    publishVersion,
    putFunctionConcurrency,
    removePermission,
    tagResource,
    untagResource,
    updateAlias,
    updateFunctionCode,
    updateFunctionConfiguration,
    updateFunctionUrlConfig,
  ]),
};
