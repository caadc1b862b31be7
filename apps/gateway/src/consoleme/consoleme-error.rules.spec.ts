import { describe, expect, it } from '@jest/globals';
import { FAILURE_CODES, HTTP_STATUS_OF, type Failure } from '@gatehouse/contracts';
import { consoleMeErrorOf } from './consoleme-error.rules.js';

const context = { requestId: 'request-1', requestedRole: 'reader' };
const failure = (reason: string, more: Partial<Failure> = {}): Failure => ({
  code: 'permission_denied',
  reason,
  message: 'No.',
  ...more,
});

describe(consoleMeErrorOf, () => {
  it.each([
    ['ROLE_UNKNOWN', 403, '900'],
    ['NOT_ELIGIBLE', 403, '900'],
    ['ROLE_AMBIGUOUS', 403, '901'],
    ['STS_DENIED', 403, '902'],
    ['STS_UNAVAILABLE', 403, '902'],
    ['REQUEST_INVALID', 400, '904'],
  ])('says %s as %i %s', (reason, status, code) => {
    expect(consoleMeErrorOf(failure(reason), context)).toMatchObject({
      status,
      body: { code, message: 'No.', errors: ['No.'], request_id: 'request-1', requested_role: 'reader' },
    });
  });

  it('makes weep forget a login that is over', () => {
    expect(consoleMeErrorOf(failure('SESSION_EXPIRED', { code: 'unauthenticated' }), { requestId: 'r' })).toEqual({
      status: 403,
      body: { code: 'invalid_jwt', message: 'No.', errors: ['No.'], request_id: 'r' },
    });
  });

  it('lists the roles that match, under the key with a blank', () => {
    const matchingRoles = ['arn:aws:iam::111122223333:role/a', 'arn:aws:iam::111122223333:role/b'];
    expect(consoleMeErrorOf(failure('ROLE_AMBIGUOUS', { details: { matchingRoles } }), context).body).toMatchObject({
      'matching roles': matchingRoles,
    });
  });

  it.each(FAILURE_CODES.filter((code) => code !== 'unauthenticated').map((code) => [code]))(
    'keeps the status of %s, with a code that is a string',
    (code) => {
      const error = consoleMeErrorOf(failure('SOMETHING_ELSE', { code }), context);
      expect(error).toMatchObject({ status: HTTP_STATUS_OF[code], body: { code: 'SOMETHING_ELSE' } });
    },
  );

  it('has no percent sign in texts that clients print', () => {
    expect(JSON.stringify(consoleMeErrorOf(failure('X', { message: '100% wrong' }), context))).not.toContain('%');
  });
});
