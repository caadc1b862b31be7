import {
  GetObjectTorrentCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketMetricsConfigurationsCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  PutObjectCommand,
  RestoreObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { type Keys, ROBOT, SandboxUnderTest, refusalOf } from '../fixture/sandbox-under-test.js';

const ENGINEER = 'arn:aws:iam::333333333333:role/people/engineer';

describe('S3', () => {
  let under: SandboxUnderTest;
  let engineer: Keys;
  let s3: S3Client;

  beforeAll(async () => {
    under = await SandboxUnderTest.start();
    engineer = await under.session(ENGINEER);
  });
  afterAll(() => under.stop());
  beforeEach(() => {
    s3 = under.s3(engineer);
  });

  describe('ListBuckets', () => {
    it("gives the account's own buckets at once, sorted", async () => {
      const { Buckets, ContinuationToken } = await s3.send(new ListBucketsCommand({}));
      expect(Buckets?.map(({ Name }) => Name)).toEqual(['aaa-first', 'european', 'receipts']);
      expect(ContinuationToken).toBeUndefined();
    });

    it('gives region and ARN in pages', async () => {
      const first = await s3.send(new ListBucketsCommand({ MaxBuckets: 2 }));
      expect(first.Buckets).toMatchObject([
        { Name: 'aaa-first', BucketRegion: 'us-east-1', BucketArn: 'arn:aws:s3:::aaa-first' },
        { Name: 'european', BucketRegion: 'eu-west-1' },
      ]);
      const second = await s3.send(
        new ListBucketsCommand({ MaxBuckets: 2, ContinuationToken: first.ContinuationToken }),
      );
      expect(second.Buckets?.map(({ Name }) => Name)).toEqual(['receipts']);
      expect(second.ContinuationToken).toBeUndefined();
    });

    it('filters by region and prefix', async () => {
      const { Buckets } = await s3.send(new ListBucketsCommand({ BucketRegion: 'eu-west-1', Prefix: 'eu' }));
      expect(Buckets?.map(({ Name }) => Name)).toEqual(['european']);
    });

    it('refuses wrong limits and tokens', async () => {
      expect(await refusalOf(s3.send(new ListBucketsCommand({ MaxBuckets: 10_001 })))).toMatchObject({
        name: 'InvalidArgument',
        status: 400,
      });
      const refusal = refusalOf(s3.send(new ListBucketsCommand({ MaxBuckets: 1, ContinuationToken: 'x' })));
      expect(await refusal).toMatchObject({ name: 'InvalidArgument' });
    });
  });

  describe('ListObjectsV2', () => {
    const list = async (input: Partial<ListObjectsV2CommandInput>) => {
      const reply = await s3.send(new ListObjectsV2Command({ Bucket: 'receipts', ...input }));
      return {
        keys: reply.Contents?.map(({ Key }) => Key) ?? [],
        prefixes: reply.CommonPrefixes?.map(({ Prefix }) => Prefix) ?? [],
        next: reply.NextContinuationToken,
        reply,
      };
    };

    it('lists everything in order', async () => {
      const { keys, reply } = await list({});
      expect(keys).toEqual(['2026/01.json', '2026/02.json', '2027/01.json', 'locked/secret.txt', 'top.txt']);
      expect(reply).toMatchObject({ KeyCount: 5, IsTruncated: false, MaxKeys: 1000, Name: 'receipts' });
      expect(reply.Contents?.[1]).toMatchObject({ Size: 8, StorageClass: 'STANDARD' });
    });

    it('folds behind the delimiter', async () => {
      expect(await list({ Delimiter: '/' })).toMatchObject({
        keys: ['top.txt'],
        prefixes: ['2026/', '2027/', 'locked/'],
      });
      expect(await list({ Delimiter: '/', Prefix: '2026/' })).toMatchObject({
        keys: ['2026/01.json', '2026/02.json'],
        prefixes: [],
      });
    });

    it.each([1, 2, 3])('pages through folded lists %d at a time without repeating', async (MaxKeys) => {
      const seen: (string | undefined)[] = [];
      for (let ContinuationToken: string | undefined, more = true; more;) {
        const page = await list({ Delimiter: '/', MaxKeys, ContinuationToken });
        seen.push(...page.prefixes, ...page.keys);
        ContinuationToken = page.next;
        more = page.reply.IsTruncated === true;
      }
      expect(seen.sort()).toEqual(['2026/', '2027/', 'locked/', 'top.txt']);
    });

    it('starts after a key', async () => {
      expect((await list({ StartAfter: '2027' })).keys).toEqual(['2027/01.json', 'locked/secret.txt', 'top.txt']);
    });

    it('is refused across accounts without a bucket policy', async () => {
      const refusal = await refusalOf(s3.send(new ListObjectsV2Command({ Bucket: 'private-neighbour' })));
      expect(refusal.message).toBe(
        'User: arn:aws:sts::333333333333:assumed-role/engineer/ada@example.com is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::private-neighbour" because no resource-based policy allows the s3:ListBucket action',
      );
    });
  });

  describe('GetObject and HeadObject', () => {
    it('gives body and headers', async () => {
      const reply = await s3.send(new GetObjectCommand({ Bucket: 'receipts', Key: 'top.txt' }));
      expect(await reply.Body?.transformToString()).toBe('hello world');
      expect(reply).toMatchObject({
        ContentLength: 11,
        ContentType: 'text/plain',
        ETag: '"5eb63bbbe01eeed093cb22bb8f5acdc3"',
      });
      const head = await s3.send(new HeadObjectCommand({ Bucket: 'receipts', Key: 'top.txt' }));
      expect(head).toMatchObject({ ContentLength: 11, ETag: reply.ETag });
    });

    it.each([
      ['bytes=0-4', 'hello', 'bytes 0-4/11'],
      ['bytes=6-', 'world', 'bytes 6-10/11'],
      ['bytes=-5', 'world', 'bytes 6-10/11'],
      ['bytes=6-999', 'world', 'bytes 6-10/11'],
    ])('gives the range %s', async (Range, text, ContentRange) => {
      const reply = await s3.send(new GetObjectCommand({ Bucket: 'receipts', Key: 'top.txt', Range }));
      expect(reply.$metadata.httpStatusCode).toBe(206);
      expect(reply.ContentRange).toBe(ContentRange);
      expect(await reply.Body?.transformToString()).toBe(text);
    });

    it('refuses a range behind the end, and conditions that do not hold', async () => {
      const get = (input: object) => s3.send(new GetObjectCommand({ Bucket: 'receipts', Key: 'top.txt', ...input }));
      expect(await refusalOf(get({ Range: 'bytes=11-' }))).toMatchObject({ name: 'InvalidRange', status: 416 });
      expect(await refusalOf(get({ IfMatch: '"nope"' }))).toMatchObject({ name: 'PreconditionFailed', status: 412 });
      expect(await refusalOf(get({ IfNoneMatch: '"5eb63bbbe01eeed093cb22bb8f5acdc3"' }))).toMatchObject({
        status: 304,
      });
    });

    it('says what is missing: the key, or the bucket', async () => {
      expect(await refusalOf(s3.send(new GetObjectCommand({ Bucket: 'receipts', Key: 'nope' })))).toMatchObject({
        name: 'NoSuchKey',
        status: 404,
      });
      expect(await refusalOf(s3.send(new GetObjectCommand({ Bucket: 'nope-nope', Key: 'a' })))).toMatchObject({
        name: 'NoSuchBucket',
        status: 404,
      });
      expect(await refusalOf(s3.send(new HeadObjectCommand({ Bucket: 'receipts', Key: 'nope' })))).toMatchObject({
        name: 'NotFound',
        status: 404,
      });
    });

    it('hides from those who may not list whether a key is there', async () => {
      const refusal = refusalOf(s3.send(new GetObjectCommand({ Bucket: 'shared-with-engineers', Key: 'nope' })));
      expect(await refusal).toMatchObject({ name: 'AccessDenied', status: 403 });
    });

    it('reads across accounts where both sides allow', async () => {
      const get = (keys: Keys) =>
        under.s3(keys).send(new GetObjectCommand({ Bucket: 'shared-with-engineers', Key: 'data.csv' }));
      expect(await (await get(engineer)).Body?.transformToString()).toBe('1,2,3');
      expect((await refusalOf(get(ROBOT))).message).toContain('because no resource-based policy allows');
    });

    it('lets anonymous callers read what is public, and nothing else', async () => {
      const anonymous = (path: string) => fetch(`${under.url}${path}`);
      expect(await (await anonymous('/public-site/index.html')).text()).toBe('<h1>hi</h1>');
      const refused = await anonymous('/receipts/top.txt');
      expect(refused.status).toBe(403);
      expect(await refused.text()).toContain('<Code>AccessDenied</Code><Message>Access Denied</Message>');
    });

    it('obeys a service control policy over an allow', async () => {
      expect(
        (await refusalOf(s3.send(new GetObjectCommand({ Bucket: 'receipts', Key: 'locked/secret.txt' })))).message,
      ).toContain('with an explicit deny in a service control policy');
    });
  });

  describe('PutObject', () => {
    const put = (Key: string, input: object = {}) =>
      s3.send(new PutObjectCommand({ Bucket: 'aaa-first', Key, Body: 'text', ...input }));

    it.each(['plain.txt', 'a b+c&d=e?f#g.txt', 'ümläut/日本.txt', 'dots/../and//slashes', "quotes'()*!~.txt"])(
      'keeps an object under the key %s',
      async (Key) => {
        await put(Key, { ContentType: 'text/plain', Metadata: { colour: 'blue' } });
        const reply = await s3.send(new GetObjectCommand({ Bucket: 'aaa-first', Key }));
        expect(await reply.Body?.transformToString()).toBe('text');
        expect(reply).toMatchObject({ ContentType: 'text/plain', Metadata: { colour: 'blue' } });
        const listed = await s3.send(new ListObjectsV2Command({ Bucket: 'aaa-first', Prefix: Key }));
        expect(listed.Contents?.[0]?.Key).toBe(Key);
      },
    );

    it('takes a megabyte in chunks', async () => {
      const Body = Buffer.alloc(1_048_576, 'gatehouse');
      await put('large', { Body });
      const reply = await s3.send(new GetObjectCommand({ Bucket: 'aaa-first', Key: 'large' }));
      expect(Buffer.compare(Buffer.from((await reply.Body?.transformToByteArray()) ?? []), Body)).toBe(0);
    });

    it('refuses what an explicit deny names', async () => {
      expect((await refusalOf(put('x/readonly/y'))).message).toContain(
        'with an explicit deny in an identity-based policy',
      );
    });

    it('refuses damaged bodies, long keys, and overwriting where asked not to', async () => {
      expect(await refusalOf(put('md5', { ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==' }))).toMatchObject({
        name: 'BadDigest',
        status: 400,
      });
      expect(await refusalOf(put('crc', { ChecksumCRC32: 'AAAAAA==' }))).toMatchObject({ name: 'BadDigest' });
      expect(await refusalOf(put('k'.repeat(1025)))).toMatchObject({ name: 'KeyTooLongError' });
      await put('once', { IfNoneMatch: '*' });
      expect(await refusalOf(put('once', { IfNoneMatch: '*' }))).toMatchObject({
        name: 'PreconditionFailed',
        status: 412,
      });
    });
  });

  describe('buckets', () => {
    it('tells region and existence', async () => {
      expect(await s3.send(new HeadBucketCommand({ Bucket: 'receipts' }))).toMatchObject({ BucketRegion: 'us-east-1' });
      expect(await refusalOf(s3.send(new HeadBucketCommand({ Bucket: 'nope-nope' })))).toMatchObject({ status: 404 });
      expect((await s3.send(new GetBucketLocationCommand({ Bucket: 'european' }))).LocationConstraint).toBe(
        'eu-west-1',
      );
      expect((await s3.send(new GetBucketLocationCommand({ Bucket: 'receipts' }))).LocationConstraint).toBeUndefined();
    });

    it('sends callers of the wrong region away, naming the right one', async () => {
      const refusal = await refusalOf(s3.send(new ListObjectsV2Command({ Bucket: 'european' })));
      expect(refusal).toMatchObject({ name: 'PermanentRedirect', status: 301 });
      expect(refusal.message).toContain('must be addressed using the specified endpoint');
      const there = await under.s3(engineer, 'eu-west-1').send(new ListObjectsV2Command({ Bucket: 'european' }));
      expect(there.KeyCount).toBe(1);
    });

    it('shows a bucket policy, or that there is none', async () => {
      expect(await refusalOf(s3.send(new GetBucketPolicyCommand({ Bucket: 'receipts' })))).toMatchObject({
        name: 'NoSuchBucketPolicy',
        status: 404,
      });
      expect(await refusalOf(s3.send(new GetBucketPolicyCommand({ Bucket: 'shared-with-engineers' })))).toMatchObject({
        status: 403,
      });
    });
  });

  it.each<[string, (client: S3Client) => Promise<unknown>]>([
    ['GetObjectTorrent', (c) => c.send(new GetObjectTorrentCommand({ Bucket: 'receipts', Key: 'top.txt' }))],
    ['RestoreObject', (c) => c.send(new RestoreObjectCommand({ Bucket: 'receipts', Key: 'top.txt' }))],
    ['metrics', (c) => c.send(new ListBucketMetricsConfigurationsCommand({ Bucket: 'receipts' }))],
  ])('answers %s with NotImplemented', async (_name, call) => {
    expect(await refusalOf(call(s3))).toMatchObject({ name: 'NotImplemented', status: 501 });
  });
});
