import * as client from '@aws-sdk/client-accessanalyzer';

import { RestJsonProtocol } from '../protocol/rest-json-protocol.js';
import { operationSchemasOf } from '../protocol/schema.js';
import { type AwsService, byName } from '../service/operation.js';
import { checkAccessNotGranted, checkNoNewAccess, checkNoPublicAccess } from './check-access.js';
import { validatePolicy } from './validate-policy.js';

export const accessAnalyzerService: AwsService = {
  signingName: 'access-analyzer',
  protocol: new RestJsonProtocol(
    { namespace: 'com.amazonaws.accessanalyzer', operations: operationSchemasOf(client) },
    { invalidDetails: { reason: 'fieldValidationFailed' } },
  ),
  operations: byName([checkAccessNotGranted, checkNoNewAccess, checkNoPublicAccess, validatePolicy]),
};
