import { describe, expect, it } from '@jest/globals';
import { changesOfCall } from './changes-of-call.rules.js';
import type { Call } from './touched.rules.js';

const call = (service: string, eventName: string, change: Partial<Call> = {}): Call => ({
  eventId: 'e-1',
  eventTime: new Date(0),
  service,
  eventName,
  region: 'eu-west-1',
  accountId: '111122223333',
  partition: 'aws',
  caller: { type: 'IAMUser', arn: null, issuerArn: null, invokedBy: null },
  errorCode: null,
  errorMessage: null,
  isReadOnly: false,
  request: {},
  response: {},
  resources: [],
  ...change,
});

const role = 'arn:aws:iam::111122223333:role';
const queue = 'arn:aws:sqs:eu-west-1:111122223333:orders';
const topic = 'arn:aws:sns:eu-west-1:111122223333:news';
const key = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const secret = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf';
const lambda = 'arn:aws:lambda:eu-west-1:111122223333:function:receipts';
const queueUrl = 'https://sqs.eu-west-1.amazonaws.com/111122223333/orders';

describe(changesOfCall, () => {
  it.each<[string, string, Partial<Call>, string, string]>([
    ['iam', 'CreateRole', { response: { role: { arn: `${role}/a/b` } } }, `${role}/a/b`, 'made'],
    ['iam', 'DeleteRole', { request: { roleName: 'b' } }, `${role}/b`, 'taken-away'],
    ['iam', 'TagRole', { request: { roleName: 'b' } }, `${role}/b`, 'changed'],
    [
      'iam',
      'CreatePolicyVersion',
      { request: { policyArn: 'arn:aws:iam::111122223333:policy/p' } },
      'arn:aws:iam::111122223333:policy/p',
      'changed',
    ],
    ['s3', 'CreateBucket', { request: { bucketName: 'b' } }, 'arn:aws:s3:::b', 'made'],
    ['s3', 'PutBucketPolicy', { request: { bucketName: 'b' } }, 'arn:aws:s3:::b', 'changed'],
    ['s3', 'PutBucketAcl', { request: { bucketName: 'b' } }, 'arn:aws:s3:::b', 'changed'],
    ['s3', 'PutBucketOwnershipControls', { request: { bucketName: 'b' } }, 'arn:aws:s3:::b', 'changed'],
    ['s3', 'DeleteBucketOwnershipControls', { request: { bucketName: 'b' } }, 'arn:aws:s3:::b', 'changed'],
    ['sqs', 'CreateQueue', { request: { queueName: 'orders' }, response: { queueUrl } }, queue, 'made'],
    ['sqs', 'DeleteQueue', { request: { queueUrl } }, queue, 'taken-away'],
    ['sns', 'SetTopicAttributes', { request: { topicArn: topic } }, topic, 'changed'],
    ['sns', 'Unsubscribe', { request: { subscriptionArn: `${topic}:1-2` } }, topic, 'changed'],
    ['kms', 'PutKeyPolicy', { request: { keyId: key } }, key, 'changed'],
    ['kms', 'CreateAlias', { request: { aliasName: 'alias/a', targetKeyId: key.split('/')[1] ?? '' } }, key, 'changed'],
    ['secretsmanager', 'DeleteSecret', { response: { arn: secret } }, secret, 'changed'],
    ['lambda', 'AddPermission', { request: { functionName: `${lambda}:live` } }, lambda, 'changed'],
    ['lambda', 'DeleteFunction', { request: { functionName: 'receipts' } }, lambda, 'taken-away'],
    [
      'ec2',
      'DeleteVpc',
      { request: { vpcId: 'vpc-0a1b' } },
      'arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-0a1b',
      'taken-away',
    ],
  ])('%s:%s', (service, eventName, change, ...[arn, effect]) => {
    const { touched, isOfOrganization } = changesOfCall(call(service, eventName, change));
    expect(touched.map((each) => [each.arn, each.effect])).toEqual([[arn, effect]]);
    expect(isOfOrganization).toBe(false);
  });

  it('knows identities that are told by name only, whatever their path', () => {
    const { touched } = changesOfCall(call('iam', 'TagRole', { request: { roleName: 'b' } }));
    expect(touched).toMatchObject([{ name: 'b', region: 'global' }]);
  });

  it('follows a user who gets another name', () => {
    const request = { userName: 'old', newUserName: 'new', newPath: '/people/' };
    expect(changesOfCall(call('iam', 'UpdateUser', { request })).touched).toMatchObject([
      { name: 'old', effect: 'taken-away' },
      { arn: 'arn:aws:iam::111122223333:user/people/new', effect: 'made' },
    ]);
  });

  it.each([
    ['AttachGroupPolicy', { groupName: 'g', policyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
    ['PutUserPermissionsBoundary', { userName: 'u', permissionsBoundary: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
  ])('reads a policy of AWS that somebody gets by %s, through the account where that happened', (name, request) => {
    const { touched } = changesOfCall(call('iam', name, { request }));
    expect(touched).toHaveLength(2);
    expect(touched[1]).toMatchObject({
      arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
      resourceType: 'AWS::IAM::Policy',
      accountId: '111122223333',
    });
  });

  it('leaves other managed policies that somebody gets alone', () => {
    const request = { roleName: 'r', policyArn: 'arn:aws:iam::111122223333:policy/p' };
    expect(changesOfCall(call('iam', 'AttachRolePolicy', { request })).touched).toHaveLength(1);
  });

  it('leaves a bucket with the account that owns it', () => {
    const resources = [{ arn: 'arn:aws:s3:::b', accountId: '444455556666' }];
    const { touched } = changesOfCall(call('s3', 'PutBucketPolicy', { request: { bucketName: 'b' }, resources }));
    expect(touched).toMatchObject([{ accountId: '444455556666' }]);
  });

  it.each([
    ['PutAccountPublicAccessBlock', true],
    ['DeleteAccountPublicAccessBlock', true],
    ['PutBucketPublicAccessBlock', false],
  ])('tells from %s whether an account blocks otherwise: %s', (name, expected) => {
    const request = { host: ['111122223333.s3-control.us-east-1.amazonaws.com'] };
    expect(changesOfCall(call('s3', name, { request })).isOfAccountBlock).toBe(expected);
    expect(changesOfCall(call('s3', name, { request, errorCode: 'AccessDenied' })).isOfAccountBlock).toBe(false);
  });

  it('has the organization read again', () => {
    expect(changesOfCall(call('organizations', 'AttachPolicy')).isOfOrganization).toBe(true);
  });

  it.each<[string, Call]>([
    ['failed', call('iam', 'DeleteRole', { request: { roleName: 'b' }, errorCode: 'DeleteConflictException' })],
    ['only looked', call('iam', 'GetRole', { request: { roleName: 'b' }, isReadOnly: true })],
    ['is of a service that is not read', call('athena', 'CreateWorkGroup')],
    ['says nothing of what it changed', call('iam', 'TagRole')],
    ['has parameters of another shape', call('iam', 'TagRole', { request: { roleName: { a: 1 } } })],
    ['is called like something of JavaScript', call('iam', 'constructor')],
    ['is about an object', call('s3', 'PutObjectAcl', { request: { resourceArn: 'arn:aws:sqs:a:b:c' } })],
  ])('does nothing for a call that %s', (_what, each) => {
    expect(changesOfCall(each)).toEqual({ touched: [], isOfOrganization: false, isOfAccountBlock: false });
  });
});
