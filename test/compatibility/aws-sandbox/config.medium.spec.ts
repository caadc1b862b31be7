import {
  BatchGetResourceConfigCommand,
  ConfigServiceClient,
  DeleteConfigurationAggregatorCommand,
  DescribeConfigurationAggregatorsCommand,
  DescribeConfigurationRecorderStatusCommand,
  DescribeConfigurationRecordersCommand,
  GetDiscoveredResourceCountsCommand,
  GetResourceConfigHistoryCommand,
  type GetResourceConfigHistoryCommandInput,
  ListDiscoveredResourcesCommand,
  type ListDiscoveredResourcesCommandInput,
  PutConfigurationAggregatorCommand,
  type PutConfigurationAggregatorCommandInput,
  SelectAggregateResourceConfigCommand,
  SelectResourceConfigCommand,
  type SelectResourceConfigCommandInput,
} from '@aws-sdk/client-config-service';
import { CreateRoleCommand, DeleteRoleCommand, IAMClient, TagRoleCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, DeleteQueueCommand, SQSClient, TagQueueCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { TwoAccounts, type UserKeys, refusalOf } from './two-accounts.js';

const HOME = '222222222222';
const AGGREGATOR = 'everything';
const QUEUES = "resourceType = 'AWS::SQS::Queue'";

/** One public subnet for each of three zones. */
const DEFAULT_NETWORK = [
  'AWS::EC2::InternetGateway',
  ...['AWS::EC2::Subnet', 'AWS::EC2::Subnet', 'AWS::EC2::Subnet'],
  'AWS::EC2::VPC',
];

type Row = Readonly<Record<string, unknown>>;

describe('AWS Config', () => {
  let accounts: TwoAccounts;
  const client = (who: UserKeys, region = 'us-east-1') => new ConfigServiceClient(accounts.options(who, region));
  const queueUrl = (name: string) => `${accounts.running.url}/${HOME}/${name}`;

  beforeAll(async () => {
    accounts = await TwoAccounts.start();
    const sqs = new SQSClient(accounts.options(accounts.owner));
    for (let number = 0; number < 30; number++) {
      const VisibilityTimeout = String(10 * (number % 3));
      const tags = { team: number % 2 === 0 ? 'even' : 'odd' };
      const QueueName = `queue-${String(number).padStart(2, '0')}`;
      await sqs.send(new CreateQueueCommand({ QueueName, tags, Attributes: { VisibilityTimeout } }));
    }
    const neighbour = new SQSClient(accounts.options(accounts.neighbour, 'eu-west-1'));
    await neighbour.send(new CreateQueueCommand({ QueueName: 'far-away' }));
    await new S3Client({ ...accounts.options(accounts.owner), forcePathStyle: true }).send(
      new CreateBucketCommand({ Bucket: 'config-bucket' }),
    );
    const organization = { RoleArn: `arn:aws:iam::111111111111:role/config`, AllAwsRegions: true };
    await putAggregator({ OrganizationAggregationSource: organization });
  });

  afterAll(() => accounts.stop());

  const putAggregator = (input: Partial<PutConfigurationAggregatorCommandInput>) =>
    client(accounts.manager).send(
      new PutConfigurationAggregatorCommand({ ConfigurationAggregatorName: AGGREGATOR, ...input }),
    );

  const rowsOf = (results: readonly string[] | undefined) => (results ?? []).map((text) => JSON.parse(text) as Row);

  const select = async (Expression: string, more: Partial<SelectResourceConfigCommandInput> = {}) => {
    const reply = await client(accounts.owner).send(new SelectResourceConfigCommand({ Expression, ...more }));
    return { rows: rowsOf(reply.Results), reply };
  };

  const selectEverywhere = async (Expression: string) =>
    rowsOf(
      (
        await client(accounts.manager).send(
          new SelectAggregateResourceConfigCommand({ Expression, ConfigurationAggregatorName: AGGREGATOR }),
        )
      ).Results,
    );

  describe('queries', () => {
    it('select members of resources as they are now', async () => {
      const { rows, reply } = await select(
        `SELECT resourceName, configuration.VisibilityTimeout, tags WHERE ${QUEUES} AND resourceName = 'queue-04'`,
      );
      expect(rows).toEqual([
        {
          resourceName: 'queue-04',
          configuration: { VisibilityTimeout: '10' },
          tags: [{ tag: 'team=even', key: 'team', value: 'even' }],
        },
      ]);
      expect(reply.QueryInfo?.SelectFields).toEqual([
        { Name: 'resourceName' },
        { Name: 'configuration.VisibilityTimeout' },
        { Name: 'tags' },
      ]);
      expect(reply.NextToken).toBeUndefined();
    });

    it.each([
      [`${QUEUES} AND tags.tag = 'team=odd'`, 15],
      [`${QUEUES} AND tags.key = 'team' AND NOT tags.value = 'odd'`, 15],
      [`${QUEUES} AND configuration.VisibilityTimeout BETWEEN 10 AND 20`, 20],
      [`${QUEUES} AND configuration.VisibilityTimeout > 10`, 10],
      [`resourceName IN ('queue-01', 'queue-02', 'config-bucket')`, 3],
      [`resourceName LIKE 'queue-1%'`, 10],
      [`resourceType = 'AWS::S3::Bucket' OR resourceName = 'queue-01'`, 2],
      [`resourceType = 'AWS::IAM::User'`, 2],
      [
        `resourceType = 'AWS::IAM::User' AND configuration.attachedManagedPolicies.policyName = 'AdministratorAccess'`,
        1,
      ],
      [`resourceName = 'far-away'`, 0],
    ])('find by condition: %s', async (condition, count) => {
      const { rows } = await select(`SELECT resourceId WHERE ${condition}`, { Limit: 100 });
      expect(rows).toHaveLength(count);
    });

    it('give 25 rows to a page unless told otherwise', async () => {
      const Expression = `SELECT arn WHERE ${QUEUES}`;
      const first = await select(Expression);
      expect(first.rows).toHaveLength(25);
      const rest = await select(Expression, { NextToken: first.reply.NextToken });
      expect(rest.rows).toHaveLength(5);
      expect(rest.reply.NextToken).toBeUndefined();
      expect(new Set([...first.rows, ...rest.rows].map(({ arn }) => arn)).size).toBe(30);
      const ordered = await select(`${Expression} ORDER BY resourceName DESC`, { Limit: 2 });
      expect(ordered.rows).toEqual([
        { arn: `arn:aws:sqs:us-east-1:${HOME}:queue-29` },
        { arn: `arn:aws:sqs:us-east-1:${HOME}:queue-28` },
      ]);
      const next = await select(`${Expression} ORDER BY resourceName DESC`, {
        Limit: 2,
        NextToken: ordered.reply.NextToken,
      });
      expect(next.rows[0]).toEqual({ arn: `arn:aws:sqs:us-east-1:${HOME}:queue-27` });
    });

    it('count and sum up', async () => {
      const { rows } = await select(
        `SELECT configuration.VisibilityTimeout, COUNT(*) WHERE ${QUEUES} GROUP BY configuration.VisibilityTimeout`,
      );
      expect(rows.map((row) => row['COUNT(*)'])).toEqual([10, 10, 10]);
      const figures = await select(
        `SELECT SUM(configuration.VisibilityTimeout), MAX(configuration.VisibilityTimeout) WHERE ${QUEUES}`,
      );
      expect(figures.rows).toEqual([
        { 'SUM(configuration.VisibilityTimeout)': 300, 'MAX(configuration.VisibilityTimeout)': 20 },
      ]);
    });

    it('stay in one account and region; what is global belongs to the home region', async () => {
      const far = client(accounts.neighbour, 'eu-west-1');
      const Expression = 'SELECT resourceType, resourceName';
      const reply = await far.send(new SelectResourceConfigCommand({ Expression }));
      const rows = rowsOf(reply.Results);
      expect(rows.map(({ resourceType }) => resourceType).sort()).toEqual([...DEFAULT_NETWORK, 'AWS::SQS::Queue']);
      expect(rows).toContainEqual({ resourceType: 'AWS::SQS::Queue', resourceName: 'far-away' });
    });

    it('see every account and region through an aggregator', async () => {
      const rows = await selectEverywhere(
        `SELECT accountId, awsRegion, COUNT(*) WHERE ${QUEUES} GROUP BY accountId, awsRegion ORDER BY accountId`,
      );
      expect(rows).toEqual([
        { accountId: HOME, awsRegion: 'us-east-1', 'COUNT(*)': 30 },
        { accountId: '333333333333', awsRegion: 'eu-west-1', 'COUNT(*)': 1 },
      ]);
      const users = await selectEverywhere("SELECT accountId, resourceName WHERE resourceType = 'AWS::IAM::User'");
      expect(users).toHaveLength(4);
    });

    it.each<[string, Partial<SelectResourceConfigCommandInput>, string]>([
      ['what Config does not know', { Expression: 'SELECT resourceId FROM x' }, 'InvalidExpressionException'],
      ['a large page', { Limit: 101 }, 'InvalidLimitException'],
      ['a foreign token', { NextToken: 'abc' }, 'InvalidNextTokenException'],
      ['too long a query', { Expression: `SELECT ${'x'.repeat(4100)}` }, 'ValidationException'],
    ])('are refused with %s', async (_what, input, code) => {
      expect(await refusalOf(select('SELECT resourceId', input))).toMatchObject({ code, status: 400 });
    });

    it('know the default network of a region where nobody ever looked', async () => {
      const expression = "SELECT resourceType WHERE resourceType LIKE 'AWS::EC2::%'";
      const far = client(accounts.owner, 'ca-central-1');
      const { Results } = await far.send(new SelectResourceConfigCommand({ Expression: expression }));
      const types = rowsOf(Results).map(({ resourceType }) => resourceType);
      expect(types.sort()).toEqual(DEFAULT_NETWORK);
    });

    it('need permission', async () => {
      const call = client(accounts.nobody).send(new SelectResourceConfigCommand({ Expression: 'SELECT resourceId' }));
      expect(await refusalOf(call)).toMatchObject({
        code: 'AccessDeniedException',
        message: expect.stringContaining('config:SelectResourceConfig') as unknown,
      });
    });
  });

  describe('aggregators', () => {
    it('are described, made and deleted', async () => {
      const manager = client(accounts.manager);
      const { ConfigurationAggregators } = await manager.send(new DescribeConfigurationAggregatorsCommand({}));
      expect(ConfigurationAggregators).toEqual([
        expect.objectContaining({
          ConfigurationAggregatorName: AGGREGATOR,
          OrganizationAggregationSource: { RoleArn: 'arn:aws:iam::111111111111:role/config', AllAwsRegions: true },
        }),
      ]);
      const few = [{ AccountIds: ['333333333333'], AwsRegions: ['us-east-1'] }];
      await putAggregator({ ConfigurationAggregatorName: 'few', AccountAggregationSources: few });
      const Expression = 'SELECT resourceType, accountId, awsRegion';
      const query = new SelectAggregateResourceConfigCommand({ Expression, ConfigurationAggregatorName: 'few' });
      const rows = rowsOf((await manager.send(query)).Results);
      expect(new Set(rows.map(({ accountId }) => accountId))).toEqual(new Set(['333333333333']));
      expect(rows.map(({ resourceType }) => resourceType).sort()).toEqual([...DEFAULT_NETWORK, 'AWS::IAM::User']);
      await manager.send(new DeleteConfigurationAggregatorCommand({ ConfigurationAggregatorName: 'few' }));
      expect(await refusalOf(manager.send(query))).toMatchObject({ code: 'NoSuchConfigurationAggregatorException' });
    });

    it.each<[string, Partial<PutConfigurationAggregatorCommandInput>, string]>([
      ['no source', {}, 'InvalidParameterValueException'],
      ['no region', { AccountAggregationSources: [{ AccountIds: [HOME] }] }, 'InvalidParameterValueException'],
      ['a bad name', { ConfigurationAggregatorName: 'a b' }, 'ValidationException'],
    ])('are refused with %s', async (_what, input, code) => {
      expect(await refusalOf(putAggregator({ ConfigurationAggregatorName: 'wrong', ...input }))).toMatchObject({
        code,
      });
    });
  });

  describe('history', () => {
    const history = async (input: Partial<GetResourceConfigHistoryCommandInput>) => {
      const reply = await client(accounts.owner).send(
        new GetResourceConfigHistoryCommand({ resourceType: 'AWS::SQS::Queue', resourceId: '', ...input }),
      );
      return reply.configurationItems ?? [];
    };

    it('has an item for every change, newest first', async () => {
      const sqs = new SQSClient(accounts.options(accounts.owner));
      const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'changing' }));
      await sqs.send(new TagQueueCommand({ QueueUrl, Tags: { team: 'blue' } }));
      await sqs.send(new TagQueueCommand({ QueueUrl, Tags: { team: 'blue' } }));
      await sqs.send(new TagQueueCommand({ QueueUrl, Tags: { team: 'red' } }));
      await sqs.send(new DeleteQueueCommand({ QueueUrl }));
      const resourceId = `https://sqs.us-east-1.amazonaws.com/${HOME}/changing`;
      const items = await history({ resourceId });
      expect(items.map(({ configurationItemStatus, tags }) => [configurationItemStatus, tags])).toEqual([
        ['ResourceDeleted', { team: 'red' }],
        ['OK', { team: 'red' }],
        ['OK', { team: 'blue' }],
        ['ResourceDiscovered', {}],
      ]);
      expect(JSON.parse(items[1]?.configuration ?? '')).toMatchObject({ QueueName: 'changing' });
      const forward = await history({ resourceId, chronologicalOrder: 'Forward', limit: 1 });
      expect(forward.map(({ configurationItemStatus }) => configurationItemStatus)).toEqual(['ResourceDiscovered']);
      expect(await history({ resourceId, laterTime: new Date('2020-01-01') })).toEqual([]);
    });

    it('knows roles by their unique id', async () => {
      const iam = new IAMClient(accounts.options(accounts.owner));
      const AssumeRolePolicyDocument = JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      });
      const RoleName = 'recorded';
      const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
      await iam.send(new TagRoleCommand({ RoleName, Tags: [{ Key: 'owner', Value: 'ada' }] }));
      const role = { resourceType: 'AWS::IAM::Role', resourceId: Role?.RoleId ?? '' } as const;
      const items = await history(role);
      expect(items.map(({ configurationItemStatus }) => configurationItemStatus)).toEqual(['OK', 'ResourceDiscovered']);
      expect(JSON.parse(items[0]?.configuration ?? '')).toMatchObject({
        roleName: RoleName,
        tags: [{ key: 'owner', value: 'ada' }],
      });
      await iam.send(new DeleteRoleCommand({ RoleName }));
      expect((await history(role))[0]?.configurationItemStatus).toBe('ResourceDeleted');
    });

    it('has what a resource is since it was made, where nothing changed', async () => {
      const items = await history({ resourceType: 'AWS::S3::Bucket', resourceId: 'config-bucket' });
      expect(items).toHaveLength(1);
      expect(items[0]).toMatchObject({ accountId: HOME, awsRegion: 'us-east-1', resourceName: 'config-bucket' });
    });

    it.each<[string, Partial<GetResourceConfigHistoryCommandInput>, string]>([
      ['a resource that is not there', { resourceId: 'x' }, 'ResourceNotDiscoveredException'],
      [
        'times the wrong way round',
        { resourceId: 'x', earlierTime: new Date('2026-01-02'), laterTime: new Date('2026-01-01') },
        'InvalidTimeRangeException',
      ],
      ['a large page', { resourceId: 'x', limit: 101 }, 'InvalidLimitException'],
    ])('refuses %s', async (_what, input, code) => {
      expect(await refusalOf(history(input))).toMatchObject({ code });
    });
  });

  describe('discovered resources', () => {
    const list = (input: Partial<ListDiscoveredResourcesCommandInput>) =>
      client(accounts.owner).send(new ListDiscoveredResourcesCommand({ resourceType: 'AWS::SQS::Queue', ...input }));

    it('are listed by type, also deleted ones when asked for', async () => {
      const sqs = new SQSClient(accounts.options(accounts.owner));
      await sqs.send(new CreateQueueCommand({ QueueName: 'short-lived' }));
      await sqs.send(new DeleteQueueCommand({ QueueUrl: queueUrl('short-lived') }));
      expect((await list({ resourceName: 'short-lived' })).resourceIdentifiers).toEqual([]);
      const deleted = await list({ resourceName: 'short-lived', includeDeletedResources: true });
      expect(deleted.resourceIdentifiers?.[0]?.resourceDeletionTime).toBeInstanceOf(Date);
      const first = await list({ limit: 20 });
      expect(first.resourceIdentifiers).toHaveLength(20);
      const rest = await list({ nextToken: first.nextToken });
      expect(rest.resourceIdentifiers).toHaveLength(10);
      expect(rest.nextToken).toBeUndefined();
    });

    it('are counted and fetched by key', async () => {
      const owner = client(accounts.owner);
      const counts = await owner.send(new GetDiscoveredResourceCountsCommand({ resourceTypes: ['AWS::SQS::Queue'] }));
      expect(counts).toMatchObject({
        totalDiscoveredResources: 30,
        resourceCounts: [{ resourceType: 'AWS::SQS::Queue', count: 30 }],
      });
      const resourceKeys = ['config-bucket', 'not-there'].map((resourceId) => ({
        resourceType: 'AWS::S3::Bucket' as const,
        resourceId,
      }));
      const fetched = await owner.send(new BatchGetResourceConfigCommand({ resourceKeys }));
      expect(fetched.baseConfigurationItems?.map(({ arn }) => arn)).toEqual(['arn:aws:s3:::config-bucket']);
      expect(await refusalOf(owner.send(new BatchGetResourceConfigCommand({ resourceKeys: [] })))).toMatchObject({
        code: 'ValidationException',
      });
    });

    it('refuse names and ids together', async () => {
      expect(await refusalOf(list({ resourceName: 'a', resourceIds: ['b'] }))).toMatchObject({
        code: 'ValidationException',
      });
    });
  });

  it('records everything, everywhere', async () => {
    const owner = client(accounts.owner, 'eu-west-1');
    const { ConfigurationRecorders } = await owner.send(new DescribeConfigurationRecordersCommand({}));
    expect(ConfigurationRecorders).toMatchObject([
      { name: 'default', recordingGroup: { allSupported: true, includeGlobalResourceTypes: false } },
    ]);
    const { ConfigurationRecordersStatus } = await owner.send(new DescribeConfigurationRecorderStatusCommand({}));
    expect(ConfigurationRecordersStatus).toMatchObject([{ name: 'default', recording: true }]);
    const ConfigurationRecorderNames = ['other'];
    const unknown = owner.send(new DescribeConfigurationRecordersCommand({ ConfigurationRecorderNames }));
    expect(await refusalOf(unknown)).toMatchObject({ code: 'NoSuchConfigurationRecorderException' });
  });
});
