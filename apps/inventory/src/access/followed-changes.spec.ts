import { describe, expect, it } from '@jest/globals';
import type { AccessChange } from './access-rows.js';
import { FollowedChanges } from './followed-changes.js';

const change = (name: string, at: number, revision = 1): AccessChange => ({
  arn: `arn:aws:iam::111122223333:role/${name}`,
  accountId: '111122223333',
  resourceType: 'AWS::IAM::Role',
  revision,
  changedAt: new Date(at),
});

describe(FollowedChanges, () => {
  it('takes each revision once', () => {
    const changes = new FollowedChanges();
    changes.beginAt(new Date(100_000));
    changes.applied([change('a', 100_500)]);
    expect(changes.newOnes([change('a', 100_500), change('b', 100_500)])).toEqual([change('b', 100_500)]);
    expect(changes.newOnes([change('a', 101_000, 2)])).toEqual([change('a', 101_000, 2)]);
  });

  it('looks back a little each time, and counts far back now and then', () => {
    const changes = new FollowedChanges();
    changes.beginAt(new Date(200_400));
    expect(changes.since).toEqual(new Date(197_400));
    expect(changes.countSince(new Date(200_500))).toEqual(new Date(110_000));
    expect(changes.countSince(new Date(210_000))).toBeNull();
    changes.passed(new Date(215_600));
    expect(changes.countSince(new Date(215_600))).toEqual(new Date(125_000));
  });

  it('finds the seconds in which more was stored than was seen, or something else', () => {
    const changes = new FollowedChanges();
    changes.beginAt(new Date(200_000));
    changes.applied([change('a', 200_100), change('b', 200_900), change('c', 201_000, 3)]);
    const stored = [
      { second: 200, count: 2, revisions: 2 },
      { second: 201, count: 1, revisions: 3 },
    ];
    expect(changes.incomplete(stored)).toEqual([]);
    expect(changes.incomplete([{ second: 200, count: 3, revisions: 3 }])).toEqual([200]);
    expect(changes.incomplete([{ second: 201, count: 1, revisions: 4 }])).toEqual([201]);
    expect(changes.incomplete([{ second: 150, count: 1, revisions: 1 }, ...stored])).toEqual([150]);
    expect(changes.incomplete([])).toEqual([]);
  });

  it('forgets what is too old to be asked for again', () => {
    const changes = new FollowedChanges();
    changes.beginAt(new Date(200_000));
    changes.applied([change('a', 200_100)]);
    changes.passed(new Date(500_000));
    changes.countSince(new Date(500_000));
    expect(changes.newOnes([change('a', 200_100)])).toHaveLength(1);
  });
});
