import { describe, expect, it } from '@jest/globals';
import { lastPartOf, placeOfArn } from './arn.rules.js';
import { typeOfArn } from './type-of-arn.rules.js';

describe(placeOfArn, () => {
  it('takes an ARN apart, colons in names and all', () => {
    expect(placeOfArn('arn:aws:secretsmanager:eu-west-1:111122223333:secret:db:one-a1b2c3')).toEqual({
      service: 'secretsmanager',
      region: 'eu-west-1',
      accountId: '111122223333',
      resource: 'secret:db:one-a1b2c3',
    });
  });

  it('finds the name at the end', () => {
    expect(lastPartOf('arn:aws:iam::111122223333:role/people/ada=x+y@z')).toBe('ada=x+y@z');
    expect(lastPartOf('arn:aws:sqs:eu-west-1:111122223333:orders.fifo')).toBe('orders.fifo');
  });
});

describe(typeOfArn, () => {
  it.each([
    ['arn:aws:iam::111122223333:role/people/reader', 'AWS::IAM::Role'],
    ['arn:aws:iam::111122223333:instance-profile/web', 'AWS::IAM::InstanceProfile'],
    ['arn:aws:s3:::receipts', 'AWS::S3::Bucket'],
    ['arn:aws:s3:::receipts/2026/one.pdf', null],
    ['arn:aws:sns:eu-west-1:111122223333:orders', 'AWS::SNS::Topic'],
    ['arn:aws:sns:eu-west-1:111122223333:orders:6b0e71bd-7e97-4d97-80ce-4a0994e55286', null],
    ['arn:aws:kms:eu-west-1:111122223333:key/1234abcd', 'AWS::KMS::Key'],
    ['arn:aws:kms:eu-west-1:111122223333:alias/payments', null],
    ['arn:aws:lambda:eu-west-1:111122223333:function:resize', 'AWS::Lambda::Function'],
    ['arn:aws:lambda:eu-west-1:111122223333:function:resize:7', null],
    ['arn:aws:ec2:eu-west-1:111122223333:vpc-endpoint/vpce-1', 'AWS::EC2::VPCEndpoint'],
    ['arn:aws:dynamodb:eu-west-1:111122223333:table/orders', null],
  ])('tells what %s is', (arn, expected) => {
    expect(typeOfArn(arn)).toBe(expected);
  });
});
