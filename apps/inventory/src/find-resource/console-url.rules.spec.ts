import { describe, expect, it } from '@jest/globals';
import { consoleUrlOf, type ConsoleSubject } from './console-url.rules.js';

const subject = (change: Partial<ConsoleSubject>): ConsoleSubject => ({
  arn: 'arn:aws:iam::111122223333:role/people/reader',
  resourceType: 'AWS::IAM::Role',
  accountId: '111122223333',
  name: 'reader',
  region: 'eu-west-1',
  settings: {},
  ...change,
});
const urlOf = (change: Partial<ConsoleSubject>) => consoleUrlOf(subject(change), 'https://console.aws.amazon.com/');

describe(consoleUrlOf, () => {
  it.each([
    [{}, 'iam/home#/roles/details/reader'],
    [{ resourceType: 'AWS::S3::Bucket', name: 'receipts' }, 's3/buckets/receipts?region=eu-west-1'],
    [
      { resourceType: 'AWS::SQS::Queue', settings: { url: 'https://sqs.eu-west-1.amazonaws.com/1/orders' } },
      'sqs/v3/home?region=eu-west-1#/queues/https%3A%2F%2Fsqs.eu-west-1.amazonaws.com%2F1%2Forders',
    ],
    [
      { resourceType: 'AWS::SQS::Queue', name: 'orders' },
      'sqs/v3/home?region=eu-west-1#/queues/https%3A%2F%2Fsqs.eu-west-1.amazonaws.com%2F111122223333%2Forders',
    ],
    [
      {
        resourceType: 'AWS::EC2::VPC',
        arn: 'arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-1',
        name: 'main',
        settings: { id: 'vpc-1' },
      },
      'vpc/home?region=eu-west-1#vpcs:search=vpc-1',
    ],
    [
      { resourceType: 'AWS::EC2::Subnet', name: 'front', settings: { resourceId: 'subnet-1' } },
      'vpc/home?region=eu-west-1#subnets:search=subnet-1',
    ],
    [
      { resourceType: 'AWS::Glue::Job', name: 'etl', settings: { resourceId: 'etl' } },
      'config/home?region=eu-west-1#/resources/timeline?resourceId=etl&resourceName=etl&resourceType=AWS%3A%3AGlue%3A%3AJob',
    ],
  ] as const)('finds the page of %j', (change, path) => {
    expect(urlOf(change)).toBe(`https://console.aws.amazon.com/${path}`);
  });

  it('knows none for what neither the console nor Config shows', () => {
    expect(urlOf({ resourceType: 'AWS::IAM::InstanceProfile' })).toBeNull();
  });
});
