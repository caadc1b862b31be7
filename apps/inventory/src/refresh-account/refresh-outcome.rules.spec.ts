import { describe, expect, it } from '@jest/globals';
import { allFailed, failureOf, type CollectorOutcome } from './refresh-outcome.rules.js';

const denied = { code: 'AccessDenied', message: 'not authorized' };
const outcome = (collectorId: string, failure: CollectorOutcome['failure'] = null): CollectorOutcome => ({
  collectorId,
  failure,
  resourceCount: 3,
  skippedRegions: [],
});

describe(failureOf, () => {
  it('is nothing when every part was read', () => {
    expect(failureOf([outcome('iam'), outcome('s3')])).toBeNull();
  });

  it('names the parts that failed, and why the first of them did', () => {
    const slow = { code: 'TimeoutError', message: 'too slow' };
    expect(failureOf([outcome('iam'), outcome('kms', denied), outcome('sqs', slow)])).toEqual({
      code: 'AccessDenied',
      message: 'Could not read kms, sqs. kms: not authorized',
    });
  });

  it('names none when nothing of the account could be read', () => {
    expect(failureOf(allFailed(['iam', 's3'], denied))).toEqual(denied);
  });
});
