import { describe, expect, it } from '@jest/globals';
import { isAction, targetOf, usualActions } from './usual-actions.rules';

const bucket = 'arn:aws:s3:::exports';

describe('what can be asked about', () => {
  it('is suggested by type, each as it can be asked', () => {
    expect(usualActions('AWS::S3::Bucket').every(({ action }) => isAction(action))).toBe(true);
    expect(usualActions('AWS::X::Y')).toEqual([]);
  });

  it.each(['s3:*', 's3', 's3:Get Object', ''])('is one action, not %j', (text) => {
    expect(isAction(text)).toBe(false);
  });

  it.each([
    ['s3:GetObject', `${bucket}/*`],
    ['s3:DeleteObjectVersion', `${bucket}/*`],
    ['s3:ListBucket', bucket],
    ['s3:PutBucketObjectLockConfiguration', bucket],
  ])('%s is done on %s', (action, target) => {
    expect(targetOf(bucket, 'AWS::S3::Bucket', action)).toBe(target);
  });

  it('is done on the thing itself elsewhere', () => {
    expect(targetOf('arn:aws:sqs:eu-west-1:1:q', 'AWS::SQS::Queue', 'sqs:SendMessage')).toBe(
      'arn:aws:sqs:eu-west-1:1:q',
    );
  });
});
