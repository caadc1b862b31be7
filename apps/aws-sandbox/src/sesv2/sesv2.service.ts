import * as client from '@aws-sdk/client-sesv2';

import type { AwsError } from '../protocol/aws-error.js';
import { RestJsonProtocol } from '../protocol/rest-json-protocol.js';
import { type OperationSchema, operationSchemasOf } from '../protocol/schema.js';
import { type AwsService, byName } from '../service/operation.js';
import { sesRefusal } from '../ses/ses-errors.js';
import { createEmailIdentity, deleteEmailIdentity, getEmailIdentity, listEmailIdentities } from './email-identities.js';
import { getAccount, sendEmail } from './sending.js';

class SesV2Protocol extends RestJsonProtocol {
  override accessDenied(message: string): AwsError {
    return super.accessDenied(sesRefusal(message));
  }
}

const NAMESPACE = 'com.amazonaws.sesv2';

/** How clients older than the filter of identities ask for the list. */
const LIST_BY_GET = [
  9,
  NAMESPACE,
  'ListEmailIdentities',
  { http: ['GET', '/v2/email/identities', 200] },
  () => [
    3,
    NAMESPACE,
    'ListEmailIdentitiesRequest',
    0,
    ['NextToken', 'PageSize'],
    [
      [0, { httpQuery: 'NextToken' }],
      [1, { httpQuery: 'PageSize' }],
    ],
  ],
  client.ListEmailIdentities$[5],
] as unknown as OperationSchema;

export const sesv2Service: AwsService = {
  signingName: 'ses',
  protocol: new SesV2Protocol(
    { namespace: NAMESPACE, operations: [...operationSchemasOf(client), LIST_BY_GET] },
    { invalidCode: 'BadRequestException' },
  ),
  operations: byName([
    createEmailIdentity,
    deleteEmailIdentity,
    getAccount,
    getEmailIdentity,
    listEmailIdentities,
    sendEmail,
  ]),
};
