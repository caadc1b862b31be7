import * as client from '@aws-sdk/client-secrets-manager';

import { JsonProtocol } from '../protocol/json-protocol.js';
import { operationSchemasOf } from '../protocol/schema.js';
import { type AwsService, byName } from '../service/operation.js';
import { createSecret } from './create-secret.js';
import { getRandomPassword } from './random-password.js';
import { deleteSecret, restoreSecret } from './secret-deletion.js';
import { describeSecret, listSecretVersionIds, listSecrets } from './secret-lists.js';
import {
  deleteResourcePolicy,
  getResourcePolicy,
  putResourcePolicy,
  validateResourcePolicy,
} from './secret-policies.js';
import { tagResource, untagResource } from './secret-tags.js';
import {
  batchGetSecretValue,
  getSecretValue,
  putSecretValue,
  updateSecret,
  updateSecretVersionStage,
} from './secret-values.js';
import { secretsResources } from './secrets-resources.js';

export const secretsManagerService: AwsService = {
  signingName: 'secretsmanager',
  protocol: new JsonProtocol(
    {
      namespace: 'com.amazonaws.secretsmanager',
      xmlNamespace: '',
      version: '2017-10-17',
      operations: operationSchemasOf(client),
    },
    { target: 'secretsmanager', version: '1.1' },
  ),
  operations: byName([
    batchGetSecretValue,
    createSecret,
    deleteResourcePolicy,
    deleteSecret,
    describeSecret,
    getRandomPassword,
    getResourcePolicy,
    getSecretValue,
    listSecretVersionIds,
    listSecrets,
    putResourcePolicy,
    putSecretValue,
    restoreSecret,
    tagResource,
    untagResource,
    updateSecret,
    updateSecretVersionStage,
    validateResourcePolicy,
  ]),
  resources: secretsResources,
};
