import * as client from '@aws-sdk/client-kms';

import { JsonProtocol } from '../protocol/json-protocol.js';
import { operationSchemasOf } from '../protocol/schema.js';
import { type AwsService, byName } from '../service/operation.js';
import { createAlias, deleteAlias, listAliases, updateAlias } from './aliases.js';
import {
  generateDataKey,
  generateDataKeyPair,
  generateDataKeyPairWithoutPlaintext,
  generateDataKeyWithoutPlaintext,
  generateRandom,
} from './data-keys.js';
import { decrypt, encrypt, reEncrypt } from './encryption.js';
import { createGrant, listGrants, listRetirableGrants, retireGrant, revokeGrant } from './grants.js';
import { cancelKeyDeletion, disableKey, enableKey, scheduleKeyDeletion } from './key-lifecycle.js';
import { getKeyPolicy, listKeyPolicies, putKeyPolicy } from './key-policies.js';
import {
  disableKeyRotation,
  enableKeyRotation,
  getKeyRotationStatus,
  listKeyRotations,
  rotateKeyOnDemand,
} from './key-rotation.js';
import { listResourceTags, tagResource, untagResource } from './key-tags.js';
import { createKey, describeKey, listKeys, updateKeyDescription } from './keys.js';
import { kmsResources } from './kms-resources.js';
import { generateMac, getPublicKey, sign, verify, verifyMac } from './signatures.js';

export const kmsService: AwsService = {
  signingName: 'kms',
  protocol: new JsonProtocol(
    {
      namespace: 'com.amazonaws.kms',
      xmlNamespace: '',
      version: '2014-11-01',
      operations: operationSchemasOf(client),
    },
    { target: 'TrentService', version: '1.1' },
  ),
  operations: byName([
    cancelKeyDeletion,
    createAlias,
    createGrant,
    createKey,
    decrypt,
    deleteAlias,
    describeKey,
    disableKey,
    disableKeyRotation,
    enableKey,
    enableKeyRotation,
    encrypt,
    generateDataKey,
    generateDataKeyPair,
    generateDataKeyPairWithoutPlaintext,
    generateDataKeyWithoutPlaintext,
    generateMac,
    generateRandom,
    getKeyPolicy,
    getKeyRotationStatus,
    getPublicKey,
    listAliases,
    listGrants,
    listKeyPolicies,
    listKeyRotations,
    listKeys,
    listResourceTags,
    listRetirableGrants,
    putKeyPolicy,
    reEncrypt,
    retireGrant,
    revokeGrant,
    rotateKeyOnDemand,
    scheduleKeyDeletion,
    sign,
    tagResource,
    untagResource,
    updateAlias,
    updateKeyDescription,
    verify,
    verifyMac,
  ]),
  resources: kmsResources,
};
