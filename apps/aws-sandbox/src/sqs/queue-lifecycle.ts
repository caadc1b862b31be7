import {
  CreateQueue$,
  type CreateQueueRequest,
  type CreateQueueResult,
  DeleteQueue$,
  type DeleteQueueRequest,
  PurgeQueue$,
  type PurgeQueueRequest,
} from '@aws-sdk/client-sqs';

import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { onOwnQueue, onQueue, onQueueName, queueOf, queueUrl } from './queue-access.js';
import { refuseBadAttributes, settingsOf, withAttributes } from './queue-attributes.rules.js';
import { refuseBadDocuments } from './queue-documents.js';
import { mergedTags, refuseBadTags, requestTagContext } from './queue-tags.rules.js';
import { invalidParameterValue, unknownAttribute } from './sqs-errors.js';
import { type Queue, queueArn, queuesOf, sqsState } from './sqs-state.js';

const MINUTE = 60_000;
const NAME = /^[\w-]{1,80}$/u;
const FIFO_NAME = /^(?=.{1,80}$)[\w-]+\.fifo$/u;

export const createQueue = operation<CreateQueueRequest, CreateQueueResult>({
  schema: CreateQueue$,
  access: ({ QueueName = '', tags = {} }, call) => {
    const context = requestTagContext(tags);
    const create = { ...onQueueName(call, 'sqs:CreateQueue', QueueName), context };
    const tag = { ...onQueueName(call, 'sqs:TagQueue', QueueName), context };
    return Object.keys(tags).length === 0 ? [create] : [create, tag];
  },
  handle: (input, call) => {
    const queue = newQueue(call, input);
    const siblings = queuesOf(call.world, queue.accountId, queue.region);
    const known = siblings.get(queue.name);
    if (known !== undefined) refuseOther(known, given(input));
    else add(call, queue, siblings);
    return { QueueUrl: queueUrl(call, queue) };
  },
});

function given({ Attributes = {} }: CreateQueueRequest): Readonly<Record<string, string>> {
  return Attributes as Readonly<Record<string, string>>;
}

function newQueue(call: Call, input: CreateQueueRequest): Queue {
  const { QueueName: name = '', tags = {} } = input;
  const attributes = given(input);
  const fifo = attributes['FifoQueue'] === 'true';
  refuseBadName(name, fifo);
  if (attributes['FifoQueue'] === 'false') throw unknownAttribute('FifoQueue');
  const { accountId } = call.caller;
  const { region, now } = call;
  const arn = queueArn(call.world, { accountId, region, name });
  refuseBadAttributes(attributes, fifo);
  refuseBadDocuments(call.world, { arn, fifo, accountId, region }, attributes);
  refuseBadTags(tags);
  return {
    name,
    arn,
    accountId,
    region,
    fifo,
    createdAt: now,
    modifiedAt: now,
    attributes: new Map(withAttributes(new Map(), attributes)),
    tags: new Map(mergedTags(new Map(), tags, name)),
    messages: new Map(),
    deduplications: new Map(),
    sequence: 0,
    purgedAt: undefined,
  };
}

function refuseBadName(name: string, fifo: boolean): void {
  if (fifo && !FIFO_NAME.test(name)) {
    throw invalidParameterValue(
      'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.',
    );
  }
  if (!fifo && !NAME.test(name)) {
    throw invalidParameterValue('Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length');
  }
}

/** Making a queue again is no error as long as the attributes named are those it has. */
function refuseOther(known: Queue, attributes: Readonly<Record<string, string>>): void {
  const current = settingsOf(known.attributes, known.fifo);
  const other = Object.entries(attributes).find(([name, value]) => (current[name] ?? '') !== value);
  if (other === undefined) return;
  throw new AwsError(
    'QueueNameExists',
    `A queue already exists with the same name and a different value for attribute ${other[0]}`,
  );
}

function add(call: Call, queue: Queue, siblings: Map<string, Queue>): void {
  const { deletedAt } = sqsState(call.world);
  const deleted = deletedAt.get(queue.arn);
  if (deleted !== undefined && call.now.getTime() - deleted < MINUTE) {
    throw new AwsError(
      'QueueDeletedRecently',
      'You must wait 60 seconds after deleting a queue before you can create another with the same name.',
    );
  }
  deletedAt.delete(queue.arn);
  siblings.set(queue.name, queue);
}

export const deleteQueue = operation<DeleteQueueRequest, object>({
  schema: DeleteQueue$,
  access: onOwnQueue('sqs:DeleteQueue'),
  handle: (input, call) => {
    const { accountId, region, name, arn } = queueOf(call, input);
    const { deletedAt } = sqsState(call.world);
    for (const [each, at] of deletedAt) if (call.now.getTime() - at >= MINUTE) deletedAt.delete(each);
    queuesOf(call.world, accountId, region).delete(name);
    deletedAt.set(arn, call.now.getTime());
    return {};
  },
});

export const purgeQueue = operation<PurgeQueueRequest, object>({
  schema: PurgeQueue$,
  access: onQueue('sqs:PurgeQueue'),
  handle: (input, call) => {
    const queue = queueOf(call, input);
    const now = call.now.getTime();
    if (queue.purgedAt !== undefined && now - queue.purgedAt < MINUTE) {
      throw new AwsError(
        'PurgeQueueInProgress',
        `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`,
      );
    }
    queue.purgedAt = now;
    queue.messages.clear();
    return {};
  },
});
