import { describe, expect, it } from '@jest/globals';

import type { PasswordPolicy } from './iam-state.js';
import { passwordProblem } from './password.rules.js';

const policy: PasswordPolicy = {
  minimumLength: 10,
  requireSymbols: true,
  requireNumbers: true,
  requireUppercase: true,
  requireLowercase: true,
  usersMayChange: true,
  maxAgeDays: undefined,
  reusePrevention: undefined,
  hardExpiry: undefined,
};

describe('passwords', () => {
  it.each([
    ['Ab1!', 'minimum length of 10'],
    ['abcdefghi1!', 'uppercase letter'],
    ['ABCDEFGHI1!', 'lowercase letter'],
    ['Abcdefghij!', 'one number'],
    ['Abcdefghij1', 'one symbol'],
  ])('%s breaks the policy', (text, problem) => {
    expect(passwordProblem(policy, { text, userName: 'ada' })).toContain(problem);
  });

  it.each([
    ['Abcdefghi1!', true],
    ['ADA', false],
  ])('%s with the policy: %s', (text, good) => {
    expect(passwordProblem(policy, { text, userName: 'ada' }) === undefined).toBe(good);
  });

  it.each([
    ['Abcdef12', true],
    ['abcdefgh1', false],
    ['Abcde1!', false],
  ])('%s without a policy: %s', (text, good) => {
    expect(passwordProblem(undefined, { text, userName: 'ada' }) === undefined).toBe(good);
  });
});
