import { describe, expect, it } from '@jest/globals';
import type { Freshness } from '@gatehouse/contracts';
import { byTrouble, progressOf } from './progress.rules';

const since = '2026-11-22T12:00:00.000Z';
const part = (state: Freshness['state'], attemptedAt: string | null) => ({
  freshness: { state, attemptedAt, refreshedAt: null, failure: null },
});

describe(progressOf, () => {
  it('counts what was tried since, and is over', () => {
    const parts = [
      part('fresh', '2026-11-22T12:00:01.000Z'),
      part('failed', '2026-11-22T12:00:02.000Z'),
      part('refreshing', '2026-11-22T12:00:03.000Z'),
      part('fresh', '2026-11-22T11:00:00.000Z'),
      part('never', null),
    ];
    expect(progressOf(parts, since)).toEqual({ done: 2, failed: 1, total: 5 });
  });
});

describe(byTrouble, () => {
  it('puts what failed first and what is fresh last', () => {
    const parts = [part('fresh', null), part('never', null), part('failed', null), part('stale', null)];
    expect(parts.sort(byTrouble).map(({ freshness }) => freshness.state)).toEqual([
      'failed',
      'stale',
      'never',
      'fresh',
    ]);
  });
});
