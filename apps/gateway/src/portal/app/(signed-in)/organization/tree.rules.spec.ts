import { describe, expect, it } from '@jest/globals';
import type { OrganizationNode } from '@gatehouse/contracts';
import { ApiProblem } from '../../../gateway-api/api-problem';
import { accountsText, canOpen, linesBelow, ROOTS, type Level } from './tree.rules';

const node = (nodeId: string, kind: OrganizationNode['kind'], accountCount = 1) =>
  ({ nodeId, kind, accountCount }) as OrganizationNode;
const root = node('r-1', 'root', 3);
const problem = new ApiProblem({ status: 503, code: 'unavailable', reason: 'NO_RESPONDERS', message: '' });
const levels = (level: Level) => new Map([[ROOTS, level]]);

describe(linesBelow, () => {
  it('says that it loads what was never asked for', () => {
    expect(linesBelow(new Map(), 'ou-1')).toEqual([{ kind: 'loading', id: 'loading ou-1' }]);
  });

  it.each([
    ['is complete', {}, ['node']],
    ['has more', { cursor: 'c' }, ['node', 'more']],
    ['is loading more', { cursor: 'c', isLoading: true }, ['node', 'loading']],
    ['failed', { cursor: 'c', problem }, ['node', 'problem']],
  ])('ends as its level does, which %s', (_what, change, kinds) => {
    const lines = linesBelow(levels({ nodes: [root], isLoading: false, ...change }), ROOTS);
    expect(lines.map(({ kind }) => kind)).toEqual(kinds);
  });
});

describe(canOpen, () => {
  it('opens what may have something below it', () => {
    const empty = new Map([['ou-1', { nodes: [], isLoading: false }]]);
    expect(canOpen(new Map(), node('ou-1', 'unit', 0))).toBe(true);
    expect(canOpen(empty, node('ou-1', 'unit', 0))).toBe(false);
    expect(canOpen(new Map(), node('100000000001', 'account'))).toBe(false);
  });
});

describe(accountsText, () => {
  it.each([
    [node('r-1', 'root', 1_203), '1,203 accounts'],
    [node('ou-1', 'unit', 1), '1 account'],
    [node('ou-1', 'unit', 0), 'no accounts'],
    [node('100000000001', 'account'), ''],
  ])('counts what is below', (of, text) => {
    expect(accountsText(of)).toBe(text);
  });
});
