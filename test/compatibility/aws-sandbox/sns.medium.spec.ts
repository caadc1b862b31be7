import {
  AddPermissionCommand,
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  type CreateTopicCommandInput,
  DeleteTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListPlatformApplicationsCommand,
  ListSubscriptionsByTopicCommand,
  ListSubscriptionsCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
  PublishBatchCommand,
  PublishCommand,
  type PublishCommandInput,
  RemovePermissionCommand,
  SNSClient,
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
  SubscribeCommand,
  TagResourceCommand,
  UnsubscribeCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { BANK, MessagingWorld, SHOP, refusalOf } from './messaging-world.js';

interface Queue {
  readonly url: string;
  readonly arn: string;
}

/** The unmodified client of the AWS SDK, over TCP. */
describe('SNS', () => {
  let world: MessagingWorld;
  let shop: SNSClient;
  let nobody: SNSClient;
  let bank: SNSClient;
  let queues: SQSClient;
  let bankQueues: SQSClient;
  let count = 0;

  beforeAll(async () => {
    world = await MessagingWorld.start();
    shop = new SNSClient(world.clientFor('shopAdmin'));
    nobody = new SNSClient(world.clientFor('shopNobody'));
    bank = new SNSClient(world.clientFor('bankAdmin'));
    queues = new SQSClient(world.clientFor('shopAdmin'));
    bankQueues = new SQSClient(world.clientFor('bankAdmin'));
  });

  afterAll(() => world.stop());

  const newName = () => `name-${String(++count)}`;

  const create = async (input: Partial<CreateTopicCommandInput> = {}) => {
    const { TopicArn } = await shop.send(new CreateTopicCommand({ Name: newName(), ...input }));
    return TopicArn ?? '';
  };

  const attributes = async (TopicArn: string) =>
    (await shop.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes ?? {};

  const set = (TopicArn: string, AttributeName: string, AttributeValue: string) =>
    shop.send(new SetTopicAttributesCommand({ TopicArn, AttributeName, AttributeValue }));

  /** A queue that takes what SNS brings from one topic; a closed one takes nothing. */
  const queueFor = async (topicArn: string, kind: 'open' | 'closed' | 'fifo' | 'of the bank' = 'open') => {
    const [sqs, account] = kind === 'of the bank' ? [bankQueues, BANK] : [queues, SHOP];
    const fifo = kind === 'fifo';
    const QueueName = `${newName()}${fifo ? '.fifo' : ''}`;
    const made = await sqs.send(new CreateQueueCommand({ QueueName, Attributes: fifo ? { FifoQueue: 'true' } : {} }));
    const queue: Queue = { url: made.QueueUrl ?? '', arn: `arn:aws:sqs:us-east-1:${account}:${QueueName}` };
    if (kind === 'closed') return queue;
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl: queue.url, Attributes: opening(queue, topicArn) }));
    return queue;
  };

  const opening = ({ arn }: Queue, topicArn: string) => {
    const Condition = { ArnEquals: { 'aws:SourceArn': topicArn } };
    const Principal = { Service: 'sns.amazonaws.com' };
    const Statement = [{ Effect: 'Allow', Principal, Action: 'sqs:SendMessage', Resource: arn, Condition }];
    return { Policy: JSON.stringify({ Version: '2012-10-17', Statement }) };
  };

  const subscribe = async (TopicArn: string, Endpoint: string, Attributes: Record<string, string> = {}) => {
    const command = new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint, Attributes });
    return (await shop.send(command)).SubscriptionArn ?? '';
  };

  const publish = (TopicArn: string, Message: string, more: Partial<PublishCommandInput> = {}) =>
    shop.send(new PublishCommand({ TopicArn, Message, ...more }));

  const received = async ({ url }: Queue, sqs = queues): Promise<readonly Message[]> => {
    const command = new ReceiveMessageCommand({
      QueueUrl: url,
      MaxNumberOfMessages: 10,
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['All'],
    });
    return (await sqs.send(command)).Messages ?? [];
  };

  const bodies = async (queue: Queue) => (await received(queue)).map(({ Body }) => Body);

  describe('topics', () => {
    it('are made, found again, listed and deleted', async () => {
      const Name = newName();
      const arn = await create({ Name, Tags: [{ Key: 'team', Value: 'payments' }] });
      expect(arn).toBe(`arn:aws:sns:us-east-1:${SHOP}:${Name}`);
      expect(await create({ Name })).toBe(arn);
      expect(await attributes(arn)).toMatchObject({
        TopicArn: arn,
        Owner: SHOP,
        DisplayName: '',
        SubscriptionsConfirmed: '0',
        SubscriptionsPending: '0',
        SubscriptionsDeleted: '0',
        Policy: expect.stringContaining('__default_statement_ID'),
        EffectiveDeliveryPolicy: expect.stringContaining('"numRetries":3'),
      });
      expect((await shop.send(new ListTopicsCommand({}))).Topics).toContainEqual({ TopicArn: arn });
      await shop.send(new DeleteTopicCommand({ TopicArn: arn }));
      await shop.send(new DeleteTopicCommand({ TopicArn: arn }));
      expect(await refusalOf(attributes(arn))).toMatchObject({
        name: 'NotFoundException',
        code: 'NotFound',
        message: 'Topic does not exist',
        status: 404,
      });
    });

    it.each<[string, Partial<CreateTopicCommandInput>, string]>([
      ['a bad name', { Name: 'not a name' }, 'Invalid parameter: Topic Name'],
      ['a FIFO topic without its name', { Attributes: { FifoTopic: 'true' } }, 'Fifo Topic names must end with .fifo'],
      ['an unknown attribute', { Attributes: { Colour: 'red' } }, 'Attributes Reason: Unknown attribute: Colour'],
      ['a policy that is none', { Attributes: { Policy: '{}' } }, 'Policy Error: null'],
      [
        'a tag twice',
        {
          Tags: [
            { Key: 'a', Value: '1' },
            { Key: 'a', Value: '2' },
          ],
        },
        'Duplicated keys are not allowed.',
      ],
    ])('refuse %s', async (_what, input, message) => {
      const refused = await refusalOf(create(input));
      expect(refused).toMatchObject({ code: 'InvalidParameter', status: 400 });
      expect(refused.message).toContain(message);
    });

    it('are not made again with other attributes or tags', async () => {
      const Name = newName();
      await create({ Name, Attributes: { DisplayName: 'One' }, Tags: [{ Key: 'a', Value: '1' }] });
      expect((await refusalOf(create({ Name, Attributes: { DisplayName: 'Two' } }))).message).toBe(
        'Invalid parameter: Attributes Reason: Topic already exists with different attributes',
      );
      expect((await refusalOf(create({ Name, Tags: [{ Key: 'a', Value: '2' }] }))).message).toBe(
        'Invalid parameter: Tags Reason: Topic already exists with different tags',
      );
    });

    it('are listed a hundred at a time', async () => {
      const east = new SNSClient(world.clientFor('bankAdmin', 'us-east-2'));
      const names = Array.from({ length: 101 }, (_, index) => `many-${String(index).padStart(3, '0')}`);
      await Promise.all(names.map((Name) => east.send(new CreateTopicCommand({ Name }))));
      const first = await east.send(new ListTopicsCommand({}));
      const second = await east.send(new ListTopicsCommand({ NextToken: first.NextToken }));
      expect([first.Topics?.length, second.Topics?.length, second.NextToken]).toEqual([100, 1, undefined]);
      const listed = [...(first.Topics ?? []), ...(second.Topics ?? [])];
      expect(listed.map(({ TopicArn }) => TopicArn?.split(':').at(-1))).toEqual(names);
      expect((await refusalOf(east.send(new ListTopicsCommand({ NextToken: 'x' })))).message).toContain('NextToken');
    });

    it('keep attributes and tags', async () => {
      const arn = await create();
      await set(arn, 'DisplayName', 'Payments');
      expect(await attributes(arn)).toMatchObject({ DisplayName: 'Payments' });
      expect((await refusalOf(set(arn, 'Colour', 'red'))).message).toBe('Invalid parameter: AttributeName');
      expect((await refusalOf(set(arn, 'SignatureVersion', '3'))).message).toBe('Invalid parameter: SignatureVersion');
      const tags = async () => (await shop.send(new ListTagsForResourceCommand({ ResourceArn: arn }))).Tags;
      await shop.send(
        new TagResourceCommand({
          ResourceArn: arn,
          Tags: [
            { Key: 'a', Value: '1' },
            { Key: 'b', Value: '2' },
          ],
        }),
      );
      await shop.send(new UntagResourceCommand({ ResourceArn: arn, TagKeys: ['a'] }));
      expect(await tags()).toEqual([{ Key: 'b', Value: '2' }]);
      const many = Array.from({ length: 50 }, (_, index) => ({ Key: `k${String(index)}`, Value: 'v' }));
      expect((await refusalOf(shop.send(new TagResourceCommand({ ResourceArn: arn, Tags: many })))).code).toBe(
        'TagLimitExceeded',
      );
      const gone = new TagResourceCommand({ ResourceArn: `${arn}x`, Tags: [] });
      expect(await refusalOf(shop.send(gone))).toMatchObject({ code: 'ResourceNotFound', status: 404 });
    });

    it.each([
      ['nonsense', 'Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 1'],
      [`arn:aws:sns:eu-west-1:${SHOP}:elsewhere`, 'Invalid parameter: TopicArn'],
      [`arn:aws:sqs:us-east-1:${SHOP}:queue`, 'Invalid parameter: TopicArn'],
    ])('are not at %s', async (arn, message) => {
      expect(await refusalOf(attributes(arn))).toMatchObject({ code: 'InvalidParameter', message });
    });
  });

  describe('permissions', () => {
    it('are refused in the words of SNS', async () => {
      const arn = await create();
      expect(await refusalOf(nobody.send(new PublishCommand({ TopicArn: arn, Message: 'x' })))).toMatchObject({
        name: 'AuthorizationErrorException',
        code: 'AuthorizationError',
        status: 403,
        message: `User: arn:aws:iam::${SHOP}:user/nobody is not authorized to perform: SNS:Publish on resource: ${arn} because no identity-based policy allows the SNS:Publish action`,
      });
      expect((await refusalOf(nobody.send(new ListTopicsCommand({})))).code).toBe('AuthorizationError');
    });

    it('of another account come from the topic', async () => {
      const TopicArn = await create();
      const put = () => bank.send(new PublishCommand({ TopicArn, Message: 'from the bank' }));
      expect((await refusalOf(put())).code).toBe('AuthorizationError');
      const permission = { TopicArn, Label: 'bank', AWSAccountId: [BANK], ActionName: ['Publish'] };
      await shop.send(new AddPermissionCommand(permission));
      await put();
      expect((await refusalOf(shop.send(new AddPermissionCommand(permission)))).message).toBe(
        'Invalid parameter: Statement already exists',
      );
      expect((await refusalOf(bank.send(new TagResourceCommand({ ResourceArn: TopicArn, Tags: [] })))).code).toBe(
        'AuthorizationError',
      );
      await shop.send(new RemovePermissionCommand({ TopicArn, Label: 'bank' }));
      expect((await refusalOf(put())).code).toBe('AuthorizationError');
    });

    it('are of actions that topics have, and of principals that are there', async () => {
      const arn = await create();
      const policy = (Action: string, Principal: object) =>
        set(
          arn,
          'Policy',
          JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal, Action, Resource: arn }] }),
        );
      expect((await refusalOf(policy('SNS:*', { AWS: '*' }))).message).toBe(
        'Invalid parameter: Policy statement action out of service scope!',
      );
      expect((await refusalOf(policy('SNS:Publish', { AWS: '999999999999' }))).message).toBe(
        'Invalid parameter: Policy Error: PrincipalNotFound',
      );
      await policy('sns:Publish', { AWS: BANK });
      await set(arn, 'Policy', '');
      expect((await attributes(arn))['Policy']).toContain('__default_policy_ID');
    });
  });

  describe('subscriptions', () => {
    it('are there once, with attributes, until they end', async () => {
      const TopicArn = await create();
      const { arn: Endpoint } = await queueFor(TopicArn);
      const SubscriptionArn = await subscribe(TopicArn, Endpoint, { RawMessageDelivery: 'true' });
      expect(await subscribe(TopicArn, Endpoint)).toBe(SubscriptionArn);
      expect((await refusalOf(subscribe(TopicArn, Endpoint, { RawMessageDelivery: 'false' }))).message).toContain(
        'Subscription already exists with different attributes',
      );
      const read = () => shop.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
      expect((await read()).Attributes).toEqual({
        ConfirmationWasAuthenticated: 'true',
        Endpoint,
        Owner: SHOP,
        PendingConfirmation: 'false',
        Protocol: 'sqs',
        RawMessageDelivery: 'true',
        SubscriptionArn,
        SubscriptionPrincipal: `arn:aws:iam::${SHOP}:user/admin`,
        TopicArn,
      });
      const listed = { SubscriptionArn, Owner: SHOP, Protocol: 'sqs', Endpoint, TopicArn };
      expect((await shop.send(new ListSubscriptionsCommand({}))).Subscriptions).toContainEqual(listed);
      expect((await shop.send(new ListSubscriptionsByTopicCommand({ TopicArn }))).Subscriptions).toEqual([listed]);
      await shop.send(new UnsubscribeCommand({ SubscriptionArn }));
      await shop.send(new UnsubscribeCommand({ SubscriptionArn }));
      expect(await refusalOf(read())).toMatchObject({ code: 'NotFound', message: 'Subscription does not exist' });
      expect(await attributes(TopicArn)).toMatchObject({ SubscriptionsConfirmed: '0', SubscriptionsDeleted: '1' });
    });

    it.each<[string, string, Record<string, string>, string]>([
      [
        'carrier-pigeon',
        'x',
        {},
        'Invalid parameter: Amazon SNS does not support this protocol string: carrier-pigeon',
      ],
      ['sqs', 'http://queue', {}, 'Invalid parameter: SQS endpoint ARN'],
      [
        'sqs',
        `arn:aws:sqs:us-east-1:${SHOP}:a.fifo`,
        {},
        'FIFO SQS Queues can not be subscribed to standard SNS topics',
      ],
      ['http', 'https://example.com', {}, 'Invalid parameter: Endpoint must match the specified protocol'],
      [
        'sqs',
        `arn:aws:sqs:us-east-1:${SHOP}:a`,
        { RawMessageDelivery: 'wrongvalue' },
        'Invalid parameter: Attributes Reason: RawMessageDelivery: Invalid value [wrongvalue]. Must be true or false.',
      ],
      [
        'sqs',
        `arn:aws:sqs:us-east-1:${SHOP}:a`,
        { FilterPolicy: '{"key":[{"wrong-operator":true}]}' },
        'Invalid parameter: Attributes Reason: FilterPolicy: Unrecognized match type wrong-operator',
      ],
    ])('of %s to %s with %j are refused', async (Protocol, Endpoint, Attributes, message) => {
      const refused = await refusalOf(
        shop.send(new SubscribeCommand({ TopicArn: await create(), Protocol, Endpoint, Attributes })),
      );
      expect(refused.code).toBe('InvalidParameter');
      expect(refused.message).toContain(message);
    });

    it('of another account wait for its yes', async () => {
      const TopicArn = await create();
      const theirs = await queueFor(TopicArn, 'of the bank');
      expect(await subscribe(TopicArn, theirs.arn)).toBe('pending confirmation');
      await publish(TopicArn, 'too early');
      const [asked, ...rest] = await received(theirs, bankQueues);
      expect(rest).toEqual([]);
      const { Token, SubscribeURL, Type } = JSON.parse(asked?.Body ?? '{}') as Record<string, string>;
      expect(Type).toBe('SubscriptionConfirmation');
      expect((await refusalOf(shop.send(new ConfirmSubscriptionCommand({ TopicArn, Token: 'x' })))).message).toBe(
        'Invalid token',
      );
      const wrong = new ConfirmSubscriptionCommand({ TopicArn, Token: 'a'.repeat(256) });
      expect((await refusalOf(shop.send(wrong))).message).toBe('Invalid parameter: Token');
      expect(SubscribeURL).toContain(Token);
      const opened = await fetch(SubscribeURL ?? '');
      expect(await opened.text()).toContain(`<SubscriptionArn>${TopicArn}:`);
      await publish(TopicArn, 'in time');
      expect(await received(theirs, bankQueues)).toHaveLength(1);
    });
  });

  describe('messages', () => {
    it('reach a queue in an envelope, or bare', async () => {
      const TopicArn = await create();
      const [wrapped, bare] = [await queueFor(TopicArn), await queueFor(TopicArn)];
      const SubscriptionArn = await subscribe(TopicArn, wrapped.arn);
      await subscribe(TopicArn, bare.arn, { RawMessageDelivery: 'true' });
      const MessageAttributes = { kind: { DataType: 'String', StringValue: 'refund' } };
      const { MessageId } = await publish(TopicArn, 'hello', { Subject: 'Greeting', MessageAttributes });
      const [{ Body } = {}] = await received(wrapped);
      const body = JSON.parse(Body ?? '{}') as Record<string, string>;
      expect(body).toMatchObject({
        Type: 'Notification',
        MessageId,
        TopicArn,
        Subject: 'Greeting',
        Message: 'hello',
        SignatureVersion: '1',
        MessageAttributes: { kind: { Type: 'String', Value: 'refund' } },
      });
      expect(await received(bare)).toMatchObject([
        { Body: 'hello', MessageAttributes: { kind: { StringValue: 'refund' } } },
      ]);
      expect(body['UnsubscribeURL']).toContain(SubscriptionArn);
      expect((await fetch(body['UnsubscribeURL'] ?? '')).status).toBe(200);
      await publish(TopicArn, 'again');
      expect(await received(wrapped)).toEqual([]);
    });

    it('do not reach a queue whose policy does not let SNS, and go to the dead-letter queue', async () => {
      const TopicArn = await create();
      const [closed, dead] = [await queueFor(TopicArn, 'closed'), await queueFor(TopicArn)];
      const SubscriptionArn = await subscribe(TopicArn, closed.arn, { RawMessageDelivery: 'true' });
      await publish(TopicArn, 'lost');
      const redrive = (deadLetterTargetArn: string) =>
        shop.send(
          new SetSubscriptionAttributesCommand({
            SubscriptionArn,
            AttributeName: 'RedrivePolicy',
            AttributeValue: JSON.stringify({ deadLetterTargetArn }),
          }),
        );
      expect((await refusalOf(redrive('fake'))).message).toBe(
        'Invalid parameter: RedrivePolicy: deadLetterTargetArn is an invalid arn',
      );
      await redrive(dead.arn);
      await publish(TopicArn, 'saved');
      expect(await bodies(closed)).toEqual([]);
      expect(await bodies(dead)).toEqual(['saved']);
    });

    it('are filtered by attributes and by body', async () => {
      const TopicArn = await create();
      const [byAttributes, byBody] = [await queueFor(TopicArn), await queueFor(TopicArn)];
      const raw = { RawMessageDelivery: 'true' };
      await subscribe(TopicArn, byAttributes.arn, {
        ...raw,
        FilterPolicy: JSON.stringify({ kind: [{ prefix: 're' }], amount: [{ numeric: ['>', 10] }] }),
      });
      await subscribe(TopicArn, byBody.arn, {
        ...raw,
        FilterPolicyScope: 'MessageBody',
        FilterPolicy: JSON.stringify({ order: { country: ['SE'] } }),
      });
      const kind = (StringValue: string, amount: string) => ({
        MessageAttributes: {
          kind: { DataType: 'String', StringValue },
          amount: { DataType: 'Number', StringValue: amount },
        },
      });
      await publish(TopicArn, 'a', kind('refund', '11'));
      await publish(TopicArn, 'b', kind('refund', '10'));
      await publish(TopicArn, 'c', kind('sale', '11'));
      await publish(TopicArn, 'no json');
      await publish(TopicArn, '{"order":{"country":"SE"}}');
      await publish(TopicArn, '{"order":{"country":"DE"}}');
      expect(await bodies(byAttributes)).toEqual(['a']);
      expect(await bodies(byBody)).toEqual(['{"order":{"country":"SE"}}']);
    });

    it('have a body for each protocol where asked', async () => {
      const TopicArn = await create();
      const queue = await queueFor(TopicArn);
      await subscribe(TopicArn, queue.arn, { RawMessageDelivery: 'true' });
      const json = { MessageStructure: 'json' };
      await publish(TopicArn, JSON.stringify({ default: 'for all', sqs: 'for queues' }), json);
      expect(await bodies(queue)).toEqual(['for queues']);
      expect((await refusalOf(publish(TopicArn, '{"sqs":"x"}', json))).message).toContain('No default entry');
      expect((await refusalOf(publish(TopicArn, '{', json))).message).toContain('failed to parse');
    });

    it.each<[Partial<PublishCommandInput>, string, string]>([
      [{ Message: '' }, 'InvalidParameter', 'Invalid parameter: Empty message'],
      [{ Message: 'x'.repeat(262_145) }, 'InvalidParameter', 'Invalid parameter: Message too long'],
      [{ Subject: '' }, 'InvalidParameter', 'Invalid parameter: Subject'],
      [{ MessageDeduplicationId: 'a' }, 'InvalidParameter', 'not valid for this topic type'],
      [
        { MessageAttributes: { a: { DataType: 'Text', StringValue: 'b' } } },
        'ParameterValueInvalid',
        'invalid message attribute type',
      ],
      [
        { TopicArn: undefined },
        'InvalidParameter',
        'Invalid parameter: TopicArn or TargetArn Reason: no value for required parameter',
      ],
      [{ TopicArn: `arn:aws:sns:us-east-1:${SHOP}:nope` }, 'NotFound', 'Topic does not exist'],
    ])('are refused: %#', async (input, code, message) => {
      const refused = await refusalOf(publish(await create(), 'x', input));
      expect(refused.code).toBe(code);
      expect(refused.message).toContain(message);
    });

    it('go in batches of ten', async () => {
      const TopicArn = await create();
      const batch = (ids: readonly string[]) =>
        shop.send(
          new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries: ids.map((Id) => ({ Id, Message: Id })) }),
        );
      const done = await batch(['a', 'b']);
      expect([done.Successful?.map(({ Id }) => Id), done.Failed]).toEqual([['a', 'b'], []]);
      const eleven = Array.from({ length: 11 }, (_, index) => String(index));
      expect((await refusalOf(batch(eleven))).code).toBe('TooManyEntriesInBatchRequest');
      expect((await refusalOf(batch([]))).code).toBe('EmptyBatchRequest');
      expect((await refusalOf(batch(['a', 'a']))).code).toBe('BatchEntryIdsNotDistinct');
    });

    it('of FIFO topics keep their order and come a single time', async () => {
      const TopicArn = await create({ Name: `${newName()}.fifo`, Attributes: { FifoTopic: 'true' } });
      const queue = await queueFor(TopicArn, 'fifo');
      await subscribe(TopicArn, queue.arn, { RawMessageDelivery: 'true' });
      const put = (id: string) => publish(TopicArn, id, { MessageGroupId: 'g', MessageDeduplicationId: id });
      const [first, again] = [await put('1'), await put('1')];
      expect(again).toMatchObject({ MessageId: first.MessageId, SequenceNumber: first.SequenceNumber });
      await put('2');
      expect(await bodies(queue)).toEqual(['1', '2']);
      expect((await refusalOf(publish(TopicArn, 'x'))).message).toContain('The MessageGroupId parameter is required');
      expect((await refusalOf(publish(TopicArn, 'x', { MessageGroupId: 'g' }))).message).toContain(
        'The topic should either have ContentBasedDeduplication enabled',
      );
    });
  });

  it('answers what it does not have as AWS answers what it does not know', async () => {
    expect((await refusalOf(shop.send(new ListPlatformApplicationsCommand({})))).code).toBe('InvalidAction');
  });
});
