import { AwsError } from '../protocol/aws-error.js';
import { type AttributesInput, typedAttributes } from '../sqs/message-attributes.rules.js';
import type { MessageAttribute } from '../sqs/sqs-state.js';
import { invalidParameter } from './sns-errors.js';

/** What Publish and an entry of PublishBatch have in common. */
export interface MessageInput {
  readonly Message?: string | undefined;
  readonly Subject?: string | undefined;
  readonly MessageStructure?: string | undefined;
  readonly MessageAttributes?: AttributesInput | undefined;
  readonly MessageGroupId?: string | undefined;
  readonly MessageDeduplicationId?: string | undefined;
}

/** SNS takes 256 KiB, body and attributes together. */
export const MAX_BYTES = 262_144;

/** A message as its topic takes it. */
export interface PublishedMessage {
  readonly subject: string | undefined;
  readonly bodyFor: (protocol: string) => string;
  readonly attributes: ReadonlyMap<string, MessageAttribute>;
}

/** Reads what is to be published, or refuses it. */
export function readMessage(input: MessageInput): PublishedMessage {
  const problem = problemOf(input);
  if (problem !== undefined) throw invalidParameter(problem);
  const { Message: message = '', Subject: subject, MessageStructure, MessageAttributes = {} } = input;
  const attributes = typedAttributes(MessageAttributes, (text) => new AwsError('ParameterValueInvalid', text));
  const bodyFor = MessageStructure === 'json' ? bodiesOf(message) : () => message;
  return { subject, bodyFor, attributes };
}

function problemOf(input: MessageInput): string | undefined {
  const { Message = '', Subject: subject, MessageStructure: structure } = input;
  if (Message === '') return 'Empty message';
  if (sizeOf(input) > MAX_BYTES) return 'Message too long';
  if (subject !== undefined && !/^[\x21-\x7e][\x20-\x7e]{0,99}$/u.test(subject)) return 'Subject';
  return structure !== undefined && structure !== 'json' ? 'MessageStructure' : undefined;
}

/** Bytes of body and attributes together. */
export function sizeOf({ Message = '', MessageAttributes = {} }: MessageInput): number {
  const attributes = Object.entries(MessageAttributes).reduce((sum, [name, each]) => {
    const value = each.BinaryValue?.byteLength ?? Buffer.byteLength(each.StringValue ?? '');
    return sum + Buffer.byteLength(name) + Buffer.byteLength(each.DataType ?? '') + value;
  }, 0);
  return Buffer.byteLength(Message) + attributes;
}

function bodiesOf(message: string): (protocol: string) => string {
  const bodies = parsed(message);
  const fallback = bodies['default'];
  if (typeof fallback !== 'string') {
    throw invalidParameter('Message Structure - No default entry in JSON message body');
  }
  return (protocol) => {
    const own = bodies[protocol];
    return typeof own === 'string' ? own : fallback;
  };
}

function parsed(message: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(message) as Readonly<Record<string, unknown>>;
  } catch {
    throw invalidParameter('Message Structure - JSON message body failed to parse');
  }
}

/** Refuses a message without its place in the order of a FIFO topic, or with one that its topic does not take. */
export function refuseUnordered(
  input: MessageInput,
  topic: { readonly fifo: boolean; readonly byContent: boolean },
): void {
  const { MessageGroupId, MessageDeduplicationId } = input;
  if (!topic.fifo) {
    if (MessageDeduplicationId === undefined) return;
    throw invalidParameter(
      'MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type',
    );
  }
  if (MessageGroupId === undefined) throw invalidParameter('The MessageGroupId parameter is required for FIFO topics');
  if (MessageDeduplicationId !== undefined || topic.byContent) return;
  throw invalidParameter(
    'The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  );
}
