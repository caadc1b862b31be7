import {
  CloudTrailClient,
  DescribeTrailsCommand,
  type Event,
  GetTrailCommand,
  GetTrailStatusCommand,
  ListTrailsCommand,
  LookupEventsCommand,
  type LookupEventsCommandInput,
} from '@aws-sdk/client-cloudtrail';
import {
  CreateLoginProfileCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  GetRoleCommand,
  IAMClient,
  ListRolesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  DeletePublicAccessBlockCommand as UnblockAccountCommand,
  PutPublicAccessBlockCommand as BlockAccountCommand,
  S3ControlClient,
} from '@aws-sdk/client-s3-control';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { TwoAccounts, refusalOf } from './two-accounts.js';

const HOME = '222222222222';
const NEIGHBOUR = '333333333333';
const TRUST = (account: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: ['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession'],
      },
    ],
  });

/** The parts of CloudTrail's record that the cases look at. */
interface TrailRecord {
  readonly [member: string]: unknown;
  readonly eventID: string;
  readonly userIdentity: Record<string, unknown>;
  readonly requestParameters: Record<string, unknown> | null;
  readonly responseElements: Record<string, Record<string, unknown>> | null;
}

describe('CloudTrail', () => {
  let sandbox: TwoAccounts;
  let offset = 0;
  let trail: CloudTrailClient;
  let iam: IAMClient;
  let nobody: IAMClient;

  beforeAll(async () => {
    sandbox = await TwoAccounts.start('', '', { now: () => new Date(Date.now() + offset) });
    trail = new CloudTrailClient(sandbox.options(sandbox.owner));
    iam = new IAMClient(sandbox.options(sandbox.owner));
    nobody = new IAMClient(sandbox.options(sandbox.nobody));
    await iam.send(new CreateRoleCommand({ RoleName: 'visited', AssumeRolePolicyDocument: TRUST(NEIGHBOUR) }));
  });

  afterAll(() => sandbox.stop());

  const lookUp = async (input: LookupEventsCommandInput = {}, client = trail) =>
    (await client.send(new LookupEventsCommand(input))).Events ?? [];

  const by = (AttributeKey: string, AttributeValue: string, client = trail) =>
    lookUp({ LookupAttributes: [{ AttributeKey, AttributeValue } as never] }, client);

  const recordOf = (event: Event | undefined) => JSON.parse(event?.CloudTrailEvent ?? '{}') as TrailRecord;

  it('has every call in its record format, the newest first', async () => {
    const [event, ...older] = await by('EventName', 'CreateRole');
    expect(older).toEqual([]);
    expect(event).toMatchObject({
      EventName: 'CreateRole',
      EventSource: 'iam.amazonaws.com',
      ReadOnly: 'false',
      Username: 'owner',
      AccessKeyId: sandbox.owner.accessKeyId,
      Resources: [
        { ResourceType: 'AWS::IAM::Role', ResourceName: 'visited' },
        { ResourceType: 'AWS::IAM::Role', ResourceName: `arn:aws:iam::${HOME}:role/visited` },
      ],
    });
    expect(recordOf(event)).toMatchObject({
      eventVersion: '1.11',
      userIdentity: {
        type: 'IAMUser',
        arn: `arn:aws:iam::${HOME}:user/owner`,
        accountId: HOME,
        accessKeyId: sandbox.owner.accessKeyId,
        userName: 'owner',
      },
      eventSource: 'iam.amazonaws.com',
      eventName: 'CreateRole',
      awsRegion: 'us-east-1',
      sourceIPAddress: '127.0.0.1',
      userAgent: expect.stringContaining('aws-sdk-js'),
      requestParameters: { roleName: 'visited', assumeRolePolicyDocument: TRUST(NEIGHBOUR) },
      responseElements: { role: { roleName: 'visited', arn: `arn:aws:iam::${HOME}:role/visited` } },
      eventID: event?.EventId,
      readOnly: false,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: HOME,
      eventCategory: 'Management',
    });
    expect(recordOf(event)['eventTime']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    await iam.send(new GetRoleCommand({ RoleName: 'visited' }));
    const names = (await lookUp()).map(({ EventName }) => EventName);
    expect(names.indexOf('GetRole')).toBeLessThan(names.indexOf('CreateRole'));
  });

  it('shows what was denied, to whom and why', async () => {
    const refused = await refusalOf(nobody.send(new ListRolesCommand({})));
    expect(refused.code).toBe('AccessDenied');
    const [event] = await by('Username', 'nobody');
    expect(recordOf(event)).toMatchObject({
      eventName: 'ListRoles',
      errorCode: 'AccessDenied',
      errorMessage: refused.message,
      requestParameters: null,
      responseElements: null,
      readOnly: true,
    });
  });

  it("calls IAM's refusals by the name of the exception", async () => {
    await refusalOf(iam.send(new DeleteRoleCommand({ RoleName: 'not-there' })));
    expect(recordOf((await by('EventName', 'DeleteRole'))[0])).toMatchObject({
      errorCode: 'NoSuchEntityException',
      requestParameters: { roleName: 'not-there' },
    });
  });

  it('has a role that somebody of another account assumes in both accounts', async () => {
    const visitor = new STSClient(sandbox.options(sandbox.neighbour));
    const names = { RoleSessionName: 'ada', SourceIdentity: 'ada@example.com' };
    const Tags = [{ Key: 'team', Value: 'payments' }];
    const role = `arn:aws:iam::${HOME}:role/visited`;
    await visitor.send(new AssumeRoleCommand({ RoleArn: role, ...names, Tags }));
    const [own] = await by('EventName', 'AssumeRole', new CloudTrailClient(sandbox.options(sandbox.neighbour)));
    const [foreign] = await by('ResourceName', role);
    const [left, right] = [recordOf(own), recordOf(await foreignAssumeRole(foreign))];
    expect(left).toMatchObject({
      recipientAccountId: NEIGHBOUR,
      userIdentity: { type: 'IAMUser', userName: 'neighbour' },
      requestParameters: {
        roleArn: role,
        roleSessionName: 'ada',
        sourceIdentity: 'ada@example.com',
        tags: [{ key: 'team', value: 'payments' }],
      },
      resources: [{ accountId: HOME, type: 'AWS::IAM::Role', ARN: role }],
      readOnly: true,
    });
    expect(right).toMatchObject({
      recipientAccountId: HOME,
      userIdentity: { type: 'AWSAccount', accountId: NEIGHBOUR },
      sharedEventID: left['sharedEventID'],
    });
    expect(right.userIdentity).not.toHaveProperty('arn');
    expect(left['sharedEventID']).toEqual(expect.any(String));
    expect(left.eventID).not.toBe(right.eventID);
    // CloudTrail writes which key came out, and what would let somebody use it it hides.
    expect(left.responseElements?.['credentials']).toMatchObject({
      accessKeyId: expect.stringMatching(/^ASIA/),
      secretAccessKey: 'HIDDEN_DUE_TO_SECURITY_REASONS',
      sessionToken: 'HIDDEN_DUE_TO_SECURITY_REASONS',
    });
  });

  const foreignAssumeRole = async (event: Event | undefined) =>
    event?.EventName === 'AssumeRole' ? event : (await by('EventName', 'AssumeRole'))[0];

  it('tells a session by its role and the identity it came with', async () => {
    const sts = new STSClient(sandbox.options(sandbox.neighbour));
    const names = { RoleSessionName: 'grace', SourceIdentity: 'grace@example.com' };
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${HOME}:role/visited`, ...names }),
    );
    const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '', SessionToken } = Credentials ?? {};
    const session = {
      accessKeyId,
      secretAccessKey,
      ...(SessionToken === undefined ? {} : { sessionToken: SessionToken }),
    };
    await new STSClient(sandbox.options(session)).send(new GetCallerIdentityCommand({}));
    const [event] = await by('AccessKeyId', accessKeyId);
    expect(event?.Username).toBe('grace');
    expect(recordOf(event).userIdentity).toMatchObject({
      type: 'AssumedRole',
      principalId: expect.stringMatching(/^AROA\w+:grace$/),
      arn: `arn:aws:sts::${HOME}:assumed-role/visited/grace`,
      sessionContext: {
        sessionIssuer: { type: 'Role', arn: `arn:aws:iam::${HOME}:role/visited`, userName: 'visited' },
        attributes: { mfaAuthenticated: 'false' },
        sourceIdentity: 'grace@example.com',
      },
    });
  });

  it('never shows a password', async () => {
    const Password = 'Correct-horse-battery-1';
    await iam.send(new CreateLoginProfileCommand({ UserName: 'nobody', Password }));
    const [event] = await by('EventName', 'CreateLoginProfile');
    expect(event?.CloudTrailEvent).not.toContain(Password);
    expect(recordOf(event).requestParameters).toMatchObject({
      userName: 'nobody',
      password: 'HIDDEN_DUE_TO_SECURITY_REASONS',
    });
  });

  it('tells what an account and a bucket block by names and parameters of their own', async () => {
    const s3 = new S3Client(sandbox.options(sandbox.owner));
    const control = new S3ControlClient(sandbox.options(sandbox.owner));
    const hosts = control.config.endpointProvider;
    // The client puts the account in front of the host's name, which nobody has here.
    control.config.endpointProvider = (given, context) => hosts({ ...given, RequiresAccountId: false }, context);
    const block = { PublicAccessBlockConfiguration: { RestrictPublicBuckets: true } };
    await s3.send(new CreateBucketCommand({ Bucket: 'blocked' }));
    await s3.send(new PutPublicAccessBlockCommand({ Bucket: 'blocked', ...block }));
    await control.send(new BlockAccountCommand({ AccountId: HOME, ...block }));
    await control.send(new UnblockAccountCommand({ AccountId: HOME }));
    const latest = async (name: string) => (await by('EventName', name))[0];
    const [ofBucket, ofAccount, gone] = await Promise.all([
      latest('PutBucketPublicAccessBlock'),
      latest('PutAccountPublicAccessBlock'),
      latest('DeleteAccountPublicAccessBlock'),
    ]);
    for (const event of [ofBucket, ofAccount, gone]) expect(event?.EventSource).toBe('s3.amazonaws.com');
    const written = { PublicAccessBlockConfiguration: { RestrictPublicBuckets: true } };
    expect(recordOf(ofBucket).requestParameters).toMatchObject({ bucketName: 'blocked', ...written });
    expect(recordOf(ofAccount).requestParameters).toMatchObject(written);
    expect(recordOf(ofAccount).requestParameters).not.toHaveProperty('bucketName');
    expect(recordOf(gone)).toMatchObject({ recipientAccountId: HOME, readOnly: false });
  });

  it("writes S3's parameters in S3's way, and leaves work on objects out of the history", async () => {
    const s3 = new S3Client(sandbox.options(sandbox.owner));
    await s3.send(new CreateBucketCommand({ Bucket: 'watched' }));
    await s3.send(new PutObjectCommand({ Bucket: 'watched', Key: 'a.txt', Body: 'a' }));
    const policy = {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${NEIGHBOUR}:root` },
          Action: 's3:GetObject',
          Resource: 'arn:aws:s3:::watched/*',
        },
      ],
    };
    await s3.send(new PutBucketPolicyCommand({ Bucket: 'watched', Policy: JSON.stringify(policy) }));
    expect(recordOf((await by('EventName', 'PutBucketPolicy'))[0]).requestParameters).toMatchObject({
      bucketName: 'watched',
      bucketPolicy: policy,
    });
    expect(await by('EventName', 'PutObject')).toEqual([]);
  });

  it.each([
    ['EventId', (event: Event) => event.EventId],
    ['EventName', () => 'PutRolePolicy'],
    ['EventSource', () => 'iam.amazonaws.com'],
    ['ReadOnly', () => 'false'],
    ['ResourceName', () => 'looked-for'],
    ['ResourceType', () => 'AWS::IAM::Role'],
    ['Username', () => 'owner'],
    ['AccessKeyId', (event: Event) => event.AccessKeyId],
  ])('finds an event by %s', async (attribute, value) => {
    const RoleName = 'looked-for';
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST(HOME) })).catch(() => undefined);
    const allow = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] };
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument: JSON.stringify(allow) }));
    const [event = {}] = await by('EventName', 'PutRolePolicy');
    const found = await by(attribute, value(event) ?? '');
    expect(found.map(({ EventId }) => EventId)).toContain(event.EventId);
    expect(await by(attribute, 'something else')).toEqual([]);
  });

  it('gives page after page, each event once', async () => {
    const first = await trail.send(new LookupEventsCommand({ MaxResults: 3 }));
    const next = { MaxResults: 3, NextToken: first.NextToken };
    const second = await trail.send(new LookupEventsCommand(next));
    const ids = [...(first.Events ?? []), ...(second.Events ?? [])].map(({ EventId }) => EventId);
    expect(new Set(ids).size).toBe(6);
    // The calls that asked for the pages are events by now, too.
    expect(ids).not.toContain(undefined);
  });

  it.each<[string, LookupEventsCommandInput]>([
    ['InvalidMaxResultsException', { MaxResults: 51 }],
    ['InvalidNextTokenException', { NextToken: 'bm90aGluZw==' }],
    [
      'InvalidTimeRangeException',
      { StartTime: new Date('2026-11-22T00:00:00Z'), EndTime: new Date('2026-11-21T00:00:00Z') },
    ],
    [
      'InvalidLookupAttributesException',
      {
        LookupAttributes: [
          { AttributeKey: 'EventName', AttributeValue: 'a' },
          { AttributeKey: 'Username', AttributeValue: 'b' },
        ],
      },
    ],
    [
      'InvalidLookupAttributesException',
      { LookupAttributes: [{ AttributeKey: 'Colour' as never, AttributeValue: 'b' }] },
    ],
  ])('refuses with %s: %j', async (code, input) => {
    expect(await refusalOf(lookUp(input))).toMatchObject({ code, status: 400 });
  });

  it('keeps each region to itself, and IAM in us-east-1', async () => {
    const elsewhere = new CloudTrailClient(sandbox.options(sandbox.owner, 'eu-west-1'));
    expect((await by('EventSource', 'iam.amazonaws.com', elsewhere)).length).toBe(0);
    await elsewhere.send(new ListTrailsCommand({}));
    expect((await by('EventName', 'ListTrails', elsewhere)).length).toBe(1);
    expect((await by('EventName', 'ListTrails')).length).toBe(0);
  });

  it('does not show the history to somebody without permission', async () => {
    const stranger = new CloudTrailClient(sandbox.options(sandbox.nobody));
    const refused = await refusalOf(stranger.send(new LookupEventsCommand({})));
    expect(refused).toMatchObject({ code: 'AccessDeniedException', status: 400 });
    expect(refused.message).toContain('is not authorized to perform: cloudtrail:LookupEvents');
  });

  it('has the trail of the organization', async () => {
    const { trailList } = await trail.send(new DescribeTrailsCommand({}));
    expect(trailList).toMatchObject([{ IsOrganizationTrail: true, IsMultiRegionTrail: true }]);
    const Name = trailList?.[0]?.TrailARN;
    expect((await trail.send(new GetTrailCommand({ Name }))).Trail?.TrailARN).toBe(Name);
    expect((await trail.send(new GetTrailStatusCommand({ Name }))).IsLogging).toBe(true);
    expect(await refusalOf(trail.send(new GetTrailStatusCommand({ Name: 'none' })))).toMatchObject({
      code: 'TrailNotFoundException',
    });
  });

  it('forgets after ninety days', async () => {
    await nobody.send(new ListRolesCommand({})).catch(() => undefined);
    const EndTime = new Date();
    offset = 91 * 24 * 3600 * 1000;
    // Its first try is a quarter of a year too early; the answer tells it the time.
    const later = new CloudTrailClient({ ...sandbox.options(sandbox.owner), maxAttempts: 2 });
    expect(await lookUp({ EndTime }, later)).toEqual([]);
    expect((await by('EventName', 'LookupEvents', later)).length).toBe(1);
    offset = 0;
  });
});
