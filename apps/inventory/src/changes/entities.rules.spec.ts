import { describe, expect, it } from '@jest/globals';
import { entitiesOf, type ToldTouch } from './entities.rules.js';

const arn = 'arn:aws:iam::111122223333:role/reader';
const touch = (messageId: string, second: number, change: Partial<ToldTouch> = {}): ToldTouch => ({
  resourceType: 'AWS::IAM::Role',
  accountId: '111122223333',
  region: 'global',
  effect: 'changed',
  arn,
  name: 'reader',
  messageId,
  cause: { changedAt: new Date(second * 1_000), changedBy: `person-${messageId}` },
  ...change,
});
const known = {
  arn: 'arn:aws:iam::111122223333:role/people/reader',
  accountId: '111122223333',
  resourceType: 'AWS::IAM::Role',
  name: 'reader',
  region: 'global',
};

describe(entitiesOf, () => {
  it('reads what several calls touched once, for the last of them', () => {
    const entities = entitiesOf([touch('b', 2), touch('a', 1), touch('c', 3)], []);
    expect(entities).toMatchObject([{ arn, messageIds: ['b', 'a', 'c'], cause: { changedBy: 'person-c' } }]);
  });

  it('does not mind that calls come out of order', () => {
    const [entity] = entitiesOf([touch('b', 2, { effect: 'taken-away' }), touch('a', 1, { effect: 'made' })], []);
    expect(entity).toMatchObject({ effect: 'taken-away', cause: { changedBy: 'person-b' } });
  });

  it('expects nothing of what comes and goes within a second', () => {
    expect(entitiesOf([touch('a', 1, { effect: 'made' }), touch('b', 1, { effect: 'taken-away' })], [])).toMatchObject([
      { effect: 'changed' },
    ]);
  });

  it('finds by its name what has a path', () => {
    expect(entitiesOf([touch('a', 1)], [known])).toMatchObject([{ arn: known.arn }]);
  });

  it('believes what is stored of who owns a resource', () => {
    const elsewhere = { ...known, arn: 'arn:aws:s3:::b', accountId: '444455556666', name: 'b' };
    const told = touch('a', 1, { arn: 'arn:aws:s3:::b' });
    expect(entitiesOf([told], [elsewhere])).toMatchObject([{ accountId: '444455556666' }]);
  });
});
