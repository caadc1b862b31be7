import { describe, expect, it } from '@jest/globals';
import { isRecentEnough, needsInstallation, nextRestart, spoken } from './machine.rules.js';

describe(isRecentEnough, () => {
  it.each([
    ['20.19.0', true],
    ['20.20.2', true],
    ['22.0.0', true],
    ['20.18.9', false],
    ['18.99.0', false],
  ])('Node.js %s runs what needs 20.19: %s', (version, expected) => {
    expect(isRecentEnough(version, '20.19')).toBe(expected);
  });
});

describe(needsInstallation, () => {
  const facts = { installedAt: 2_000, stamp: undefined, lockfileHash: 'a', lockfileChangedAt: 1_000 };

  it.each([
    ['nothing is installed', { installedAt: undefined }, true],
    ['our stamp is of another lockfile', { stamp: 'b' }, true],
    ['our stamp is of this lockfile, whatever the clock says', { stamp: 'a', lockfileChangedAt: 9_000 }, false],
    ['somebody installed by hand since the lockfile changed', {}, false],
    ['somebody installed by hand before the lockfile changed', { lockfileChangedAt: 9_000 }, true],
  ])('when %s: %j', (_case, changes, expected) => {
    expect(needsInstallation({ ...facts, ...changes })).toBe(expected);
  });
});

describe(nextRestart, () => {
  it('waits twice as long after each failure, thirty seconds at most', () => {
    expect(nextRestart({ restarts: 0, ranForSeconds: 1 })).toEqual({ afterSeconds: 0.5, restarts: 1 });
    expect(nextRestart({ restarts: 3, ranForSeconds: 1 })).toEqual({ afterSeconds: 4, restarts: 4 });
    expect(nextRestart({ restarts: 40, ranForSeconds: 1 }).afterSeconds).toBe(30);
  });

  it('begins again after a minute of peace', () => {
    expect(nextRestart({ restarts: 6, ranForSeconds: 61 })).toEqual({ afterSeconds: 0.5, restarts: 1 });
  });
});

describe(spoken, () => {
  it.each([
    [40, '0.0 s'],
    [12_340, '12.3 s'],
    [61_000, '1 min 1 s'],
    [119_900, '2 min 0 s'],
  ])('says %d ms as %s', (milliseconds, text) => {
    expect(spoken(milliseconds)).toBe(text);
  });
});
