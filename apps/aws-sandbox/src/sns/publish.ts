import { randomUUID } from 'node:crypto';

import {
  Publish$,
  PublishBatch$,
  type PublishBatchInput,
  type PublishBatchResponse,
  type PublishInput,
  type PublishResponse,
} from '@aws-sdk/client-sns';

import type { Caller } from '../authorization/caller.js';
import { AwsError } from '../protocol/aws-error.js';
import { headerValue } from '../protocol/wire.js';
import type { Call } from '../service/call.js';
import { operation } from '../service/operation.js';
import { sha256 } from '../sqs/message-digest.js';
import { fanOut } from './fan-out.js';
import { MAX_BYTES, type MessageInput, readMessage, refuseUnordered, sizeOf } from './publish-input.rules.js';
import { invalidParameter } from './sns-errors.js';
import type { Topic } from './sns-state.js';
import { onTopic, topicOf } from './topic-access.js';

const DEDUPLICATION_MILLISECONDS = 5 * 60_000;
const MAX_ENTRIES = 10;

export const publish = operation<PublishInput, PublishResponse>({
  schema: Publish$,
  access: (input, call) => {
    if (input.PhoneNumber === undefined) return onTopic('sns:Publish')(targetOf(input), call);
    return [{ action: 'sns:Publish', resource: input.PhoneNumber, resourceAccountId: call.caller.accountId }];
  },
  handle: (input, call) => {
    if (input.PhoneNumber !== undefined) return sendText(input);
    const topic = topicOf(call, targetOf(input));
    return send(call, topic, input);
  },
});

/** A text message goes nowhere from here, as from an account that AWS keeps in its SMS sandbox. */
function sendText({ PhoneNumber = '', ...input }: PublishInput): PublishResponse {
  if (!/^\+[1-9]\d{6,14}$/u.test(PhoneNumber)) {
    throw invalidParameter(`PhoneNumber Reason: ${PhoneNumber} is not valid to publish to`);
  }
  readMessage(input);
  return { MessageId: randomUUID() };
}

function targetOf({ TopicArn, TargetArn }: PublishInput) {
  const arn = TopicArn ?? TargetArn;
  if (arn === undefined) throw invalidParameter('TopicArn or TargetArn Reason: no value for required parameter');
  if (arn.includes(':endpoint/')) {
    throw invalidParameter('TargetArn Reason: No endpoint found for the target arn specified');
  }
  return { TopicArn: arn };
}

interface Published {
  readonly MessageId: string;
  readonly SequenceNumber?: string;
}

function send(call: Call<Caller>, topic: Topic, input: MessageInput): Published {
  refuseUnordered(input, { fifo: topic.fifo, byContent: isByContent(topic) });
  return topic.fifo ? sendInOrder(call, topic, input) : distribute(call, topic, { input });
}

/** A FIFO topic takes the same message a single time within five minutes. */
function sendInOrder(call: Call<Caller>, topic: Topic, input: MessageInput): Published {
  const deduplicationId = input.MessageDeduplicationId ?? sha256(input.Message ?? '');
  const now = call.now.getTime();
  const known = alreadySent(topic, deduplicationId, now);
  if (known !== undefined) return { MessageId: known.messageId, SequenceNumber: known.sequence };
  const sequence = nextSequence(topic);
  const { MessageId: messageId } = distribute(call, topic, { input, deduplicationId, sequence });
  topic.deduplications.set(deduplicationId, { until: now + DEDUPLICATION_MILLISECONDS, messageId, sequence });
  return { MessageId: messageId, SequenceNumber: sequence };
}

interface Distribution {
  readonly input: MessageInput;
  readonly deduplicationId?: string;
  readonly sequence?: string;
}

function distribute(call: Call<Caller>, topic: Topic, { input, deduplicationId, sequence }: Distribution): Published {
  const message = readMessage(input);
  const messageId = randomUUID();
  const { world, now } = call;
  fanOut(
    { world, topic, origin: originOf(call), now, groupId: input.MessageGroupId, deduplicationId },
    { ...message, messageId, topicArn: topic.arn, sequenceNumber: sequence, sentAt: now },
  );
  return { MessageId: messageId };
}

/** Where this caller reached the sandbox. */
export function originOf({ request }: Call<Caller>): string {
  return `http://${headerValue(request, 'host') ?? 'localhost'}`;
}

function isByContent({ attributes }: Topic): boolean {
  return attributes.get('ContentBasedDeduplication') === 'true';
}

function alreadySent({ deduplications }: Topic, id: string, now: number) {
  for (const [key, { until }] of deduplications) {
    if (until > now) break;
    deduplications.delete(key);
  }
  return deduplications.get(id);
}

/** 20 digits, growing with each message of the topic. */
function nextSequence(topic: Topic): string {
  topic.sequence += 1;
  return String(10_000_000_000_000_000_000n + BigInt(topic.sequence) * 1000n);
}

/** SNS has no permission of its own for batches. */
export const publishBatch = operation<PublishBatchInput, PublishBatchResponse>({
  schema: PublishBatch$,
  access: onTopic('sns:Publish'),
  handle: (input, call) => {
    const topic = topicOf(call, input);
    const { PublishBatchRequestEntries: entries = [] } = input;
    refuseBadBatch(entries);
    for (const entry of entries) refuseUnordered(entry, { fifo: topic.fifo, byContent: isByContent(topic) });
    const outcomes = entries.map((entry) => attempt(call, topic, entry));
    return {
      Successful: outcomes.flatMap(({ sent }) => sent ?? []),
      Failed: outcomes.flatMap(({ failed }) => failed ?? []),
    };
  },
});

function attempt(call: Call, topic: Topic, entry: MessageInput & { readonly Id?: string | undefined }) {
  const Id = entry.Id ?? '';
  try {
    return { sent: { Id, ...send(call, topic, entry) } };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { failed: { Id, Code: error.code, Message: error.message, SenderFault: true } };
  }
}

function refuseBadBatch(entries: readonly (MessageInput & { readonly Id?: string | undefined })[]): void {
  if (entries.length === 0) throw refusal('EmptyBatchRequest', "The batch request doesn't contain any entries.");
  if (entries.length > MAX_ENTRIES) {
    throw refusal('TooManyEntriesInBatchRequest', 'The batch request contains more entries than permissible.');
  }
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length) {
    throw refusal('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
  }
  if (entries.some(({ Id = '' }) => !/^[\w-]{1,80}$/u.test(Id))) {
    throw refusal(
      'InvalidBatchEntryId',
      "The Id of a batch entry in a batch request doesn't abide by the specification.",
    );
  }
  if (entries.reduce((sum, entry) => sum + sizeOf(entry), 0) > MAX_BYTES) {
    throw refusal('BatchRequestTooLong', 'The length of all the batch messages put together is more than the limit.');
  }
}

function refusal(code: string, message: string): AwsError {
  return new AwsError(code, message);
}
