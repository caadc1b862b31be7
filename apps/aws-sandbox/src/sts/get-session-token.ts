import { GetSessionToken$, type GetSessionTokenRequest, type GetSessionTokenResponse } from '@aws-sdk/client-sts';

import { AwsError } from '../protocol/aws-error.js';
import { refuseViolations } from '../protocol/validation.rules.js';
import { operation } from '../service/operation.js';
import { credentialsShape, expiryAfter } from './issue-role-session.js';
import { multiFactorShown } from './multi-factor.js';
import { SESSION_CONSTRAINTS } from './session-input.rules.js';
import { refuseSessions } from './session-limits.js';

const DEFAULT_SECONDS = 43_200;
const { SerialNumber, TokenCode } = SESSION_CONSTRAINTS;
const CONSTRAINTS = { SerialNumber, TokenCode, DurationSeconds: { min: 900, max: 129_600 } };

/** Users need no permission to confirm who they are (STS API reference, GetSessionToken). */
export const getSessionToken = operation<GetSessionTokenRequest, GetSessionTokenResponse>({
  schema: GetSessionToken$,
  access: () => 'everyone',
  handle: (input, call) => {
    const { caller, now, tokens } = call;
    refuseSessions(caller, 'GetSessionToken');
    refuseViolations({ ...input }, CONSTRAINTS);
    if (caller.kind !== 'user')
      throw new AwsError('AccessDenied', 'Only users can call GetSessionToken', { status: 403 });
    const shown = multiFactorShown(input, call);
    const issued = tokens.issue({
      kind: 'user',
      userArn: caller.user.arn,
      userId: caller.user.id,
      issuedAt: now,
      expiresAt: expiryAfter(now, input.DurationSeconds ?? DEFAULT_SECONDS),
      ...(shown ? { multiFactorAt: now } : {}),
    });
    return { Credentials: credentialsShape(issued) };
  },
});
