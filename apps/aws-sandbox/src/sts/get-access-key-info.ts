import { GetAccessKeyInfo$, type GetAccessKeyInfoRequest, type GetAccessKeyInfoResponse } from '@aws-sdk/client-sts';

import { AwsError } from '../protocol/aws-error.js';
import { refuseViolations } from '../protocol/validation.rules.js';
import { operation } from '../service/operation.js';
import { accountOfAccessKeyId } from '../signing/access-key-id.rules.js';
import { refuseSessions } from './session-limits.js';

const CONSTRAINTS = { AccessKeyId: { minLength: 16, maxLength: 128, pattern: '[\\w]*' } };

/** Tells whose a key is, without a word on whether it still is one (STS API reference, GetAccessKeyInfo). */
export const getAccessKeyInfo = operation<GetAccessKeyInfoRequest, GetAccessKeyInfoResponse>({
  schema: GetAccessKeyInfo$,
  access: (input, { caller }) => {
    refuseSessions(caller, 'GetAccessKeyInfo');
    refuseViolations({ ...input }, CONSTRAINTS);
    return [{ action: 'sts:GetAccessKeyInfo', resource: '*', resourceAccountId: caller.accountId }];
  },
  handle: ({ AccessKeyId = '' }, { world }) => {
    const Account = world.accessKeys.get(AccessKeyId)?.accountId ?? accountOfAccessKeyId(AccessKeyId);
    if (Account !== undefined) return { Account };
    throw new AwsError('ValidationError', `The access key ID ${AccessKeyId} is invalid.`);
  },
});
