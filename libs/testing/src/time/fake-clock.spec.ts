import { describe, expect, it } from '@jest/globals';
import { FakeClock } from './fake-clock.js';

describe(FakeClock, () => {
  it('stands still until it is moved', () => {
    const clock = new FakeClock('2026-01-15T09:00:00Z');
    expect(clock.now()).toEqual(clock.now());
    clock.advance(90);
    expect(clock.now()).toEqual(new Date('2026-01-15T09:01:30Z'));
    clock.set('2027-01-01T00:00:00Z');
    expect(clock.now()).toEqual(new Date('2027-01-01T00:00:00Z'));
  });
});
