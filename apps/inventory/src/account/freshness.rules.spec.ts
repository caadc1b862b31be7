import { describe, expect, it } from '@jest/globals';
import { freshnessOf, type RefreshRecord } from './freshness.rules.js';

const now = new Date('2026-11-22T10:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1_000);
const limits = { staleAfterSeconds: 900, refreshLimitSeconds: 300 };
const good: RefreshRecord = {
  attemptedAt: ago(60),
  endedAt: ago(58),
  refreshedAt: ago(58),
  failureCode: null,
  failureMessage: null,
};

describe(freshnessOf, () => {
  it.each([
    ['never read', null, 'never'],
    ['read a minute ago', good, 'fresh'],
    ['read an hour ago', { ...good, refreshedAt: ago(3_600) }, 'stale'],
    ['being read', { ...good, endedAt: null }, 'refreshing'],
    ['left by a process that died', { ...good, attemptedAt: ago(301), endedAt: null }, 'fresh'],
    ['that died the first time', { ...good, attemptedAt: ago(301), endedAt: null, refreshedAt: null }, 'never'],
    ['refused by AWS', { ...good, failureCode: 'AccessDenied', failureMessage: 'no' }, 'failed'],
    ['being tried again after a failure', { ...good, endedAt: null, failureCode: 'AccessDenied' }, 'refreshing'],
  ] as const)('an account %s', (_what, record, state) => {
    expect(freshnessOf(record, now, limits).state).toBe(state);
  });

  it('keeps the last good time beside the failure', () => {
    const record = { ...good, failureCode: 'AccessDenied', failureMessage: 'not authorized' };
    expect(freshnessOf(record, now, limits)).toEqual({
      refreshedAt: '2026-11-22T09:59:02.000Z',
      attemptedAt: '2026-11-22T09:59:00.000Z',
      state: 'failed',
      failure: { code: 'AccessDenied', message: 'not authorized' },
    });
  });
});
