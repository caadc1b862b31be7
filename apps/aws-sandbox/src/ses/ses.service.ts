import * as client from '@aws-sdk/client-ses';

import type { AwsError } from '../protocol/aws-error.js';
import { QueryProtocol } from '../protocol/query-protocol.js';
import { operationSchemasOf } from '../protocol/schema.js';
import { type AwsService, byName } from '../service/operation.js';
import {
  deleteIdentity,
  deleteIdentityPolicy,
  getIdentityPolicies,
  getIdentityVerificationAttributes,
  listIdentities,
  listIdentityPolicies,
  putIdentityPolicy,
  verifyDomainIdentity,
  verifyEmailIdentity,
} from './identity-operations.js';
import { getSendQuota, sendEmail, sendRawEmail } from './sending.js';
import { sesRefusal } from './ses-errors.js';
import { sesResources } from './ses-resources.js';

class SesProtocol extends QueryProtocol {
  override accessDenied(message: string): AwsError {
    return super.accessDenied(sesRefusal(message));
  }
}

export const sesService: AwsService = {
  signingName: 'ses',
  protocol: new SesProtocol({
    namespace: 'com.amazonaws.ses',
    xmlNamespace: 'http://ses.amazonaws.com/doc/2010-12-01/',
    version: '2010-12-01',
    operations: operationSchemasOf(client),
  }),
  resources: sesResources,
  operations: byName([
    deleteIdentity,
    deleteIdentityPolicy,
    getIdentityPolicies,
    getIdentityVerificationAttributes,
    getSendQuota,
    listIdentities,
    listIdentityPolicies,
    putIdentityPolicy,
    sendEmail,
    sendRawEmail,
    verifyDomainIdentity,
    verifyEmailIdentity,
  ]),
};
