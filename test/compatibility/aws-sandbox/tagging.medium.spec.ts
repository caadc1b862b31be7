import { CreatePolicyCommand, IAMClient, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import {
  GetResourcesCommand,
  type GetResourcesCommandInput,
  GetTagKeysCommand,
  GetTagValuesCommand,
  ResourceGroupsTaggingAPIClient,
  TagResourcesCommand,
  UntagResourcesCommand,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { CreateBucketCommand, GetBucketTaggingCommand, PutBucketTaggingCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, ListQueueTagsCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { TwoAccounts, type UserKeys, refusalOf } from './two-accounts.js';

const HOME = '222222222222';
const queueArn = (name: string, account = HOME) => `arn:aws:sqs:us-east-1:${account}:${name}`;
const bucketArn = (name: string) => `arn:aws:s3:::${name}`;

describe('the Resource Groups Tagging API', () => {
  let accounts: TwoAccounts;
  const client = (who: UserKeys, region = 'us-east-1') =>
    new ResourceGroupsTaggingAPIClient(accounts.options(who, region));

  beforeAll(async () => {
    accounts = await TwoAccounts.start();
    const sqs = new SQSClient(accounts.options(accounts.owner));
    for (let number = 0; number < 30; number++) {
      const tags = { team: number % 2 === 0 ? 'even' : 'odd', number: String(number) };
      await sqs.send(new CreateQueueCommand({ QueueName: `queue-${String(number).padStart(2, '0')}`, tags }));
    }
    await sqs.send(new CreateQueueCommand({ QueueName: 'untagged' }));
    await new SQSClient(accounts.options(accounts.owner, 'eu-west-1')).send(
      new CreateQueueCommand({ QueueName: 'european', tags: { team: 'even' } }),
    );
    const s3 = new S3Client({ ...accounts.options(accounts.owner), forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: 'tagged-bucket' }));
    const TagSet = [{ Key: 'team', Value: 'even' }];
    await s3.send(new PutBucketTaggingCommand({ Bucket: 'tagged-bucket', Tagging: { TagSet } }));
  });

  afterAll(() => accounts.stop());

  const search = async (input: GetResourcesCommandInput, region?: string) => {
    const reply = await client(accounts.owner, region).send(new GetResourcesCommand(input));
    return { arns: (reply.ResourceTagMappingList ?? []).map(({ ResourceARN }) => ResourceARN), reply };
  };

  it('finds what is tagged in one region of one account', async () => {
    const { arns, reply } = await search({ ResourcesPerPage: 100 });
    expect(arns).toHaveLength(31);
    expect(arns).toContain(bucketArn('tagged-bucket'));
    expect(arns).not.toContain(queueArn('untagged'));
    expect(reply.PaginationToken).toBe('');
    expect((await search({}, 'eu-west-1')).arns).toEqual([`arn:aws:sqs:eu-west-1:${HOME}:european`]);
    expect((await client(accounts.neighbour).send(new GetResourcesCommand({}))).ResourceTagMappingList).toEqual([]);
  });

  it('filters by tags and types', async () => {
    const team = (...Values: string[]) => [{ Key: 'team', Values }];
    expect((await search({ TagFilters: team('odd') })).arns).toHaveLength(15);
    expect((await search({ TagFilters: team('odd', 'even') })).arns).toHaveLength(31);
    expect((await search({ TagFilters: [...team(), { Key: 'number', Values: ['7'] }] })).arns).toEqual([
      queueArn('queue-07'),
    ]);
    expect((await search({ ResourceTypeFilters: ['s3'] })).arns).toEqual([bucketArn('tagged-bucket')]);
    expect((await search({ ResourceTypeFilters: ['s3:bucket', 'ec2:instance'] })).arns).toHaveLength(1);
    expect((await search({ ResourceARNList: [queueArn('queue-03'), queueArn('untagged')] })).reply).toMatchObject({
      ResourceTagMappingList: [
        {
          ResourceARN: queueArn('queue-03'),
          Tags: [
            { Key: 'team', Value: 'odd' },
            { Key: 'number', Value: '3' },
          ],
        },
      ],
    });
  });

  it('pages by resources', async () => {
    const seen: unknown[] = [];
    let PaginationToken: string | undefined;
    do {
      const { arns, reply } = await search({
        ResourcesPerPage: 12,
        ...(PaginationToken === undefined ? {} : { PaginationToken }),
      });
      expect(arns.length).toBeLessThanOrEqual(12);
      seen.push(...arns);
      PaginationToken = reply.PaginationToken;
    } while (PaginationToken !== '');
    expect(new Set(seen).size).toBe(31);
    expect(seen).toHaveLength(31);
  });

  it('pages by tags without splitting a resource', async () => {
    const Tags = Object.fromEntries(Array.from({ length: 28 }, (_, index) => [`more-${String(index)}`, 'x']));
    const ResourceARNList = [20, 21, 22, 23, 24].map((number) => queueArn(`queue-${String(number)}`));
    await client(accounts.owner).send(new TagResourcesCommand({ ResourceARNList, Tags }));
    const TagFilters = [{ Key: 'more-0' }];
    const first = await search({ TagFilters, TagsPerPage: 100 });
    expect(first.arns).toEqual(ResourceARNList.slice(0, 3));
    const PaginationToken = first.reply.PaginationToken ?? '';
    const second = await search({ TagFilters, TagsPerPage: 100, PaginationToken });
    expect(second.arns).toEqual(ResourceARNList.slice(3));
    await client(accounts.owner).send(new UntagResourcesCommand({ ResourceARNList, TagKeys: Object.keys(Tags) }));
    expect((await search({ TagFilters })).arns).toEqual([]);
  });

  it('lists keys and values', async () => {
    const owner = client(accounts.owner);
    expect((await owner.send(new GetTagKeysCommand({}))).TagKeys).toEqual(['number', 'team']);
    expect((await owner.send(new GetTagValuesCommand({ Key: 'team' }))).TagValues).toEqual(['even', 'odd']);
    expect((await owner.send(new GetTagValuesCommand({ Key: 'nothing' }))).TagValues).toEqual([]);
    expect(await refusalOf(owner.send(new GetTagValuesCommand({ Key: '' })))).toMatchObject({
      code: 'InvalidParameterException',
    });
  });

  it('sets tags that the services show, and tells what it could not', async () => {
    const owner = client(accounts.owner);
    const ResourceARNList = [queueArn('untagged'), bucketArn('tagged-bucket'), queueArn('not-there')];
    const reply = await owner.send(new TagResourcesCommand({ ResourceARNList, Tags: { colour: 'blue' } }));
    expect(reply.FailedResourcesMap).toEqual({
      [queueArn('not-there')]: expect.objectContaining({ StatusCode: 400, ErrorCode: 'InvalidParameterException' }),
    });
    const sqs = new SQSClient(accounts.options(accounts.owner));
    const QueueUrl = `${accounts.running.url}/${HOME}/untagged`;
    expect((await sqs.send(new ListQueueTagsCommand({ QueueUrl }))).Tags).toEqual({ colour: 'blue' });
    const s3 = new S3Client({ ...accounts.options(accounts.owner), forcePathStyle: true });
    expect((await s3.send(new GetBucketTaggingCommand({ Bucket: 'tagged-bucket' }))).TagSet).toContainEqual({
      Key: 'colour',
      Value: 'blue',
    });
    await owner.send(new UntagResourcesCommand({ ResourceARNList: ResourceARNList.slice(0, 2), TagKeys: ['colour'] }));
    expect((await sqs.send(new ListQueueTagsCommand({ QueueUrl }))).Tags ?? {}).toEqual({});
  });

  it("needs the Tagging API's permission and the service's own", async () => {
    const nobody = client(accounts.nobody);
    const call = () =>
      nobody.send(new TagResourcesCommand({ ResourceARNList: [queueArn('queue-01')], Tags: { a: 'b' } }));
    expect(await refusalOf(call())).toMatchObject({
      code: 'AccessDeniedException',
      message: expect.stringContaining('is not authorized to perform: tag:TagResources') as unknown,
    });
    expect(await refusalOf(nobody.send(new GetResourcesCommand({})))).toMatchObject({ code: 'AccessDeniedException' });
    const iam = new IAMClient(accounts.options(accounts.owner));
    const allow = (...Action: string[]) =>
      iam.send(
        new PutUserPolicyCommand({
          UserName: 'nobody',
          PolicyName: 'tagging',
          PolicyDocument: JSON.stringify({
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
          }),
        }),
      );
    await allow('tag:TagResources');
    expect((await call()).FailedResourcesMap).toEqual({
      [queueArn('queue-01')]: {
        StatusCode: 403,
        ErrorCode: 'AccessDeniedException',
        ErrorMessage: expect.stringContaining('is not authorized to perform: sqs:TagQueue') as unknown,
      },
    });
    await allow('tag:TagResources', 'sqs:TagQueue');
    expect((await call()).FailedResourcesMap ?? {}).toEqual({});
  });

  it('knows policies of IAM in the home region, and no roles or users', async () => {
    const iam = new IAMClient(accounts.options(accounts.owner));
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
    });
    const Tags = [{ Key: 'global', Value: 'yes' }];
    const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: 'tagged', PolicyDocument, Tags }));
    const TagFilters = [{ Key: 'global' }];
    expect((await search({ TagFilters, ResourceTypeFilters: ['iam:policy'] })).arns).toEqual([Policy?.Arn]);
    expect((await search({ TagFilters }, 'eu-west-1')).arns).toEqual([]);
    const user = `arn:aws:iam::${HOME}:user/nobody`;
    const refused = client(accounts.owner).send(new TagResourcesCommand({ ResourceARNList: [user], Tags: { a: 'b' } }));
    expect(await refusalOf(refused)).toMatchObject({
      code: 'InvalidParameterException',
      message: `${user} is not a valid AmazonResourceName (ARN)`,
    });
  });

  it.each<[string, GetResourcesCommandInput, string]>([
    ['too small a page', { ResourcesPerPage: 0 }, 'InvalidParameterException'],
    ['too large a page', { ResourcesPerPage: 101 }, 'InvalidParameterException'],
    ['tags that are no hundreds', { TagsPerPage: 150 }, 'InvalidParameterException'],
    ['too many tags', { TagsPerPage: 600 }, 'InvalidParameterException'],
    ['an empty key', { TagFilters: [{ Key: '' }] }, 'InvalidParameterException'],
    [
      'too many values',
      { TagFilters: [{ Key: 'a', Values: Array<string>(21).fill('x') }] },
      'InvalidParameterException',
    ],
    [
      'ARNs and filters',
      { ResourceARNList: ['arn:aws:s3:::x'], ResourceTypeFilters: ['s3'] },
      'InvalidParameterException',
    ],
    ['a foreign token', { PaginationToken: 'abc' }, 'PaginationTokenExpiredException'],
  ])('refuses a search with %s', async (_what, input, code) => {
    expect(await refusalOf(search(input))).toMatchObject({ code, status: 400 });
  });

  it.each<[string, readonly string[], Record<string, string>]>([
    ['no ARN', [], { a: 'b' }],
    ['too many ARNs', Array<string>(21).fill(queueArn('queue-01')), { a: 'b' }],
    ['something that is no ARN', ['queue-01'], { a: 'b' }],
    ['an ARN of another account', [queueArn('x', '333333333333')], { a: 'b' }],
    ['no tags', [queueArn('queue-01')], {}],
    ["AWS's own keys", [queueArn('queue-01')], { 'aws:mine': 'b' }],
    ['too long a value', [queueArn('queue-01')], { a: 'b'.repeat(257) }],
    ['a strange character', [queueArn('queue-01')], { 'a;b': 'b' }],
  ])('refuses to tag with %s', async (_what, arns, Tags) => {
    const call = client(accounts.owner).send(new TagResourcesCommand({ ResourceARNList: [...arns], Tags }));
    expect(await refusalOf(call)).toMatchObject({ code: 'InvalidParameterException', status: 400 });
  });

  it('keeps to fifty tags on a resource', async () => {
    const arn = queueArn('queue-11');
    const tags = (from: number, count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${String(from + index)}`, 'v']));
    const owner = client(accounts.owner);
    const tag = (Tags: Record<string, string>) => owner.send(new TagResourcesCommand({ ResourceARNList: [arn], Tags }));
    expect((await tag(tags(0, 48))).FailedResourcesMap ?? {}).toEqual({});
    expect((await tag(tags(48, 1))).FailedResourcesMap?.[arn]?.ErrorCode).toBe('InvalidParameterException');
  });
});
