import { createHash } from 'node:crypto';

import {
  AbortMultipartUploadCommand,
  type ChecksumAlgorithm,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  type CopyObjectCommandInput,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectTaggingCommand,
  DeleteObjectsCommand,
  GetObjectAclCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  ListObjectsCommand,
  ListPartsCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  PutObjectTaggingCommand,
  S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { DisableKeyCommand, EnableKeyCommand, KMSClient, ListAliasesCommand } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { HOME, NEIGHBOUR, StorageWorld, refusalOf } from './storage-world.js';

const MEBIBYTE = 1024 * 1024;

/** The unmodified client of the AWS SDK, over TCP. */
describe('S3 objects', () => {
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

  const Bucket = 'home-private';
  const newKey = () => `key-${String(++count)}`;
  const put = (Key: string, Body: string | Buffer = 'text', more: Partial<PutObjectCommandInput> = {}) =>
    s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
  const read = async (Key: string, more: object = {}) => {
    const reply = await s3.send(new GetObjectCommand({ Bucket, Key, ...more }));
    return reply.Body?.transformToString();
  };

  describe('copies', () => {
    const copy = (Key: string, more: Partial<CopyObjectCommandInput>) =>
      s3.send(new CopyObjectCommand({ Bucket, Key, CopySource: `${Bucket}/a.txt`, ...more }));

    it('take content, metadata and tags along, or get new ones', async () => {
      const [from, to] = ['from ü&+', newKey()];
      await put(from, 'copied', {
        Metadata: { a: '1' },
        ContentType: 'text/x',
        CacheControl: 'no-cache',
        Tagging: 'k=v',
      });
      const CopySource = `${Bucket}/${encodeURIComponent(from)}`;
      const { CopyObjectResult } = await copy(to, { CopySource });
      const head = () => s3.send(new HeadObjectCommand({ Bucket, Key: to }));
      expect(await head()).toMatchObject({
        Metadata: { a: '1' },
        ContentType: 'text/x',
        CacheControl: 'no-cache',
        TagCount: 1,
        ETag: CopyObjectResult?.ETag,
      });
      expect(await read(to)).toBe('copied');
      await copy(to, {
        CopySource,
        MetadataDirective: 'REPLACE',
        Metadata: { b: '2' },
        TaggingDirective: 'REPLACE',
        Tagging: '',
      });
      expect(await head()).toMatchObject({ Metadata: { b: '2' }, ContentType: 'binary/octet-stream' });
      expect((await head()).TagCount).toBeUndefined();
    });

    it('are refused where they change nothing, have no source, or may not read it', async () => {
      expect((await refusalOf(copy('a.txt', {}))).code).toBe('InvalidRequest');
      await copy('a.txt', { MetadataDirective: 'REPLACE' });
      expect(await refusalOf(copy('x', { CopySource: `${Bucket}/nope` }))).toMatchObject({
        code: 'NoSuchKey',
        status: 404,
      });
      expect((await refusalOf(copy('x', { CopySource: 'nonsense' }))).code).toBe('InvalidArgument');
      expect((await refusalOf(copy('x', { CopySourceIfMatch: '"nope"' }))).code).toBe('PreconditionFailed');
      const stolen = neighbour.send(new CopyObjectCommand({ Bucket, Key: 'x', CopySource: `${Bucket}/a.txt` }));
      expect((await refusalOf(stolen)).code).toBe('AccessDenied');
    });
  });

  it('tags are replaced, removed and checked', async () => {
    const Key = newKey();
    await put(Key, 'x', { Tagging: 'a=1&b=2' });
    const tags = async () => (await s3.send(new GetObjectTaggingCommand({ Bucket, Key }))).TagSet;
    expect(await tags()).toEqual([
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: '2' },
    ]);
    const tag = (TagSet: { Key: string; Value: string }[]) =>
      s3.send(new PutObjectTaggingCommand({ Bucket, Key, Tagging: { TagSet } }));
    await tag([{ Key: 'c', Value: '3' }]);
    expect(await tags()).toEqual([{ Key: 'c', Value: '3' }]);
    const eleven = Array.from({ length: 11 }, (_each, index) => ({ Key: String(index), Value: '' }));
    expect((await refusalOf(tag(eleven))).code).toBe('BadRequest');
    expect((await refusalOf(tag([{ Key: 'aws:a', Value: '' }]))).code).toBe('InvalidTag');
    await s3.send(new DeleteObjectTaggingCommand({ Bucket, Key }));
    expect(await tags()).toEqual([]);
    expect((await refusalOf(nobody.send(new GetObjectTaggingCommand({ Bucket, Key })))).code).toBe('AccessDenied');
  });

  it('several are deleted at once, those that may not be are named', async () => {
    const keys = [newKey(), newKey(), 'kept/x'];
    for (const key of keys) await put(key);
    const Statement = [
      { Effect: 'Deny', Principal: '*', Action: 's3:DeleteObject', Resource: `arn:aws:s3:::${Bucket}/kept/*` },
    ];
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) }));
    const remove = (Objects: { Key: string }[], Quiet = false) =>
      s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet } }));
    const { Deleted, Errors } = await remove([...keys, 'never-there'].map((Key) => ({ Key })));
    expect(Deleted?.map(({ Key }) => Key)).toEqual([keys[0], keys[1], 'never-there']);
    expect(Errors).toMatchObject([{ Key: 'kept/x', Code: 'AccessDenied' }]);
    expect(Errors?.[0]?.Message).toContain('with an explicit deny in a resource-based policy');
    expect((await remove([{ Key: 'never-there' }], true)).Deleted).toBeUndefined();
    expect((await refusalOf(remove([]))).code).toBe('MalformedXML');
  });

  describe('versions', () => {
    const versioned = async (Status: 'Enabled' | 'Suspended' = 'Enabled') => {
      const name = `versions-${String(++count)}`;
      await s3.send(new CreateBucketCommand({ Bucket: name }));
      await s3.send(new PutBucketVersioningCommand({ Bucket: name, VersioningConfiguration: { Status } }));
      return name;
    };

    it('are kept, marked as deleted, and brought back', async () => {
      const at = { Bucket: await versioned(), Key: 'k' };
      const write = async (Body: string) => (await s3.send(new PutObjectCommand({ ...at, Body }))).VersionId ?? '';
      const get = async (VersionId?: string) =>
        (await s3.send(new GetObjectCommand({ ...at, VersionId }))).Body?.transformToString();
      const [one, two] = [await write('one'), await write('two')];
      expect([await get(), await get(one)]).toEqual(['two', 'one']);
      const marker = await s3.send(new DeleteObjectCommand(at));
      expect(marker.DeleteMarker).toBe(true);
      expect(await refusalOf(get())).toMatchObject({ code: 'NoSuchKey', status: 404 });
      expect(await refusalOf(get(marker.VersionId))).toMatchObject({ code: 'MethodNotAllowed', status: 405 });
      expect(await get(two)).toBe('two');
      const { Versions, DeleteMarkers } = await s3.send(new ListObjectVersionsCommand({ Bucket: at.Bucket }));
      expect(Versions?.map(({ VersionId, IsLatest }) => [VersionId, IsLatest])).toEqual([
        [two, false],
        [one, false],
      ]);
      expect(DeleteMarkers).toMatchObject([{ Key: 'k', IsLatest: true, VersionId: marker.VersionId }]);
      await s3.send(new DeleteObjectCommand({ ...at, VersionId: marker.VersionId }));
      expect(await get()).toBe('two');
      await s3.send(new DeleteObjectCommand({ ...at, VersionId: two }));
      expect(await get()).toBe('one');
      expect((await refusalOf(get('nope'))).code).toBe('NoSuchVersion');
      expect((await refusalOf(s3.send(new DeleteBucketCommand({ Bucket: at.Bucket })))).code).toBe('BucketNotEmpty');
      await s3.send(new DeleteObjectCommand({ ...at, VersionId: one }));
      await s3.send(new DeleteBucketCommand({ Bucket: at.Bucket }));
    });

    it('of a suspended bucket are null, and written over', async () => {
      const at = { Bucket: await versioned('Suspended'), Key: 'k' };
      for (const Body of ['one', 'two'])
        expect((await s3.send(new PutObjectCommand({ ...at, Body }))).VersionId).toBe('null');
      const { Versions } = await s3.send(new ListObjectVersionsCommand({ Bucket: at.Bucket }));
      expect(Versions).toMatchObject([{ VersionId: 'null', IsLatest: true, Size: 3 }]);
    });

    it('are listed in pages', async () => {
      const name = await versioned();
      for (const Key of ['a', 'a', 'b', 'c/1', 'c/2'])
        await s3.send(new PutObjectCommand({ Bucket: name, Key, Body: 'x' }));
      const seen: (string | undefined)[] = [];
      let markers: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
      for (let more = true; more;) {
        const page = await s3.send(
          new ListObjectVersionsCommand({ Bucket: name, Delimiter: '/', MaxKeys: 1, ...markers }),
        );
        seen.push(
          ...(page.Versions ?? []).map(({ Key }) => Key),
          ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
        );
        markers = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
        more = page.IsTruncated === true;
      }
      expect(seen).toEqual(['a', 'a', 'b', 'c/']);
      const loose = s3.send(new ListObjectVersionsCommand({ Bucket: name, VersionIdMarker: 'x' }));
      expect((await refusalOf(loose)).code).toBe('InvalidArgument');
    });
  });

  describe('uploads in parts', () => {
    const begin = async (Key: string, more: object = {}) =>
      (await s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ...more }))).UploadId ?? '';

    it('become one object, read by part', async () => {
      const Key = newKey();
      const UploadId = await begin(Key, { ContentType: 'text/x', Metadata: { a: '1' } });
      const bodies = [Buffer.alloc(5 * MEBIBYTE, 'a'), Buffer.from('end')];
      const upload = (PartNumber: number) =>
        s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body: bodies[PartNumber - 1] ?? '' }));
      const Parts = [];
      for (const PartNumber of [1, 2]) Parts.push({ PartNumber, ETag: (await upload(PartNumber)).ETag });
      const listed = await s3.send(new ListPartsCommand({ Bucket, Key, UploadId, MaxParts: 1 }));
      expect(listed).toMatchObject({
        IsTruncated: true,
        NextPartNumberMarker: '1',
        Parts: [{ PartNumber: 1, Size: 5 * MEBIBYTE }],
      });
      expect((await s3.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads).toMatchObject([{ Key, UploadId }]);
      const complete = (MultipartUpload: object) =>
        s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload }));
      expect((await refusalOf(complete({ Parts: [...Parts].reverse() }))).code).toBe('InvalidPartOrder');
      expect((await refusalOf(complete({ Parts: [{ PartNumber: 9, ETag: 'x' }] }))).code).toBe('InvalidPart');
      const { ETag } = await complete({ Parts });
      const md5 = (body: Buffer) => createHash('md5').update(body).digest();
      expect(ETag).toBe(`"${md5(Buffer.concat(bodies.map(md5))).toString('hex')}-2"`);
      const part = await s3.send(new GetObjectCommand({ Bucket, Key, PartNumber: 2 }));
      expect([await part.Body?.transformToString(), part.PartsCount]).toEqual(['end', 2]);
      expect(await s3.send(new HeadObjectCommand({ Bucket, Key }))).toMatchObject({
        ContentType: 'text/x',
        Metadata: { a: '1' },
        ContentLength: 5 * MEBIBYTE + 3,
      });
      const attributes = await s3.send(
        new GetObjectAttributesCommand({ Bucket, Key, ObjectAttributes: ['ObjectParts', 'ObjectSize'] }),
      );
      expect(attributes).toMatchObject({ ObjectSize: 5 * MEBIBYTE + 3, ObjectParts: { TotalPartsCount: 2 } });
      expect(attributes.ETag).toBeUndefined();
      expect((await refusalOf(complete({ Parts }))).code).toBe('NoSuchUpload');
    });

    it('are refused with small parts, wrong numbers, and after they were given up', async () => {
      const Key = newKey();
      const UploadId = await begin(Key);
      const upload = (PartNumber: number) =>
        s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body: 'x' }));
      const Parts = [];
      for (const PartNumber of [1, 2]) Parts.push({ PartNumber, ETag: (await upload(PartNumber)).ETag });
      const complete = s3.send(
        new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }),
      );
      expect((await refusalOf(complete)).code).toBe('EntityTooSmall');
      expect((await refusalOf(upload(10_001))).code).toBe('InvalidArgument');
      await s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
      expect(await refusalOf(upload(1))).toMatchObject({ code: 'NoSuchUpload', status: 404 });
      expect((await refusalOf(nobody.send(new CreateMultipartUploadCommand({ Bucket, Key })))).code).toBe(
        'AccessDenied',
      );
    });

    it('take parts from other objects', async () => {
      const Key = newKey();
      await put('source', '0123456789');
      const UploadId = await begin(Key);
      const { CopyPartResult } = await s3.send(
        new UploadPartCopyCommand({
          Bucket,
          Key,
          UploadId,
          PartNumber: 1,
          CopySource: `${Bucket}/source`,
          CopySourceRange: 'bytes=2-4',
        }),
      );
      const Parts = [{ PartNumber: 1, ETag: CopyPartResult?.ETag }];
      await s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }));
      expect(await read(Key)).toBe('234');
    });
  });

  describe('conditions', () => {
    it('of reads', async () => {
      const Key = newKey();
      const { ETag } = await put(Key);
      const head = (more: object) => s3.send(new HeadObjectCommand({ Bucket, Key, ...more }));
      const [past, future] = [new Date(Date.now() - 60_000), new Date(Date.now() + 60_000)];
      await head({ IfMatch: ETag, IfUnmodifiedSince: past });
      await head({ IfModifiedSince: past });
      expect((await refusalOf(head({ IfModifiedSince: future }))).status).toBe(304);
      expect((await refusalOf(head({ IfUnmodifiedSince: past }))).status).toBe(412);
      expect((await refusalOf(head({ IfNoneMatch: ETag }))).status).toBe(304);
    });

    it('of writes and deletions', async () => {
      const Key = newKey();
      expect(await refusalOf(put(Key, 'x', { IfMatch: '"nope"' }))).toMatchObject({ code: 'NoSuchKey', status: 404 });
      const { ETag } = await put(Key, 'x', { IfNoneMatch: '*' });
      expect((await refusalOf(put(Key, 'x', { IfNoneMatch: '*' }))).code).toBe('PreconditionFailed');
      expect((await refusalOf(put(Key, 'x', { IfNoneMatch: '"a"' }))).code).toBe('NotImplemented');
      await put(Key, 'y', { IfMatch: ETag });
      const remove = (IfMatch: string | undefined) => s3.send(new DeleteObjectCommand({ Bucket, Key, IfMatch }));
      expect((await refusalOf(remove(ETag))).code).toBe('PreconditionFailed');
      await remove('*');
    });
  });

  describe('checksums', () => {
    it.each(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const)(
      '%s is checked, kept and told',
      async (ChecksumAlgorithm: ChecksumAlgorithm) => {
        const Key = newKey();
        const written = await put(Key, 'hello world', { ChecksumAlgorithm });
        const member = `Checksum${ChecksumAlgorithm}` as 'ChecksumCRC32';
        expect(written[member]).toEqual(expect.any(String));
        const head = await s3.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
        expect(head).toMatchObject({ [member]: written[member], ChecksumType: 'FULL_OBJECT' });
        expect(await read(Key, { ChecksumMode: 'ENABLED' })).toBe('hello world');
        const wrong = put(Key, 'other', { ChecksumAlgorithm, [member]: written[member] });
        expect((await refusalOf(wrong)).code).toBe('BadDigest');
      },
    );

    it('of parts make one of the whole', async () => {
      const Key = newKey();
      const { UploadId } = await s3.send(
        new CreateMultipartUploadCommand({ Bucket, Key, ChecksumAlgorithm: 'SHA256' }),
      );
      const part = await s3.send(
        new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: 'x', ChecksumAlgorithm: 'SHA256' }),
      );
      const Parts = [{ PartNumber: 1, ETag: part.ETag, ChecksumSHA256: part.ChecksumSHA256 }];
      const whole = await s3.send(
        new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }),
      );
      const sha = (data: Buffer) => createHash('sha256').update(data).digest();
      expect(whole).toMatchObject({
        ChecksumSHA256: `${sha(sha(Buffer.from('x'))).toString('base64')}-1`,
        ChecksumType: 'COMPOSITE',
      });
      const odd = s3.send(
        new CreateMultipartUploadCommand({ Bucket, Key, ChecksumAlgorithm: 'SHA1', ChecksumType: 'FULL_OBJECT' }),
      );
      expect((await refusalOf(odd)).code).toBe('InvalidRequest');
    });
  });

  it('the first version of the listing pages by marker', async () => {
    const name = 'listed-by-marker';
    await s3.send(new CreateBucketCommand({ Bucket: name }));
    for (const Key of ['a', 'b/1', 'b/2', 'c']) await s3.send(new PutObjectCommand({ Bucket: name, Key, Body: 'x' }));
    const first = await s3.send(new ListObjectsCommand({ Bucket: name, Delimiter: '/', MaxKeys: 2 }));
    expect(first).toMatchObject({
      IsTruncated: true,
      NextMarker: 'b/',
      CommonPrefixes: [{ Prefix: 'b/' }],
      Contents: [{ Key: 'a' }],
    });
    const rest = await s3.send(new ListObjectsCommand({ Bucket: name, Delimiter: '/', Marker: first.NextMarker }));
    expect(rest.Contents?.map(({ Key }) => Key)).toEqual(['c']);
    expect((await refusalOf(nobody.send(new ListObjectsCommand({ Bucket: name })))).code).toBe('AccessDenied');
  });

  it('headers come back as they were sent, or as the reader wants them', async () => {
    const Key = newKey();
    const Expires = new Date('2030-01-01T00:00:00Z');
    await put(Key, 'x', {
      ContentDisposition: 'attachment',
      ContentLanguage: 'de',
      ContentEncoding: 'gzip',
      Expires,
      StorageClass: 'STANDARD_IA',
    });
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key }));
    expect(head).toMatchObject({
      ContentDisposition: 'attachment',
      ContentLanguage: 'de',
      ContentEncoding: 'gzip',
      StorageClass: 'STANDARD_IA',
      ExpiresString: Expires.toUTCString(),
    });
    const got = await s3.send(
      new GetObjectCommand({ Bucket, Key, ResponseContentType: 'text/y', ResponseContentDisposition: 'inline' }),
    );
    expect(got).toMatchObject({ ContentType: 'text/y', ContentDisposition: 'inline' });
    expect((await refusalOf(put(Key, 'x', { Metadata: { a: 'x'.repeat(2048) } }))).code).toBe('MetadataTooLarge');
    expect((await refusalOf(put(Key, 'x', { StorageClass: 'ATTIC' as 'GLACIER' }))).code).toBe('InvalidStorageClass');
    expect((await s3.send(new GetObjectAclCommand({ Bucket, Key }))).Grants).toHaveLength(1);
  });

  it('sealed with a key open only to those who may use it', async () => {
    const at = { Bucket: 'home-encrypted', Key: 'a.txt' };
    const head = await s3.send(new HeadObjectCommand(at));
    expect(head).toMatchObject({
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: expect.stringContaining(`:${HOME}:key/`),
    });
    const statement = {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${NEIGHBOUR}:root` },
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::home-encrypted/*',
    };
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    await s3.send(new PutBucketPolicyCommand({ Bucket: at.Bucket, Policy }));
    expect((await refusalOf(neighbour.send(new GetObjectCommand(at)))).message).toContain(
      'because no resource-based policy allows the kms:Decrypt action',
    );
    const kms = new KMSClient(world.options('owner'));
    const { Aliases } = await kms.send(new ListAliasesCommand({}));
    const KeyId = Aliases?.find(({ AliasName }) => AliasName === 'alias/seeded')?.TargetKeyId;
    await kms.send(new DisableKeyCommand({ KeyId }));
    expect(await refusalOf(s3.send(new GetObjectCommand(at)))).toMatchObject({
      code: 'KMS.DisabledException',
      status: 400,
    });
    await kms.send(new EnableKeyCommand({ KeyId }));
    const unknown = put(newKey(), 'x', { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'alias/nope' });
    expect((await refusalOf(unknown)).code).toBe('KMS.NotFoundException');
    const byAws = await put(newKey(), 'x', { ServerSideEncryption: 'aws:kms' });
    expect(byAws.SSEKMSKeyId).toContain(':key/');
  });
});
