import { describe, expect, it } from '@jest/globals';
import { clashAmong, isItsOwn, observePlugged } from './plugged.rules.js';

const accountId = '111122223333';
const types = ['AWS::Events::Rule', 'AWS::S3::Bucket'];

describe(isItsOwn, () => {
  it.each([
    ['its own type in the account', 'arn:aws:events:eu-west-1:111122223333:rule/a', 'AWS::Events::Rule', true],
    ['an ARN without an account', 'arn:aws:s3:::receipts', 'AWS::S3::Bucket', true],
    ['a type that it does not name', 'arn:aws:events:eu-west-1:111122223333:rule/a', 'AWS::Events::EventBus', false],
    ["somebody else's account", 'arn:aws:events:eu-west-1:444455556666:rule/a', 'AWS::Events::Rule', false],
    ['what AWS owns', 'arn:aws:iam::aws:policy/ReadOnlyAccess', 'AWS::Events::Rule', false],
    ['a role that is said to be a rule', 'arn:aws:iam::111122223333:role/a', 'AWS::Events::Rule', false],
  ])('%s', (_what, arn, resourceType, expected) => {
    expect(isItsOwn({ arn, resourceType }, types, accountId)).toBe(expected);
  });
});

describe(observePlugged, () => {
  const place = { accountId, partition: 'aws', region: 'eu-west-1', signal: AbortSignal.timeout(1_000) };
  const bus = {
    arn: 'arn:aws:events:eu-west-1:111122223333:event-bus/default',
    resourceType: 'AWS::Events::EventBus',
    name: 'default',
  };
  const everybody = '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"events:PutEvents","Resource":"*"}]}';

  it('judges the policy, and knows nothing of what has none', () => {
    expect(observePlugged({ ...bus, policy: everybody }, place)).toMatchObject({ isPublic: true, document: everybody });
    expect(observePlugged({ ...bus, policy: null }, place)).toMatchObject({ isPublic: false, document: null });
    expect(observePlugged(bus, place)).toMatchObject({ isPublic: null, region: 'eu-west-1', tags: {}, settings: {} });
  });

  it('keeps of settings what JSON keeps', () => {
    const settings = { at: new Date(0), nothing: undefined, list: [1] };
    expect(observePlugged({ ...bus, settings, region: 'global' }, place)).toMatchObject({
      region: 'global',
      settings: { at: '1970-01-01T00:00:00.000Z', list: [1] },
    });
  });
});

describe(clashAmong, () => {
  const facts = (id: string, resourceTypes: readonly string[] | 'everything-else') => ({
    id,
    summary: '',
    resourceTypes,
    awsPermissions: [],
  });

  it('lets each type have one collector, under a name of its own', () => {
    const s3 = facts('s3', ['AWS::S3::Bucket']);
    expect(clashAmong([s3, facts('events', ['AWS::Events::Rule']), facts('config', 'everything-else')])).toBeNull();
    expect(clashAmong([s3, facts('s3', ['AWS::Events::Rule'])])).toBe(
      'two collectors are called s3; one of them has to go.',
    );
    expect(clashAmong([s3, facts('buckets', ['AWS::S3::Bucket'])])).toBe(
      'two collectors bring AWS::S3::Bucket; one of them has to go.',
    );
  });
});
