import {
  CreateTopic$,
  type CreateTopicInput,
  type CreateTopicResponse,
  DeleteTopic$,
  type DeleteTopicInput,
  ListTopics$,
  type ListTopicsInput,
  type ListTopicsResponse,
} from '@aws-sdk/client-sns';

import { AwsError } from '../protocol/aws-error.js';
import { cutPage } from '../protocol/paging.rules.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { invalidParameter } from './sns-errors.js';
import { type Topic, snsState, topicArn, topicByArn, topicsOf } from './sns-state.js';
import { checkedArn, onOwn, onTopic } from './topic-access.js';
import { inCreate, refuseBadAttribute } from './topic-attributes.rules.js';
import { refuseBadPolicy } from './topic-documents.js';
import { defaultPolicy } from './topic-policy.rules.js';
import { mergedTags, readTags, requestTagContext } from './topic-tags.rules.js';

const MAX_TOPICS = 100_000;
const PAGE = 100;
const FIFO_NAME =
  'Fifo Topic names must end with .fifo and must be made up of only uppercase and lowercase ASCII letters, numbers, underscores, and hyphens, and must be between 1 and 256 characters long.';

export const createTopic = operation<CreateTopicInput, CreateTopicResponse>({
  schema: CreateTopic$,
  access: ({ Name = '', Tags = [] }, call) => {
    const context = requestTagContext(Tags);
    const create = { ...onOwn(call, 'sns:CreateTopic', Name), context };
    const tag = { ...onOwn(call, 'sns:TagResource', Name), context };
    return Tags.length === 0 ? [create] : [create, tag];
  },
  handle: (input, call) => {
    const topic = newTopic(call, input);
    const siblings = topicsOf(call.world, topic.accountId, topic.region);
    const known = siblings.get(topic.name);
    if (known !== undefined) refuseOther(known, input);
    else add(siblings, topic);
    return { TopicArn: topic.arn };
  },
});

function add(siblings: Map<string, Topic>, topic: Topic): void {
  if (siblings.size >= MAX_TOPICS) {
    throw new AwsError('TopicLimitExceeded', 'Topic limit of the account is exceeded', { status: 403 });
  }
  siblings.set(topic.name, topic);
}

function newTopic(call: Call, { Name: name = '', Attributes = {}, Tags }: CreateTopicInput): Topic {
  const fifo = Attributes['FifoTopic'] === 'true';
  refuseBadName(name, fifo);
  const { accountId } = call.caller;
  const arn = topicArn(call.world, { accountId, region: call.region, name });
  for (const [attribute, value] of Object.entries(Attributes)) {
    refuseBadAttribute(attribute, value, { fifo, refuse: inCreate });
  }
  const { Policy = '' } = Attributes;
  if (Policy !== '') refuseBadPolicy(call.world, Policy);
  return {
    name,
    arn,
    accountId,
    region: call.region,
    fifo,
    createdAt: call.now,
    attributes: new Map([['Policy', defaultPolicy(arn, accountId)], ...given(Attributes)]),
    tags: new Map(mergedTags(new Map(), readTags(Tags))),
    subscriptions: new Set(),
    deleted: 0,
    sequence: 0,
    deduplications: new Map(),
  };
}

function given(attributes: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(attributes).filter(([name, value]) => value !== '' && name !== 'FifoTopic');
}

function refuseBadName(name: string, fifo: boolean): void {
  if (fifo && !/^(?=.{1,256}$)[\w-]+\.fifo$/u.test(name)) throw invalidParameter(FIFO_NAME);
  if (!fifo && !/^[\w-]{1,256}$/u.test(name)) throw invalidParameter('Topic Name');
}

/** Making a topic again is no error as long as the attributes and tags named are those it has. */
function refuseOther(known: Topic, { Attributes = {}, Tags = [] }: CreateTopicInput): void {
  const other = given(Attributes).some(([name, value]) => known.attributes.get(name) !== value);
  if (other) throw invalidParameter('Attributes Reason: Topic already exists with different attributes');
  const otherTags = Tags.some(({ Key = '', Value }) => known.tags.get(Key) !== Value);
  if (otherTags) throw invalidParameter('Tags Reason: Topic already exists with different tags');
}

/** Deleting what is not there is no error. */
export const deleteTopic = operation<DeleteTopicInput, object>({
  schema: DeleteTopic$,
  access: onTopic('sns:DeleteTopic'),
  handle: (input, call) => {
    const topic = topicByArn(call.world, checkedArn(call, input.TopicArn ?? ''));
    if (topic === undefined) return {};
    const { subscriptions } = snsState(call.world);
    for (const arn of topic.subscriptions) subscriptions.delete(arn);
    topicsOf(call.world, topic.accountId, topic.region).delete(topic.name);
    return {};
  },
});

export const listTopics = operation<ListTopicsInput, ListTopicsResponse>({
  schema: ListTopics$,
  access: (_input, call) => [onOwn(call, 'sns:ListTopics', '*')],
  handle: ({ NextToken: token }, call) => {
    const topics = topicsOf(call.world, call.caller.accountId, call.region).values();
    const badToken = () => invalidParameter('NextToken');
    const { items, next } = cutPage(topics, { keyOf: ({ arn }) => arn, limit: PAGE, token, badToken });
    return { Topics: items.map(({ arn }) => ({ TopicArn: arn })), ...(next === undefined ? {} : { NextToken: next }) };
  },
});
