import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { evaluate, loadPolicySet } from '../index.js';
import { policySets, requests } from './arbitraries.js';

describe('random policies and requests', () => {
  it('meet: every verdict comes up', () => {
    const seen = new Set<string>();
    for (const [set, request] of fc.sample(fc.tuple(policySets, requests), { numRuns: 1_000, seed: 7 })) {
      seen.add(evaluate(request, loadPolicySet(set).policies).verdict);
    }
    expect([...seen].sort()).toEqual(['allowed', 'explicit-deny', 'implicit-deny']);
  });

  it('are policies that AWS takes', () => {
    for (const set of fc.sample(policySets, { numRuns: 200, seed: 7 })) {
      expect(loadPolicySet(set).findings.filter(({ breaks }) => breaks)).toEqual([]);
    }
  });
});
