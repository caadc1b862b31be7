import { describe, expect, it } from '@jest/globals';
import { awsProblemOf } from './aws-problem.js';
import { RateLimitReached } from './token-bucket.js';

function awsError(name: string, httpStatusCode?: number) {
  return Object.assign(new Error('as AWS says'), { name, $metadata: { httpStatusCode } });
}

describe(awsProblemOf, () => {
  it.each([
    [awsError('AccessDenied', 403), 'denied'],
    [awsError('AccessDeniedException', 400), 'denied'],
    [awsError('Throttling', 400), 'throttled'],
    [awsError('SomethingNew', 429), 'throttled'],
    [new RateLimitReached('later'), 'throttled'],
    [awsError('ExpiredToken', 403), 'hub-credentials'],
    [awsError('CredentialsProviderError'), 'hub-credentials'],
    [awsError('InternalFailure', 500), 'unavailable'],
    [awsError('TimeoutError'), 'unavailable'],
    [Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), 'unavailable'],
    [awsError('ValidationError', 400), 'rejected'],
    ['not even an error', 'unavailable'],
  ])('%p is %s', (error, kind) => {
    expect(awsProblemOf(error).kind).toBe(kind);
  });

  it('names a network error by its code', () => {
    expect(awsProblemOf(Object.assign(new Error('x'), { code: 'ECONNREFUSED' })).code).toBe('ECONNREFUSED');
  });

  it('keeps the sentence short', () => {
    expect(awsProblemOf(new Error('x'.repeat(5_000))).message).toHaveLength(1_000);
  });
});
