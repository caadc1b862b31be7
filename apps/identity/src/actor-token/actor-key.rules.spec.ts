import { describe, expect, it } from '@jest/globals';
import {
  choosePublishedKeys,
  chooseSigningKey,
  decideTokenSeconds,
  obsoleteBefore,
  type ActorKeyLife,
} from './actor-key.rules.js';

const life: ActorKeyLife = { signsSeconds: 86_400, publishedAfterSeconds: 3_600 };
const now = new Date('2026-11-22T12:00:00Z');
const key = (kid: string, hoursOld: number) => ({ kid, createdAt: new Date(now.getTime() - hoursOld * 3_600_000) });

describe(chooseSigningKey, () => {
  it('takes the newest of those that may still sign', () => {
    expect(chooseSigningKey([key('a', 20), key('b', 1), key('c', 30)], now, life)?.kid).toBe('b');
  });

  it.each([[[]], [[key('a', 24)]], [[key('a', 25), key('b', 30)]]])('finds none among %j', (keys) => {
    expect(chooseSigningKey(keys, now, life)).toBeUndefined();
  });

  it('takes a key from a replica whose clock is a little ahead', () => {
    expect(chooseSigningKey([key('a', -0.01)], now, life)?.kid).toBe('a');
  });
});

describe(choosePublishedKeys, () => {
  it('still publishes a key that signs no more while its tokens may be alive', () => {
    expect(choosePublishedKeys([key('a', 24.9), key('b', 0.5), key('c', 25)], now, life).map(({ kid }) => kid)).toEqual(
      ['b', 'a'],
    );
  });

  it('publishes every key that may sign', () => {
    for (let hours = 0; hours < 24; hours++) {
      const keys = [key('a', hours)];
      expect(choosePublishedKeys(keys, now, life)).toContain(chooseSigningKey(keys, now, life));
    }
  });
});

describe(obsoleteBefore, () => {
  it('spares every key that is published', () => {
    expect(key('a', 24.9).createdAt > obsoleteBefore(now, life)).toBe(true);
    expect(key('a', 25.1).createdAt > obsoleteBefore(now, life)).toBe(false);
  });
});

describe(decideTokenSeconds, () => {
  it.each([
    ['as long as tokens may', 3_600, 300],
    ['no longer than the session', 42, 42],
    ['not at all after it', -1, 0],
  ])('lives %s', (_case, sessionSecondsLeft, expected) => {
    expect(decideTokenSeconds(new Date(now.getTime() + sessionSecondsLeft * 1_000), now, 300)).toBe(expected);
  });
});
