import {
  DecodeAuthorizationMessage$,
  type DecodeAuthorizationMessageRequest,
  type DecodeAuthorizationMessageResponse,
} from '@aws-sdk/client-sts';

import { AwsError } from '../protocol/aws-error.js';
import { refuseViolations } from '../protocol/validation.rules.js';
import { operation } from '../service/operation.js';
import { decodeAuthorizationMessage as decode } from './authorization-message.js';
import { refuseSessions } from './session-limits.js';

const CONSTRAINTS = { EncodedMessage: { minLength: 1, maxLength: 10_240 } };

export const decodeAuthorizationMessage = operation<
  DecodeAuthorizationMessageRequest,
  DecodeAuthorizationMessageResponse
>({
  schema: DecodeAuthorizationMessage$,
  access: (input, { caller }) => {
    refuseSessions(caller, 'DecodeAuthorizationMessage');
    refuseViolations({ ...input }, CONSTRAINTS);
    return [{ action: 'sts:DecodeAuthorizationMessage', resource: '*', resourceAccountId: caller.accountId }];
  },
  handle: ({ EncodedMessage = '' }, { tokens }) => {
    const DecodedMessage = decode(tokens.seal, EncodedMessage);
    if (DecodedMessage !== undefined) return { DecodedMessage };
    throw new AwsError('InvalidAuthorizationMessageException', 'The provided message is not valid.');
  },
});
