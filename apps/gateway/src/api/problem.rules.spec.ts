import { describe, expect, it } from '@jest/globals';
import { FAILURE_CODES, HTTP_STATUS_OF } from '@gatehouse/contracts';
import { problemOf, statusOf } from './problem.rules.js';

describe(problemOf, () => {
  it.each(FAILURE_CODES.map((code) => [code]))('answers %s with its status, a title and the trace', (code) => {
    const problem = problemOf({ code, reason: 'SOME_REASON', message: 'A sentence that helps.' }, 'trace-1');
    expect(problem).toEqual({
      type: 'urn:gatehouse:problem:SOME_REASON',
      title: expect.stringMatching(/^[A-Z].{6,}/),
      status: HTTP_STATUS_OF[code],
      code,
      reason: 'SOME_REASON',
      message: 'A sentence that helps.',
      traceId: 'trace-1',
    });
  });

  it('lifts what is wrong with the fields out of the details', () => {
    const issues = [{ field: 'durationSeconds', message: 'AWS gives no session shorter than 900 seconds.' }];
    expect(
      problemOf(
        { code: 'invalid_argument', reason: 'REQUEST_INVALID', message: 'No.', details: { fields: issues, seen: 1 } },
        't',
      ),
    ).toMatchObject({ errors: issues, details: { seen: 1 } });
  });

  it('leaves details alone that only look like it', () => {
    const details = { fields: ['none'], matchingRoles: ['arn:aws:iam::111122223333:role/a'] };
    expect(problemOf({ code: 'conflict', reason: 'ROLE_AMBIGUOUS', message: 'Two.', details }, 't')).toMatchObject({
      details,
    });
  });
});

describe(statusOf, () => {
  it.each([
    ['BODY_TOO_LARGE', 413],
    ['URL_TOO_LONG', 414],
    ['CONTENT_TYPE_NOT_SUPPORTED', 415],
    ['REQUEST_INVALID', 400],
  ])('is exact about %s: %i', (reason, status) => {
    expect(statusOf({ code: 'invalid_argument', reason, message: '' })).toBe(status);
  });

  it('is not led astray by a service that uses the same reason for another code', () => {
    expect(statusOf({ code: 'conflict', reason: 'BODY_TOO_LARGE', message: '' })).toBe(409);
  });
});
