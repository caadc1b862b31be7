import {
  type Message,
  ReceiveMessage$,
  type ReceiveMessageRequest,
  type ReceiveMessageResult,
} from '@aws-sdk/client-sqs';

import type { Caller } from '../authorization/caller.js';
import { AwsError } from '../protocol/aws-error.js';
import type { Call } from '../service/call.js';
import { openOperation } from '../service/operation.js';
import { chosenAttributes } from './message-attributes.rules.js';
import { countMessages } from './message-counts.js';
import { md5, md5OfAttributes } from './message-digest.js';
import { onQueue, queueOf } from './queue-access.js';
import { numberAttribute } from './queue-attributes.rules.js';
import { invalidParameter, unknownAttribute } from './sqs-errors.js';
import { type MessageAttribute, type Queue, type StoredMessage, queueByArn } from './sqs-state.js';
import { type TakenMessage, nextVisibleAt, takeMessages } from './take-messages.js';
import { isWaitingOver, untilMessage } from './waiting-receivers.js';

const MAX_IN_FLIGHT = 120_000;
const MAX_VISIBILITY = 43_200;
const MAX_WAIT = 20;

export const receiveMessage = openOperation<ReceiveMessageRequest, ReceiveMessageResult>({
  schema: ReceiveMessage$,
  access: onQueue('sqs:ReceiveMessage'),
  handle: async (input, call) => {
    refuseBadNumbers(input);
    const names = systemNames(input);
    const taken = await takeOrWait(call, queueOf(call, input), input);
    if (taken.length === 0) return {};
    return { Messages: taken.map((each) => messageShape(each, names, input.MessageAttributeNames ?? [])) };
  },
});

function refuseBadNumbers({ MaxNumberOfMessages, VisibilityTimeout, WaitTimeSeconds }: ReceiveMessageRequest): void {
  if (MaxNumberOfMessages !== undefined && !isWithin(MaxNumberOfMessages, 1, 10)) {
    throw invalidParameter('MaxNumberOfMessages', MaxNumberOfMessages, 'Must be between 1 and 10, if provided.');
  }
  if (VisibilityTimeout !== undefined && !isWithin(VisibilityTimeout, 0, MAX_VISIBILITY)) {
    throw invalidParameter('VisibilityTimeout', VisibilityTimeout, 'Must be >= 0 and <= 43200, if provided.');
  }
  if (WaitTimeSeconds !== undefined && !isWithin(WaitTimeSeconds, 0, MAX_WAIT)) {
    throw invalidParameter('WaitTimeSeconds', WaitTimeSeconds, 'Must be >= 0 and <= 20, if provided.');
  }
}

function isWithin(value: number, low: number, high: number): boolean {
  return Number.isInteger(value) && value >= low && value <= high;
}

/** Long polling: waits for a message in real time, whatever the sandbox's clock does meanwhile. */
async function takeOrWait(
  call: Call<Caller>,
  queue: Queue,
  input: ReceiveMessageRequest,
): Promise<readonly TakenMessage[]> {
  const started = Date.now();
  const wait = (input.WaitTimeSeconds ?? numberAttribute(queue.attributes, 'ReceiveMessageWaitTimeSeconds')) * 1000;
  for (;;) {
    const elapsed = Date.now() - started;
    const now = call.now.getTime() + elapsed;
    // The queue may have been deleted, and the world reset, while this call waited.
    if (queueByArn(call.world, queue.arn) !== queue) return [];
    const taken = takeNow(call, queue, { input, now });
    if (taken.length > 0 || elapsed >= wait || isWaitingOver(call.world)) return taken;
    const next = nextVisibleAt(queue) ?? Infinity;
    await untilMessage(call.world, queue, Math.min(wait - elapsed, Math.max(next - now, 1)));
  }
}

interface Receiving {
  readonly input: ReceiveMessageRequest;
  readonly now: number;
}

function takeNow({ world }: Call<Caller>, queue: Queue, { input, now }: Receiving): readonly TakenMessage[] {
  refuseOverLimit(queue, now);
  return takeMessages(world, queue, {
    limit: input.MaxNumberOfMessages ?? 1,
    visibilitySeconds: input.VisibilityTimeout ?? numberAttribute(queue.attributes, 'VisibilityTimeout'),
    now,
  });
}

function refuseOverLimit(queue: Queue, now: number): void {
  if (queue.fifo || queue.messages.size < MAX_IN_FLIGHT || countMessages(queue, now).inFlight < MAX_IN_FLIGHT) return;
  throw new AwsError('OverLimit', `Too many messages in flight: the maximum is ${String(MAX_IN_FLIGHT)}.`);
}

type SystemAttributes = Readonly<Record<string, string | undefined>>;

function systemAttributesOf(message: StoredMessage): SystemAttributes {
  return {
    SenderId: message.senderId,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    MessageGroupId: message.groupId,
    MessageDeduplicationId: message.deduplicationId,
    SequenceNumber: message.sequenceNumber,
    AWSTraceHeader: message.traceHeader,
    DeadLetterQueueSourceArn: message.deadLetterSourceArn,
  };
}

const SYSTEM_NAMES = new Set([
  'All',
  'SenderId',
  'SentTimestamp',
  'ApproximateReceiveCount',
  'ApproximateFirstReceiveTimestamp',
  'MessageGroupId',
  'MessageDeduplicationId',
  'SequenceNumber',
  'AWSTraceHeader',
  'DeadLetterQueueSourceArn',
]);

/** AttributeNames is the older name of MessageSystemAttributeNames; SQS takes both. */
function systemNames({ AttributeNames = [], MessageSystemAttributeNames = [] }: ReceiveMessageRequest) {
  const names: readonly string[] = [...AttributeNames, ...MessageSystemAttributeNames];
  const unknown = names.find((name) => !SYSTEM_NAMES.has(name));
  if (unknown !== undefined) throw unknownAttribute(unknown);
  return names;
}

function messageShape(
  { message, receiptHandle }: TakenMessage,
  system: readonly string[],
  asked: readonly string[],
): Message {
  const known = Object.entries(systemAttributesOf(message)).filter(
    ([name, value]) => value !== undefined && (system.includes('All') || system.includes(name)),
  );
  const attributes = chosenAttributes(message.attributes, asked);
  const digest = md5OfAttributes(attributes);
  return {
    MessageId: message.id,
    ReceiptHandle: receiptHandle,
    MD5OfBody: md5(message.body),
    Body: message.body,
    ...(known.length === 0 ? {} : { Attributes: Object.fromEntries(known) }),
    ...(digest === undefined
      ? {}
      : {
          MD5OfMessageAttributes: digest,
          MessageAttributes: Object.fromEntries([...attributes].map(([name, value]) => [name, attributeShape(value)])),
        }),
  };
}

function attributeShape({ dataType, stringValue, binaryValue }: MessageAttribute) {
  return {
    DataType: dataType,
    ...(stringValue === undefined ? {} : { StringValue: stringValue }),
    ...(binaryValue === undefined ? {} : { BinaryValue: binaryValue }),
  };
}
