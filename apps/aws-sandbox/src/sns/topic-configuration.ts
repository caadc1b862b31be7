import {
  AddPermission$,
  type AddPermissionInput,
  GetTopicAttributes$,
  type GetTopicAttributesInput,
  type GetTopicAttributesResponse,
  ListTagsForResource$,
  type ListTagsForResourceRequest,
  type ListTagsForResourceResponse,
  RemovePermission$,
  type RemovePermissionInput,
  SetTopicAttributes$,
  type SetTopicAttributesInput,
  TagResource$,
  type TagResourceRequest,
  UntagResource$,
  type UntagResourceRequest,
} from '@aws-sdk/client-sns';

import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { partitionOf } from '../state/lookup.js';
import type { World } from '../state/model.js';
import { invalidParameter } from './sns-errors.js';
import { type Topic, subscriptionsOf, topicByArn } from './sns-state.js';
import { checkedArn, onTopic, questionOn, topicOf } from './topic-access.js';
import { DEFAULT_DELIVERY_POLICY, inSet, refuseBadAttribute } from './topic-attributes.rules.js';
import { refuseBadPolicy } from './topic-documents.js';
import { type PolicyText, defaultPolicy, policyWith, policyWithout } from './topic-policy.rules.js';
import { mergedTags, readTags, requestTagContext } from './topic-tags.rules.js';

export const getTopicAttributes = operation<GetTopicAttributesInput, GetTopicAttributesResponse>({
  schema: GetTopicAttributes$,
  access: onTopic('sns:GetTopicAttributes'),
  handle: (input, call) => ({ Attributes: topicAttributes(call.world, topicOf(call, input)) }),
});

/** A topic's attributes with those that AWS adds. */
export function topicAttributes(world: World, topic: Topic): Record<string, string> {
  const pending = subscriptionsOf(world, topic).filter(({ token }) => token !== undefined).length;
  return {
    TopicArn: topic.arn,
    Owner: topic.accountId,
    DisplayName: '',
    EffectiveDeliveryPolicy: topic.attributes.get('DeliveryPolicy') ?? DEFAULT_DELIVERY_POLICY,
    SubscriptionsConfirmed: String(topic.subscriptions.size - pending),
    SubscriptionsPending: String(pending),
    SubscriptionsDeleted: String(topic.deleted),
    ...(topic.fifo ? { FifoTopic: 'true', ContentBasedDeduplication: 'false' } : {}),
    ...Object.fromEntries(topic.attributes),
  };
}

export const setTopicAttributes = operation<SetTopicAttributesInput, object>({
  schema: SetTopicAttributes$,
  access: onTopic('sns:SetTopicAttributes'),
  handle: (input, call) => {
    const topic = topicOf(call, input);
    const { AttributeName: name = '', AttributeValue: value = '' } = input;
    if (name === 'FifoTopic') throw inSet('name', name);
    refuseBadAttribute(name, value, { fifo: topic.fifo, refuse: inSet });
    if (name === 'Policy') setPolicy(call, topic, value);
    else if (value === '') topic.attributes.delete(name);
    else topic.attributes.set(name, value);
    return {};
  },
});

/** A topic is never without policy: an empty one brings the default back. */
function setPolicy({ world }: Call, topic: Topic, document: string): void {
  if (document !== '') refuseBadPolicy(world, document);
  topic.attributes.set('Policy', document === '' ? defaultPolicy(topic.arn, topic.accountId) : document);
}

export const addPermission = operation<AddPermissionInput, object>({
  schema: AddPermission$,
  access: onTopic('sns:AddPermission'),
  handle: (input, call) => {
    const { world } = call;
    const topic = topicOf(call, input);
    const { Label = '', AWSAccountId = [], ActionName = [] } = input;
    if (Label === '') throw invalidParameter('Label');
    const policy = policyWith(policyOf(topic), {
      label: Label,
      topicArn: topic.arn,
      principals: AWSAccountId.map((id) => `arn:${partitionOf(world, id)}:iam::${id}:root`),
      actions: ActionName,
    });
    setPolicy(call, topic, JSON.stringify(policy));
    return {};
  },
});

export const removePermission = operation<RemovePermissionInput, object>({
  schema: RemovePermission$,
  access: onTopic('sns:RemovePermission'),
  handle: (input, call) => {
    const topic = topicOf(call, input);
    const { Statement = [], ...rest } = policyWithout(policyOf(topic), input.Label ?? '');
    const empty = 'length' in Statement && Statement.length === 0;
    setPolicy(call, topic, empty ? '' : JSON.stringify({ ...rest, Statement }));
    return {};
  },
});

function policyOf(topic: Topic): PolicyText {
  // What is stored was checked when it was set.
  return JSON.parse(topic.attributes.get('Policy') ?? '{}') as PolicyText;
}

interface NamesResource {
  readonly ResourceArn?: string | undefined;
}

function onOwnTopic(action: string, tagsOf: (input: never) => Parameters<typeof requestTagContext>[0] = () => []) {
  return (input: NamesResource, call: Call) => {
    const arn = checkedArn(call, input.ResourceArn ?? '', 'ResourceArn');
    return [questionOn(call, action, arn, { context: requestTagContext(tagsOf(input as never)), policyCounts: false })];
  };
}

function taggedTopic(call: Call, { ResourceArn = '' }: NamesResource): Topic {
  const topic = topicByArn(call.world, ResourceArn);
  if (topic !== undefined) return topic;
  throw new AwsError('ResourceNotFound', 'Resource does not exist', { status: 404 });
}

export const tagResource = operation<TagResourceRequest, object>({
  schema: TagResource$,
  access: onOwnTopic('sns:TagResource', ({ Tags }: TagResourceRequest) => Tags ?? []),
  handle: (input, call) => {
    const { tags } = taggedTopic(call, input);
    for (const [key, value] of mergedTags(tags, readTags(input.Tags))) tags.set(key, value);
    return {};
  },
});

export const untagResource = operation<UntagResourceRequest, object>({
  schema: UntagResource$,
  access: (input, call) => {
    const arn = checkedArn(call, input.ResourceArn ?? '', 'ResourceArn');
    const context = { 'aws:TagKeys': input.TagKeys ?? [] };
    return [questionOn(call, 'sns:UntagResource', arn, { context, policyCounts: false })];
  },
  handle: (input, call) => {
    const { tags } = taggedTopic(call, input);
    for (const key of input.TagKeys ?? []) tags.delete(key);
    return {};
  },
});

export const listTagsForResource = operation<ListTagsForResourceRequest, ListTagsForResourceResponse>({
  schema: ListTagsForResource$,
  access: onOwnTopic('sns:ListTagsForResource'),
  handle: (input, call) => ({ Tags: [...taggedTopic(call, input).tags].map(([Key, Value]) => ({ Key, Value })) }),
});
