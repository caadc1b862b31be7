import { describe, expect, it } from '@jest/globals';

import type { MfaDevice } from './iam-state.js';
import { stepAt, stepOfCode, stepOfPair } from './mfa.rules.js';
import { codeOf } from './totp.js';

const seed = new TextEncoder().encode('12345678901234567890');
const device = (more: Partial<MfaDevice> = {}): MfaDevice => ({
  serialNumber: 'arn:aws:iam::111111111111:mfa/ada',
  name: 'ada',
  seed,
  tags: new Map(),
  userId: 'AIDA',
  enabledAt: undefined,
  drift: 0,
  lastStep: 0,
  ...more,
});
const at = new Date('2026-11-22T12:00:00Z');
const now = stepAt(at);

describe('codes of virtual devices', () => {
  it.each([
    [0, '755224'],
    [1, '287082'],
    [9, '520489'],
  ])('are those of RFC 4226, appendix D: step %i', (step, code) => {
    expect(codeOf(seed, step)).toBe(code);
  });

  it('may be a step early or late, not two', () => {
    expect([-2, -1, 0, 1, 2].map((off) => stepOfCode(device(), codeOf(seed, now + off), at))).toEqual([
      undefined,
      now - 1,
      now,
      now + 1,
      undefined,
    ]);
  });

  it('pass a single time, and follow the clock of the device', () => {
    expect(stepOfCode(device({ lastStep: now }), codeOf(seed, now), at)).toBeUndefined();
    expect(stepOfCode(device({ drift: 20 }), codeOf(seed, now + 20), at)).toBe(now + 20);
  });

  it('tell how far a clock is off by two in a row', () => {
    const pair = { first: codeOf(seed, now + 29), second: codeOf(seed, now + 30), at };
    expect(stepOfPair(device(), pair)).toBe(now + 30);
    expect(stepOfPair(device(), { ...pair, second: pair.first })).toBeUndefined();
  });
});
