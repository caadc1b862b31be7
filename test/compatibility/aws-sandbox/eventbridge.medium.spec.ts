import {
  CreateEventBusCommand,
  DeleteEventBusCommand,
  DeleteRuleCommand,
  DescribeEventBusCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
  ListEventBusesCommand,
  ListRuleNamesByTargetCommand,
  ListRulesCommand,
  ListTagsForResourceCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  PutPermissionCommand,
  PutRuleCommand,
  type PutRuleCommandInput,
  PutTargetsCommand,
  RemovePermissionCommand,
  RemoveTargetsCommand,
  type Target,
  TagResourceCommand,
  TestEventPatternCommand,
  UntagResourceCommand,
  UpdateEventBusCommand,
} from '@aws-sdk/client-eventbridge';
import { CreateRoleCommand, IAMClient, ListRolesCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { TwoAccounts, refusalOf } from './two-accounts.js';

const HOME = '222222222222';
const NEIGHBOUR = '333333333333';
const REGION = 'us-east-1';

/** Lets EventBridge send to a queue. */
const OPEN = { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage' };

const document = (...Statement: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

describe('EventBridge', () => {
  let sandbox: TwoAccounts;
  let events: EventBridgeClient;
  let neighbour: EventBridgeClient;
  let sqs: SQSClient;
  let iam: IAMClient;
  let count = 0;

  beforeAll(async () => {
    sandbox = await TwoAccounts.start();
    events = new EventBridgeClient(sandbox.options(sandbox.owner));
    neighbour = new EventBridgeClient(sandbox.options(sandbox.neighbour));
    sqs = new SQSClient(sandbox.options(sandbox.owner));
    iam = new IAMClient(sandbox.options(sandbox.owner));
  });

  afterAll(() => sandbox.stop());

  const fresh = (kind: string) => `${kind}-${String(++count)}`;
  const ruleArn = (name: string) => `arn:aws:events:${REGION}:${HOME}:rule/${name}`;

  /** A queue that lets EventBridge in, for every rule or for one. */
  const queue = async (condition: object = {}) => {
    const name = fresh('queue');
    const arn = `arn:aws:sqs:${REGION}:${HOME}:${name}`;
    const Policy = document({ ...OPEN, Resource: arn, ...condition });
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: { Policy } }));
    return { arn, url: QueueUrl };
  };

  const messages = async (url: string, WaitTimeSeconds = 1) => {
    const input = { QueueUrl: url, WaitTimeSeconds, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] };
    return (await sqs.send(new ReceiveMessageCommand(input))).Messages ?? [];
  };

  const bodies = async (url: string, wait?: number) =>
    (await messages(url, wait)).map(({ Body }) => JSON.parse(Body ?? 'null') as Record<string, unknown>);

  const rule = async (EventPattern: object, more: Partial<PutRuleCommandInput> = {}) => {
    const Name = fresh('rule');
    await events.send(new PutRuleCommand({ Name, EventPattern: JSON.stringify(EventPattern), ...more }));
    return Name;
  };

  const aim = (Rule: string, target: Partial<Target> & { Arn: string }, EventBusName?: string) =>
    events.send(
      new PutTargetsCommand({
        Rule,
        Targets: [{ Id: 'a', ...target }],
        ...(EventBusName === undefined ? {} : { EventBusName }),
      }),
    );

  const put = (Source: string, Detail: object, more: object = {}) =>
    events.send(
      new PutEventsCommand({ Entries: [{ Source, DetailType: 'Test', Detail: JSON.stringify(Detail), ...more }] }),
    );

  describe('calls that CloudTrail records', () => {
    it('reach a queue within a second, with the whole event', async () => {
      const { arn, url } = await queue({ Condition: { ArnEquals: { 'aws:SourceArn': ruleArn('all-iam') } } });
      const detail = { eventSource: ['iam.amazonaws.com'], eventName: [{ 'anything-but': { prefix: 'Get' } }] };
      await events.send(
        new PutRuleCommand({ Name: 'all-iam', EventPattern: JSON.stringify({ source: ['aws.iam'], detail }) }),
      );
      await aim('all-iam', { Arn: arn });
      const began = Date.now();
      await iam.send(
        new CreateRoleCommand({
          RoleName: 'told',
          AssumeRolePolicyDocument: document({ Effect: 'Allow', Principal: { AWS: HOME }, Action: 'sts:AssumeRole' }),
        }),
      );
      const [event] = await bodies(url);
      expect(Date.now() - began).toBeLessThan(1_000);
      expect(event).toMatchObject({
        version: '0',
        'detail-type': 'AWS API Call via CloudTrail',
        source: 'aws.iam',
        account: HOME,
        region: REGION,
        resources: [],
        detail: {
          eventName: 'CreateRole',
          requestParameters: { roleName: 'told' },
          userIdentity: { type: 'IAMUser', userName: 'owner' },
          recipientAccountId: HOME,
        },
      });
    });

    it('that only look reach the rules that ask for all of them', async () => {
      const pattern = { source: ['aws.iam'], detail: { eventName: ['ListRoles'] } };
      const [changes, all] = [await queue(), await queue()];
      await aim(await rule(pattern), { Arn: changes.arn });
      await aim(await rule(pattern, { State: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' }), { Arn: all.arn });
      await iam.send(new ListRolesCommand({}));
      expect((await bodies(all.url)).length).toBe(1);
      expect(await bodies(changes.url, 0)).toEqual([]);
    });

    it('that were denied are events with their error', async () => {
      const { arn, url } = await queue();
      await aim(await rule({ detail: { errorCode: ['AccessDenied'] } }), { Arn: arn });
      const nobody = new IAMClient(sandbox.options(sandbox.nobody));
      const PolicyDocument = document({ Effect: 'Allow', Action: '*', Resource: '*' });
      await refusalOf(nobody.send(new PutRolePolicyCommand({ RoleName: 'told', PolicyName: 'p', PolicyDocument })));
      expect(await bodies(url)).toMatchObject([
        {
          detail: {
            eventName: 'PutRolePolicy',
            errorMessage: expect.stringContaining('is not authorized to perform: iam:PutRolePolicy'),
          },
        },
      ]);
    });
  });

  describe('PutEvents', () => {
    it('goes to the targets of the rules that match, as far as their queues let it in', async () => {
      const [open, closed, dead] = [
        await queue(),
        await queue({ Condition: { ArnEquals: { 'aws:SourceArn': 'arn:other' } } }),
        await queue(),
      ];
      const name = await rule({ source: ['shop'], detail: { total: [{ numeric: ['>', 100] }] } });
      const DeadLetterConfig = { Arn: dead.arn };
      await events.send(
        new PutTargetsCommand({
          Rule: name,
          Targets: [
            { Id: 'open', Arn: open.arn },
            { Id: 'closed', Arn: closed.arn, DeadLetterConfig },
          ],
        }),
      );
      await put('shop', { total: 99 });
      const { Entries: [entry] = [] } = await put('shop', { total: 101 }, { Resources: ['order-1'] });
      expect(await bodies(open.url)).toMatchObject([
        { id: entry?.EventId, source: 'shop', account: HOME, resources: ['order-1'], detail: { total: 101 } },
      ]);
      expect(await bodies(closed.url, 0)).toEqual([]);
      expect(await messages(dead.url)).toMatchObject([
        {
          MessageAttributes: {
            ERROR_CODE: { StringValue: 'NO_PERMISSIONS' },
            RULE_ARN: { StringValue: ruleArn(name) },
          },
        },
      ]);
    });

    it.each([
      ['MalformedDetail', { Detail: '{' }],
      ['InvalidArgument', { Detail: undefined }],
      ['InvalidArgument', { Source: '' }],
      ['NotAuthorizedForSourceException', { Source: 'aws.iam' }],
    ])('answers %s for one entry and takes the others', async (ErrorCode, wrong) => {
      const good = { Source: 'shop', DetailType: 'Test', Detail: '{}' };
      const reply = await events.send(new PutEventsCommand({ Entries: [good, { ...good, ...wrong }] }));
      expect(reply.FailedEntryCount).toBe(1);
      expect(reply.Entries).toMatchObject([{ EventId: expect.any(String) }, { ErrorCode }]);
    });

    it('refuses eleven entries, none, and more than a megabyte', async () => {
      const entry = { Source: 'shop', DetailType: 'Test', Detail: '{}' };
      const big = { ...entry, Detail: JSON.stringify({ text: 'x'.repeat(300_000) }) };
      for (const Entries of [Array.from({ length: 11 }, () => entry), [], [big, big, big, big]]) {
        expect(await refusalOf(events.send(new PutEventsCommand({ Entries })))).toMatchObject({
          code: 'ValidationException',
        });
      }
    });

    it('is denied to those without permission', async () => {
      const nobody = new EventBridgeClient(sandbox.options(sandbox.nobody));
      const refused = await refusalOf(
        nobody.send(new PutEventsCommand({ Entries: [{ Source: 's', DetailType: 'd', Detail: '{}' }] })),
      );
      expect(refused.code).toBe('AccessDeniedException');
      expect(refused.message).toContain(
        `events:PutEvents on resource: arn:aws:events:${REGION}:${HOME}:event-bus/default`,
      );
    });
  });

  describe('buses', () => {
    it('take events from other accounts that their policy names, and from no others', async () => {
      const Name = fresh('bus');
      const { EventBusArn = '' } = await events.send(new CreateEventBusCommand({ Name }));
      const { arn, url } = await queue();
      await aim(await rule({ source: ['bank'] }, { EventBusName: Name }), { Arn: arn }, Name);
      const entry = { Source: 'bank', DetailType: 'Paid', Detail: '{"n":1}', EventBusName: EventBusArn };
      const send = () => neighbour.send(new PutEventsCommand({ Entries: [entry] }));
      expect((await refusalOf(send())).code).toBe('AccessDeniedException');
      const permission = { EventBusName: Name, Action: 'events:PutEvents', Principal: NEIGHBOUR, StatementId: 'bank' };
      await events.send(new PutPermissionCommand(permission));
      await send();
      expect(await bodies(url)).toMatchObject([{ source: 'bank', account: NEIGHBOUR, detail: { n: 1 } }]);
      await events.send(new RemovePermissionCommand({ EventBusName: Name, StatementId: 'bank' }));
      expect((await refusalOf(send())).code).toBe('AccessDeniedException');
    });

    it('pass events of a rule on to a bus of another account, once that lets this one in', async () => {
      const theirs = new SQSClient(sandbox.options(sandbox.neighbour));
      const QueueName = fresh('queue');
      const arn = `arn:aws:sqs:${REGION}:${NEIGHBOUR}:${QueueName}`;
      const Policy = document({ ...OPEN, Resource: arn });
      const { QueueUrl } = await theirs.send(new CreateQueueCommand({ QueueName, Attributes: { Policy } }));
      const EventPattern = JSON.stringify({ source: ['travel'] });
      await neighbour.send(new PutRuleCommand({ Name: 'arriving', EventPattern }));
      await neighbour.send(new PutTargetsCommand({ Rule: 'arriving', Targets: [{ Id: 'q', Arn: arn }] }));
      await aim(await rule({ source: ['travel'] }), { Arn: `arn:aws:events:${REGION}:${NEIGHBOUR}:event-bus/default` });
      await put('travel', { n: 1 });
      const permission = { Action: 'events:PutEvents', Principal: HOME, StatementId: 'home' };
      await neighbour.send(new PutPermissionCommand(permission));
      await put('travel', { n: 2 });
      const { Messages = [] } = await theirs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
      expect(Messages.map(({ Body = '' }) => JSON.parse(Body) as unknown)).toMatchObject([
        { source: 'travel', account: HOME, detail: { n: 2 } },
      ]);
    });

    it('are described, listed, changed, and gone', async () => {
      const Name = fresh('bus');
      await events.send(new CreateEventBusCommand({ Name, Description: 'one', Tags: [{ Key: 'team', Value: 'a' }] }));
      await events.send(new UpdateEventBusCommand({ Name, Description: 'two' }));
      expect(await events.send(new DescribeEventBusCommand({ Name }))).toMatchObject({ Name, Description: 'two' });
      const { EventBuses } = await events.send(new ListEventBusesCommand({ NamePrefix: Name }));
      expect(EventBuses?.map((bus) => bus.Name)).toEqual([Name]);
      expect((await refusalOf(events.send(new CreateEventBusCommand({ Name })))).code).toBe(
        'ResourceAlreadyExistsException',
      );
      await events.send(new DeleteEventBusCommand({ Name }));
      expect((await refusalOf(events.send(new DescribeEventBusCommand({ Name })))).code).toBe(
        'ResourceNotFoundException',
      );
      expect((await refusalOf(events.send(new DeleteEventBusCommand({ Name: 'default' })))).code).toBe(
        'ValidationException',
      );
    });

    it('refuse a policy that names nobody there is', async () => {
      const Policy = document({
        Effect: 'Allow',
        Principal: { AWS: '999999999999' },
        Action: 'events:PutEvents',
        Resource: '*',
      });
      expect((await refusalOf(events.send(new PutPermissionCommand({ Policy })))).code).toBe('ValidationException');
      expect((await refusalOf(events.send(new RemovePermissionCommand({ StatementId: 'none' })))).code).toBe(
        'ResourceNotFoundException',
      );
    });
  });

  describe('rules', () => {
    it('are described, listed, switched off and on, and gone', async () => {
      const { arn, url } = await queue();
      const Name = await rule({ source: ['switch'] }, { Description: 'about switches' });
      await aim(Name, { Arn: arn });
      expect(await events.send(new DescribeRuleCommand({ Name }))).toMatchObject({
        Arn: ruleArn(Name),
        State: 'ENABLED',
        Description: 'about switches',
        EventBusName: 'default',
        CreatedBy: HOME,
      });
      await events.send(new DisableRuleCommand({ Name }));
      await put('switch', { n: 1 });
      await events.send(new EnableRuleCommand({ Name }));
      await put('switch', { n: 2 });
      expect(await bodies(url)).toMatchObject([{ detail: { n: 2 } }]);
      expect((await events.send(new ListRulesCommand({ NamePrefix: Name }))).Rules).toMatchObject([{ Name }]);
      expect((await events.send(new ListRuleNamesByTargetCommand({ TargetArn: arn }))).RuleNames).toEqual([Name]);
      expect((await refusalOf(events.send(new DeleteRuleCommand({ Name })))).message).toBe(
        "Rule can't be deleted since it has targets.",
      );
      await events.send(new RemoveTargetsCommand({ Rule: Name, Ids: ['a'] }));
      await events.send(new DeleteRuleCommand({ Name }));
      expect(await refusalOf(events.send(new DescribeRuleCommand({ Name })))).toMatchObject({
        code: 'ResourceNotFoundException',
        message: `Rule ${Name} does not exist on EventBus default.`,
      });
    });

    it('come page by page', async () => {
      const prefix = fresh('paged');
      for (const each of ['a', 'b', 'c']) {
        await events.send(new PutRuleCommand({ Name: `${prefix}-${each}`, ScheduleExpression: 'rate(5 minutes)' }));
      }
      const first = await events.send(new ListRulesCommand({ NamePrefix: prefix, Limit: 2 }));
      const input = { NamePrefix: prefix, Limit: 2, NextToken: first.NextToken };
      const second = await events.send(new ListRulesCommand(input));
      expect([first, second].map(({ Rules }) => Rules?.length)).toEqual([2, 1]);
      expect(second.NextToken).toBeUndefined();
      expect((await refusalOf(events.send(new ListRulesCommand({ NextToken: 'nonsense' })))).code).toBe(
        'ValidationException',
      );
    });

    it.each<[string, Partial<PutRuleCommandInput>]>([
      ['InvalidEventPatternException', { EventPattern: '{"source":"aws.iam"}' }],
      ['ValidationException', {}],
      ['ValidationException', { ScheduleExpression: 'whenever' }],
      ['ValidationException', { EventPattern: '{"a":["b"]}', Name: 'with blanks' }],
      ['ResourceNotFoundException', { EventPattern: '{"a":["b"]}', EventBusName: 'nowhere' }],
    ])('are refused with %s: %j', async (code, input) => {
      expect((await refusalOf(events.send(new PutRuleCommand({ Name: 'wrong', ...input })))).code).toBe(code);
    });

    it('have five targets at most, each with one kind of input', async () => {
      const Rule = await rule({ source: ['x'] });
      const Arn = `arn:aws:sqs:${REGION}:${HOME}:q`;
      const Targets = Array.from({ length: 6 }, (_, index) => ({ Id: String(index), Arn }));
      expect((await refusalOf(events.send(new PutTargetsCommand({ Rule, Targets })))).code).toBe(
        'LimitExceededException',
      );
      const both = [{ Id: 'a', Arn, Input: '{}', InputPath: '$.detail' }];
      expect((await refusalOf(events.send(new PutTargetsCommand({ Rule, Targets: both })))).code).toBe(
        'ValidationException',
      );
      const nowhere = new PutTargetsCommand({ Rule: 'none', Targets: [{ Id: 'a', Arn }] });
      expect((await refusalOf(events.send(nowhere))).code).toBe('ResourceNotFoundException');
      await aim(Rule, { Arn, InputPath: '$.detail' });
      const { Targets: listed } = await events.send(new ListTargetsByRuleCommand({ Rule }));
      expect(listed).toEqual([{ Id: 'a', Arn, InputPath: '$.detail' }]);
    });

    it('may change what a target gets', async () => {
      const { arn, url } = await queue();
      const InputTransformer = {
        InputPathsMap: { who: '$.detail.userIdentity.userName', what: '$.detail.eventName' },
        InputTemplate: '{"who": <who>, "text": "<what> by <aws.events.rule-name>"}',
      };
      const Name = await rule({ source: ['transform'] });
      await aim(Name, { Arn: arn, InputTransformer });
      await put('transform', { userIdentity: { userName: 'ada' }, eventName: 'PutRole' });
      expect(await bodies(url)).toEqual([{ who: 'ada', text: `PutRole by ${Name}` }]);
    });

    it('carry tags', async () => {
      const Name = await rule({ source: ['tagged'] }, { Tags: [{ Key: 'team', Value: 'a' }] });
      const ResourceARN = ruleArn(Name);
      await events.send(new TagResourceCommand({ ResourceARN, Tags: [{ Key: 'env', Value: 'prod' }] }));
      await events.send(new UntagResourceCommand({ ResourceARN, TagKeys: ['team'] }));
      const { Tags } = await events.send(new ListTagsForResourceCommand({ ResourceARN }));
      expect(Tags).toEqual([{ Key: 'env', Value: 'prod' }]);
      const reserved = new TagResourceCommand({ ResourceARN, Tags: [{ Key: 'aws:x', Value: 'y' }] });
      expect((await refusalOf(events.send(reserved))).code).toBe('ValidationException');
      const missing = new ListTagsForResourceCommand({ ResourceARN: ruleArn('none') });
      expect((await refusalOf(events.send(missing))).code).toBe('ResourceNotFoundException');
    });

    it('need iam:PassRole for the role they get', async () => {
      const nobody = new EventBridgeClient(sandbox.options(sandbox.nobody));
      const RoleArn = `arn:aws:iam::${HOME}:role/told`;
      const refused = await refusalOf(
        nobody.send(new PutRuleCommand({ Name: 'x', EventPattern: '{"a":["b"]}', RoleArn })),
      );
      expect(refused.code).toBe('AccessDeniedException');
    });
  });

  it('tests patterns without a rule', async () => {
    const event = {
      id: '1',
      account: HOME,
      source: 's',
      time: 't',
      region: REGION,
      resources: [],
      'detail-type': 'd',
      detail: { n: 1 },
    };
    const test = (pattern: string, about: object = event) =>
      events.send(new TestEventPatternCommand({ EventPattern: pattern, Event: JSON.stringify(about) }));
    expect((await test('{"detail":{"n":[1]}}')).Result).toBe(true);
    expect((await test('{"detail":{"n":[2]}}')).Result).toBe(false);
    expect((await refusalOf(test('{"detail":{"n":[{"between":1}]}}'))).code).toBe('InvalidEventPatternException');
    expect((await refusalOf(test('{"detail":{"n":[1]}}', { detail: {} }))).code).toBe('ValidationException');
  });
});
