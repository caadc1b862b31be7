import { describe, expect, it } from '@jest/globals';
import { accountIn, consolePathOf, editPathOf } from './resource-url.rules.js';

const facts = { accountId: '123456789012', region: 'eu-west-1' };

describe(editPathOf, () => {
  it.each([
    ['arn:aws:iam::123456789012:role/team/reader', 'iamrole/reader'],
    ['arn:aws:iam::123456789012:user/ada@example.com', 'iamuser/ada@example.com'],
    ['arn:aws:iam::123456789012:policy/testpath/test2/policy-one', 'managed_policy/testpath/test2/policy-one'],
    ['arn:aws:s3:::exports', 's3/exports'],
    ['arn:aws:s3:::exports/2026/11.csv', 's3/exports'],
    ['arn:aws:sns:us-east-1:123456789012:topic', 'sns/us-east-1/topic'],
    ['arn:aws:sqs:us-east-1:123456789012:queue.fifo', 'sqs/us-east-1/queue.fifo'],
  ])('%s is shown at %s', (arn, path) => {
    expect(editPathOf(arn, facts)).toBe(`/policies/edit/123456789012/${path}`);
  });

  it.each(['arn:aws:iam::123456789012:group/g', 'arn:aws:lambda:us-east-1:123456789012:function:f', 'nothing'])(
    '%s has no page',
    (arn) => {
      expect(editPathOf(arn, facts)).toBeNull();
    },
  );
});

describe(consolePathOf, () => {
  it('is a path in which the whole address of the console is one parameter', () => {
    const path = consolePathOf(
      '123456789012',
      'https://console.aws.amazon.com/lambda/home?region=eu-west-1&x=1#/functions/f',
    );
    expect(path.startsWith('/role/123456789012?redirect=')).toBe(true);
    expect(new URL(path, 'https://gatehouse.example').searchParams.get('redirect')).toBe(
      'https://console.aws.amazon.com/lambda/home?region=eu-west-1&x=1#/functions/f',
    );
  });
});

describe(accountIn, () => {
  it.each([
    ['arn:aws:waddup:us-east-1:987654321000:cool-resource', '987654321000'],
    ['arn:aws:waddup:us-east-1::cool-resource', ''],
    ['arn:aws:s3', null],
  ])('of %s is %j', (arn, account) => {
    expect(accountIn(arn)).toBe(account);
  });
});
