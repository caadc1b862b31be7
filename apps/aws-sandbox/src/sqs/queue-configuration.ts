import {
  GetQueueAttributes$,
  type GetQueueAttributesRequest,
  type GetQueueAttributesResult,
  ListQueueTags$,
  type ListQueueTagsRequest,
  type ListQueueTagsResult,
  SetQueueAttributes$,
  type SetQueueAttributesRequest,
  TagQueue$,
  type TagQueueRequest,
  UntagQueue$,
  type UntagQueueRequest,
} from '@aws-sdk/client-sqs';

import { openOperation, operation } from '../service/operation.js';
import { countMessages } from './message-counts.js';
import { onOwnQueue, onQueue, queueOf } from './queue-access.js';
import { refuseBadAttributes, refuseUnknownAttributes, settingsOf, withAttributes } from './queue-attributes.rules.js';
import { refuseBadDocuments } from './queue-documents.js';
import { mergedTags, refuseBadTags, requestTagContext } from './queue-tags.rules.js';
import { unknownAttribute } from './sqs-errors.js';
import type { Queue } from './sqs-state.js';

export const getQueueAttributes = openOperation<GetQueueAttributesRequest, GetQueueAttributesResult>({
  schema: GetQueueAttributes$,
  access: onQueue('sqs:GetQueueAttributes'),
  handle: (input, call) => {
    const asked: readonly string[] = input.AttributeNames ?? [];
    refuseUnknownAttributes(asked);
    const all = attributesOf(queueOf(call, input), call.now);
    const wanted = Object.entries(all).filter(([name]) => asked.includes('All') || asked.includes(name));
    return wanted.length === 0 ? {} : { Attributes: Object.fromEntries(wanted) };
  },
});

function attributesOf(queue: Queue, now: Date): Readonly<Record<string, string>> {
  const { visible, inFlight, delayed } = countMessages(queue, now.getTime());
  return {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: seconds(queue.createdAt),
    LastModifiedTimestamp: seconds(queue.modifiedAt),
    ...settingsOf(queue.attributes, queue.fifo),
  };
}

function seconds(time: Date): string {
  return String(Math.floor(time.getTime() / 1000));
}

export const setQueueAttributes = operation<SetQueueAttributesRequest, object>({
  schema: SetQueueAttributes$,
  access: onOwnQueue('sqs:SetQueueAttributes'),
  handle: (input, call) => {
    const queue = queueOf(call, input);
    const given = (input.Attributes ?? {}) as Readonly<Record<string, string>>;
    if (given['FifoQueue'] !== undefined && given['FifoQueue'] !== String(queue.fifo))
      throw unknownAttribute('FifoQueue');
    refuseBadAttributes(given, queue.fifo);
    refuseBadDocuments(call.world, queue, given);
    const next = withAttributes(queue.attributes, given);
    queue.attributes.clear();
    for (const [name, value] of next) queue.attributes.set(name, value);
    queue.modifiedAt = call.now;
    return {};
  },
});

export const listQueueTags = operation<ListQueueTagsRequest, ListQueueTagsResult>({
  schema: ListQueueTags$,
  access: onOwnQueue('sqs:ListQueueTags'),
  handle: (input, call) => {
    const { tags } = queueOf(call, input);
    return tags.size === 0 ? {} : { Tags: Object.fromEntries(tags) };
  },
});

export const tagQueue = operation<TagQueueRequest, object>({
  schema: TagQueue$,
  access: onOwnQueue('sqs:TagQueue', ({ Tags }: TagQueueRequest) => requestTagContext(Tags ?? {})),
  handle: (input, call) => {
    const { tags, name } = queueOf(call, input);
    const given = input.Tags ?? {};
    refuseBadTags(given);
    for (const [key, value] of mergedTags(tags, given, name)) tags.set(key, value);
    return {};
  },
});

export const untagQueue = operation<UntagQueueRequest, object>({
  schema: UntagQueue$,
  access: onOwnQueue('sqs:UntagQueue', ({ TagKeys }: UntagQueueRequest) => ({ 'aws:TagKeys': TagKeys ?? [] })),
  handle: (input, call) => {
    const { tags } = queueOf(call, input);
    for (const key of input.TagKeys ?? []) tags.delete(key);
    return {};
  },
});
