import { describe, expect, it } from '@jest/globals';
import type { Actor, VisibilityRule } from '@gatehouse/contracts';
import { isDisclosed } from './disclosure.rules.js';

const ada: Actor = {
  kind: 'person',
  id: 'ada@example.com',
  displayName: 'Ada',
  groups: [],
  privileges: [],
  signedInBy: 'demo',
  sessionId: 's',
};

describe(isDisclosed, () => {
  it.each<[string, boolean, VisibilityRule, Actor, boolean]>([
    ['anybody where everybody sees everything', true, 'everybody', ada, false],
    ['somebody with another role in the account', true, 'by-account', ada, true],
    ['an auditor', true, 'by-plugin', { ...ada, privileges: ['auditor'] }, false],
    ['nobody else', false, 'by-account', ada, false],
    ['nobody else, whatever a plugin shows', false, 'by-plugin', ada, false],
  ])('tells %s', (_who, told, ...asked) => {
    expect(isDisclosed(...asked)).toBe(told);
  });
});
