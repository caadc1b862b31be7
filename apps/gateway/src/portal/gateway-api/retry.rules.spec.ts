import { describe, expect, it } from '@jest/globals';
import { retryAfter } from './retry.rules';

describe('asking again by itself', () => {
  it.each([
    ['unavailable', [2_000, 4_000, 8_000, 15_000, 15_000]],
    ['deadline_exceeded', [2_000, 4_000, 8_000, 15_000, 15_000]],
  ])('waits longer and longer while it is %s', (code, waits) => {
    expect([0, 1, 2, 3, 40].map((attempts) => retryAfter({ code }, attempts))).toEqual(waits);
  });

  it.each(['not_found', 'permission_denied', 'unauthenticated', 'invalid_argument', 'internal', 'resource_exhausted'])(
    'does not when it is %s',
    (code) => {
      expect(retryAfter({ code }, 0)).toBeNull();
    },
  );
});
