import { describe, expect, it } from '@jest/globals';
import { allFailed, failureOf, wasReadSince, type CollectorOutcome } from './refresh-outcome.rules.js';

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

describe(wasReadSince, () => {
  const [before, moment, after] = [new Date(1_000), new Date(2_000), new Date(3_000)];

  it.each([
    ['it never was', null, moment, false],
    ['it began before', { attemptedAt: before, endedAt: after }, moment, false],
    ['it began then', { attemptedAt: moment, endedAt: after }, moment, true],
    ['it began after', { attemptedAt: after, endedAt: after }, moment, true],
    ['it goes on', { attemptedAt: after, endedAt: null }, moment, false],
    ['nobody asks', { attemptedAt: after, endedAt: after }, null, false],
  ])('when %s', (_case, last, since, expected) => {
    expect(wasReadSince(last, since)).toBe(expected);
  });
});
