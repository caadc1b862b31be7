import {
  AddPermissionCommand,
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  type CreateQueueCommandInput,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListDeadLetterSourceQueuesCommand,
  ListQueueTagsCommand,
  ListQueuesCommand,
  type Message,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  RemovePermissionCommand,
  SQSClient,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  StartMessageMoveTaskCommand,
  TagQueueCommand,
  UntagQueueCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { BANK, MessagingWorld, SHOP, refusalOf } from './messaging-world.js';

/** The unmodified client of the AWS SDK, over TCP. */
describe('SQS', () => {
  let world: MessagingWorld;
  let shop: SQSClient;
  let nobody: SQSClient;
  let bank: SQSClient;
  let count = 0;

  beforeAll(async () => {
    world = await MessagingWorld.start();
    shop = new SQSClient(world.clientFor('shopAdmin'));
    nobody = new SQSClient(world.clientFor('shopNobody'));
    bank = new SQSClient(world.clientFor('bankAdmin'));
  });

  afterAll(() => world.stop());

  const newName = () => `queue-${String(++count)}`;

  const create = async (input: Partial<CreateQueueCommandInput> = {}) => {
    const { QueueUrl } = await shop.send(new CreateQueueCommand({ QueueName: newName(), ...input }));
    return QueueUrl ?? '';
  };

  const createFifo = (more: CreateQueueCommandInput['Attributes'] = {}) =>
    create({ QueueName: `${newName()}.fifo`, Attributes: { FifoQueue: 'true', ...more } });

  const attributes = async (QueueUrl: string) => {
    const reply = await shop.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
    return reply.Attributes ?? {};
  };

  const arnOf = async (QueueUrl: string) => (await attributes(QueueUrl)).QueueArn ?? '';

  const set = (QueueUrl: string, Attributes: Record<string, string>) =>
    shop.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));

  const receive = async (QueueUrl: string, more: Partial<ReceiveMessageCommandInput> = {}): Promise<Message[]> => {
    const reply = await shop.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...more }));
    return reply.Messages ?? [];
  };

  const send = (QueueUrl: string, MessageBody: string, more = {}) =>
    shop.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }));

  describe('queues', () => {
    it('are made with AWS defaults, found and listed', async () => {
      const QueueName = newName();
      const url = await create({ QueueName, tags: { team: 'payments' } });
      expect(url).toBe(`${world.url}/${SHOP}/${QueueName}`);
      expect((await shop.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl).toBe(url);
      expect(await attributes(url)).toEqual({
        QueueArn: `arn:aws:sqs:us-east-1:${SHOP}:${QueueName}`,
        ApproximateNumberOfMessages: '0',
        ApproximateNumberOfMessagesNotVisible: '0',
        ApproximateNumberOfMessagesDelayed: '0',
        CreatedTimestamp: expect.stringMatching(/^\d{10}$/),
        LastModifiedTimestamp: expect.stringMatching(/^\d{10}$/),
        VisibilityTimeout: '30',
        MaximumMessageSize: '1048576',
        MessageRetentionPeriod: '345600',
        DelaySeconds: '0',
        ReceiveMessageWaitTimeSeconds: '0',
        SqsManagedSseEnabled: 'true',
      });
      const { QueueUrls } = await shop.send(new ListQueuesCommand({ QueueNamePrefix: QueueName }));
      expect(QueueUrls).toEqual([url]);
      expect((await shop.send(new ListQueueTagsCommand({ QueueUrl: url }))).Tags).toEqual({ team: 'payments' });
    });

    it('are of one region', async () => {
      const QueueName = newName();
      await create({ QueueName });
      const elsewhere = new SQSClient(world.clientFor('shopAdmin', 'eu-west-1'));
      const refused = await refusalOf(elsewhere.send(new GetQueueUrlCommand({ QueueName })));
      expect(refused).toMatchObject({
        name: 'QueueDoesNotExist',
        code: 'AWS.SimpleQueueService.NonExistentQueue',
        message: 'The specified queue does not exist.',
        status: 400,
      });
    });

    it('may be made again as they are, not otherwise', async () => {
      const QueueName = newName();
      const url = await create({ QueueName, Attributes: { DelaySeconds: '1' } });
      expect(await create({ QueueName })).toBe(url);
      expect(await create({ QueueName, Attributes: { DelaySeconds: '1', VisibilityTimeout: '30' } })).toBe(url);
      expect(await refusalOf(create({ QueueName, Attributes: { DelaySeconds: '2' } }))).toMatchObject({
        name: 'QueueNameExists',
        code: 'QueueAlreadyExists',
        message: 'A queue already exists with the same name and a different value for attribute DelaySeconds',
      });
    });

    it.each<[string, Partial<CreateQueueCommandInput>, string]>([
      ['a bad name', { QueueName: 'not a name' }, 'InvalidParameterValue'],
      ['a long name', { QueueName: 'x'.repeat(81) }, 'InvalidParameterValue'],
      ['a FIFO name on a standard queue', { QueueName: 'a.fifo' }, 'InvalidParameterValue'],
      ['a FIFO queue without its name', { Attributes: { FifoQueue: 'true' } }, 'InvalidParameterValue'],
      ['FifoQueue false', { Attributes: { FifoQueue: 'false' } }, 'InvalidAttributeName'],
      ['an unknown attribute', { Attributes: { Colour: 'red' } as never }, 'InvalidAttributeName'],
      ['a value out of bounds', { Attributes: { VisibilityTimeout: '43201' } }, 'InvalidAttributeValue'],
      [
        'deduplication on a standard queue',
        { Attributes: { ContentBasedDeduplication: 'true' } },
        'InvalidAttributeName',
      ],
      [
        'both encryptions',
        { Attributes: { KmsMasterKeyId: 'a', SqsManagedSseEnabled: 'true' } },
        'InvalidAttributeName',
      ],
      ['a policy that is none', { Attributes: { Policy: '{"Statement":[{}]}' } }, 'InvalidAttributeValue'],
      ['a tag of AWS', { tags: { 'aws:mine': 'x' } }, 'InvalidParameterValue'],
    ])('refuses %s', async (_what, input, code) => {
      expect((await refusalOf(create(input))).code).toBe(code);
    });

    it('rest a minute after they were deleted', async () => {
      const QueueName = newName();
      const QueueUrl = await create({ QueueName });
      await shop.send(new DeleteQueueCommand({ QueueUrl }));
      expect((await refusalOf(shop.send(new DeleteQueueCommand({ QueueUrl })))).name).toBe('QueueDoesNotExist');
      expect((await refusalOf(create({ QueueName }))).code).toBe('AWS.SimpleQueueService.QueueDeletedRecently');
      world.later(61);
      expect(await create({ QueueName })).toBe(QueueUrl);
    });

    it('are listed in pages where MaxResults says so, and cut at 1,000 where not', async () => {
      const east = new SQSClient(world.clientFor('bankAdmin', 'us-east-2'));
      const names = Array.from({ length: 1005 }, (_, index) => `many-${String(index).padStart(4, '0')}`);
      await Promise.all(names.map((QueueName) => east.send(new CreateQueueCommand({ QueueName }))));
      const cut = await east.send(new ListQueuesCommand({}));
      expect(cut.QueueUrls).toHaveLength(1000);
      expect(cut.NextToken).toBeUndefined();
      const first = await east.send(new ListQueuesCommand({ MaxResults: 1000 }));
      const second = await east.send(new ListQueuesCommand({ MaxResults: 1000, NextToken: first.NextToken }));
      expect([...(first.QueueUrls ?? []), ...(second.QueueUrls ?? [])].map((url) => url.split('/').at(-1))).toEqual(
        names,
      );
      expect(second.NextToken).toBeUndefined();
      for (const wrong of [{ MaxResults: 1001 }, { NextToken: first.NextToken }, { MaxResults: 5, NextToken: 'x' }]) {
        expect((await refusalOf(east.send(new ListQueuesCommand(wrong)))).code).toBe('InvalidParameterValue');
      }
    });

    it('keep attributes and tags that are set, and forget those taken away', async () => {
      const QueueUrl = await create();
      await set(QueueUrl, { VisibilityTimeout: '5', KmsMasterKeyId: 'alias/queues' });
      expect(await attributes(QueueUrl)).toMatchObject({
        VisibilityTimeout: '5',
        KmsMasterKeyId: 'alias/queues',
        KmsDataKeyReusePeriodSeconds: '300',
        SqsManagedSseEnabled: 'false',
      });
      await set(QueueUrl, { KmsMasterKeyId: '' });
      expect(await attributes(QueueUrl)).not.toHaveProperty('KmsMasterKeyId');
      await shop.send(new TagQueueCommand({ QueueUrl, Tags: { a: '1', b: '2' } }));
      await shop.send(new UntagQueueCommand({ QueueUrl, TagKeys: ['a', 'never'] }));
      expect((await shop.send(new ListQueueTagsCommand({ QueueUrl }))).Tags).toEqual({ b: '2' });
      const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${String(index)}`, 'v']));
      const refused = await refusalOf(shop.send(new TagQueueCommand({ QueueUrl, Tags: many })));
      expect(refused.message).toContain('Too many tags');
      const unknown = shop.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['Nope' as never] }));
      expect((await refusalOf(unknown)).code).toBe('InvalidAttributeName');
      expect((await refusalOf(set(QueueUrl, { FifoQueue: 'true' }))).code).toBe('InvalidAttributeName');
    });
  });

  describe('messages', () => {
    it('are received with their digests, out of sight meanwhile, and deleted', async () => {
      const QueueUrl = await create();
      const sent = await send(QueueUrl, 'hello', {
        MessageAttributes: {
          Hello: { DataType: 'String', StringValue: 'There' },
          Raw: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2, 3]) },
        },
      });
      expect(sent.MD5OfMessageBody).toBe('5d41402abc4b2a76b9719d911017c592');
      const [message] = await receive(QueueUrl, {
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      });
      expect(message).toMatchObject({
        MessageId: sent.MessageId,
        Body: 'hello',
        MD5OfMessageAttributes: sent.MD5OfMessageAttributes,
        MessageAttributes: { Hello: { StringValue: 'There' }, Raw: { BinaryValue: new Uint8Array([1, 2, 3]) } },
        Attributes: { ApproximateReceiveCount: '1', SenderId: expect.stringMatching(/^AIDA/) },
      });
      expect(await receive(QueueUrl)).toEqual([]);
      expect(await attributes(QueueUrl)).toMatchObject({ ApproximateNumberOfMessagesNotVisible: '1' });
      world.later(31);
      const [again] = await receive(QueueUrl, { AttributeNames: ['ApproximateReceiveCount' as 'All'] });
      expect(again?.Attributes).toEqual({ ApproximateReceiveCount: '2' });
      await shop.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: again?.ReceiptHandle }));
      await shop.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: again?.ReceiptHandle }));
      world.later(31);
      expect(await receive(QueueUrl)).toEqual([]);
      const invalid = await refusalOf(shop.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: 'x' })));
      expect(invalid).toMatchObject({ name: 'ReceiptHandleIsInvalid', status: 404 });
    });

    it('have the digest of their attributes that AWS has', async () => {
      const QueueUrl = await create();
      const text = (StringValue: string) => ({ DataType: 'String', StringValue });
      await send(QueueUrl, 'msg', {
        MessageAttributes: { General: text('Kenobi'), Hello: text('There'), 'Help.Me': text('Me') },
      });
      const digest = async (...MessageAttributeNames: string[]) =>
        (await receive(QueueUrl, { MessageAttributeNames, VisibilityTimeout: 0 }))[0]?.MD5OfMessageAttributes;
      expect(await digest('All')).toBe('4c360f3fdafd970e05fae2f149d997f5');
      expect(await digest('Hello', 'Nope')).toBe('a311262e065454b75da111d535b8dacd');
      expect(await digest('Hel.*')).toBe('83fee93c1bcd8b9a5a923ffacdc636c7');
      expect(await digest('Nope')).toBeUndefined();
    });

    it.each<[string, object, string]>([
      ['an empty body', { MessageBody: '' }, 'MissingParameter'],
      ['characters that XML has not', { MessageBody: '\u0001' }, 'InvalidMessageContents'],
      ['too long a body', { MessageBody: 'x'.repeat(1025) }, 'InvalidParameterValue'],
      ['too long a delay', { DelaySeconds: 901 }, 'InvalidParameterValue'],
      ['a deduplication id', { MessageDeduplicationId: 'a' }, 'InvalidParameterValue'],
      [
        'an attribute without type',
        { MessageAttributes: { a: { DataType: 'Text', StringValue: 'b' } } },
        'InvalidParameterValue',
      ],
      ['an attribute without value', { MessageAttributes: { a: { DataType: 'String' } } }, 'InvalidParameterValue'],
      [
        'a number that is none',
        { MessageAttributes: { a: { DataType: 'Number', StringValue: 'b' } } },
        'InvalidParameterValue',
      ],
    ])('with %s are refused', async (_what, more, code) => {
      const QueueUrl = await create({ Attributes: { MaximumMessageSize: '1024' } });
      expect((await refusalOf(send(QueueUrl, 'x', more))).code).toBe(code);
    });

    it.each<[Partial<ReceiveMessageCommandInput>, string]>([
      [
        { MaxNumberOfMessages: 11 },
        'Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.',
      ],
      [
        { WaitTimeSeconds: 21 },
        'Value 21 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.',
      ],
      [
        { VisibilityTimeout: -1 },
        'Value -1 for parameter VisibilityTimeout is invalid. Reason: Must be >= 0 and <= 43200, if provided.',
      ],
    ])('are not received with %j', async (input, message) => {
      expect(await refusalOf(receive(await create(), input))).toMatchObject({ code: 'InvalidParameterValue', message });
    });

    it('come late, and go when their time is over', async () => {
      const QueueUrl = await create({ Attributes: { DelaySeconds: '10', MessageRetentionPeriod: '60' } });
      await send(QueueUrl, 'late');
      await send(QueueUrl, 'soon', { DelaySeconds: 0 });
      expect(await attributes(QueueUrl)).toMatchObject({ ApproximateNumberOfMessagesDelayed: '1' });
      expect((await receive(QueueUrl)).map(({ Body }) => Body)).toEqual(['soon']);
      world.later(11);
      expect((await receive(QueueUrl)).map(({ Body }) => Body)).toEqual(['late']);
      world.later(60);
      expect(await attributes(QueueUrl)).toMatchObject({ ApproximateNumberOfMessages: '0' });
    });

    it('are waited for', async () => {
      const QueueUrl = await create();
      const waiting = receive(QueueUrl, { WaitTimeSeconds: 20 });
      await send(QueueUrl, 'at last');
      expect((await waiting).map(({ Body }) => Body)).toEqual(['at last']);
    });

    it('are not waited for by a sandbox that stops', async () => {
      const other = await MessagingWorld.start();
      const client = new SQSClient(other.clientFor('shopAdmin'));
      const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: 'empty' }));
      const started = Date.now();
      const waiting = client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
      // Answered on a connection of its own, after the first call began to wait.
      await client.send(new GetQueueUrlCommand({ QueueName: 'empty' }));
      await Promise.all([waiting, other.stop()]);
      expect(Date.now() - started).toBeLessThan(10_000);
    });

    it('are hidden longer or shown at once', async () => {
      const QueueUrl = await create();
      await send(QueueUrl, 'x');
      const [{ ReceiptHandle } = {}] = await receive(QueueUrl);
      const change = (VisibilityTimeout: number, handle = ReceiptHandle) =>
        shop.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: handle, VisibilityTimeout }));
      await change(100);
      world.later(90);
      expect(await receive(QueueUrl)).toEqual([]);
      expect((await refusalOf(change(43_200))).message).toContain('Total VisibilityTimeout');
      await change(0);
      expect((await refusalOf(change(5))).code).toBe('AWS.SimpleQueueService.MessageNotInflight');
      const [{ ReceiptHandle: newer } = {}] = await receive(QueueUrl);
      expect((await refusalOf(change(5))).message).toContain('Message does not exist');
      const Entries = [
        { Id: 'good', ReceiptHandle: newer, VisibilityTimeout: 0 },
        { Id: 'bad', ReceiptHandle: 'x', VisibilityTimeout: 0 },
      ];
      const batch = await shop.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
      expect(batch.Successful).toEqual([{ Id: 'good' }]);
      expect(batch.Failed).toMatchObject([{ Id: 'bad', Code: 'ReceiptHandleIsInvalid', SenderFault: true }]);
    });

    it('go in batches of ten', async () => {
      const QueueUrl = await create();
      const entries = (ids: readonly string[]) => ids.map((Id) => ({ Id, MessageBody: Id }));
      const batch = (ids: readonly string[]) =>
        shop.send(new SendMessageBatchCommand({ QueueUrl, Entries: entries(ids) }));
      const done = await batch(['a', 'b']);
      expect(done.Successful?.map(({ Id }) => Id)).toEqual(['a', 'b']);
      expect(done.Failed).toBeUndefined();
      const eleven = Array.from({ length: 11 }, (_, index) => String(index));
      expect((await refusalOf(batch([]))).code).toBe('AWS.SimpleQueueService.EmptyBatchRequest');
      expect((await refusalOf(batch(eleven))).code).toBe('AWS.SimpleQueueService.TooManyEntriesInBatchRequest');
      expect((await refusalOf(batch(['a', 'a']))).code).toBe('AWS.SimpleQueueService.BatchEntryIdsNotDistinct');
      expect((await refusalOf(batch(['a b']))).code).toBe('AWS.SimpleQueueService.InvalidBatchEntryId');
      const received = await receive(QueueUrl);
      const Entries = received.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      const deleted = await shop.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
      expect(deleted.Successful).toHaveLength(2);
      expect(await attributes(QueueUrl)).toMatchObject({ ApproximateNumberOfMessagesNotVisible: '0' });
    });

    it('are purged once a minute', async () => {
      const QueueUrl = await create();
      await send(QueueUrl, 'x');
      await shop.send(new PurgeQueueCommand({ QueueUrl }));
      expect(await receive(QueueUrl)).toEqual([]);
      expect(await refusalOf(shop.send(new PurgeQueueCommand({ QueueUrl })))).toMatchObject({
        name: 'PurgeQueueInProgress',
        status: 403,
      });
      world.later(61);
      await shop.send(new PurgeQueueCommand({ QueueUrl }));
    });

    it('that nobody manages go to the dead-letter queue', async () => {
      const dead = await create();
      const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: await arnOf(dead), maxReceiveCount: 1 });
      const QueueUrl = await create({ Attributes: { RedrivePolicy } });
      const { MessageId } = await send(QueueUrl, 'poison');
      expect(await receive(QueueUrl, { VisibilityTimeout: 0 })).toHaveLength(1);
      expect(await receive(QueueUrl)).toEqual([]);
      const [buried] = await receive(dead, { MessageSystemAttributeNames: ['DeadLetterQueueSourceArn'] });
      expect(buried).toMatchObject({ MessageId, Attributes: { DeadLetterQueueSourceArn: await arnOf(QueueUrl) } });
      const sources = await shop.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: dead }));
      expect(sources.queueUrls).toEqual([QueueUrl]);
      const target = (deadLetterTargetArn: string, maxReceiveCount: unknown = 1) =>
        refusalOf(set(QueueUrl, { RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount }) }));
      expect((await target('dummy')).message).toContain('Reason: Invalid value for deadLetterTargetArn.');
      expect((await target(`arn:aws:sqs:us-east-1:${SHOP}:none`)).message).toContain(
        'Dead letter target does not exist.',
      );
      expect((await target(await arnOf(dead), 1001)).message).toContain('valid values are from 1 to 1000');
      await set(dead, { RedriveAllowPolicy: JSON.stringify({ redrivePermission: 'denyAll' }) });
      expect((await target(await arnOf(dead))).code).toBe('InvalidParameterValue');
    });
  });

  describe('FIFO queues', () => {
    it('keep the order of a group, and take a message a single time', async () => {
      const QueueUrl = await createFifo({ ContentBasedDeduplication: 'true', VisibilityTimeout: '30' });
      const inGroup = (group: string, body: string) => send(QueueUrl, body, { MessageGroupId: group });
      const first = await inGroup('a', '1');
      const same = await inGroup('a', '1');
      expect([same.MessageId, same.SequenceNumber]).toEqual([first.MessageId, first.SequenceNumber]);
      await inGroup('a', '2');
      await inGroup('b', '3');
      const [one] = await receive(QueueUrl, { MaxNumberOfMessages: 1 });
      expect(one?.Body).toBe('1');
      expect((await receive(QueueUrl)).map(({ Body }) => Body)).toEqual(['3']);
      await shop.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: one?.ReceiptHandle }));
      const [two] = await receive(QueueUrl, { MessageSystemAttributeNames: ['All'] });
      expect(two).toMatchObject({ Body: '2', Attributes: { MessageGroupId: 'a' } });
      expect(BigInt(two?.Attributes?.SequenceNumber ?? 0)).toBeGreaterThan(BigInt(first.SequenceNumber ?? 0));
      world.later(31);
      const late = shop.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: two?.ReceiptHandle }));
      expect((await refusalOf(late)).message).toContain('The receipt handle has expired.');
      world.later(300);
      expect((await inGroup('a', '1')).MessageId).not.toBe(first.MessageId);
    });

    it('want a group and something to tell messages apart by', async () => {
      const QueueUrl = await createFifo();
      expect(await refusalOf(send(QueueUrl, 'x'))).toMatchObject({
        code: 'MissingParameter',
        message: 'The request must contain the parameter MessageGroupId.',
      });
      expect((await refusalOf(send(QueueUrl, 'x', { MessageGroupId: 'a' }))).message).toContain(
        'ContentBasedDeduplication',
      );
      const late = { MessageGroupId: 'a', MessageDeduplicationId: 'b', DelaySeconds: 2 };
      expect((await refusalOf(send(QueueUrl, 'x', late))).message).toBe(
        'Value 2 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.',
      );
    });
  });

  describe('permissions', () => {
    it('are refused in the words of SQS', async () => {
      const QueueName = newName();
      const QueueUrl = await create({ QueueName });
      const arn = `arn:aws:sqs:us-east-1:${SHOP}:${QueueName}`;
      const refused = await refusalOf(nobody.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' })));
      expect(refused).toMatchObject({
        code: 'AccessDenied',
        status: 403,
        message: `User: arn:aws:iam::${SHOP}:user/nobody is not authorized to perform: sqs:sendmessage on resource: ${arn} because no identity-based policy allows the sqs:sendmessage action`,
      });
      expect((await refusalOf(nobody.send(new ListQueuesCommand({})))).code).toBe('AccessDenied');
      expect((await refusalOf(nobody.send(new CreateQueueCommand({ QueueName: newName() })))).code).toBe(
        'AccessDenied',
      );
    });

    it('of another account come from the queue', async () => {
      const QueueName = newName();
      const QueueUrl = await create({ QueueName });
      const put = () => bank.send(new SendMessageCommand({ QueueUrl, MessageBody: 'from the bank' }));
      expect((await refusalOf(put())).message).toContain('because no resource-based policy allows');
      const permission = { QueueUrl, Label: 'bank', AWSAccountIds: [BANK], Actions: ['SendMessage', 'GetQueueUrl'] };
      await shop.send(new AddPermissionCommand(permission));
      expect(JSON.parse((await attributes(QueueUrl)).Policy ?? '')).toEqual({
        Version: '2008-10-17',
        Id: `${await arnOf(QueueUrl)}/SQSDefaultPolicy`,
        Statement: [
          {
            Sid: 'bank',
            Effect: 'Allow',
            Principal: { AWS: `arn:aws:iam::${BANK}:root` },
            Action: ['SQS:SendMessage', 'SQS:GetQueueUrl'],
            Resource: await arnOf(QueueUrl),
          },
        ],
      });
      await put();
      const found = await bank.send(new GetQueueUrlCommand({ QueueName, QueueOwnerAWSAccountId: SHOP }));
      expect(found.QueueUrl).toBe(QueueUrl);
      expect((await refusalOf(bank.send(new DeleteQueueCommand({ QueueUrl })))).code).toBe('AccessDenied');
      expect((await refusalOf(shop.send(new AddPermissionCommand(permission)))).message).toContain('Already exists.');
      await shop.send(new RemovePermissionCommand({ QueueUrl, Label: 'bank' }));
      expect(await attributes(QueueUrl)).not.toHaveProperty('Policy');
      expect((await refusalOf(shop.send(new RemovePermissionCommand({ QueueUrl, Label: 'bank' })))).message).toContain(
        "can't find label.",
      );
    });

    it('of everybody reach those without signature', async () => {
      const QueueUrl = await create();
      const form = () =>
        fetch(QueueUrl, {
          method: 'POST',
          body: new URLSearchParams({ Action: 'SendMessage', MessageBody: 'anybody' }),
        });
      const refused = await form();
      expect(refused.status).toBe(403);
      expect(await refused.text()).toContain('<Code>AccessDenied</Code>');
      const Statement = [
        { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: await arnOf(QueueUrl) },
      ];
      await set(QueueUrl, { Policy: JSON.stringify({ Version: '2012-10-17', Statement }) });
      const taken = await form();
      expect(await taken.text()).toContain('<SendMessageResponse xmlns="http://queue.amazonaws.com/doc/2012-11-05/">');
      expect((await receive(QueueUrl)).map(({ Body }) => Body)).toEqual(['anybody']);
    });
  });

  it('answers what it does not have as AWS answers what it does not know', async () => {
    const call = shop.send(new StartMessageMoveTaskCommand({ SourceArn: `arn:aws:sqs:us-east-1:${SHOP}:x` }));
    expect((await refusalOf(call)).code).toBe('UnknownOperationException');
    const wrong = await refusalOf(shop.send(new ListQueueTagsCommand({ QueueUrl: 'nowhere' })));
    expect(wrong).toMatchObject({ name: 'InvalidAddress', status: 404 });
  });
});
