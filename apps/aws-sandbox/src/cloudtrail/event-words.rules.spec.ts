import { describe, expect, it } from '@jest/globals';

import { eventErrorCode, eventNameOf, eventSourceOf, resourceTypeOf } from './event-words.rules.js';
import { isDataEvent, isReadOnly } from './operation-kind.rules.js';

describe("CloudTrail's words", () => {
  it.each([
    ['iam', 'NoSuchEntity', 'NoSuchEntityException'],
    ['iam', 'ValidationError', 'ValidationError'],
    ['iam', 'Throttling', 'ThrottlingException'],
    ['iam', 'AccessDenied', 'AccessDenied'],
    ['organizations', 'AccessDeniedException', 'AccessDenied'],
    ['kms', 'NotFoundException', 'NotFoundException'],
    ['s3', 'NoSuchBucket', 'NoSuchBucket'],
    ['ec2', 'UnauthorizedOperation', 'Client.UnauthorizedOperation'],
    ['ec2', 'InvalidVpcID.NotFound', 'Client.InvalidVpcID.NotFound'],
    ['ec2', 'InternalError', 'Server.InternalError'],
  ])('of %s for the error %s: %s', (service, code, expected) => {
    expect(eventErrorCode(service, code)).toBe(expected);
  });

  it.each([
    ['lambda', 'AddPermission', 'AddPermission20150331v2'],
    ['lambda', 'Invoke', 'Invoke'],
    ['s3', 'ListObjectsV2', 'ListObjects'],
    ['s3', 'PutPublicAccessBlock', 'PutBucketPublicAccessBlock'],
    ['s3', 'DeleteAccountPublicAccessBlock', 'DeleteAccountPublicAccessBlock'],
    ['iam', 'CreateRole', 'CreateRole'],
  ])('of %s for the call %s: %s', (service, operation, expected) => {
    expect(eventNameOf(service, operation)).toBe(expected);
    expect(eventSourceOf(service)).toBe(`${service}.amazonaws.com`);
  });

  it.each([
    ['arn:aws:iam::1:role/path/name', 'AWS::IAM::Role'],
    ['arn:aws:s3:::bucket', 'AWS::S3::Bucket'],
    ['arn:aws:s3:::bucket/key', 'AWS::S3::Object'],
    ['arn:aws:sqs:us-east-1:1:queue', 'AWS::SQS::Queue'],
    ['arn:aws:nothing:us-east-1:1:x/y', undefined],
  ])('for %s: %s', (arn, type) => {
    expect(resourceTypeOf(arn)).toBe(type);
  });

  it.each([
    ['iam', 'ListRoles', true, false],
    ['iam', 'PutRolePolicy', false, false],
    ['sts', 'AssumeRole', true, false],
    ['kms', 'Decrypt', true, false],
    ['s3', 'GetObject', true, true],
    ['s3', 'PutBucketPolicy', false, false],
    ['sqs', 'ReceiveMessage', false, true],
    ['lambda', 'Invoke', false, true],
  ])('say of %s:%s whether it only looks (%s), and at data (%s)', (service, operation, looks, data) => {
    expect([isReadOnly(operation), isDataEvent(service, operation)]).toEqual([looks, data]);
  });
});
