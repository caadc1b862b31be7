import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Sight } from '../visibility/sight.js';
import { holdersInSight, type HoldersAfter } from './holders-in-sight.rules.js';

const arn = (accountId: string, name: string, partition = 'aws') => `arn:${partition}:iam::${accountId}:role/${name}`;
const seeing = (...accountIds: string[]) => new Sight(new Set(accountIds), async () => false);
const inOrder = (one: string, other: string) => (one < other ? -1 : 1);

/** An index of some holders, which tells where it was asked to begin. */
function indexOf(arns: readonly string[]) {
  const begun: string[] = [];
  const holders: HoldersAfter = (after) => {
    begun.push(after);
    return [...arns].sort(inOrder).flatMap((each) => (each > after ? [{ arn: each, isConditional: false }] : []));
  };
  return { holders, begun };
}

const found = (all: Iterable<{ arn: string } | undefined>) => [...all].flatMap((each) => each?.arn ?? []);

describe(holdersInSight, () => {
  it('is everybody for those who see everything', () => {
    const arns = [arn('111111111111', 'a'), arn('222222222222', 'b')];
    expect(found(holdersInSight(indexOf(arns).holders, '', Sight.everything))).toEqual(arns);
  });

  it('passes over accounts out of sight as a whole, and begins again nowhere that names somebody in them', () => {
    const hidden = Array.from({ length: 500 }, (_, number) => arn('222222222222', `role-${number}`));
    const shown = [arn('111111111111', 'a'), arn('333333333333', 'c')];
    const { holders, begun } = indexOf([...hidden, ...shown]);
    expect(found(holdersInSight(holders, '', seeing('111111111111', '333333333333')))).toEqual(shown);
    expect(begun).toEqual(['', 'arn:aws:iam::333333333333:']);
  });

  it('lets others run where the index does', () => {
    const all = holdersInSight(() => [undefined, undefined], '', seeing('111111111111'));
    expect([...all]).toEqual([undefined, undefined]);
  });

  it('finds exactly those in sight, in any partitions, from anywhere', () => {
    const account = fc.constantFrom('111111111111', '222222222222', '333333333333', '444444444444');
    const anArn = fc
      .tuple(account, fc.constantFrom('a', 'b', 'z'), fc.constantFrom('aws', 'aws-cn', 'aws-us-gov'))
      .map(([accountId, name, partition]) => arn(accountId, name, partition));
    fc.assert(
      fc.property(fc.uniqueArray(anArn), fc.uniqueArray(account), fc.option(anArn), (arns, accounts, after) => {
        const begin = after ?? '';
        const expected = arns.filter(
          (each) => each > begin && accounts.some((account) => each.includes(`:${account}:`)),
        );
        expect(found(holdersInSight(indexOf(arns).holders, begin, seeing(...accounts)))).toEqual(
          expected.sort(inOrder),
        );
      }),
    );
  });
});
