import {
  type BucketCannedACL,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketCorsCommand,
  DeleteBucketEncryptionCommand,
  DeleteBucketLifecycleCommand,
  DeleteBucketOwnershipControlsCommand,
  DeleteBucketReplicationCommand,
  DeleteBucketWebsiteCommand,
  DeletePublicAccessBlockCommand,
  GetBucketAccelerateConfigurationCommand,
  GetBucketAclCommand,
  GetBucketCorsCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketLoggingCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyStatusCommand,
  GetBucketReplicationCommand,
  GetBucketRequestPaymentCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetBucketWebsiteCommand,
  GetObjectCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  type Grant,
  HeadBucketCommand,
  ListObjectsV2Command,
  PutBucketAccelerateConfigurationCommand,
  PutBucketAclCommand,
  PutBucketCorsCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketLoggingCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketReplicationCommand,
  PutBucketRequestPaymentCommand,
  PutBucketVersioningCommand,
  PutBucketWebsiteCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { HOME, NEIGHBOUR, StorageWorld, refusalOf } from './storage-world.js';
import { signedFetch } from './signed-fetch.js';

const CLOSED = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };
const ALL_USERS = 'http://acs.amazonaws.com/groups/global/AllUsers';
const LOG_DELIVERY = 'http://acs.amazonaws.com/groups/s3/LogDelivery';
const OPEN = {
  BlockPublicAcls: false,
  IgnorePublicAcls: false,
  BlockPublicPolicy: false,
  RestrictPublicBuckets: false,
};

