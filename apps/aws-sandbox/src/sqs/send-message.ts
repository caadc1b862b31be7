import {
  SendMessage$,
  SendMessageBatch$,
  type SendMessageBatchRequest,
  type SendMessageBatchResult,
  type SendMessageRequest,
  type SendMessageResult,
} from '@aws-sdk/client-sqs';

import type { Caller } from '../authorization/caller.js';
import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import { openOperation } from '../service/operation.js';
import { eachEntry, refuseBadBatch, withoutEmpty } from './batch.rules.js';
import { type Draft, enqueue } from './enqueue.js';
import { type MessageInput, messageProblem, readMessage, sizeOf } from './message-draft.rules.js';
import { md5, md5OfAttributes, sha256 } from './message-digest.js';
import { onQueue, queueOf } from './queue-access.js';
import { numberAttribute } from './queue-attributes.rules.js';
import { invalidParameterValue } from './sqs-errors.js';
import type { MessageAttribute, Queue } from './sqs-state.js';

const MAX_BATCH_BYTES = 1_048_576;

export const sendMessage = openOperation<SendMessageRequest, SendMessageResult>({
  schema: SendMessage$,
  access: onQueue('sqs:SendMessage'),
  handle: (input, call) => {
    const queue = queueOf(call, input);
    const { id: MessageId, ...sent } = send(call, queue, input);
    return { MessageId, ...sent };
  },
});

/** SQS has no permission of its own for batches. */
export const sendMessageBatch = openOperation<SendMessageBatchRequest, SendMessageBatchResult>({
  schema: SendMessageBatch$,
  access: onQueue('sqs:SendMessage'),
  handle: (input, call) => {
    const queue = queueOf(call, input);
    const { Entries = [] } = input;
    refuseBadBatch(Entries, 'SendMessageBatchRequestEntry');
    refuseLongBatch(Entries);
    for (const entry of Entries) refuseUnordered(queue, entry);
    const reply = eachEntry(Entries, (entry, Id) => {
      const { id: MessageId, ...sent } = send(call, queue, entry);
      return { Id, MessageId, ...sent };
    });
    return withoutEmpty(reply);
  },
});

function refuseLongBatch(entries: readonly MessageInput[]): void {
  const bytes = entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
  if (bytes <= MAX_BATCH_BYTES) return;
  throw new AwsError(
    'BatchRequestTooLong',
    `Batch requests cannot be longer than ${String(MAX_BATCH_BYTES)} bytes. You have sent ${String(bytes)} bytes.`,
  );
}

/** An entry without its place in the order spoils the whole batch. */
function refuseUnordered(queue: Queue, entry: MessageInput): void {
  const problem = messageProblem(entry, orderOf(queue));
  if (problem !== undefined) throw invalidParameterValue(problem.message);
}

function orderOf(queue: Queue): { fifo: boolean; byContent: boolean } {
  return { fifo: queue.fifo, byContent: queue.attributes.get('ContentBasedDeduplication') === 'true' };
}

function send(call: Call<Caller>, queue: Queue, input: MessageInput) {
  const problem = messageProblem(input, orderOf(queue));
  if (problem !== undefined) throw problem;
  const message = readMessage(input, {
    fifo: queue.fifo,
    maxBytes: numberAttribute(queue.attributes, 'MaximumMessageSize'),
  });
  const draft: Draft = {
    ...message,
    senderId: senderOf(call.caller),
    ...(queue.fifo ? { deduplicationId: message.deduplicationId ?? sha256(message.body) } : {}),
  };
  const { messageId, sequenceNumber } = enqueue(queue, draft, call.now);
  const attributesMd5 = md5OfAttributes(draft.attributes);
  const systemMd5 = md5OfAttributes(systemAttributes(draft));
  return {
    id: messageId,
    MD5OfMessageBody: md5(draft.body),
    ...(attributesMd5 === undefined ? {} : { MD5OfMessageAttributes: attributesMd5 }),
    ...(systemMd5 === undefined ? {} : { MD5OfMessageSystemAttributes: systemMd5 }),
    ...(sequenceNumber === undefined ? {} : { SequenceNumber: sequenceNumber }),
  };
}

function systemAttributes({ traceHeader }: Draft): ReadonlyMap<string, MessageAttribute> {
  if (traceHeader === undefined) return new Map();
  return new Map([['AWSTraceHeader', { dataType: 'String', stringValue: traceHeader }]]);
}

function senderOf(caller: Caller): string {
  if (caller.kind === 'anonymous') return 'anonymous';
  return 'userId' in caller ? caller.userId : caller.arn;
}
