import { describe, expect, it } from '@jest/globals';
import { FAILURE_CODES } from '@gatehouse/contracts';
import { decideRetry } from './retry-policy.js';

const chance = 0.5;

describe(decideRetry, () => {
  it('tries three times in all when nobody is there, waiting longer each time', () => {
    expect(decideRetry({ tries: 1, code: 'unavailable', readsOnly: false, chance })).toEqual({
      again: true,
      pauseMilliseconds: 75,
    });
    expect(decideRetry({ tries: 2, code: 'unavailable', readsOnly: false, chance })).toEqual({
      again: true,
      pauseMilliseconds: 150,
    });
    expect(decideRetry({ tries: 3, code: 'unavailable', readsOnly: false, chance })).toEqual({ again: false });
  });

  it('asks once more after a time-out only where asking twice changes nothing', () => {
    expect(decideRetry({ tries: 1, code: 'deadline_exceeded', readsOnly: true, chance })).toMatchObject({
      again: true,
    });
    expect(decideRetry({ tries: 2, code: 'deadline_exceeded', readsOnly: true, chance })).toEqual({ again: false });
    expect(decideRetry({ tries: 1, code: 'deadline_exceeded', readsOnly: false, chance })).toEqual({ again: false });
  });

  it.each(FAILURE_CODES.filter((code) => code !== 'unavailable' && code !== 'deadline_exceeded'))(
    'takes %s for an answer',
    (code) => {
      expect(decideRetry({ tries: 1, code, readsOnly: true, chance })).toEqual({ again: false });
    },
  );
});