/** The unmodified client of the AWS SDK, over TCP. */
describe('settings of S3 buckets', () => {
  let world: StorageWorld;
  let s3: S3Client;
  let nobody: S3Client;
  let neighbour: S3Client;
  let count = 0;

  beforeAll(async () => {
    world = await StorageWorld.start();
    s3 = new S3Client(world.options('owner'));
    nobody = new S3Client(world.options('nobody'));
    neighbour = new S3Client(world.options('neighbour'));
  });
  afterAll(() => world.stop());

  const newBucket = async (input: object = {}) => {
    const Bucket = `made-${String(++count)}`;
    await s3.send(new CreateBucketCommand({ Bucket, ...input }));
    return Bucket;
  };
  const policy = (Bucket: string, principal: unknown, more: object = {}) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: principal,
          Action: 's3:GetObject',
          Resource: `arn:aws:s3:::${Bucket}/*`,
          ...more,
        },
      ],
    });
  const block = (Bucket: string, PublicAccessBlockConfiguration: object) =>
    s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
  const anonymous = async (path: string) => (await fetch(`${world.url}/${path}`)).status;

  describe('public access', () => {
    it('is blocked in new buckets, as they are in AWS', async () => {
      const Bucket = await newBucket();
      const { PublicAccessBlockConfiguration } = await s3.send(new GetPublicAccessBlockCommand({ Bucket }));
      expect(PublicAccessBlockConfiguration).toEqual(CLOSED);
      const { OwnershipControls } = await s3.send(new GetBucketOwnershipControlsCommand({ Bucket }));
      expect(OwnershipControls?.Rules).toEqual([{ ObjectOwnership: 'BucketOwnerEnforced' }]);
      await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
      expect(await refusalOf(s3.send(new GetPublicAccessBlockCommand({ Bucket })))).toMatchObject({
        code: 'NoSuchPublicAccessBlockConfiguration',
        status: 404,
      });
    });

    it('of a policy is refused while it is blocked, and told apart', async () => {
      const Bucket = await newBucket();
      const put = (Policy: string) => s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
      const refusal = await refusalOf(put(policy(Bucket, '*')));
      expect(refusal).toMatchObject({ code: 'AccessDenied', status: 403 });
      expect(refusal.message).toContain(
        'because public policies are blocked by the BlockPublicPolicy block public access setting.',
      );
      const isPublic = async () => (await s3.send(new GetBucketPolicyStatusCommand({ Bucket }))).PolicyStatus?.IsPublic;
      expect((await refusalOf(isPublic())).code).toBe('NoSuchBucketPolicy');
      await put(policy(Bucket, { AWS: NEIGHBOUR }));
      expect(await isPublic()).toBe(false);
      await put(policy(Bucket, '*', { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-storagespecs' } } }));
      expect(await isPublic()).toBe(false);
      await block(Bucket, OPEN);
      await put(policy(Bucket, '*'));
      expect(await isPublic()).toBe(true);
      expect((await refusalOf(nobody.send(new GetBucketPolicyStatusCommand({ Bucket })))).code).toBe('AccessDenied');
    });

    it('of a bucket that is restricted is for its own account', async () => {
      const Bucket = await newBucket();
      await block(Bucket, OPEN);
      await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'a' }));
      await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: policy(Bucket, '*') }));
      const get = (client: S3Client) => client.send(new GetObjectCommand({ Bucket, Key: 'a' }));
      expect(await anonymous(`${Bucket}/a`)).toBe(200);
      await get(neighbour);
      await block(Bucket, { RestrictPublicBuckets: true });
      expect(await anonymous(`${Bucket}/a`)).toBe(403);
      expect((await refusalOf(get(neighbour))).code).toBe('AccessDenied');
      await get(nobody);
    });

    it('is blocked by account, too', async () => {
      const call = (method: string, body = '') =>
        signedFetch(world, {
          method,
          path: '/v20180820/configuration/publicAccessBlock',
          headers: { 'x-amz-account-id': HOME },
          body,
        });
      const other = await signedFetch(world, {
        method: 'GET',
        path: '/v20180820/accesspoint',
        headers: { 'x-amz-account-id': HOME },
        body: '',
      });
      expect(other.status).toBe(501);
      const none = await call('GET');
      expect([none.status, await none.text()]).toEqual([
        404,
        expect.stringContaining('NoSuchPublicAccessBlockConfiguration'),
      ]);
      expect(await anonymous('home-public/index.html')).toBe(200);
      const xml =
        '<PublicAccessBlockConfiguration xmlns="http://awss3control.amazonaws.com/doc/2018-08-20/"><RestrictPublicBuckets>true</RestrictPublicBuckets></PublicAccessBlockConfiguration>';
      expect((await call('PUT', xml)).status).toBe(200);
      expect(await (await call('GET')).text()).toContain('<RestrictPublicBuckets>true</RestrictPublicBuckets>');
      expect(await anonymous('home-public/index.html')).toBe(403);
      expect((await call('DELETE')).status).toBe(204);
      expect(await anonymous('home-public/index.html')).toBe(200);
    });
  });

  describe('ACLs', () => {
    it('are refused where the owner owns everything', async () => {
      const Bucket = await newBucket();
      expect(await refusalOf(s3.send(new PutBucketAclCommand({ Bucket, ACL: 'public-read' })))).toMatchObject({
        code: 'AccessControlListNotSupported',
        status: 400,
      });
      const { Owner, Grants } = await s3.send(new GetBucketAclCommand({ Bucket }));
      expect(Grants).toEqual([{ Grantee: { Type: 'CanonicalUser', ID: Owner?.ID }, Permission: 'FULL_CONTROL' }]);
    });

    it('that say no more than the owner has full control are taken where ACLs are off', async () => {
      const Bucket = await newBucket();
      const { Owner, Grants } = await s3.send(new GetBucketAclCommand({ Bucket }));
      // S3 takes it, and the SDK's types know it of objects alone.
      const ownersOwn = 'bucket-owner-full-control' as BucketCannedACL;
      await s3.send(new PutBucketAclCommand({ Bucket, ACL: ownersOwn }));
      await s3.send(new PutBucketAclCommand({ Bucket, AccessControlPolicy: { Owner, Grants } }));
      await s3.send(new PutBucketAclCommand({ Bucket, GrantFullControl: `id="${Owner?.ID ?? ''}"` }));
      const more = [...(Grants ?? []), { Grantee: { Type: 'Group' as const, URI: ALL_USERS }, Permission: 'READ' }];
      for (const given of [more, []] as Grant[][]) {
        const put = s3.send(new PutBucketAclCommand({ Bucket, AccessControlPolicy: { Owner, Grants: given } }));
        expect((await refusalOf(put)).code).toBe('AccessControlListNotSupported');
      }
    });

    it('are given back as they came, by headers or in full', async () => {
      const Bucket = await newBucket({ ObjectOwnership: 'BucketOwnerPreferred' });
      const { Owner } = await s3.send(new GetBucketAclCommand({ Bucket }));
      const grants = async () => (await s3.send(new GetBucketAclCommand({ Bucket }))).Grants;
      const full: Grant = { Grantee: { Type: 'CanonicalUser', ID: Owner?.ID ?? '' }, Permission: 'FULL_CONTROL' };
      const logs: Grant = { Grantee: { Type: 'Group', URI: LOG_DELIVERY }, Permission: 'WRITE' };
      await s3.send(new PutBucketAclCommand({ Bucket, GrantWrite: `uri="${LOG_DELIVERY}"` }));
      expect(await grants()).toEqual([full, logs]);
      const theirs: Grant = { Grantee: { Type: 'CanonicalUser', ID: 'a'.repeat(64) }, Permission: 'READ_ACP' };
      await s3.send(new PutBucketAclCommand({ Bucket, AccessControlPolicy: { Owner, Grants: [full, theirs] } }));
      expect(await grants()).toEqual([full, theirs]);
      await s3.send(new PutBucketAclCommand({ Bucket, ACL: 'private' }));
      expect(await grants()).toEqual([full]);
    });

    it('name somebody that S3 knows', async () => {
      const Bucket = await newBucket({ ObjectOwnership: 'ObjectWriter' });
      const put = async (input: object) => refusalOf(s3.send(new PutBucketAclCommand({ Bucket, ...input })));
      expect(await put({ GrantRead: 'uri="http://acs.amazonaws.com/groups/global/Nobody"' })).toMatchObject({
        code: 'InvalidArgument',
        message: 'Invalid group uri',
      });
      expect(await put({ GrantRead: 'id="ada"' })).toMatchObject({ code: 'InvalidArgument', message: 'Invalid id' });
      expect(await put({})).toMatchObject({ code: 'MissingSecurityHeader', status: 400 });
      expect(await put({ ACL: 'public-read' })).toMatchObject({
        code: 'AccessDenied',
        status: 403,
        message: expect.stringContaining('BlockPublicAcls'),
      });
    });

    it('of a new bucket need ownership that takes them, and none is made public', async () => {
      const make = (input: object) => refusalOf(newBucket(input));
      expect(await make({ ACL: 'public-read' })).toMatchObject({
        code: 'InvalidBucketAclWithObjectOwnership',
        status: 400,
      });
      expect(await make({ ACL: 'public-read', ObjectOwnership: 'ObjectWriter' })).toMatchObject({
        code: 'InvalidBucketAclWithBlockPublicAccessError',
        status: 400,
      });
      const Bucket = await newBucket({ ACL: 'log-delivery-write', ObjectOwnership: 'ObjectWriter' });
      expect((await s3.send(new GetBucketAclCommand({ Bucket }))).Grants).toHaveLength(3);
      const Rules = [{ ObjectOwnership: 'BucketOwnerEnforced' as const }];
      const enforce = () => s3.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls: { Rules } }));
      expect((await refusalOf(enforce())).code).toBe('InvalidBucketAclWithObjectOwnership');
      await s3.send(new PutBucketAclCommand({ Bucket, ACL: 'private' }));
      await enforce();
      await newBucket({ ACL: 'private' });
    });

    it('open what they name, unless public ones are blocked or ignored', async () => {
      const Bucket = await newBucket({ ObjectOwnership: 'ObjectWriter' });
      const put = () => s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'a', ACL: 'public-read' }));
      expect((await refusalOf(put())).message).toContain('BlockPublicAcls');
      await block(Bucket, OPEN);
      await put();
      expect(await anonymous(`${Bucket}/a`)).toBe(200);
      await s3.send(new PutBucketAclCommand({ Bucket, ACL: 'public-read' }));
      expect(await anonymous(Bucket)).toBe(200);
      await block(Bucket, { IgnorePublicAcls: true });
      expect([await anonymous(`${Bucket}/a`), await anonymous(Bucket)]).toEqual([403, 403]);
      expect((await refusalOf(neighbour.send(new GetBucketAclCommand({ Bucket: 'home-public' })))).code).toBe(
        'AccessDenied',
      );
    });
  });

  it('encryption is S3’s own until another is set', async () => {
    const Bucket = await newBucket();
    const rules = async () =>
      (await s3.send(new GetBucketEncryptionCommand({ Bucket }))).ServerSideEncryptionConfiguration?.Rules;
    const own = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }];
    expect(await rules()).toEqual(own);
    const byKey = { SSEAlgorithm: 'aws:kms' as const, KMSMasterKeyID: 'alias/seeded' };
    const put = (Rules: object[]) =>
      s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } }));
    await put([{ ApplyServerSideEncryptionByDefault: byKey, BucketKeyEnabled: true }]);
    expect(await rules()).toEqual([{ ApplyServerSideEncryptionByDefault: byKey, BucketKeyEnabled: true }]);
    const written = await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'a' }));
    expect(written).toMatchObject({ ServerSideEncryption: 'aws:kms', BucketKeyEnabled: true });
    expect((await refusalOf(put([]))).code).toBe('MalformedXML');
    const loose = put([{ ApplyServerSideEncryptionByDefault: { ...byKey, SSEAlgorithm: 'AES256' } }]);
    expect((await refusalOf(loose)).code).toBe('InvalidArgument');
    await s3.send(new DeleteBucketEncryptionCommand({ Bucket }));
    expect(await rules()).toEqual(own);
  });

  it('ownership and versioning take their values and no others', async () => {
    const Bucket = await newBucket();
    const own = (ObjectOwnership: string) =>
      s3.send(
        new PutBucketOwnershipControlsCommand({
          Bucket,
          OwnershipControls: { Rules: [{ ObjectOwnership: ObjectOwnership as 'ObjectWriter' }] },
        }),
      );
    await own('BucketOwnerPreferred');
    expect((await refusalOf(own('Mine'))).code).toBe('MalformedXML');
    await s3.send(new DeleteBucketOwnershipControlsCommand({ Bucket }));
    expect((await refusalOf(s3.send(new GetBucketOwnershipControlsCommand({ Bucket })))).code).toBe(
      'OwnershipControlsNotFoundError',
    );
    const version = (Status: string) =>
      s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: Status as 'Enabled' } }));
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined();
    await version('Enabled');
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Enabled');
    expect((await refusalOf(version('Off'))).code).toBe('IllegalVersioningConfigurationException');
  });

  it('configurations are given back as they came', async () => {
    const Bucket = await newBucket();
    const CORSRules = [{ AllowedMethods: ['GET'], AllowedOrigins: ['*'], MaxAgeSeconds: 5 }];
    await s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));
    expect((await s3.send(new GetBucketCorsCommand({ Bucket }))).CORSRules).toEqual(CORSRules);
    await s3.send(new DeleteBucketCorsCommand({ Bucket }));
    expect(await refusalOf(s3.send(new GetBucketCorsCommand({ Bucket })))).toMatchObject({
      code: 'NoSuchCORSConfiguration',
      status: 404,
    });
    const wrong = { CORSRules: [{ AllowedMethods: ['FLY'], AllowedOrigins: ['*'] }] };
    expect(
      (await refusalOf(s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: wrong })))).message,
    ).toContain('FLY');
    await s3.send(
      new PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration: { IndexDocument: { Suffix: 'index.html' } } }),
    );
    expect((await s3.send(new GetBucketWebsiteCommand({ Bucket }))).IndexDocument).toEqual({ Suffix: 'index.html' });
    await s3.send(new DeleteBucketWebsiteCommand({ Bucket }));
    expect((await refusalOf(s3.send(new GetBucketWebsiteCommand({ Bucket })))).code).toBe('NoSuchWebsiteConfiguration');
    const Rules = [{ ID: 'old', Status: 'Enabled' as const, Filter: { Prefix: 'tmp/' }, Expiration: { Days: 3 } }];
    await s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }));
    expect((await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))).Rules).toEqual(Rules);
    await s3.send(new DeleteBucketLifecycleCommand({ Bucket }));
    expect((await refusalOf(s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket })))).code).toBe(
      'NoSuchLifecycleConfiguration',
    );
  });

  it('logging, notification, replication, payment and acceleration, too', async () => {
    const Bucket = await newBucket();
    const log = (TargetBucket: string) =>
      s3.send(
        new PutBucketLoggingCommand({
          Bucket,
          BucketLoggingStatus: { LoggingEnabled: { TargetBucket, TargetPrefix: 'l/' } },
        }),
      );
    expect((await refusalOf(log('nope-nope'))).code).toBe('InvalidTargetBucketForLogging');
    await log('home-private');
    expect((await s3.send(new GetBucketLoggingCommand({ Bucket }))).LoggingEnabled).toEqual({
      TargetBucket: 'home-private',
      TargetPrefix: 'l/',
    });
    await s3.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket,
        NotificationConfiguration: { EventBridgeConfiguration: {} },
      }),
    );
    expect(await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }))).toHaveProperty(
      'EventBridgeConfiguration',
    );
    const ReplicationConfiguration = {
      Role: `arn:aws:iam::${HOME}:role/r`,
      Rules: [
        {
          Status: 'Enabled' as const,
          Priority: 1,
          Filter: { Prefix: '' },
          Destination: { Bucket: 'arn:aws:s3:::home-europe' },
        },
      ],
    };
    const replicate = () => s3.send(new PutBucketReplicationCommand({ Bucket, ReplicationConfiguration }));
    expect((await refusalOf(replicate())).message).toContain("Versioning must be 'Enabled'");
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    await replicate();
    expect((await s3.send(new GetBucketReplicationCommand({ Bucket }))).ReplicationConfiguration?.Role).toBe(
      ReplicationConfiguration.Role,
    );
    await s3.send(new DeleteBucketReplicationCommand({ Bucket }));
    expect((await refusalOf(s3.send(new GetBucketReplicationCommand({ Bucket })))).code).toBe(
      'ReplicationConfigurationNotFoundError',
    );
    expect((await s3.send(new GetBucketRequestPaymentCommand({ Bucket }))).Payer).toBe('BucketOwner');
    await s3.send(new PutBucketRequestPaymentCommand({ Bucket, RequestPaymentConfiguration: { Payer: 'Requester' } }));
    expect((await s3.send(new GetBucketRequestPaymentCommand({ Bucket }))).Payer).toBe('Requester');
    await s3.send(
      new PutBucketAccelerateConfigurationCommand({ Bucket, AccelerateConfiguration: { Status: 'Enabled' } }),
    );
    expect((await s3.send(new GetBucketAccelerateConfigurationCommand({ Bucket }))).Status).toBe('Enabled');
    expect((await refusalOf(s3.send(new GetObjectLockConfigurationCommand({ Bucket })))).code).toBe(
      'ObjectLockConfigurationNotFoundError',
    );
  });

  it('go with the bucket', async () => {
    const Bucket = await newBucket({ ObjectLockEnabledForBucket: true });
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Enabled');
    await s3.send(new DeleteBucketCommand({ Bucket }));
    await s3.send(new CreateBucketCommand({ Bucket }));
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined();
  });

  it('buckets are made with tags, in their region, under names that S3 takes', async () => {
    const europe = new S3Client(world.options('owner', 'eu-west-1'));
    const Bucket = `made-in-europe`;
    const CreateBucketConfiguration = { LocationConstraint: 'eu-west-1' as const, Tags: [{ Key: 'a', Value: '1' }] };
    await europe.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
    expect((await s3.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint).toBe('eu-west-1');
    expect((await europe.send(new GetBucketTaggingCommand({ Bucket }))).TagSet).toEqual([{ Key: 'a', Value: '1' }]);
    const make = (client: S3Client, name: string, LocationConstraint?: string) =>
      refusalOf(
        client.send(
          new CreateBucketCommand({
            Bucket: name,
            CreateBucketConfiguration: { LocationConstraint: LocationConstraint as 'EU' },
          }),
        ),
      );
    expect((await make(s3, 'ab')).code).toBe('InvalidBucketName');
    expect((await make(s3, 'xn--bucket')).code).toBe('InvalidBucketName');
    expect((await make(s3, '10.0.0.1')).code).toBe('InvalidBucketName');
    expect((await make(s3, 'bucket-x', 'us-east-1')).code).toBe('InvalidLocationConstraint');
    expect((await make(s3, 'bucket-x', 'eu-west-1')).code).toBe('IllegalLocationConstraintException');
    expect((await make(s3, 'home-private')).code).toBe('BucketAlreadyOwnedByYou');
    expect((await make(neighbour, 'home-private')).code).toBe('BucketAlreadyExists');
  });

  it('the owner that a caller expects is looked at', async () => {
    const head = (ExpectedBucketOwner: string) =>
      s3.send(new HeadBucketCommand({ Bucket: 'home-private', ExpectedBucketOwner }));
    await head(HOME);
    expect((await refusalOf(head(NEIGHBOUR))).status).toBe(403);
  });

  it('a bucket of another region is where the client that follows regions goes', async () => {
    const following = new S3Client({ ...world.options('owner'), followRegionRedirects: true });
    const { KeyCount } = await following.send(new ListObjectsV2Command({ Bucket: 'home-europe' }));
    expect(KeyCount).toBe(0);
  });
});
