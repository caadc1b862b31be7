import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketPolicyCommand,
  DeleteBucketTaggingCommand,
  DeleteObjectCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  GetObjectCommand,
  HeadBucketCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { type Keys, ROBOT, SandboxUnderTest, refusalOf } from '../fixture/sandbox-under-test.js';

const ROBOT_ARN = 'arn:aws:iam::333333333333:user/robot';

describe('changing S3', () => {
  let under: SandboxUnderTest;
  let s3: S3Client;
  let admin: Keys;

  beforeAll(async () => {
    under = await SandboxUnderTest.start();
    s3 = under.s3(await under.session('arn:aws:iam::333333333333:role/people/engineer'));
    admin = await under.session('arn:aws:iam::111111111111:role/reader');
  });
  afterAll(() => under.stop());

  const policy = (statement: object) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: ROBOT_ARN },
          Action: 's3:GetObject',
          Resource: 'arn:aws:s3:::aaa-first/*',
          ...statement,
        },
      ],
    });
  const put = (Policy: string, Bucket = 'aaa-first') => s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));

  describe('bucket policies', () => {
    it('are kept as written, count at once, and can be taken away', async () => {
      const text = policy({});
      await put(text);
      expect((await s3.send(new GetBucketPolicyCommand({ Bucket: 'aaa-first' }))).Policy).toBe(text);
      await put(policy({ Effect: 'Deny' }));
      await s3.send(new PutObjectCommand({ Bucket: 'aaa-first', Key: 'x', Body: 'x' }));
      const get = () => under.s3(ROBOT).send(new GetObjectCommand({ Bucket: 'aaa-first', Key: 'x' }));
      expect((await refusalOf(get())).message).toContain('with an explicit deny in a resource-based policy');
      await s3.send(new DeleteBucketPolicyCommand({ Bucket: 'aaa-first' }));
      await get();
    });

    it.each([
      ['that are not JSON', 'no', 'first byte'],
      ['that are broken', '{"Version":"2012-10-17"}', ''],
      ['without principal', policy({ Principal: undefined }), ''],
      [
        'with a principal that is not there',
        policy({ Principal: { AWS: 'arn:aws:iam::333333333333:user/nobody' } }),
        'Invalid principal in policy',
      ],
      ['for another bucket', policy({ Resource: 'arn:aws:s3:::receipts/*' }), 'Policy has invalid resource'],
      ['of more than 20 KB', policy({ Sid: 'a'.repeat(20_480) }), '20480'],
    ])('%s are refused', async (_what, text, message) => {
      const refusal = await refusalOf(put(text));
      expect(refusal).toMatchObject({ name: 'MalformedPolicy', status: 400 });
      expect(refusal.message).toContain(message);
    });

    it('of others cannot be changed', async () => {
      expect(await refusalOf(put(policy({}), 'private-neighbour'))).toMatchObject({ name: 'AccessDenied' });
      expect(await refusalOf(put(policy({}), 'nope-nope'))).toMatchObject({ name: 'NoSuchBucket', status: 404 });
    });
  });

  it('tags are replaced as a whole', async () => {
    const Bucket = 'receipts';
    const tags = async () => (await s3.send(new GetBucketTaggingCommand({ Bucket }))).TagSet;
    const tag = (...TagSet: { Key: string; Value: string }[]) =>
      s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
    expect(await tags()).toEqual([{ Key: 'team', Value: 'payments' }]);
    await tag({ Key: 'a', Value: '1' }, { Key: 'A', Value: '2' });
    expect(await tags()).toEqual([
      { Key: 'a', Value: '1' },
      { Key: 'A', Value: '2' },
    ]);
    expect(await refusalOf(tag({ Key: 'a', Value: '1' }, { Key: 'a', Value: '2' }))).toMatchObject({
      name: 'InvalidTag',
      status: 400,
    });
    expect(await refusalOf(tag({ Key: 'aws:a', Value: '1' }))).toMatchObject({ name: 'InvalidTag' });
    await s3.send(new DeleteBucketTaggingCommand({ Bucket }));
    expect(await refusalOf(tags())).toMatchObject({ name: 'NoSuchTagSet', status: 404 });
  });

  it('buckets are made in the region of the call, once, and deleted when empty', async () => {
    const Bucket = 'made-in-a-test';
    const client = under.s3(admin);
    await client.send(new CreateBucketCommand({ Bucket }));
    expect(await client.send(new HeadBucketCommand({ Bucket }))).toMatchObject({ BucketRegion: 'us-east-1' });
    expect(await refusalOf(client.send(new CreateBucketCommand({ Bucket })))).toMatchObject({
      name: 'BucketAlreadyOwnedByYou',
      status: 409,
    });
    expect(await refusalOf(client.send(new CreateBucketCommand({ Bucket: 'receipts' })))).toMatchObject({
      name: 'BucketAlreadyExists',
      status: 409,
    });
    expect(await refusalOf(client.send(new CreateBucketCommand({ Bucket: 'Under_Score' })))).toMatchObject({
      name: 'InvalidBucketName',
    });
    const elsewhere = new CreateBucketCommand({
      Bucket: 'elsewhere',
      CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
    });
    expect(await refusalOf(client.send(elsewhere))).toMatchObject({ name: 'IllegalLocationConstraintException' });
    await under.s3(admin, 'eu-west-1').send(elsewhere);
    await client.send(new PutObjectCommand({ Bucket, Key: 'x', Body: 'x' }));
    expect(await refusalOf(client.send(new DeleteBucketCommand({ Bucket })))).toMatchObject({
      name: 'BucketNotEmpty',
      status: 409,
    });
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'x' }));
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'x' }));
    await client.send(new DeleteBucketCommand({ Bucket }));
    expect(await refusalOf(client.send(new HeadBucketCommand({ Bucket })))).toMatchObject({ status: 404 });
  });

  it('a service control policy keeps objects whatever the role may do', async () => {
    expect(
      (await refusalOf(s3.send(new DeleteObjectCommand({ Bucket: 'receipts', Key: 'top.txt' })))).message,
    ).toContain('with an explicit deny in a service control policy');
  });
});
