import { describe, expect, it } from '@jest/globals';
import { accountTitle, isWantedArn, readResourcesTypeahead, readTypeahead } from './typeahead.rules.js';

describe(readTypeahead, () => {
  it.each([
    [{ resource: 'fake' }, 400],
    [{ resource: 's3' }, 400],
    [{ search: 'x' }, 400],
    [{ resource: 'fake', search: 'x' }, 404],
    [{ resource: 's3', search: 'x', limit: '0' }, 400],
    [{ resource: 's3', search: 'x', account_id: 'x' }, 400],
  ])('refuses %j with %i', (query, status) => {
    expect(readTypeahead(query)).toMatchObject({ ok: false, status });
  });

  it('takes an empty search, ten rows, and names of buckets', () => {
    expect(readTypeahead({ resource: 'account', search: '' })).toEqual({
      ok: true,
      query: { kind: 'account', search: '', accountId: undefined, limit: 10, withBucketArns: false },
    });
  });
});

describe(isWantedArn, () => {
  const arns = [
    'arn:aws:ec2:us-west-2:013013013013:security-group/sg-1',
    'arn:aws:sqs:us-east-1:123456789012:rolequeue',
    'arn:aws:sns:us-east-1:123456789012:roletopic',
    'arn:aws:iam::123456789012:role/role',
  ];
  it.each([
    [{}, 4],
    [{ typeahead: 'ROLE' }, 3],
    [{ account_id: '013013013013' }, 1],
    [{ resource_type: 'sqs' }, 1],
    [{ region: 'us-east-1' }, 2],
    [{ region: 'us-east-1', account_id: '123456789012', typeahead: 'role' }, 2],
  ])('of four ARNs, %j wants %i', (given, count) => {
    const reading = readResourcesTypeahead(given);
    expect(reading.ok && arns.filter((arn) => isWantedArn(arn, reading.query))).toHaveLength(count);
  });
});

describe(accountTitle, () => {
  it('has one parenthesis, before the number', () => {
    expect(accountTitle('data (old)', '123456789012')).toBe('data [old] (123456789012)');
  });
});
